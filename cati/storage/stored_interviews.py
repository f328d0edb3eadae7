"""Interviews read back: to go on with one, for exports, for checking."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from typing import Any

from sqlalchemy import Connection, Row, null, select

from cati.interview.events import Event
from cati.questionnaire.answer import AnswerKey, Answers
from cati.storage.cases import CASE_COLUMNS, ROWS_AT_ONCE, Attempt, Case, attempts_of, case_of, read_attempts
from cati.storage.event_rows import StoredEvent, read_answers
from cati.storage.ids import InterviewId, InterviewState, VersionId
from cati.storage.store import Store
from cati.storage.tables import CASES, CONTACT_ANSWERS, EVENTS, INTERVIEWS
from cati.storage.versions import StoredVersion, read_version


@dataclass(frozen=True, slots=True)
class StoredInterview:
    """One interview as an export reads it: no personal value is in it.

    `answers` are the open ones; `kept_apart` names the questions that were answered with a personal
    value. `attempts` are all call attempts on the case, in order; `over_quota` names
    the quota whose cell was full when it counted.
    """

    interview_id: InterviewId
    case: Case
    version: StoredVersion
    language: str
    state: InterviewState
    disposition: str | None
    started_at: datetime
    ended_at: datetime | None
    answers: Answers
    kept_apart: frozenset[AnswerKey]
    events: tuple[StoredEvent, ...]
    attempts: tuple[Attempt, ...]
    over_quota: str | None


def load_events(store: Store, interview_id: InterviewId) -> list[Event]:
    """All events of an interview in order, personal values put back; one whose value was erased is left out."""
    with store.reading() as connection:
        return read_events(connection, interview_id)


def read_events(connection: Connection, interview_id: InterviewId) -> list[Event]:
    """`load_events` inside a transaction."""
    stored = events_of(connection, [interview_id], with_personal=True)[interview_id]
    return [event for row, _ in stored if (event := row.event()) is not None]


ChainedEvent = tuple[StoredEvent, bytes]
"""A stored event and its digest."""


def events_of(
    connection: Connection, interviews: Iterable[int], *, with_personal: bool
) -> defaultdict[int, list[ChainedEvent]]:
    """The events of some interviews, in order."""
    apart = CONTACT_ANSWERS.c.value if with_personal else null()
    columns = (column for column in EVENTS.c if column.name != "digest")
    wanted = select(*columns, apart, EVENTS.c.digest).where(EVENTS.c.interview_id.in_(interviews))
    if with_personal:
        same = (CONTACT_ANSWERS.c.interview_id == EVENTS.c.interview_id) & (
            CONTACT_ANSWERS.c.sequence == EVENTS.c.sequence
        )
        wanted = wanted.outerjoin(CONTACT_ANSWERS, same)
    found: defaultdict[int, list[ChainedEvent]] = defaultdict(list)
    for *fields, digest in connection.execute(wanted.order_by(EVENTS.c.interview_id, EVENTS.c.sequence)):
        found[fields[0]].append((StoredEvent(*fields), digest))
    return found


_INTERVIEWS = select(
    INTERVIEWS.c.id.label("interview_id"),
    INTERVIEWS.c.version_id,
    INTERVIEWS.c.language.label("interview_language"),
    INTERVIEWS.c.state.label("interview_state"),
    INTERVIEWS.c.disposition,
    INTERVIEWS.c.started_at,
    INTERVIEWS.c.ended_at,
    INTERVIEWS.c.answers,
    INTERVIEWS.c.over_quota,
    *CASE_COLUMNS,
).join(CASES, CASES.c.id == INTERVIEWS.c.case_id)


def interviews_for_export(store: Store, *, practice: bool, with_events: bool = True) -> Iterator[StoredInterview]:
    """Every interview, by case key, all as they were at one moment; in constant memory.

    `with_events=False` leaves the events out, which are most of the rows. Close the iterator, or
    read it to its end: it holds a read transaction open.
    """
    with store.reading() as connection:
        yield from read_interviews(connection, practice=practice, with_events=with_events)


def read_interviews(connection: Connection, *, practice: bool, with_events: bool = True) -> Iterator[StoredInterview]:
    """`interviews_for_export` inside a transaction; one that was erased has no event, and is none any more."""
    wanted = _INTERVIEWS.where(CASES.c.practice == practice, INTERVIEWS.c.last_sequence > 0)
    wanted = wanted.order_by(CASES.c.case_key, INTERVIEWS.c.id)
    version = cache(partial(read_version, connection))
    found = connection.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE))
    for rows in found.partitions():
        yield from _interviews(connection, rows, version, with_events=with_events)


def _interviews(
    connection: Connection,
    rows: Sequence[Row[Any]],
    version: Callable[[VersionId], StoredVersion],
    *,
    with_events: bool,
) -> Iterator[StoredInterview]:
    ids = [row.interview_id for row in rows] if with_events else []
    events = events_of(connection, ids, with_personal=False)
    attempts: defaultdict[int, list[Attempt]] = defaultdict(list)
    for attempt in read_attempts(connection, attempts_of([row.id for row in rows])):
        attempts[attempt.case_id].append(attempt)
    for row in rows:
        answers, kept_apart = read_answers(row.answers)
        yield StoredInterview(
            interview_id=row.interview_id,
            case=case_of(row),
            version=version(VersionId(row.version_id)),
            language=row.interview_language,
            state=row.interview_state,
            disposition=row.disposition,
            started_at=row.started_at,
            ended_at=row.ended_at,
            answers=answers,
            kept_apart=kept_apart,
            events=tuple(event for event, _ in events[row.interview_id]),
            attempts=tuple(attempts[row.id]),
            over_quota=row.over_quota,
        )
