"""What was dialled, noted and agreed on for a case, in order."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, insert, select, update

from cati.storage.canonical import storable
from cati.storage.ids import AttemptId, CaseId, NoteKind, PhoneId
from cati.storage.tables import APPOINTMENTS, ATTEMPTS, DIALS, NOTES


@dataclass(frozen=True, slots=True)
class Dial:
    """One number dialled; `result` is what came of it, empty while it is under way or where nobody said."""

    dial_id: int
    attempt_id: AttemptId
    phone_id: PhoneId | None
    position: int
    dialled_at: datetime
    ended_at: datetime | None
    result: str | None


@dataclass(frozen=True, slots=True)
class NewNote:
    """Something to write down about a case."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something written down about a case, and whether whoever it was for has seen it."""

    note_id: int
    case_id: CaseId
    kind: NoteKind
    at: datetime
    author: str
    text: str
    seen_at: datetime | None
    seen_by: str | None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A time that was agreed on in an attempt (UTC seconds); `is_open` until a call settles it."""

    case_id: CaseId
    attempt_id: AttemptId
    due_at: int
    wall: str
    timezone: str
    firm: bool
    for_interviewer: str | None
    is_open: bool


IS_OPEN = APPOINTMENTS.c.kept_at.is_(None) & APPOINTMENTS.c.cancelled_at.is_(None)
AGREED = (
    APPOINTMENTS.c.case_id,
    APPOINTMENTS.c.attempt_id,
    APPOINTMENTS.c.due_at,
    APPOINTMENTS.c.wall,
    APPOINTMENTS.c.timezone,
    APPOINTMENTS.c.firm,
    APPOINTMENTS.c.for_interviewer,
    IS_OPEN.label("is_open"),
)
"""The columns of an `Agreed`, in order."""
_CASE: BindParameter[int] = bindparam("case")
_DIALS = select(DIALS).join(ATTEMPTS, ATTEMPTS.c.id == DIALS.c.attempt_id)
_DIALS = _DIALS.where(ATTEMPTS.c.case_id == _CASE).order_by(DIALS.c.id)
_NOTES = select(NOTES).where(NOTES.c.case_id == _CASE).order_by(NOTES.c.id)
_AGREED = select(*AGREED).where(APPOINTMENTS.c.case_id == _CASE).order_by(APPOINTMENTS.c.id)


def read_dials(connection: Connection, case_id: CaseId) -> tuple[Dial, ...]:
    """All dials of a case, in order."""
    return tuple(Dial(*row) for row in connection.execute(_DIALS, {"case": case_id}))


def read_notes(connection: Connection, case_id: CaseId) -> tuple[Note, ...]:
    """All notes about a case, in order."""
    return tuple(Note(*row) for row in connection.execute(_NOTES, {"case": case_id}))


def read_agreed(connection: Connection, case_id: CaseId) -> tuple[Agreed, ...]:
    """All times that were agreed on for a case, in order."""
    return tuple(Agreed(*row) for row in connection.execute(_AGREED, {"case": case_id}))


def add_note(connection: Connection, case_id: CaseId, author: str, now: datetime, note: NewNote) -> None:
    """Write a note inside a transaction; the same at the same moment is written once."""
    row = {"case_id": case_id, "kind": note.kind, "at": now, "author": author, "text": storable(note.text)}
    again = select(NOTES.c.id).where(*(NOTES.c[name] == value for name, value in row.items()))
    if connection.execute(again).first() is None:
        connection.execute(insert(NOTES).values(**row))


def see_notes(connection: Connection, case_id: CaseId, kind: NoteKind, reader: str, now: datetime) -> None:
    """Say that somebody read the notes of a kind about a case; who read them first stays."""
    unseen = (NOTES.c.case_id == case_id) & (NOTES.c.kind == kind) & NOTES.c.seen_at.is_(None)
    connection.execute(update(NOTES).where(unseen).values(seen_at=now, seen_by=reader))
