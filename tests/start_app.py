"""The start screen and the interview screen on a terminal, with a database in the folder that is named.

    python tests/start_app.py FOLDER

The database is opened by the screen, as `cati` does it: nothing here imports storage before the first painting.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

from cati.tui.app import CatiApp
from cati.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from textual.screen import Screen

    from cati.fieldwork.interview import Interview
    from cati.fieldwork.room import Room

FOLDER = Path(sys.argv[1])


def open_room() -> "Room":
    """The study, with the database in the folder."""
    from cati.fieldwork.room import Room, open_database  # noqa: PLC0415
    from phone_room import at_any_hour, the_study  # noqa: PLC0415

    study = at_any_hour(the_study())
    return Room(study, open_database(study, FOLDER / "db" / "cati.sqlite"))


def interview_screen(interview: "Interview") -> "Screen[str]":
    """The screen that conducts an interview."""
    from cati.tui.screens.interview import InterviewScreen  # noqa: PLC0415

    return InterviewScreen(interview)


if __name__ == "__main__":
    app = CatiApp(lambda: StartScreen(open_room, interview_screen), language="nl")
    app.run(mouse=False)
    raise SystemExit(app.return_code)
