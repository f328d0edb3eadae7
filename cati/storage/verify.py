"""Whether the database still says what it was told: its pages, its chains, its folds."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select
from sqlalchemy.exc import OperationalError

from cati.errors import DatabaseDamagedError
from cati.interview.events import (
    Event,
    InterviewEnded,
    InterviewResumed,
    InterviewStarted,
    InterviewSuspended,
    LanguageChanged,
    ResultChanged,
    VersionAdopted,
)
from cati.questionnaire.answer import AnswerKey, Answers
from cati.storage.canonical import NO_DIGEST
from cati.storage.cases import ROWS_AT_ONCE
from cati.storage.erasing import erased_interviews
from cati.storage.event_rows import read_answers
from cati.storage.sqlite_file import page_faults
from cati.storage.store import Store
from cati.storage.stored_interviews import ChainedEvent, events_of
from cati.storage.tables import ATTEMPTS, CASE_HISTORY, CASES, EVENTS, INTERVIEWS, VERSIONS

ANSWERING = frozenset({"answer_recorded", "answer_corrected"})
Fold = Callable[[Sequence[Event]], Answers]
"""What the answers are after some events."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written; `word` names its sentence, `places` fill it in."""

    word: str
    places: dict[str, Any] = field(default_factory=dict)


def verify(store: Store, fold: Fold) -> list[Fault]:
    """Every fault found: in the file, in references, in sequences and digests, in folds.

    A file too damaged to be read to its end ends the search with that fault.
    """
    faults: list[Fault] = []
    try:
        with store.reading() as connection:
            faults.extend(_file_faults(connection))
            faults.extend(_interview_faults(connection, fold))
            faults.extend(_history_faults(connection))
    except DatabaseDamagedError as error:
        faults.append(Fault("storage.fault.file", error.places))
    except OperationalError as error:  # a table is not what our statements take it for
        faults.append(Fault("storage.fault.file", {"detail": str(error.orig)}))
    return faults


def contents(store: Store) -> dict[str, int]:
    """How many rows there are of what people ask about, by table."""
    counted = (CASES, ATTEMPTS, INTERVIEWS, EVENTS)
    with store.reading() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in counted
        }


def _file_faults(connection: Connection) -> Iterator[Fault]:
    """What SQLite finds wrong with its file; a server sees to its own pages and references."""
    if connection.dialect.name != "sqlite":
        return
    for detail in page_faults(connection.exec_driver_sql("PRAGMA integrity_check").scalars()):
        yield Fault("storage.fault.file", {"detail": detail})
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("storage.fault.reference", {"table": row[0], "parent": row[2]})


_STATE = [
    *(INTERVIEWS.c[name] for name in ("id", "answers", "last_sequence", "last_digest")),
    *(INTERVIEWS.c[name] for name in ("state", "disposition", "language")),
    VERSIONS.c.content_hash,
]


def _interview_faults(connection: Connection, fold: Fold) -> Iterator[Fault]:
    wanted = select(*_STATE).join(VERSIONS, VERSIONS.c.id == INTERVIEWS.c.version_id).order_by(INTERVIEWS.c.id)
    found = connection.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE))
    for rows in found.partitions():
        events = events_of(connection, [row.id for row in rows], with_personal=True)
        silent = [row.id for row in rows if not events[row.id]]
        erased = erased_interviews(connection, silent) if silent else frozenset()
        for row in rows:
            chain = events[row.id]
            yield from _chain_faults(row, chain)
            if row.id not in erased:
                yield from _fold_faults(row, chain, fold)


def _history_faults(connection: Connection) -> Iterator[Fault]:
    """Cases whose history does not end with what they are: somebody changed one and did not tell."""
    last = select(func.max(CASE_HISTORY.c.id).label("id")).group_by(CASE_HISTORY.c.case_id).subquery()
    untold = (
        select(CASES.c.case_key)
        .join(CASE_HISTORY, CASE_HISTORY.c.case_id == CASES.c.id)
        .join(last, last.c.id == CASE_HISTORY.c.id)
        .where(or_(CASE_HISTORY.c.state != CASES.c.state, CASE_HISTORY.c.code != CASES.c.current_code))
        .order_by(CASES.c.case_key)
    )
    for case_key in connection.execute(untold).scalars():
        yield Fault("storage.fault.history", {"case": case_key})


def _chain_faults(row: Row[Any], chain: Sequence[ChainedEvent]) -> Iterator[Fault]:
    previous = NO_DIGEST
    for expected, (event, digest) in enumerate(chain, start=1):
        places = {"interview": row.id, "sequence": expected}
        if event.sequence != expected:
            yield Fault("storage.fault.gap", places)
            return
        if event.digest_after(previous) != digest:
            yield Fault("storage.fault.digest", places)
        previous = digest
    if (len(chain), previous) != (row.last_sequence, row.last_digest):
        yield Fault("storage.fault.end", {"interview": row.id, "sequence": row.last_sequence})


def _fold_faults(row: Row[Any], chain: Sequence[ChainedEvent], fold: Fold) -> Iterator[Fault]:
    try:
        events = [event for stored, _ in chain if (event := stored.event()) is not None]
        stored_answers, marks = read_answers(row.answers)
    except DatabaseDamagedError as error:
        yield Fault("storage.fault.unreadable", {"interview": row.id, **error.places})
        return
    apart = _kept_apart(chain)
    replayed = {key: answer for key, answer in fold(events).items() if key not in apart}
    if replayed != stored_answers or marks != apart:
        yield Fault("storage.fault.fold", {"interview": row.id})
    state, disposition, language, version = _as_last_told(events)
    is_as_told = (row.state, row.disposition, row.language) == (state, disposition, language)
    if not (is_as_told and row.content_hash.startswith(version)):
        yield Fault("storage.fault.row", {"interview": row.id})


def _as_last_told(events: Sequence[Event]) -> tuple[str, str | None, str | None, str]:
    """State, disposition, language and adopted version ("": none) of the row of an interview with these events."""
    state, disposition, language, version = "in_progress", None, None, ""
    for event in events:
        match event:
            case InterviewStarted():
                language = event.language
            case InterviewResumed():
                state = "in_progress"
            case LanguageChanged():
                language = event.language
            case VersionAdopted():
                version = event.version
            case InterviewSuspended() | InterviewEnded():
                state = "ended" if isinstance(event, InterviewEnded) else "suspended"
                disposition = event.disposition
            case ResultChanged():
                state, disposition = "ended", event.disposition
            case _:
                pass
    return state, disposition, language, version


def _kept_apart(chain: Sequence[ChainedEvent]) -> frozenset[AnswerKey]:
    """The keys whose last answer is kept apart, whether or not its value is still there."""
    last = {event.key: event.is_apart for event, _ in chain if event.kind in ANSWERING and event.key is not None}
    return frozenset(key for key, is_apart in last.items() if is_apart)
