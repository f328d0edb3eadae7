"""A day in the phone room by key presses alone, in a real terminal at 80×24, and what the figures say of it."""

import os
import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from calls.caller import LIFTS_SECONDS, PROGRAM, Caller
from cati.fieldwork.init import make_study
from sample_files import a_row, as_csv

NEXT_MORNING = "2026-11-26T08:35:00+00:00"
"""Thursday 9:35 in Brussels, five minutes after the appointment."""
COMPANIES = [
    f"Verzonnen {name} (oefenbedrijf)"
    for name in ("Bakkerij", "Garage", "Weverij", "Drukkerij", "Brouwerij", "Smederij")
]
STATUS = """\
dossiers                                        6
  terugbellen                                   3
  afspraak                                      1
  hervatten                                     1
  afgesloten                                    1
oefendossiers                                   0
nummers op de niet-bellen-lijst                 0
"""
CALLS = [
    "6 oproepen.",
    *(
        f"{result} 1 16,7%"
        for result in (
            "Volledig interview",
            "Zachte weigering",
            "Onderbroken, wordt hervat",
            "Afspraak",
            "Bezet",
            "Geen gehoor (30 seconden)",
        )
    ),
]
"""The calls of the report, by result."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study folder with a sample of six invented companies, imported."""
    make_study(tmp_path / "study")
    rows = [a_row(company, f"050 00 00 0{at}", case_id=f"A{at}") for at, company in enumerate(COMPANIES, 1)]
    (tmp_path / "sample.csv").write_text(as_csv(*rows), encoding="utf-8")
    told = cati(tmp_path / "study", "sample", "import", str(tmp_path / "sample.csv"))
    assert "6 rijen: 6 nieuw" in told
    return tmp_path / "study"


def cati(study: Path, *arguments: str, at: str = "") -> str:
    """What a command prints."""
    command = [sys.executable, str(PROGRAM), "900000", "--study", str(study), "--language", "nl", *arguments]
    env = {**os.environ, **({"CATI_TEST_NOW": at} if at else {})}
    told = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
    return told.stdout + told.stderr


def dial(caller: Caller) -> None:
    """The next case, and its first number; it rings."""
    caller.press("1  Volgende case", "1")
    caller.press("Nog niet gebeld", "1")
    caller.terminal.wait_for("aan het bellen", 30)
    Event().wait(LIFTS_SECONDS)


def give(caller: Caller, key: str) -> None:
    """A result of the call."""
    caller.press("r resultaat", "r")
    caller.press("Resultaat van de oproep", key)


def introduce(caller: Caller) -> None:
    """From the card to the first question of the list: the right company, the right person, who consents."""
    caller.press("Enter gesprek", "enter")
    caller.press("Ben ik", "1")
    caller.press("zicht heeft op de vernieuwing", "1")
    caller.read_aloud("1")
    caller.terminal.wait_for("vraag 1 van 8", 30)


def refuse_all(caller: Caller) -> None:
    """A complete interview with somebody who answers as little as can be."""
    caller.press("vraag 1 van 8", "f4")
    caller.read_aloud("f4")
    caller.press("vraag 3 van 8", "c")
    caller.press("vraag 4 van 8", "*")
    caller.press("vraag 5 van 8", "f4")
    caller.press("0 van 7", "4", "enter", "f4")
    caller.press("7 van 7", "enter")
    caller.press("vraag 7 van 8", "/")
    caller.press("vraag 8 van 8", "f2")


def close(caller: Caller) -> None:
    """How many work there, no whitepaper, goodbye."""
    caller.press("Hoeveel mensen werken er", "f2")
    caller.press("50-249", "1")
    caller.press("Wilt u die", "2")
    caller.press("Hartelijk dank", "enter")
    caller.terminal.wait_for("Volledig interview, bewaard", 30)


def first_day(caller: Caller) -> None:
    """Nobody, busy, an appointment, a refusal, an interview, and one that is interrupted at its second question."""
    dial(caller)
    give(caller, "1")
    caller.terminal.wait_for("Geen gehoor (30 seconden), bewaard", 30)
    dial(caller)
    give(caller, "2")
    caller.terminal.wait_for("Bezet, bewaard", 30)
    dial(caller)
    caller.press("r resultaat", "f7")
    caller.type("Wanneer", "do 9:30")
    caller.press("begrepen: donderdag 26 november om 09:30", "f7")
    caller.press("Wie zei dat?", "1")
    caller.terminal.wait_for("Afspraak, bewaard", 30)
    dial(caller)
    give(caller, "6")
    caller.press("Wie zei dat?", "1")
    caller.press("Waarom?", "2")
    caller.terminal.wait_for("Zachte weigering, bewaard", 30)
    dial(caller)
    introduce(caller)
    refuse_all(caller)
    close(caller)
    dial(caller)
    introduce(caller)
    caller.press("vraag 1 van 8", "3")
    caller.press("Lees alles voor", "f8")
    caller.press("9  Ander resultaat", "2")
    caller.press("2  Onderbroken gesprek", "ctrl+q")
    assert caller.terminal.wait_exit() == 0


def next_morning(caller: Caller) -> None:
    """The appointment is offered first, and the interview goes on where it was; neither is called."""
    caller.press("Mijn afspraken              eerstvolgende 09:30", "1")
    caller.terminal.wait_for("Belgeschiedenis: 1 poging op 1 dag", 30)
    caller.press("Afspraak                          An Peeters", "escape")
    caller.press("2  Onderbroken gesprek", "2")
    caller.press("Een gesprek is onderbroken: het gaat verder bij V2.", "escape")
    caller.press("2  Onderbroken gesprek", "ctrl+q")
    assert caller.terminal.wait_exit() == 0


def rows_of(report: str) -> list[str]:
    """The rows of all tables, one blank between their cells."""
    return [" ".join(row.split()) for row in report.splitlines()]


def test_a_day_in_the_room_and_the_next_morning(study: Path):
    with Caller(study, "An Peeters", 0) as caller:
        first_day(caller)
    with Caller(study, "An Peeters", 1000, NEXT_MORNING) as caller:
        next_morning(caller)
    assert cati(study, "sample", "status") == STATUS
    rows = rows_of(cati(study, "report", at=NEXT_MORNING))
    assert "1 volledige interviews, vandaag 0." in rows
    assert [row for row in rows if row in CALLS] == CALLS
