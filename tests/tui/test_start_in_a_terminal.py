"""On a real terminal, with the real times of the gate: what is typed ahead gives no result, and nothing is lost."""

import signal
import sqlite3
import sys
from contextlib import closing
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
        press_until(terminal, "3", "Enter gesprek")
        press_until(terminal, "enter", " INT · nl")
        terminal.send("f8", "5", "enter", "8", "enter")
        terminal.wait_for("Gesprek stoppen")
        terminal.wait_for("Toets 8 niet gebruikt")
        assert "Reden" not in "\n".join(terminal.screen())


def test_after_a_dead_terminal_the_interview_is_offered_where_it_stopped(folder: Path):
    with begun(folder) as terminal:
        signed_in(terminal)
        press_until(terminal, "1", "Enter gesprek")
        press_until(terminal, "enter", " INT · nl")
        press_until(terminal, "1", " WHO · nl")
        terminal.kill()
    with begun(folder) as terminal:
        signed_in(terminal)
        terminal.wait_for("0042 Voorbeeld Weverij NV (bij WHO)")
        press_until(terminal, "2", "Enter gesprek")
        press_until(terminal, "enter", " WHO · nl")


def test_an_answer_that_could_not_be_saved_before_the_end_is_offered_at_the_next_start(folder: Path):
    database = folder / "db" / "cati.sqlite"
    with begun(folder) as terminal:
        signed_in(terminal)
        press_until(terminal, "1", "Enter gesprek")
        press_until(terminal, "enter", " INT · nl")
        with closing(sqlite3.connect(database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            press_until(terminal, "1", "NIET BEWAARD")
            terminal.kill(signal.SIGTERM)
            terminal.wait_exit(seconds=2.5)
            assert [file.suffix for file in (folder / "db" / "unsaved").iterdir()] == [".json"]
    with begun(folder) as terminal:
        terminal.wait_for("Wie bent u", 30)
        press_until(terminal, "1", "vraag INT, was niet bewaard toen cati sloot")
        press_until(terminal, "1", "het antwoord is nu bewaard")
        press_until(terminal, "2", "Enter gesprek")
        press_until(terminal, "enter", " WHO · nl")
    assert list((folder / "db" / "unsaved").iterdir()) == []
