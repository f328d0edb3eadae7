"""From the options of the command line to a study and its room. Heavy rooms are imported when they are opened."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cati import __version__
from cati.cli.diagnostics import language_of_screen, tell
from cati.cli.logbook import keep_log
from cati.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable

    from cati.fieldwork.room import Room
    from cati.fieldwork.study import Study

COLUMNS, ROWS = 80, 24
"""What the screens need."""


@dataclass
class Wiring:
    """What is handed in from outside: the clock and chance. None means the real ones.

    `study` is known once the options are read: a crash is reported there.
    """

    clock: "Callable[[], datetime] | None" = None
    chance: "Callable[[], str] | None" = None
    study: Path = Path()


@dataclass(frozen=True)
class Desk:
    """The options that come before a command."""

    study: Path
    database: str | None
    language: str | None
    wiring: Wiring = field(default_factory=Wiring)

    @property
    def screen(self) -> str:
        """The language people are spoken to before the study is known."""
        return language_of_screen(self.language)


def opened_study(desk: Desk) -> "Study":
    """The study, or all problems of its questionnaire on standard error."""
    from cati.fieldwork.study import FaultyQuestionnaireError, open_study  # noqa: PLC0415

    try:
        return open_study(desk.study)
    except FaultyQuestionnaireError as faulty:
        for problem in faulty.problems:
            tell(problem.line_of_text(str(faulty.file), desk.screen))
        raise


def place_of_database(desk: Desk) -> str | None:
    """The database that was asked for, on the command line or in the environment."""
    return desk.database or os.environ.get("CATI_DATABASE_URL") or None


def opened_room(desk: Desk, study: "Study | None" = None) -> "Room":
    """The study and its database, without anybody at the desk."""
    from cati.fieldwork.quota_cells import sort_sample  # noqa: PLC0415
    from cati.fieldwork.room import Room, drawn, open_database, wall_clock  # noqa: PLC0415

    study = study or opened_study(desk)
    language = language_of_screen(desk.language, study.questionnaire.study.languages[0])
    store = open_database(study, place_of_database(desk))
    keep_log(study.folder / "db")
    logging.getLogger("cati.cli").info("opened engine=%s version=%s", store.engine_name, __version__)
    clock, chance = desk.wiring.clock or wall_clock, desk.wiring.chance or drawn
    room = Room(study, store, language=language, clock=clock, chance=chance)
    sort_sample(room)
    return room


@contextmanager
def supervised_room(desk: Desk, by: str = "") -> "Iterator[Room]":
    """The room of a supervisor's command: what is done is noted under a code, else the operating system's account."""
    room = opened_room(desk)
    try:
        yield replace(room, interviewer=supervisor_code(by))
    finally:
        room.store.close()


def supervisor_code(by: str) -> str:
    """Under which code a supervisor's deeds are noted."""
    from cati.fieldwork.sign_in import account  # noqa: PLC0415

    return by or os.environ.get("CATI_SUPERVISOR") or account()


def refuse_small_terminal() -> None:
    """Raise `StudyError` where no screens can be shown."""
    if os.environ.get("TERM", "") in ("", "dumb"):
        raise StudyError("errors.no_screens")
    columns, rows = os.get_terminal_size(sys.stdout.fileno())
    if 0 < columns < COLUMNS or 0 < rows < ROWS:
        raise StudyError("errors.small_terminal", columns=columns, rows=rows)
