"""Times that were agreed on and not yet called for."""

import json
from dataclasses import dataclass

from sqlalchemy import func, or_, select

from cati.storage.call_history import IS_OPEN
from cati.storage.ids import CaseId
from cati.storage.store import Store
from cati.storage.tables import APPOINTMENTS, ATTEMPTS, CASES

QUARTER_SECONDS = 900


@dataclass(frozen=True, slots=True)
class OpenAppointment:
    """A time to call a case (UTC seconds; wall time as it was spoken); `whose`: reserved for this interviewer."""

    case_id: CaseId
    case_key: str
    company: str
    due_at: int
    wall: str
    timezone: str
    firm: bool
    whose: str | None


def appointments_of(store: Store, interviewer: str) -> tuple[OpenAppointment, ...]:
    """The open appointments that an interviewer made or that are kept for them, the soonest first."""
    theirs = or_(
        APPOINTMENTS.c.for_interviewer == interviewer,
        APPOINTMENTS.c.for_interviewer.is_(None) & (ATTEMPTS.c.interviewer == interviewer),
    )
    columns = (CASES.c.id, CASES.c.case_key, CASES.c.sample, *(APPOINTMENTS.c[name] for name in _KEPT))
    wanted = (
        select(*columns)
        .join(CASES, CASES.c.id == APPOINTMENTS.c.case_id)
        .join(ATTEMPTS, ATTEMPTS.c.id == APPOINTMENTS.c.attempt_id)
        .where(IS_OPEN, theirs, CASES.c.state != "closed")
        .order_by(APPOINTMENTS.c.due_at, CASES.c.id)
    )
    with store.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(OpenAppointment(row[0], row[1], company_in(row[2]), *row[3:]) for row in rows)


_KEPT = ("due_at", "wall", "timezone", "firm", "for_interviewer")


def company_in(sample: str) -> str:
    """The company's name in a row of the sample."""
    return str(json.loads(sample).get("company_name") or "")


def firm_in_quarter(store: Store, second: int) -> int:
    """How many firm appointments there are in the quarter of an hour (by the clock) around a moment (UTC seconds)."""
    start = second - second % QUARTER_SECONDS
    within = APPOINTMENTS.c.due_at.between(start, start + QUARTER_SECONDS - 1)
    wanted = select(func.count()).select_from(APPOINTMENTS).where(within, IS_OPEN, APPOINTMENTS.c.firm)
    with store.reading() as connection:
        return connection.execute(wanted).scalar_one()
