"""Call attempts: begun when the interviewer takes up a case, ended with a disposition.

Ending one says in the same transaction what becomes of the case, and frees it.
"""

from datetime import datetime

from sqlalchemy import Connection, func, insert, select, update

from cati.errors import LeaseLostError
from cati.storage.canonical import storable
from cati.storage.case_cells import put_cells
from cati.storage.ids import AttemptId, CaseId
from cati.storage.leases import Claim, free, hold_still, holder_of, on_the_wall
from cati.storage.outcomes import Outcome, settle
from cati.storage.quotas import COMPLETE, settle_quotas
from cati.storage.store import Store
from cati.storage.tables import ATTEMPTS, CASES, EVENTS, INTERVIEWS


def start_attempt(store: Store, claim: Claim, now: datetime) -> AttemptId:
    """Begin a call attempt on a claimed case; trying again with the same `now` begins no second one.

    Raises `LeaseLostError`.
    """
    with store.transaction() as connection:
        renew(connection, claim, now)
        return open_attempt(connection, claim, now)


def finish_attempt(store: Store, claim: Claim, attempt_id: AttemptId | None, now: datetime, outcome: Outcome) -> None:
    """End an attempt that led to no interview (None: nothing was dialled), and free the case if the outcome says so.

    Trying again changes nothing. Raises `LeaseLostError`.
    """
    ended = select(ATTEMPTS.c.id).where(
        ATTEMPTS.c.case_id == claim.case_id,
        ATTEMPTS.c.interviewer == claim.interviewer,
        ATTEMPTS.c.ended_at == now,
        ATTEMPTS.c.disposition == outcome.disposition,
    )
    with store.transaction() as connection:
        hold_still(connection, claim.case_id)
        if connection.execute(ended).first() is not None:
            return
        renew(connection, claim, now)
        close_attempt(connection, claim, attempt_id or open_attempt(connection, claim, now), now, outcome)


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
    """End an attempt and do all that its result brings about; the case is freed, unless it is kept in hand."""
    connection.execute(
        update(ATTEMPTS).where(ATTEMPTS.c.id == attempt_id).values(ended_at=now, disposition=outcome.disposition)
    )
    settle(connection, claim, attempt_id, now, outcome)
    put_cells(connection, claim.case_id, outcome.cells)
    settle_quotas(connection, claim.case_id, outcome.quotas, now, is_complete=outcome.current_code == COMPLETE)
    if not outcome.keeps_hold:
        free(connection, claim)
