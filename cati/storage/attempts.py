"""Call attempts: begun when the interviewer takes up a case, ended with a disposition.

Ending one says in the same transaction what becomes of the case, and frees it.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, insert, literal, null, select, update

from cati.errors import LeaseLostError
from cati.storage.canonical import storable
from cati.storage.case_history import tell_change
from cati.storage.column_types import UtcDateTime
from cati.storage.ids import AttemptId, CaseId, CaseState
from cati.storage.leases import Claim, free, hold_still, holder_of, on_the_wall
from cati.storage.store import Store
from cati.storage.tables import APPOINTMENTS, ATTEMPTS, CASES, EVENTS, INTERVIEWS


@dataclass(frozen=True, slots=True)
class NewAppointment:
    """A promise to call back: UTC seconds, and the wall time and zone as they were spoken."""

    due_at: int
    wall: str
    timezone: str
    firm: bool
    for_interviewer: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How an attempt ended, and what becomes of the case (`due_at` in UTC seconds).

    `counts` is False for an attempt that was none: a technical fault, nothing dialled.
    """

    disposition: str
    state: CaseState
    current_code: str
    queue: int | None
    due_at: int
    reserved_for: str | None = None
    counts: bool = True
    appointment: NewAppointment | None = None


def start_attempt(store: Store, claim: Claim, now: datetime) -> AttemptId:
    """Begin a call attempt on a claimed case; trying again with the same `now` begins no second one.

    Raises `LeaseLostError`.
    """
    with store.transaction() as connection:
        renew(connection, claim, now)
        return open_attempt(connection, claim, now)


def finish_attempt(store: Store, claim: Claim, attempt_id: AttemptId, now: datetime, outcome: Outcome) -> None:
    """End an attempt that led to no interview, and free the case; trying again changes nothing.

    Raises `LeaseLostError`.
    """
    ended = select(ATTEMPTS.c.ended_at, ATTEMPTS.c.disposition).where(ATTEMPTS.c.id == attempt_id)
    with store.transaction() as connection:
        hold_still(connection, claim.case_id)
        if tuple(connection.execute(ended).one()) == (now, outcome.disposition):
            return
        renew(connection, claim, now)
        close_attempt(connection, claim, attempt_id, now, outcome)


def renew(connection: Connection, claim: Claim, now: datetime) -> None:
    """Renew a lease by its token. Raises `LeaseLostError` if somebody else was given the case."""
    renewed = connection.execute(
        update(CASES)
        .where(CASES.c.id == claim.case_id, CASES.c.lease_token == claim.token)
        .values(lease_until=claim.until(now))
    )
    if renewed.rowcount == 0:
        raise lease_lost(connection, claim)


def lease_lost(connection: Connection, claim: Claim) -> LeaseLostError:
    """Who has the case now, since when, and up to which question it is saved."""
    row = holder_of(connection, claim.case_id)
    if row is None or row.holder is None:
        return LeaseLostError("storage.lease_gone", case_key=claim.case_key)
    last = connection.execute(
        select(EVENTS.c.question_id)
        .join(INTERVIEWS, INTERVIEWS.c.id == EVENTS.c.interview_id)
        .where(INTERVIEWS.c.case_id == claim.case_id, EVENTS.c.kind == "answer_recorded")
        .order_by(EVENTS.c.interview_id.desc(), EVENTS.c.sequence.desc())
        .limit(1)
    ).scalar()
    places = {"case_key": claim.case_key, "holder": row.holder, "time": on_the_wall(row.lease_at)}
    if last is None:
        return LeaseLostError("storage.lease_lost_at_once", **places)
    return LeaseLostError("storage.lease_lost", question=last, **places)


def open_attempt(connection: Connection, claim: Claim, now: datetime) -> AttemptId:
    """Begin an attempt; one that a dead machine left open is ended where its last event was."""
    again = select(ATTEMPTS.c.id).where(
        ATTEMPTS.c.case_id == claim.case_id,
        ATTEMPTS.c.ended_at.is_(None),
        ATTEMPTS.c.started_at == now,
        ATTEMPTS.c.interviewer == claim.interviewer,
    )
    found = connection.execute(again).scalar()
    if found is not None:
        return AttemptId(found)
    _end_broken_attempts(connection, claim.case_id)
    last = connection.execute(select(func.max(ATTEMPTS.c.number)).where(ATTEMPTS.c.case_id == claim.case_id))
    made = connection.execute(
        insert(ATTEMPTS)
        .values(
            case_id=claim.case_id,
            number=(last.scalar() or 0) + 1,
            interviewer=storable(claim.interviewer),
            started_at=now,
        )
        .returning(ATTEMPTS.c.id)
    )
    return AttemptId(made.scalar_one())


def _end_broken_attempts(connection: Connection, case_id: CaseId) -> None:
    last_event = (
        select(func.max(EVENTS.c.at))
        .join(INTERVIEWS, INTERVIEWS.c.id == EVENTS.c.interview_id)
        .where(INTERVIEWS.c.case_id == case_id, EVENTS.c.attempt_id == ATTEMPTS.c.id)
        .scalar_subquery()
    )
    connection.execute(
        update(ATTEMPTS)
        .where(ATTEMPTS.c.case_id == case_id, ATTEMPTS.c.ended_at.is_(None))
        .values(ended_at=func.coalesce(last_event, ATTEMPTS.c.started_at))
    )


def close_attempt(connection: Connection, claim: Claim, attempt_id: AttemptId, now: datetime, outcome: Outcome) -> None:
    """End an attempt, move the case, settle its appointments and free it."""
    connection.execute(
        update(ATTEMPTS).where(ATTEMPTS.c.id == attempt_id).values(ended_at=now, disposition=outcome.disposition)
    )
    connection.execute(
        update(CASES)
        .where(CASES.c.id == claim.case_id)
        .values(
            state=outcome.state,
            current_code=outcome.current_code,
            queue=outcome.queue,
            due_at=outcome.due_at,
            reserved_for=outcome.reserved_for,
            attempt_count=CASES.c.attempt_count + int(outcome.counts),
        )
    )
    tell_change(connection, CASES.c.id == claim.case_id, now, outcome.disposition)
    _settle_appointments(connection, claim.case_id, attempt_id, now, outcome)
    free(connection, claim)


def _settle_appointments(
    connection: Connection, case_id: CaseId, attempt_id: AttemptId, now: datetime, outcome: Outcome
) -> None:
    """A counted attempt at or after the time keeps an appointment; one before, or a new promise, cancels it."""
    if not outcome.counts and outcome.appointment is None:
        return
    is_kept, moment = APPOINTMENTS.c.due_at <= int(now.timestamp()), literal(now, UtcDateTime())
    connection.execute(
        update(APPOINTMENTS)
        .where(
            APPOINTMENTS.c.case_id == case_id,
            APPOINTMENTS.c.kept_at.is_(None),
            APPOINTMENTS.c.cancelled_at.is_(None),
        )
        .values(kept_at=case((is_kept, moment)), cancelled_at=case((is_kept, null()), else_=moment))
    )
    if promise := outcome.appointment:
        connection.execute(
            insert(APPOINTMENTS).values(
                case_id=case_id,
                attempt_id=attempt_id,
                due_at=promise.due_at,
                wall=promise.wall,
                timezone=promise.timezone,
                firm=promise.firm,
                for_interviewer=promise.for_interviewer,
            )
        )
