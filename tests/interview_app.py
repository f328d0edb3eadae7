"""The interview screen on a terminal, with a study and a database in the folder that is named.

python tests/interview_app.py FOLDER [--language fr] [--light] [--keyboard be] [--stall SECONDS]
"""

import sys
from argparse import ArgumentParser
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.room import Room, open_database, wall_clock
from cati.fieldwork.start import overview
from cati.tui.app import CatiApp
from cati.tui.screens.interview import InterviewScreen
from phone_room import add_companies, seated, taken, the_study


def main() -> int:
    """Take up the broken-off interview, or the next case."""
    parser = ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--language", default="nl")
    parser.add_argument("--keyboard", default="us")
    parser.add_argument("--light", action="store_true")
    wanted = parser.parse_args()
    store = open_database(the_study(), wanted.folder / "db" / "cati.sqlite")
    chance = (f"{number:016x}" for number in count())
    room = replace(seated(Room(the_study(), store, chance=chance.__next__, clock=wall_clock)), language=wanted.language)
    interview = taken_up(room)
    app = CatiApp(
        lambda: Conducted(interview), language=wanted.language, keyboard=wanted.keyboard, is_light=wanted.light
    )
    app.run(mouse=False)
    return app.return_code or 0


def taken_up(room: Room) -> Interview:
    """The interview that was broken off, or one with a company."""
    broken = overview(room).open_interviews
    if broken:
        return resume_interview(room, broken[0])
    add_companies(room, ["Voorbeeld Weverij NV"])
    return taken(next_case(room, practice=False))


class Conducted(InterviewScreen):
    """Ends the program with the interview."""

    def dismiss(self, result: str | None = None) -> Any:  # noqa: ANN401
        """Say the result on standard error and end."""
        return self.app.exit(message=f"result: {result}")


if __name__ == "__main__":
    sys.exit(main())
