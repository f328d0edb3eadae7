"""Which interviews a supervisor listened to or called back about, and under which questionnaires they ran."""

from typing import NamedTuple

from sqlalchemy import Connection, and_, case, func, select

from cati.storage.figures.calls import WHOLE, Span
from cati.storage.figures.talks import complete
from cati.storage.tables import ATTEMPTS, EVENTS, INTERVIEWS, REVIEW_MARKS, VERSIONS


class Reviewed(NamedTuple):
    """The complete interviews of one interviewer, and how many were listened to, called back about, or either."""

    interviewer: str
    interviews: int
    listened: int
    called_back: int
    either: int


def count_reviews(connection: Connection, span: Span = WHOLE) -> list[Reviewed]:
    """Each interviewer who brought an interview to its end, by code; an interview counts once however often marked."""
    marks = (
        select(
            REVIEW_MARKS.c.interview_id,
            func.max(case((REVIEW_MARKS.c.mark == "listened", 1), else_=0)).label("listened"),
            func.max(case((REVIEW_MARKS.c.mark == "called_back", 1), else_=0)).label("called_back"),
        )
        .group_by(REVIEW_MARKS.c.interview_id)
        .subquery()
    )
    last = and_(EVENTS.c.interview_id == INTERVIEWS.c.id, EVENTS.c.sequence == INTERVIEWS.c.last_sequence)
    wanted = (
        select(
            ATTEMPTS.c.interviewer,
            func.count(),
            func.coalesce(func.sum(marks.c.listened), 0),
            func.coalesce(func.sum(marks.c.called_back), 0),
            func.count(marks.c.interview_id),
        )
        .select_from(INTERVIEWS)
        .join(EVENTS, last)
        .join(ATTEMPTS, ATTEMPTS.c.id == EVENTS.c.attempt_id)
        .outerjoin(marks, marks.c.interview_id == INTERVIEWS.c.id)
        .where(complete(span))
        .group_by(ATTEMPTS.c.interviewer)
        .order_by(ATTEMPTS.c.interviewer)
    )
    return [Reviewed(row[0], *map(int, row[1:])) for row in connection.execute(wanted)]


def count_outcomes(connection: Connection, span: Span = WHOLE) -> list[tuple[str, str, int]]:
    """What came of the reviews of a span's complete interviews: mark, outcome, how often."""
    wanted = (
        select(REVIEW_MARKS.c.mark, REVIEW_MARKS.c.outcome, func.count())
        .join(INTERVIEWS, INTERVIEWS.c.id == REVIEW_MARKS.c.interview_id)
        .where(complete(span))
        .group_by(REVIEW_MARKS.c.mark, REVIEW_MARKS.c.outcome)
    )
    return sorted((mark, outcome, count) for mark, outcome, count in connection.execute(wanted))


def count_versions(connection: Connection, span: Span = WHOLE) -> list[tuple[str, int]]:
    """Complete interviews by the version of the questionnaire they ended under (its content hash), the oldest first."""
    wanted = (
        select(VERSIONS.c.content_hash, func.count())
        .join(INTERVIEWS, INTERVIEWS.c.version_id == VERSIONS.c.id)
        .where(complete(span))
        .group_by(VERSIONS.c.id, VERSIONS.c.content_hash)
        .order_by(VERSIONS.c.id)
    )
    return [(content_hash, count) for content_hash, count in connection.execute(wanted)]
