"""On a real terminal, with the real times of the gate: what is typed ahead gives no result, and nothing is lost."""

import sys
from pathlib import Path

import pytest

from phone_room import add_companies, an_empty_room, seated
from pty_terminal import Terminal

APP = str(Path(__file__).parents[1] / "start_app.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    room.store.close()
    return tmp_path


def begun(folder: Path) -> Terminal:
    return Terminal([sys.executable, APP, str(folder)])


def press_until(terminal: Terminal, key: str, sentence: str) -> None:
    """Press a key, again after a second if the gate did not take it, until a sentence stands there."""
    for _ in range(20):
        terminal.send(key)
        try:
            terminal.wait_for(sentence, 1)
        except AssertionError:
            continue
        return
    terminal.wait_for(sentence)


def signed_in(terminal: Terminal) -> None:
    terminal.wait_for("Wie bent u", 30)
    press_until(terminal, "1", "Volgende case")


def test_keys_written_at_once_with_f8_stop_no_interview(folder: Path):
    with begun(folder) as terminal:
        signed_in(terminal)
        press_until(terminal, "3", "OEFENING")
        terminal.send("f8", "5", "enter", "8", "enter")
        terminal.wait_for("Gesprek stoppen")
        terminal.wait_for("Toets 8 niet gebruikt")
        assert "Reden" not in "\n".join(terminal.screen())


def test_after_a_dead_terminal_the_interview_is_offered_where_it_stopped(folder: Path):
    with begun(folder) as terminal:
        signed_in(terminal)
        press_until(terminal, "1", " INT · nl")
        press_until(terminal, "1", " WHO · nl")
        terminal.kill()
    with begun(folder) as terminal:
        signed_in(terminal)
        terminal.wait_for("0042 Voorbeeld Weverij NV (bij WHO)")
        press_until(terminal, "2", " WHO · nl")
