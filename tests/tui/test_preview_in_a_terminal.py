"""A preview and `check --watch` in real terminals, while the file is edited: what is seen is waited for."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from grown_instruments import grown
from pty_terminal import Terminal

CATI = (sys.executable, "-m", "cati", "--language", "nl")
HEAD = "study: {languages: [nl, fr]}\nquestions:\n"
YES_NO = "options: [{code: 1, name: yes, label: {nl: Ja, fr: Oui}}, {code: 2, name: no, label: {nl: Nee, fr: Non}}]"
A = f"  - {{id: A, type: single, text: {{nl: Eerst, fr: Avant}}, {YES_NO}}}\n"
B = "  - {id: B, type: number, min: 1, max: 99, text: {nl: Hoeveel, fr: Combien}, ask_if: A == yes}\n"
C = "  - {id: C, type: text, text: {nl: Daarna, fr: Après}}\n"
END = "  - {id: Z, type: end, disposition: complete, text: {nl: Dank, fr: Merci}}\n"
WRONG = B.replace("==", "=")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questionnaire.yaml"


def save(file: Path, *questions: str) -> None:
    """Save as editors do: a new file in place of the old one."""
    written = file.with_suffix(".new")
    written.write_text(HEAD + "".join(questions) + END, encoding="utf-8")
    written.replace(file)


def preview(file: Path, *options: str, columns: int = 80) -> Terminal:
    return Terminal([*CATI, "preview", str(file), *options], columns=columns, cwd=file.parent)


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


def left(terminal: Terminal) -> int:
    """The exit code after Ctrl+Q, pressed again if the gate did not take it."""
    for _ in range(20):
        terminal.send("ctrl+q")
        try:
            return terminal.wait_exit(1)
        except AssertionError:
            continue
    return terminal.wait_exit()


def test_a_file_is_tried_while_it_is_edited(file: Path):
    save(file, A, B, C)
    with preview(file) as terminal:
        terminal.wait_for("geen problemen.", 60)
        press_until(terminal, "1", "Hoeveel")
        save(file, A, WRONG, C)
        terminal.wait_for("1 probleem: F10 toont het. U ziet de versie van")
        press_until(terminal, "f10", "questionnaire.yaml:4:")
        press_until(terminal, "enter", "→ Een waarde is gelijk aan een andere met '=='.")
        save(file, A, C)
        terminal.wait_for("Geen problemen in questionnaire.yaml.")
        press_until(terminal, "escape", "B bestaat niet meer: terug bij A.")
        save(file, A, B, C)
        terminal.wait_for("Herladen")
        press_until(terminal, "enter", "Hoeveel")
        assert left(terminal) == 0
    assert sorted(found.name for found in file.parent.iterdir()) == [file.name]


def test_a_wide_terminal_shows_path_and_problems_beside_the_question(file: Path):
    save(file, A, B, C)
    with preview(file, "--language", "fr", columns=120) as terminal:
        terminal.wait_for("Avant", 60)
        terminal.wait_for("A == yes → nog open")
        press_until(terminal, "2", "A == yes → onwaar")
        save(file, A, WRONG, C)
        terminal.wait_for("C203")


def test_a_file_full_of_errors_waits_for_a_save_and_then_begins(file: Path):
    save(file, A, WRONG)
    with preview(file, "--at", "B") as terminal:
        terminal.wait_for("Nog geen versie zonder fouten", 60)
        file.write_bytes(b"\0\xff half a f")
        terminal.wait_for("C103")
        file.unlink()
        terminal.wait_for("geen questionnaire.yaml")
        save(file, A, B, C)
        terminal.wait_for("Hoeveel")


def said(command: Sequence[str], folder: Path) -> tuple[int, str]:
    """The exit code of a command in a terminal, and what stands there then."""
    with Terminal([*CATI, *command], cwd=folder) as terminal:
        code = terminal.wait_exit(60)
        return code, " ".join(" ".join(terminal.screen()).split())


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("nowhere.yaml",), "Het bestand nowhere.yaml is er niet."),
        (("--at", "NERGENS"), "staat geen vraag 'NERGENS'. Kies een andere met --at."),
        (("--at", "AA"), "Bedoelde u A?"),
        (("--language", "de"), "heeft geen teksten in 'de'. Kies uit: nl, fr."),
        (("..",), "kan niet gelezen worden"),
    ],
)
def test_what_cannot_be_previewed_is_told_before_a_screen_is_opened(file: Path, options: tuple[str, ...], says: str):
    save(file, A, B, C)
    code, text = said(["preview", *options], file.parent)
    assert (code, says in text) == (2, True), text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(file: Path):
    save(file, A)
    file.chmod(0)
    code, text = said(["preview"], file.parent)
    assert (code, "kan niet gelezen worden" in text) == (2, True)


def test_check_watch_in_a_terminal_tells_each_save(file: Path):
    save(file, A, B, C)
    with Terminal([*CATI, "check", str(file), "--watch"], cwd=file.parent, columns=120) as terminal:
        terminal.wait_for("Geen problemen in 3 vragen.", 60)
        save(file, A, WRONG, C)
        terminal.wait_for("1 fout.")
        save(file, A, C)
        terminal.wait_for("Geen problemen in 2 vragen.")
        terminal.send("ctrl+c")
        assert terminal.wait_exit() == 0


def test_a_long_file_is_told_to_take_a_moment(file: Path):
    file.write_text(grown(9000), encoding="utf-8")
    with Terminal([*CATI, "check"], cwd=file.parent) as terminal:
        terminal.wait_for("questionnaire.yaml is lang: nog even geduld", 60)
        terminal.wait_for("Geen problemen in 9000 vragen.", 120)
