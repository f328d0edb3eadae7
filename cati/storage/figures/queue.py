"""What waits to be called, what is late, and who holds which case."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from cati.sample.dispatch import QUEUES
from cati.storage.ids import CaseId
from cati.storage.tables import APPOINTMENTS, CASES, EVENTS, INTERVIEWS

FIRM, FRESH = QUEUES[0], QUEUES[-1]
READY_SECONDS = 300
"""A firm appointment is on somebody's screen this long before its time."""
MISSED_SECONDS = 1800
"""A firm appointment that was not dialled this long after its time is missed."""


class Queue(NamedTuple):
    """Cases that could be offered: due now, never called, and when the next one is due (None: none is later).

    `late` are firm appointments whose time has come and more than `late_after` seconds gone; `missed` half an hour.
    """

    due: int
    fresh: int
    next_due_at: datetime | None
    firm_soon: int
    late: int
    missed: int


class Holding(NamedTuple):
    """Who is on which case, since when, until when the lease lasts, and at which question of an interview, if any."""

    interviewer: str
    case_id: CaseId
    case_key: str
    since: datetime
    until: datetime
    question: str | None
    practice: bool


def queue_now(
    connection: Connection,
    second: int,
    *,
    soon_seconds: int = 7200,
    late_after: int = 600,
    queues: Sequence[int] = QUEUES,
) -> Queue:
    """The queue at a moment (UTC seconds of the clock that leases go by); practice is not in it.

    Due are the cases in these `queues`: outside call hours only those with a promised time.
    """
    due = (_offered(queues), CASES.c.due_at <= second)
    return Queue(
        due=_count(connection, *due) - _due_but_held(connection, second, *due),
        fresh=_count(connection, _offered(), CASES.c.queue == FRESH),
        next_due_at=_next_due(connection, second),
        firm_soon=_promises(connection, APPOINTMENTS.c.due_at.between(second, second + soon_seconds)),
        late=_promises(connection, APPOINTMENTS.c.due_at < second - late_after),
        missed=_promises(connection, APPOINTMENTS.c.due_at < second - MISSED_SECONDS),
    )


def _offered(queues: Sequence[int] = QUEUES) -> ColumnElement[bool]:
    return and_(CASES.c.practice.is_(False), CASES.c.queue.in_(queues))


def _count(connection: Connection, *which: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(CASES).where(*which)).scalar_one()


def _due_but_held(connection: Connection, second: int, *due: ColumnElement[bool]) -> int:
    """Few are held: they are looked up by their lease, and the many due ones counted in an index."""
    return _count(connection, CASES.c.lease_by.is_not(None), CASES.c.lease_until > second, *due)


def _next_due(connection: Connection, second: int) -> datetime | None:
    """The first case that is due later: one look into the index for each queue."""
    firsts = [
        select(func.min(CASES.c.due_at)).where(
            CASES.c.practice.is_(False), CASES.c.queue == queue, CASES.c.due_at > second
        )
        for queue in range(FIRM, FRESH + 1)
    ]
    found = [first for each in firsts if (first := connection.execute(each).scalar()) is not None]
    return datetime.fromtimestamp(min(found), UTC) if found else None


def _promises(connection: Connection, when: ColumnElement[bool]) -> int:
    wanted = (
        select(func.count())
        .select_from(APPOINTMENTS)
        .join(CASES, CASES.c.id == APPOINTMENTS.c.case_id)
        .where(open_promise(), APPOINTMENTS.c.firm, when, CASES.c.practice.is_(False))
    )
    return connection.execute(wanted).scalar_one()


def open_promise() -> ColumnElement[bool]:
    """An appointment that was neither kept nor cancelled."""
    return and_(APPOINTMENTS.c.kept_at.is_(None), APPOINTMENTS.c.cancelled_at.is_(None))


def holdings(connection: Connection, second: int) -> list[Holding]:
    """Who is on which case now, the longest first."""
    return _held(connection, CASES.c.lease_until > second)


def hanging(connection: Connection, second: int) -> list[Holding]:
    """Who still has a case though its lease ran out: nothing was saved for so long, and nobody gave it back."""
    return _held(connection, CASES.c.lease_until <= second)


def _held(connection: Connection, when: ColumnElement[bool]) -> list[Holding]:
    open_one = and_(INTERVIEWS.c.case_id == CASES.c.id, INTERVIEWS.c.state == "in_progress")
    last = and_(EVENTS.c.interview_id == INTERVIEWS.c.id, EVENTS.c.sequence == INTERVIEWS.c.last_sequence)
    wanted = (
        select(
            CASES.c.lease_by,
            CASES.c.id,
            CASES.c.case_key,
            CASES.c.lease_at,
            CASES.c.lease_until,
            EVENTS.c.question_id,
            CASES.c.practice,
        )
        .outerjoin(INTERVIEWS, open_one)
        .outerjoin(EVENTS, last)
        .where(CASES.c.lease_by.is_not(None), when)
        .order_by(CASES.c.lease_at, CASES.c.id)
    )
    return [
        Holding(who, case_id, key, datetime.fromtimestamp(since, UTC), datetime.fromtimestamp(until, UTC), *rest)
        for who, case_id, key, since, until, *rest in connection.execute(wanted)
    ]
