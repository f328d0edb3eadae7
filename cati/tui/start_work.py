"""What the start screen has done in threads, and the messages that say it is done.

The start screen is painted before storage is imported: only the threads import it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from textual.message import Message

from cati.errors import CatiError
from cati.questionnaire.validity import Invalid

if TYPE_CHECKING:
    from cati.fieldwork.broken_off import BrokenOff
    from cati.fieldwork.case_card import CaseCard
    from cati.fieldwork.room import Room
    from cati.fieldwork.start import Overview
    from cati.fieldwork.unsaved import Unsaved
    from cati.storage.appointments import OpenAppointment
    from cati.storage.ids import CaseId
    from cati.storage.interviewers import Interviewer
    from cati.storage.interviews import OpenInterview


@dataclass
class Opened(Message):
    """The database is open; `known` are the names used before."""

    room: "Room"
    known: "tuple[Interviewer, ...]"


@dataclass
class Looked(Message):
    """What there is to do now."""

    seen: "Overview"
    broken: "tuple[BrokenOff, ...]"
    unsaved: "tuple[Unsaved, ...]" = ()
    mine: "tuple[OpenAppointment, ...]" = ()


@dataclass
class TakenUp(Message):
    """A case to call, or None if none is due."""

    card: "CaseCard | None"
    practice: bool


@dataclass
class SavedNow(Message):
    """What was not saved when the program had to end is in the database now."""

    case_key: str


@dataclass
class Failed(Message):
    """What was asked could not be done."""

    error: CatiError


def opened(open_room: "Callable[[], Room]", name: str | None) -> Opened:
    """Open the room, and sign in whoever was named on the command line."""
    room = open_room()
    from cati.fieldwork.sign_in import known_interviewers  # noqa: PLC0415 - storage is imported by now

    if name is not None and not room.interviewer:
        found = entered(room, name)
        if not isinstance(found, Invalid):
            room = replace(room, interviewer=found.code, interviewer_name=found.name)
    return Opened(room, tuple(known_interviewers(room.store)))


def entered(room: "Room", name: str) -> "Interviewer | Invalid":
    """Sign somebody in by name, or say why the name cannot stand."""
    from cati.fieldwork.sign_in import sign_in  # noqa: PLC0415

    return sign_in(room.store, name, room.clock())


def looked(room: "Room", most: int) -> Looked:
    """The state of the sample and the interviews that were broken off."""
    from cati.fieldwork.appointments import my_appointments  # noqa: PLC0415
    from cati.fieldwork.broken_off import broken_off  # noqa: PLC0415
    from cati.fieldwork.start import overview  # noqa: PLC0415
    from cati.fieldwork.unsaved import unsaved_answers  # noqa: PLC0415

    seen = overview(room)
    return Looked(seen, broken_off(room, seen.open_interviews, most), unsaved_answers(room), my_appointments(room))


def saved_now(room: "Room", unsaved: "Unsaved") -> SavedNow:
    """Put what was not saved in its interview. Raises `CatiError` if that cannot be; the file stays then."""
    from cati.fieldwork.unsaved import save_now  # noqa: PLC0415

    save_now(room, unsaved)
    return SavedNow(unsaved.kept.case_key)


def next_taken(room: "Room", *, practice: bool) -> TakenUp:
    """The next case; for practice the practice sample is added first if it is not there."""
    from cati.fieldwork.case_card import next_card  # noqa: PLC0415
    from cati.fieldwork.practice import load_practice  # noqa: PLC0415

    if practice:
        load_practice(room)
    return TakenUp(next_card(room, room.command(), practice=practice), practice)


def opened_case(room: "Room", case_id: "CaseId") -> TakenUp:
    """One case that was looked up. Raises `CaseHeldError` if somebody else has it, or it is closed."""
    from cati.fieldwork.case_card import open_card  # noqa: PLC0415

    return TakenUp(open_card(room, case_id, room.command()), practice=False)


def resumed(room: "Room", found: "OpenInterview") -> TakenUp:
    """The case of an interview that was broken off. Raises `CaseHeldError` if somebody else has it now."""
    from cati.fieldwork.case_card import open_card  # noqa: PLC0415

    return TakenUp(open_card(room, found.case_id, room.command()), found.practice)
