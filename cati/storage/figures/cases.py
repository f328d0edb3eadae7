"""How many cases have come to what, now or as of a past moment."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, func, or_, select

from cati.storage.case_history import BEGINNINGS, UNRELEASED
from cati.storage.cases import UNTOUCHED
from cati.storage.column_types import UtcDateTime
from cati.storage.figures.moments import Width, is_real, start_of, until
from cati.storage.tables import CASE_HISTORY, CASES


class CaseCount(NamedTuple):
    """How many cases have one AAPOR code and are in one state."""

    code: str
    state: str
    cases: int


def count_cases(connection: Connection, as_of: datetime | None = None) -> list[CaseCount]:
    """Released cases by code and state; practice is not counted. A case nobody ever called is fresh, 3.11."""
    if as_of is None:
        code, state = CASES.c.current_code, CASES.c.state
        wanted = select(code, state, func.count()).where(is_real()).group_by(state, code)
    else:
        then = cases_then(as_of)
        wanted = select(then.c.code, then.c.state, func.count()).group_by(then.c.state, then.c.code)
    return [CaseCount(*row) for row in connection.execute(wanted)]


def has_cases(connection: Connection, *, practice: bool) -> bool:
    """Whether there is any case of practice, or any other."""
    return connection.execute(select(CASES.c.id).where(CASES.c.practice == practice).limit(1)).first() is not None


def cases_then(as_of: datetime) -> Subquery:
    """The released cases as they were at a moment (`case_id`, `code`, `state`), by the last that was told before it."""
    last = (
        select(CASE_HISTORY.c.case_id, func.max(CASE_HISTORY.c.id).label("id"))
        .where(until(CASE_HISTORY.c.at, as_of))
        .group_by(CASE_HISTORY.c.case_id)
        .subquery()
    )
    return (
        select(
            CASES.c.id.label("case_id"),
            func.coalesce(CASE_HISTORY.c.code, UNTOUCHED).label("code"),
            func.coalesce(CASE_HISTORY.c.state, "fresh").label("state"),
        )
        .outerjoin(last, last.c.case_id == CASES.c.id)
        .outerjoin(CASE_HISTORY, CASE_HISTORY.c.id == last.c.id)
        .where(CASES.c.practice.is_(False), or_(_told_and_released(), _always_there()))
        .subquery()
    )


def _told_and_released() -> ColumnElement[bool]:
    is_waiting = and_(CASE_HISTORY.c.state == "parked", CASE_HISTORY.c.because == UNRELEASED)
    return and_(CASE_HISTORY.c.id.is_not(None), ~is_waiting)


def _always_there() -> ColumnElement[bool]:
    """Nothing was told yet, and nothing says that it came later."""
    told = CASE_HISTORY.alias()
    came_later = select(told.c.id).where(told.c.case_id == CASES.c.id, told.c.because.in_(BEGINNINGS))
    return and_(CASE_HISTORY.c.id.is_(None), is_real(), ~came_later.exists())


def count_arrivals(
    connection: Connection, codes: tuple[str, ...], width: Width, as_of: datetime | None = None
) -> list[tuple[str, int]]:
    """When the cases that have one of these codes came to it first: how many in each hour or minute (UTC).

    All of them together are as many as `count_cases` gives for these codes.
    """
    first = _first_told(codes, as_of).subquery()
    start = start_of(first.c.at, width).label("start")
    wanted = select(start, func.count()).group_by(start).order_by(start)
    return [(row[0], row[1]) for row in connection.execute(wanted)]


def _first_told(codes: tuple[str, ...], as_of: datetime | None) -> Select[Any]:
    """The first moment at which each of these cases had the code it has."""
    if as_of is None:
        now = select(CASES.c.id.label("case_id"), CASES.c.current_code.label("code")).where(is_real()).subquery()
    else:
        now = cases_then(as_of)
    at = func.min(CASE_HISTORY.c.at, type_=UtcDateTime.impl)
    return (
        select(CASE_HISTORY.c.case_id, at.label("at"))
        .join(now, and_(now.c.case_id == CASE_HISTORY.c.case_id, now.c.code == CASE_HISTORY.c.code))
        .where(CASE_HISTORY.c.code.in_(codes), until(CASE_HISTORY.c.at, as_of))
        .group_by(CASE_HISTORY.c.case_id)
    )
