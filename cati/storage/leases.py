"""Who holds a case now: claimed for a while, renewed by every answer, freed at the end.

A lease is beside the state, never a state: a machine may die, and nothing must be undone. Its token
is made new at each claim, so two windows of one interviewer are two holders, and a lease that ran
out but that nobody took still saves. Times of dispatch are UTC seconds: of the moment handed in, moved
by as much as this machine's clock differs from the server's, if there is one (`Store.second`).
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    String,
    Update,
    bindparam,
    exists,
    func,
    or_,
    select,
    update,
)

from cati.errors import CaseHeldError
from cati.sample.dispatch import QUEUES, RESERVED_SECONDS
from cati.storage.column_types import UtcDateTime
from cati.storage.ids import CaseId
from cati.storage.store import Store
from cati.storage.tables import CASES, INTERVIEWERS, SIGN_INS


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to write about a case, until somebody else is given it."""

    case_id: CaseId
    case_key: str
    interviewer: str
    token: str
    lease_seconds: int
    skew_seconds: int = 0
    """How far the clock that leases go by is ahead of ours."""

    def until(self, now: datetime) -> int:
        """When the lease runs out that is renewed now."""
        return int(now.timestamp()) + self.skew_seconds + self.lease_seconds


SECOND = bindparam("second", type_=BigInteger)
BEFORE_ALL = datetime.min.replace(tzinfo=UTC)
Screen = Callable[[Connection, Claim], bool]
"""Whether a case that was just claimed may be called at all; if not, it was settled inside the transaction."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What the interviewer can be given: languages (None: any) and queues; who signed in since `today` is here."""

    languages: frozenset[str] | None = None
    queues: Sequence[int] = QUEUES
    today: datetime = BEFORE_ALL
    screen: Screen = lambda _connection, _claim: True


ANYTHING = Terms()


def claim_next(
    store: Store,
    interviewer: str,
    now: datetime,
    *,
    practice: bool,
    lease_seconds: int,
    token: str | None = None,
    terms: Terms = ANYTHING,
) -> Claim | None:
    """Claim the case that dispatch (`sample.dispatch`) says is next, or None if none is due.

    Tried again with the same token it is the same claim. The five queues are asked one by one, so that the first
    hit ends the search: one ORDER BY over all of them would walk over every future callback.
    """
    second = store.second(now)
    spoken = None if terms.languages is None else tuple(sorted(terms.languages))
    values = {
        "second": second, "late": second - RESERVED_SECONDS, "until": second + lease_seconds,
        "me": interviewer, "in_practice": practice, "today": terms.today,
    }  # fmt: skip
    statement = _claiming(tuple(terms.queues), spoken)
    with store.transaction() as connection:
        claim = None if token is None else _taken_before(connection, interviewer, token, lease_seconds)
        while claim is None:
            made = token or secrets.token_hex(16)
            row = connection.execute(statement, values | {"token": made}).one_or_none()
            if row is None:
                return None
            claim = Claim(row.id, row.case_key, interviewer, made, lease_seconds)
            if not terms.screen(connection, claim):
                claim = None
    return replace(claim, skew_seconds=store.skew_seconds)


def _taken_before(connection: Connection, interviewer: str, token: str, lease_seconds: int) -> Claim | None:
    mine = (CASES.c.lease_by == interviewer) & (CASES.c.lease_token == token)
    found = connection.execute(select(CASES.c.id, CASES.c.case_key).where(mine)).one_or_none()
    return None if found is None else Claim(found.id, found.case_key, interviewer, token, lease_seconds)


@cache
def _claiming(queues: tuple[int, ...], languages: tuple[str, ...] | None) -> Update:
    """The one statement of a claim; it is built once, since that takes longer than to run it."""
    firsts = [_next_in(queue, languages) for queue in queues]
    return (
        update(CASES)
        .where(CASES.c.id == (func.coalesce(*firsts) if len(firsts) > 1 else firsts[0]))
        .values(
            lease_by=bindparam("me"), lease_at=SECOND, lease_until=bindparam("until"), lease_token=bindparam("token")
        )
        .returning(CASES.c.id, CASES.c.case_key)
    )


def _next_in(queue: int, languages: tuple[str, ...] | None) -> ScalarSelect[Any]:
    """The first of a queue: of each language apart, or a language with few cases would have the whole queue walked."""
    offered = _offered().where(CASES.c.practice == bindparam("in_practice", type_=Boolean), CASES.c.queue == queue)
    if languages is None:
        return _locked(offered)
    spoken = [CASES.c.language == language for language in languages]
    firsts = [_locked(offered.where(each)) for each in (*spoken, CASES.c.language.is_(None))]
    return _first(select(CASES.c.id).where(CASES.c.id.in_(firsts))).scalar_subquery()


def _offered() -> Select[Any]:
    me = bindparam("me", type_=String)
    others = exists().where(
        SIGN_INS.c.interviewer != me, SIGN_INS.c.last_seen_at >= bindparam("today", type_=UtcDateTime)
    )
    return select(CASES.c.id).where(
        CASES.c.due_at <= SECOND,
        CASES.c.lease_until <= SECOND,
        or_(
            CASES.c.reserved_for.is_(None),
            CASES.c.reserved_for == me,
            CASES.c.due_at <= bindparam("late", type_=BigInteger),
        ),
        or_(CASES.c.not_by.is_(None), CASES.c.not_by != me, ~others),
    )


def _first(offered: Select[Any]) -> Select[Any]:
    return offered.order_by(CASES.c.due_at, CASES.c.shuffle, CASES.c.id).limit(1)


def _locked(offered: Select[Any]) -> ScalarSelect[Any]:
    """On a server claims at once do not wait for each other."""
    return _first(offered).with_for_update(skip_locked=True).scalar_subquery()


def claim_case(
    store: Store,
    case_id: CaseId,
    interviewer: str,
    now: datetime,
    *,
    lease_seconds: int,
    token: str | None = None,
    screen: Screen = ANYTHING.screen,
) -> Claim:
    """Claim one case that is not closed; one's own lease is taken over at once.

    Raises `CaseHeldError`: somebody else holds it (and who), it is closed, it may not be called, or there is none.
    """
    second = store.second(now)
    is_free = or_(CASES.c.lease_until <= second, CASES.c.lease_by == interviewer)
    which = (CASES.c.id == case_id) & (CASES.c.state != "closed") & is_free
    with store.transaction() as connection:
        hold_still(connection, case_id)
        claim = _take(connection, which, interviewer, second, lease_seconds, token)
        if claim is None:
            raise _held(connection, case_id)
        may_be_called = screen(connection, claim)
    if not may_be_called:
        raise CaseHeldError("storage.case_not_to_be_called", case_key=claim.case_key)
    return replace(claim, skew_seconds=store.skew_seconds)


def _take(
    connection: Connection,
    which: ColumnElement[bool],
    interviewer: str,
    second: int,
    lease_seconds: int,
    token: str | None,
) -> Claim | None:
    token = token or secrets.token_hex(16)
    taken = connection.execute(
        update(CASES)
        .where(which)
        .values(lease_by=interviewer, lease_at=second, lease_until=second + lease_seconds, lease_token=token)
        .returning(CASES.c.id, CASES.c.case_key)
    ).one_or_none()
    return None if taken is None else Claim(taken.id, taken.case_key, interviewer, token, lease_seconds)


def hold_still(connection: Connection, case_id: CaseId) -> None:
    """Let nobody else write about a case until this transaction ends, so that what is read of it stays true.

    On SQLite a transaction holds the whole file anyway.
    """
    if connection.dialect.name != "sqlite":
        connection.execute(select(CASES.c.id).where(CASES.c.id == case_id).with_for_update())


def release(store: Store, claim: Claim) -> None:
    """Give a case back; nothing happens if it is no longer held by this claim."""
    with store.transaction() as connection:
        free(connection, claim)


def free(connection: Connection, claim: Claim) -> None:
    """`release` inside a transaction."""
    connection.execute(
        update(CASES)
        .where(CASES.c.id == claim.case_id, CASES.c.lease_token == claim.token)
        .values(lease_by=None, lease_at=0, lease_until=0, lease_token=None)
    )


def holder_of(connection: Connection, case_id: CaseId) -> Any:  # noqa: ANN401  # a row
    """Key, state, lease and holder's name of a case, or None if there is no such case."""
    return connection.execute(
        select(
            CASES.c.case_key,
            CASES.c.state,
            CASES.c.lease_at,
            CASES.c.lease_until,
            func.coalesce(INTERVIEWERS.c.name, CASES.c.lease_by).label("holder"),
        )
        .outerjoin(INTERVIEWERS, INTERVIEWERS.c.code == CASES.c.lease_by)
        .where(CASES.c.id == case_id)
    ).one_or_none()


def on_the_wall(second: int) -> str:
    """An instant (UTC seconds) as the clock on this machine's wall says it."""
    return f"{datetime.fromtimestamp(second, UTC).astimezone():%H:%M}"


def _held(connection: Connection, case_id: CaseId) -> CaseHeldError:
    row = holder_of(connection, case_id)
    if row is None:
        return CaseHeldError("storage.no_such_case", case_id=case_id)
    if row.state == "closed":
        return CaseHeldError("storage.case_closed", case_key=row.case_key)
    return CaseHeldError(
        "storage.case_held", case_key=row.case_key, holder=row.holder, time=on_the_wall(row.lease_until)
    )
