"""Dialling: every number is looked up on the do-not-call list in the transaction that says it was dialled."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from cati.storage.attempts import close_attempt, open_attempt, renew
from cati.storage.cases import CaseFile, read_file
from cati.storage.do_not_call import mark_forbidden, since_of
from cati.storage.ids import AttemptId, CaseId, PhoneId
from cati.storage.leases import Claim, hold_still
from cati.storage.outcomes import Outcome, end_dial, mark_dead
from cati.storage.sign_ins import see
from cati.storage.store import Store
from cati.storage.tables import ATTEMPTS, DIALS, PHONES


@dataclass(frozen=True, slots=True)
class Dialled:
    """A number is being called, in this attempt."""

    attempt_id: AttemptId


@dataclass(frozen=True, slots=True)
class Forbidden:
    """The number must not be called, since a day (ISO; empty: its company); `is_closed`: nor any other of the case."""

    since: str
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of the number that was dialled before in the same attempt; `is_dead`: it is not to be tried again."""

    result: str
    phone_id: PhoneId
    is_dead: bool


def dial(
    store: Store,
    claim: Claim,
    phone_id: PhoneId,
    now: datetime,
    *,
    attempt_id: AttemptId | None,
    tried: Tried | None,
    forbidden: Outcome,
) -> Dialled | Forbidden:
    """Say that a number of a claimed case is dialled now, unless it must not be; trying again dials once.

    `forbidden` is what becomes of the case if nothing of it may be called. Raises `LeaseLostError`, `LookupError`.
    """
    with store.transaction() as connection:
        hold_still(connection, claim.case_id)
        if again := _dialled_before(connection, claim, phone_id, now, forbidden.disposition):
            return again
        renew(connection, claim, now)
        if mark_forbidden(connection, claim.case_id):
            attempt_id = attempt_id or open_attempt(connection, claim, now)
            close_attempt(connection, claim, attempt_id, now, forbidden)
            return Forbidden("", is_closed=True)
        number = _number(connection, claim.case_id, phone_id)
        if number.state == "do_not_call":
            return Forbidden(since_of(connection, number.e164), is_closed=False)
        attempt_id = attempt_id or open_attempt(connection, claim, now)
        end_dial(connection, attempt_id, now, None if tried is None else tried.result)
        if tried is not None and tried.is_dead:
            mark_dead(connection, tried.phone_id)
        row = {"attempt_id": attempt_id, "phone_id": phone_id, "position": number.position, "dialled_at": now}
        connection.execute(insert(DIALS).values(**row))
        return Dialled(attempt_id)


def _dialled_before(
    connection: Connection, claim: Claim, phone_id: PhoneId, now: datetime, closing: str
) -> Dialled | Forbidden | None:
    """What an earlier try of the same command did, if its commit took."""
    mine = (ATTEMPTS.c.case_id == claim.case_id) & (ATTEMPTS.c.interviewer == claim.interviewer)
    dialled = select(DIALS.c.attempt_id).join(ATTEMPTS, ATTEMPTS.c.id == DIALS.c.attempt_id)
    found = connection.execute(dialled.where(mine, DIALS.c.phone_id == phone_id, DIALS.c.dialled_at == now)).scalar()
    if found is not None:
        return Dialled(AttemptId(found))
    closed = select(ATTEMPTS.c.id).where(mine, ATTEMPTS.c.ended_at == now, ATTEMPTS.c.disposition == closing)
    return None if connection.execute(closed).first() is None else Forbidden("", is_closed=True)


def _number(connection: Connection, case_id: CaseId, phone_id: PhoneId) -> Any:  # noqa: ANN401  # a row
    wanted = select(PHONES.c.e164, PHONES.c.state, PHONES.c.position)
    row = connection.execute(wanted.where(PHONES.c.id == phone_id, PHONES.c.case_id == case_id)).one_or_none()
    if row is None:
        raise LookupError(phone_id)
    return row


def may_be_called(
    connection: Connection, claim: Claim, now: datetime, forbidden: Callable[[CaseFile], Outcome]
) -> bool:
    """Whether a case that was just claimed may be called at all; if not it is closed, before a number is shown."""
    see(connection, claim.interviewer, now)
    if not mark_forbidden(connection, claim.case_id):
        return True
    outcome = forbidden(read_file(connection, claim.case_id))
    close_attempt(connection, claim, open_attempt(connection, claim, now), now, outcome)
    return False
