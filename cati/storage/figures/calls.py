"""The call attempts, counted by interviewer, result and hour."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, exists, func, select

from cati.storage.figures.moments import HOUR, WholeSecond, Width, moment_of, practice_cases, start_of, until
from cati.storage.tables import APPOINTMENTS, ATTEMPTS, DIALS

SHORT_PAUSE_SECONDS = 1800
"""A longer pause between two cases is no work."""


class CallTally(NamedTuple):
    """How many call attempts of one interviewer, begun in the hour (or minute) from `at` on, had one result.

    `disposition` is None for an attempt that broke with its machine.
    """

    interviewer: str
    disposition: str | None
    at: datetime
    attempts: int


class Span(NamedTuple):
    """Which attempts: ended from a moment on, and before another; None is no bound."""

    since: datetime | None = None
    before: datetime | None = None

    def has(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return (self.since is None or moment >= self.since) and (self.before is None or moment <= self.before)

    def holds(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a stored moment lies in it; none does not.

        Only the beginning is looked up in an index: what is before another moment is most of a table.
        """
        is_before = until(cast(column, Text), self.before)
        return and_(column.is_not(None) if self.since is None else column >= self.since, is_before)

    @property
    def attempts(self) -> ColumnElement[bool]:
        """The attempts in it, without practice."""
        return and_(self.holds(ATTEMPTS.c.ended_at), ATTEMPTS.c.case_id.not_in(practice_cases()))


WHOLE = Span()
WHO = ATTEMPTS.c.interviewer.concat("").label("interviewer")
"""By whom, in a form that no index answers: one pass over the table is faster than a million look-ups."""


def tally_calls(connection: Connection, span: Span = WHOLE, width: Width = HOUR) -> list[CallTally]:
    """Every attempt of the span that is over, in one pass."""
    start = start_of(ATTEMPTS.c.started_at, width).label("start")
    wanted = (
        select(WHO, ATTEMPTS.c.disposition, start, func.count())
        .where(span.attempts)
        .group_by(WHO, ATTEMPTS.c.disposition, start)
    )
    found = connection.execute(wanted).all()
    moments = {start: moment_of(start) for start in {row.start for row in found}}
    return [CallTally(who, result, moments[at], count) for who, result, at, count in found]


def count_dials(connection: Connection, span: Span = WHOLE) -> dict[str, int]:
    """Numbers dialled by each interviewer in the attempts of a span."""
    wanted = (
        select(WHO, func.count()).join(DIALS, DIALS.c.attempt_id == ATTEMPTS.c.id).where(span.attempts).group_by(WHO)
    )
    return _by_interviewer(connection, wanted)


def count_conversions(connection: Connection, refusals: tuple[str, ...], span: Span = WHOLE) -> dict[str, int]:
    """Complete interviews after a refusal that another interviewer had met."""
    before = ATTEMPTS.alias()
    refused = exists().where(
        before.c.case_id == ATTEMPTS.c.case_id,
        before.c.number < ATTEMPTS.c.number,
        before.c.disposition.in_(refusals),
        before.c.interviewer != ATTEMPTS.c.interviewer,
    )
    wanted = select(WHO, func.count()).where(span.attempts, ATTEMPTS.c.disposition == "complete", refused).group_by(WHO)
    return _by_interviewer(connection, wanted)


def count_pauses(connection: Connection, span: Span = WHOLE) -> list[tuple[str, int, int]]:
    """Seconds between the end of one attempt and the start of the next, by interviewer: who, seconds, how often."""
    ordered = func.lag(ATTEMPTS.c.ended_at).over(
        partition_by=ATTEMPTS.c.interviewer, order_by=(ATTEMPTS.c.started_at, ATTEMPTS.c.ended_at)
    )
    pause = (WholeSecond(ATTEMPTS.c.started_at) - WholeSecond(ordered)).label("pause")
    each = select(ATTEMPTS.c.interviewer, pause).where(span.holds(ATTEMPTS.c.ended_at)).subquery()
    wanted = (
        select(each.c.interviewer, each.c.pause, func.count())
        .where(each.c.pause.between(0, SHORT_PAUSE_SECONDS))
        .group_by(each.c.interviewer, each.c.pause)
    )
    return [(who, int(pause), count) for who, pause, count in connection.execute(wanted)]


def count_promises(connection: Connection, span: Span = WHOLE) -> dict[str, tuple[int, int]]:
    """Appointments that each interviewer made in a span, and how many of them were kept."""
    wanted = (
        select(WHO, func.count(), func.count(APPOINTMENTS.c.kept_at))
        .join(ATTEMPTS, ATTEMPTS.c.id == APPOINTMENTS.c.attempt_id)
        .where(span.attempts)
        .group_by(WHO)
    )
    return {who: (made, kept) for who, made, kept in connection.execute(wanted)}


def _by_interviewer(connection: Connection, wanted: Any) -> dict[str, int]:  # noqa: ANN401  # a select of two columns
    return {who: count for who, count in connection.execute(wanted)}  # noqa: C416  # rows are no pairs
