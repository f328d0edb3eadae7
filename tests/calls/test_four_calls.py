"""Four calls by key presses alone in a real terminal at 80×24, and the bytes of the CSV they come to."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calls.caller import PROGRAM, Caller
from cati.fieldwork.init import make_study

GOLDEN = Path(__file__).parent / "golden"
YES, NO = "1", "2"
FIRST_PARTNERS = (NO, YES, YES, NO, NO, YES)
OTHER_PARTNERS = (NO, NO, NO, NO, NO)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A new study folder."""
    make_study(tmp_path / "study")
    return tmp_path / "study"


def introduce(caller: Caller) -> None:
    """The practice sample, the right company, the right person, who consents."""
    caller.press("3  Oefenen", "3")
    caller.press("Enter gesprek", "enter")
    caller.press("Ben ik", "1")
    caller.press("zicht heeft op de vernieuwing", "1")
    caller.read_aloud("1")


def close(caller: Caller, employees: str) -> None:
    """The number of employees as the sample has it, no whitepaper, goodbye."""
    caller.type("Hoeveel mensen werken er", employees)
    caller.press("Wilt u die", "2")
    caller.press("Hartelijk dank", "enter")
    caller.press("Volledig interview, bewaard", "ctrl+q")
    assert caller.terminal.wait_exit() == 0


def exported(study: Path) -> bytes:
    """The CSV of all practice interviews."""
    asked = ["export", "--practice", "--include", "all", "--to", str(study / "calls.csv")]
    command = [sys.executable, str(PROGRAM), "900000", "--study", str(study), *asked]
    subprocess.run(command, check=True, capture_output=True)
    return (study / "calls.csv").read_bytes()


def is_golden(name: str, found: bytes) -> bool:
    """Whether the bytes are those kept; with `UPDATE_GOLDEN=1` they are kept anew, for the reader of the change."""
    file = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN") == "1":
        file.write_bytes(found)
    return file.read_bytes() == found


def test_a_company_that_collaborates(study: Path):
    with Caller(study, "An Peeters", 0) as caller:
        introduce(caller)
        caller.press("vraag 1 van 8", "3")
        caller.read_aloud("1")
        caller.press("0 van 11", *FIRST_PARTNERS, *OTHER_PARTNERS, "enter")
        caller.press("samenwerking met leveranciers", "2")
        caller.press("En met klanten", "1")
        caller.press("En met start-ups", "f2")
        caller.press("vraag 4 van 8", "1")
        caller.press("vraag 5 van 8", "1", "5", "a")
        caller.type("letterlijk", "=1+1; een 'goede' band, 🙂")
        caller.press("3 van hoogstens 3", "enter")
        caller.press("allerbelangrijkst", "5")
        caller.press("0 van 7", "1", "2", "3", "4", "f2", "f4", "1")
        caller.press("7 van 7", "enter")
        caller.press("vraag 7 van 8", "4", "5", "enter")
        caller.press("intellectuele eigendom", "2")
        caller.press("vraag 8 van 8", "1")
        caller.press("vooral moeten doen", "1", "2", "enter")
        close(caller, "003")
    assert is_golden("collaborates.csv", exported(study))


def test_a_company_that_collaborated_before_in_french_and_back(study: Path):
    with Caller(study, "An Peeters", 0) as caller:
        introduce(caller)
        caller.press("vraag 1 van 8", "4")
        caller.press("Lees alles voor", "f5")
        caller.press("collaboration en mati", "enter")
        caller.terminal.wait_for("1-3", 30)
        caller.press("", "2")
        caller.press("à nouveau", "f5")
        caller.press("again", "f5")
        caller.press("opnieuw", "7")
        caller.press("vraag 4 van 8", "3")
        caller.press("vraag 5 van 8", "b", "enter")
        caller.press("0 van 7", "f2", "enter", "f2")
        caller.press("7 van 7", "enter")
        caller.press("vraag 7 van 8", "1")
        caller.press("vraag 8 van 8", "4")
        caller.type("niet zo belangrijk", 'Te veel papier, "te" weinig hulp.')
        close(caller, "7")
    assert is_golden("collaborated_before.csv", exported(study))


def test_a_refusal_at_the_second_question(study: Path):
    with Caller(study, "An Peeters", 0) as caller:
        introduce(caller)
        caller.press("vraag 1 van 8", "f4")
        caller.read_aloud("f4")
        caller.press("vraag 3 van 8", "c")
        caller.press("vraag 4 van 8", "*")
        caller.press("vraag 5 van 8", "f4")
        caller.press("0 van 7", "4", "enter", "f4")
        caller.press("7 van 7", "enter")
        caller.press("vraag 7 van 8", "/")
        caller.press("vraag 8 van 8", "f2")
        caller.press("Hoeveel mensen werken er", "f2")
        caller.press("50-249", "1")
        caller.press("Wilt u die", "2")
        caller.press("Hartelijk dank", "enter")
        caller.press("Volledig interview, bewaard", "ctrl+q")
    assert is_golden("refuses_at_v2.csv", exported(study))


def test_a_break_off_in_the_grid_resumed_by_another_interviewer(study: Path):
    with Caller(study, "An Peeters", 0) as caller:
        introduce(caller)
        caller.press("vraag 1 van 8", "2")
        caller.read_aloud("3")
        caller.press("vraag 3 van 8", "7")
        caller.press("vraag 4 van 8", "2")
        caller.press("vraag 5 van 8", "3", "6", "enter")
        caller.press("allerbelangrijkst", "6")
        caller.press("0 van 7", "2", "3", "1")
        caller.press("3 van 7", "f8")
        caller.press("9  Ander resultaat", "2")
        caller.press("2  Onderbroken gesprek", "ctrl+q")
        assert caller.terminal.wait_exit() == 0
    with Caller(study, "Bert Maes", 1000) as caller:
        caller.press("2  Onderbroken gesprek", "2")
        caller.press("Enter gesprek", "enter")
        caller.press("3 van 7", "4", "3", "4", "1")
        caller.press("7 van 7", "enter")
        caller.press("vraag 7 van 8", "2")
        caller.press("vraag 8 van 8", "2")
        caller.press("vooral moeten doen", "3", "enter")
        close(caller, "3")
    assert is_golden("broken_off_and_resumed.csv", exported(study))
