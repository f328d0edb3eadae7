"""What is held about one case outside its own row: notes, appointments, interviews."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cati.storage.ids import CaseId, InterviewId
from cati.storage.store import Store
from cati.storage.tables import APPOINTMENTS, CASES, INTERVIEWS, NOTES, PHONES


@dataclass(frozen=True, slots=True)
class HeldNote:
    """A note about a case."""

    kind: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class HeldAppointment:
    """An appointment, by the wall time it was made for."""

    wall: str
    timezone: str
    firm: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Notes, appointments and interviews of a case, each in order."""

    notes: tuple[HeldNote, ...]
    appointments: tuple[HeldAppointment, ...]
    interviews: tuple[InterviewId, ...]


def key_of(store: Store, case_key: str) -> CaseId | None:
    """The id of a case by its key, or None if there is none."""
    with store.reading() as connection:
        found = connection.execute(select(CASES.c.id).where(CASES.c.case_key == case_key)).scalar()
    return None if found is None else CaseId(found)


def cases_with_phone(store: Store, number: str) -> list[str]:
    """The keys of the cases that can be reached at a number (E.164)."""
    wanted = select(CASES.c.case_key).join(PHONES, PHONES.c.case_id == CASES.c.id).where(PHONES.c.e164 == number)
    with store.reading() as connection:
        return list(connection.execute(wanted.order_by(CASES.c.case_key)).scalars())


def was_interviewed(connection: Connection, case_id: CaseId) -> bool:
    """Whether anything was answered in an interview with a case."""
    begun = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id == case_id, INTERVIEWS.c.last_sequence > 0).limit(1)
    return connection.execute(begun).first() is not None


def held_of(store: Store, case_id: CaseId) -> Held:
    """What is held about a case."""
    notes = select(NOTES.c.kind, NOTES.c.at, NOTES.c.text).where(NOTES.c.case_id == case_id).order_by(NOTES.c.id)
    appointments = select(APPOINTMENTS.c.wall, APPOINTMENTS.c.timezone, APPOINTMENTS.c.firm).where(
        APPOINTMENTS.c.case_id == case_id
    )
    interviews = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id == case_id, INTERVIEWS.c.last_sequence > 0)
    with store.reading() as connection:
        return Held(
            notes=tuple(HeldNote(*row) for row in connection.execute(notes)),
            appointments=tuple(HeldAppointment(*row) for row in connection.execute(appointments)),
            interviews=tuple(connection.execute(interviews.order_by(INTERVIEWS.c.id)).scalars()),
        )
