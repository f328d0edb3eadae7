"""The conversations: how long they took, what was confirmed, and how long each question took."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select

from cati.storage.figures.calls import WHO, WHOLE, Span
from cati.storage.figures.moments import practice_cases
from cati.storage.tables import ATTEMPTS, EVENTS, INTERVIEWS, SIGN_INS


class Talk(NamedTuple):
    """A complete interview: who brought it to its end, from when to when (UTC), and the seconds it lay aside."""

    interviewer: str
    started_at: datetime
    ended_at: datetime
    aside_seconds: float

    @property
    def open_seconds(self) -> int:
        """How long it took, in whole seconds, without what it lay aside; the export's `duration_seconds`."""
        return int((self.ended_at - self.started_at).total_seconds() - self.aside_seconds)


def list_talks(connection: Connection, span: Span = WHOLE) -> list[Talk]:
    """The complete interviews of a span, one row each."""
    aside = _seconds_aside(connection, span)
    last = and_(EVENTS.c.interview_id == INTERVIEWS.c.id, EVENTS.c.sequence == INTERVIEWS.c.last_sequence)
    wanted = (
        select(INTERVIEWS.c.id, ATTEMPTS.c.interviewer, INTERVIEWS.c.started_at, INTERVIEWS.c.ended_at)
        .join(EVENTS, last)
        .join(ATTEMPTS, ATTEMPTS.c.id == EVENTS.c.attempt_id)
        .where(complete(span))
        .order_by(INTERVIEWS.c.id)
    )
    return [Talk(who, start, end, aside.get(one, 0.0)) for one, who, start, end in connection.execute(wanted)]


def _seconds_aside(connection: Connection, span: Span) -> dict[int, float]:
    """The time before somebody went on with an interview."""
    before = EVENTS.alias()
    wanted = (
        select(EVENTS.c.interview_id, EVENTS.c.at, before.c.at.label("left_at"))
        .join(INTERVIEWS, INTERVIEWS.c.id == EVENTS.c.interview_id)
        .join(before, (before.c.interview_id == EVENTS.c.interview_id) & (before.c.sequence == EVENTS.c.sequence - 1))
        .where(complete(span), EVENTS.c.kind == "interview_resumed")
    )
    found: dict[int, float] = {}
    for one, at, left_at in connection.execute(wanted):
        found[one] = found.get(one, 0.0) + max((at - left_at).total_seconds(), 0.0)
    return found


def complete(span: Span) -> ColumnElement[bool]:
    """The complete interviews of a span, without practice."""
    return and_(
        INTERVIEWS.c.state == "ended",
        INTERVIEWS.c.disposition == "complete",
        span.holds(INTERVIEWS.c.ended_at),
        INTERVIEWS.c.case_id.not_in(practice_cases()),
    )


def count_confirmed(connection: Connection, span: Span = WHOLE) -> dict[str, int]:
    """Soft checks that each interviewer confirmed in the attempts of a span."""
    wanted = (
        select(WHO, func.count())
        .join(EVENTS, EVENTS.c.attempt_id == ATTEMPTS.c.id)
        .where(span.attempts, EVENTS.c.kind == "check_confirmed")
        .group_by(WHO)
    )
    return {who: count for who, count in connection.execute(wanted)}  # noqa: C416  # rows are no pairs


def count_question_times(connection: Connection, span: Span = WHOLE) -> list[tuple[str, int, int]]:
    """Tenths of a second from the painting of a question to its answer: question, tenths, how often."""
    tenths = (EVENTS.c.elapsed_ms // 100).label("tenths")
    wanted = (
        select(EVENTS.c.question_id, tenths, func.count())
        .join(INTERVIEWS, INTERVIEWS.c.id == EVENTS.c.interview_id)
        .where(
            EVENTS.c.kind == "answer_recorded",
            span.holds(EVENTS.c.at),
            INTERVIEWS.c.case_id.not_in(practice_cases()),
        )
        .group_by(EVENTS.c.question_id, tenths)
    )
    return [(question, int(tenths), count) for question, tenths, count in connection.execute(wanted)]


def signed_in_seconds(connection: Connection, span: Span = WHOLE) -> dict[str, float]:
    """How long each interviewer was at a desk; a session is counted where it began."""
    wanted = select(SIGN_INS.c.interviewer, SIGN_INS.c.at, SIGN_INS.c.last_seen_at).where(span.holds(SIGN_INS.c.at))
    found: dict[str, float] = {}
    for who, at, seen_at in connection.execute(wanted):
        found[who] = found.get(who, 0.0) + max((seen_at - at).total_seconds(), 0.0)
    return found
