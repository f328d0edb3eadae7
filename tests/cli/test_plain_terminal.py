"""The plain mode in a real terminal: lines typed ahead, Ctrl+C, a window that is closed, words that are not cut."""

import sys
from pathlib import Path

from cati.questionnaire.answer import Choice
from cati.storage.cases import list_cases
from plain_talk import a_study, answers_in, opened, results_in
from pty_terminal import Terminal
from scenario import single

PROJECT = Path(__file__).parents[2]
TWO = single("A") + single("B") + single("C")


def at_a_terminal(folder: Path, *, columns: int = 80) -> Terminal:
    """`cati --plain` in a terminal of its own, signed in, in English."""
    options = ["--study", str(folder), "--language", "en", "--interviewer", "An", "--plain"]
    command = [sys.executable, "-m", "cati", *options]
    return Terminal(command, columns=columns, rows=60, env={"PYTHONPATH": str(PROJECT)})


def begun(terminal: Terminal) -> None:
    """The first question stands there."""
    terminal.wait_for("q  Leave", 30)
    terminal.send("n\n")
    terminal.wait_for("0042 >")
    terminal.send("\n")
    terminal.wait_for("A >")


def test_a_line_typed_ahead_answers_nothing_and_is_told(tmp_path: Path):
    with at_a_terminal(a_study(tmp_path, TWO)) as terminal:
        begun(terminal)
        terminal.send("1\n2\n2\n")
        terminal.wait_for("(What you typed too early was not used.)")
        terminal.wait_for("B >")
        terminal.send("stop 5\n")
        terminal.wait_for("Reason (Enter = none):")
        terminal.send("\n")
        terminal.wait_for("Case 0042: Hard refusal")
    assert answers_in(tmp_path) == {"A": Choice(option="yes")}


def test_ctrl_c_does_not_end_an_interview(tmp_path: Path):
    with at_a_terminal(a_study(tmp_path, TWO)) as terminal:
        begun(terminal)
        terminal.send("ctrl+c")
        terminal.wait_for("An interview is going on: type 'stop' to stop it.")
        terminal.send("1\n")
        terminal.wait_for("B >")
    assert answers_in(tmp_path) == {"A": Choice(option="yes")}


def test_a_closed_window_suspends_the_interview_and_frees_its_case(tmp_path: Path):
    with at_a_terminal(a_study(tmp_path, TWO)) as terminal:
        begun(terminal)
        terminal.send("1\n")
        terminal.wait_for("B >")
        terminal.close_terminal()
        terminal.wait_exit()
    assert results_in(tmp_path) == [("suspended", "suspended")]
    with opened(tmp_path) as store:
        assert [case.lease_by for case in list_cases(store)] == [None]


def test_ctrl_d_is_the_end_of_the_input(tmp_path: Path):
    with at_a_terminal(a_study(tmp_path, TWO)) as terminal:
        begun(terminal)
        terminal.send("ctrl+d")
        assert terminal.wait_exit() == 0
    assert results_in(tmp_path) == [("suspended", "suspended")]


def test_lines_are_broken_between_words(tmp_path: Path):
    with at_a_terminal(
        a_study(tmp_path, single("A").replace("'A?'", f"'{'innovation ' * 12}'")), columns=40
    ) as terminal:
        begun(terminal)
        rows = [row for row in terminal.screen() if row.startswith("innov")]
    assert rows == ["innovation innovation innovation"] * 4
