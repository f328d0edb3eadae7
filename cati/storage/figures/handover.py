"""What the next shift finds: promises, and cases that wait for somebody to decide."""

from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, literal, select

from cati.storage.figures.moments import is_real
from cati.storage.figures.queue import open_promise
from cati.storage.figures.sample import SampleText
from cati.storage.ids import CaseId
from cati.storage.tables import APPOINTMENTS, ATTEMPTS, CASES, NOTES


class Promise(NamedTuple):
    """An open appointment: when it is due (UTC), the wall time as it was spoken, and who made it for whom."""

    case_id: CaseId
    case_key: str
    company: str | None
    due_at: datetime
    wall: str
    firm: bool
    made_by: str
    for_interviewer: str | None


class Waiting(NamedTuple):
    """A case that is not offered: why, its AAPOR code, and the last word to the supervisor about it."""

    case_key: str
    company: str | None
    because: str
    code: str
    note: str | None


def list_promises(connection: Connection, before: datetime) -> list[Promise]:
    """The open appointments of the sample before a moment, those that are late among them; the earliest first."""
    wanted = (
        select(
            CASES.c.id,
            CASES.c.case_key,
            SampleText(CASES.c.sample, literal("company_name")),
            APPOINTMENTS.c.due_at,
            APPOINTMENTS.c.wall,
            APPOINTMENTS.c.firm,
            ATTEMPTS.c.interviewer,
            APPOINTMENTS.c.for_interviewer,
        )
        .join(CASES, CASES.c.id == APPOINTMENTS.c.case_id)
        .join(ATTEMPTS, ATTEMPTS.c.id == APPOINTMENTS.c.attempt_id)
        .where(open_promise(), APPOINTMENTS.c.due_at < int(before.timestamp()), is_real())
        .order_by(APPOINTMENTS.c.due_at, CASES.c.case_key)
    )
    return [
        Promise(case_id, key, company, datetime.fromtimestamp(due_at, UTC), *rest)
        for case_id, key, company, due_at, *rest in connection.execute(wanted)
    ]


def count_waiting(connection: Connection) -> dict[str, int]:
    """The parked cases by why they are; a replicate that was not released is not among them."""
    because = func.coalesce(CASES.c.parked_because, "")
    wanted = select(because, func.count()).where(CASES.c.state == "parked", is_real()).group_by(because)
    return {why: count for why, count in connection.execute(wanted.order_by(because))}  # noqa: C416  # rows are no pairs


def list_waiting(connection: Connection, most: int) -> list[Waiting]:
    """The parked cases that somebody must decide about, not those of a full cell; the first by key."""
    last = (
        select(NOTES.c.case_id, func.max(NOTES.c.id).label("id"))
        .where(NOTES.c.kind == "to_supervisor")
        .group_by(NOTES.c.case_id)
        .subquery()
    )
    wanted = (
        select(
            CASES.c.case_key,
            SampleText(CASES.c.sample, literal("company_name")),
            func.coalesce(CASES.c.parked_because, ""),
            CASES.c.current_code,
            NOTES.c.text,
        )
        .outerjoin(last, last.c.case_id == CASES.c.id)
        .outerjoin(NOTES, NOTES.c.id == last.c.id)
        .where(CASES.c.state == "parked", is_real(), func.coalesce(CASES.c.parked_because, "").not_like("quota%"))
        .order_by(CASES.c.case_key)
        .limit(most)
    )
    return [Waiting(*row) for row in connection.execute(wanted)]
