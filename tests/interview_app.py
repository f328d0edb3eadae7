"""The interview screen on a terminal, with a database in the folder that is named, and its questionnaire if it has one.

    python tests/interview_app.py FOLDER [--language fr] [--light] [--keyboard be] [--trace FILE] [--crash-on KEY]

With `--trace` each painting of a question has a number on line 1, and the file tells of every key that was read:
what it was, when, at which painting it was judged, and whether it was taken.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any, TextIO

sys.path.insert(0, str(Path(__file__).parents[1]))

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.room import Room, open_database, wall_clock
from cati.fieldwork.start import overview
from cati.fieldwork.study import open_study
from cati.tui.app import CatiApp
from cati.tui.key_gate import KeyGate, Meaning, Verdict
from cati.tui.press import Press
from cati.tui.screens.interview import InterviewScreen
from cati.tui.widgets.header_line import HeaderLine
from phone_room import add_companies, at_any_hour, seated, taken, the_study

COMPANIES = 60
"""Enough for a run of kills in which every interview ends at once."""


def main() -> int:
    """Take up the broken-off interview, or the next case."""
    wanted = command_line()
    study = open_study(wanted.folder) if (wanted.folder / "questionnaire.yaml").exists() else the_study()
    study = at_any_hour(study)
    store = open_database(study, wanted.folder / "db" / "cati.sqlite")
    chance = (f"{number:016x}" for number in count())
    room = replace(seated(Room(study, store, chance=chance.__next__, clock=wall_clock)), language=wanted.language)
    interview = taken_up(room)
    Conducted.crash_on = wanted.crash_on
    screen: type[Conducted] = Conducted if wanted.trace is None else Traced
    app = CatiApp(lambda: screen(interview), language=wanted.language, keyboard=wanted.keyboard, is_light=wanted.light)
    if wanted.trace is not None:
        app.gate = TracedGate(app, wanted.trace.open("w", encoding="utf-8", buffering=1))
    app.run(mouse=False)
    return app.return_code or 0


def command_line() -> Namespace:
    """What was asked for."""
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="nl")
    parser.add_argument("--keyboard", default="us")
    parser.add_argument("--light", action="store_true")
    parser.add_argument("--trace", type=Path)
    parser.add_argument("--crash-on", default="")
    return parser.parse_args()


def taken_up(room: Room) -> Interview:
    """The interview that was broken off, or one with a company."""
    broken = overview(room).open_interviews
    if broken:
        return resume_interview(room, broken[0])
    add_companies(room, ["Voorbeeld Weverij NV", *(f"Voorbeeld {number} NV" for number in range(COMPANIES))])
    return taken(next_case(room, practice=False))


class Conducted(InterviewScreen):
    """Ends the program with the interview; a key may be one that the program cannot survive."""

    crash_on = ""

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """A fault where none is expected."""
        if press.key == self.crash_on:
            raise RuntimeError(press.key)
        super().refuse(press, verdict)

    def dismiss(self, result: str | None = None) -> Any:  # noqa: ANN401
        """Say the result and end."""
        return self.app.exit(message=f"result: {result}")


class Traced(Conducted):
    """Shows on line 1 which painting of a question stands there."""

    painting = 0

    def show_standing(self, *, is_new: bool = False) -> None:
        """A new question has a new number."""
        self.painting += is_new
        super().show_standing(is_new=is_new)

    def show_clock(self) -> None:
        """The number in place of the clock."""
        super().show_clock()
        self.query_one(HeaderLine).show_line(self.standing.place(), f"#{self.painting}#")


class TracedGate(KeyGate):
    """Writes down what it judges."""

    def __init__(self, app: CatiApp, trace: TextIO) -> None:
        super().__init__()
        self.app, self.trace = app, trace

    def takes(self, key: str, read_at: float, meaning: Meaning, *, printable: bool) -> Verdict:
        """Judge, and tell at which painting."""
        verdict = super().takes(key, read_at, meaning, printable=printable)
        at = getattr(self.app.screen, "painting", None)
        told = {"key": key, "read_at": read_at, "meaning": meaning.name, "verdict": verdict.name, "at": at}
        self.trace.write(json.dumps(told) + "\n")
        return verdict


if __name__ == "__main__":
    sys.exit(main())
