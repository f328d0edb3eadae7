"""One answer, durable: the hot path.

Its statements are SQLAlchemy's, compiled once to text and run on the driver's cursor; the fold and
the event go in together or not at all. Trying the same event again is always safe.
"""

from dataclasses import dataclass, field, replace
from sqlite3 import Cursor
from typing import Any

from sqlalchemy import ClauseElement, bindparam, insert, select, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.compiler import SQLCompiler

from cati.errors import StorageError, WrittenElsewhereError
from cati.interview.events import Event, LanguageChanged
from cati.storage.canonical import NO_DIGEST, digest_of
from cati.storage.event_rows import Personal, Spelled, StoredEvent
from cati.storage.ids import AttemptId, InterviewId
from cati.storage.leases import Claim
from cati.storage.tables import CASES, CONTACT_ANSWERS, EVENTS, INTERVIEWS


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim with an interview in hand, and where its events stand.

    `spelled` remembers the fold's text answer by answer, so that only a new one is spelled anew.
    """

    claim: Claim
    interview_id: InterviewId
    attempt_id: AttemptId
    last_sequence: int
    last_digest: bytes
    spelled: Spelled = field(default_factory=dict, compare=False, repr=False)


def _compiled(statement: ClauseElement, *order: str) -> str:
    """The statement's text; the order of its places is checked here, once, and relied on below."""
    compiled = statement.compile(dialect=sqlite.dialect())
    if not isinstance(compiled, SQLCompiler) or tuple(compiled.positiontup or ()) != order:
        raise AssertionError(str(compiled), order)
    return str(compiled)


def _places(*names: str) -> dict[str, Any]:
    return {name: bindparam(name) for name in names}


_RENEW = _compiled(
    update(CASES)
    .where(CASES.c.id == bindparam("case"), CASES.c.lease_token == bindparam("token"))
    .values(lease_until=bindparam("until")),
    *("until", "case", "token"),
)
_FOLD = _compiled(
    update(INTERVIEWS)
    .where(INTERVIEWS.c.id == bindparam("interview"), INTERVIEWS.c.last_sequence == bindparam("before"))
    .values(_places("answers", "last_sequence", "last_digest")),
    *("answers", "last_sequence", "last_digest", "interview", "before"),
)
_EVENT = _compiled(insert(EVENTS), *EVENTS.c.keys())
_PERSONAL = ("interview_id", "sequence", "question_id", "iteration", "value")
_APART = _compiled(insert(CONTACT_ANSWERS).values(_places(*_PERSONAL)), *_PERSONAL)
_LANGUAGE = _compiled(
    update(INTERVIEWS).where(INTERVIEWS.c.id == bindparam("interview")).values(_places("language")),
    *("language", "interview"),
)
_DIGEST = _compiled(
    select(EVENTS.c.digest).where(
        EVENTS.c.interview_id == bindparam("interview"), EVENTS.c.sequence == bindparam("sequence")
    ),
    *("interview", "sequence"),
)
_KEPT = _compiled(
    select(CONTACT_ANSWERS.c.value).where(
        CONTACT_ANSWERS.c.interview_id == bindparam("interview"),
        CONTACT_ANSWERS.c.sequence == bindparam("sequence"),
    ),
    *("interview", "sequence"),
)


class LeaseIsGone(Exception):  # noqa: N818  # never leaves this room: `interviews` says who has the case
    """The claim's token opens nothing any more, and the event is not stored."""


def record(cursor: Cursor, hold: Hold, sequence: int, event: Event, answers: str, personal: Personal) -> Hold:
    """Append an event and write the fold, inside a transaction that the caller began.

    Raises `LeaseIsGone` or `WrittenElsewhereError`; the caller must roll back then.
    """
    claim, interview_id = hold.claim, hold.interview_id
    stored = StoredEvent.of(event, personal, interview_id, sequence, hold.attempt_id)
    columns = stored.columns()
    digest = digest_of(_digest_before(cursor, hold, sequence), columns)
    until = int(event.at.timestamp()) + claim.lease_seconds
    if cursor.execute(_RENEW, (until, claim.case_id, claim.token)).rowcount == 0:
        return _saved_before(cursor, hold, stored, LeaseIsGone())
    fold = (answers, sequence, digest, interview_id, sequence - 1)
    if cursor.execute(_FOLD, fold).rowcount == 0:
        elsewhere = WrittenElsewhereError("storage.written_elsewhere", case_key=claim.case_key)
        return _saved_before(cursor, hold, stored, elsewhere)
    cursor.execute(_EVENT, (*columns, digest))
    if stored.apart is not None:
        key = (interview_id, sequence, stored.question_id, stored.iteration)
        cursor.execute(_APART, (*key, stored.apart))
    if isinstance(event, LanguageChanged):
        cursor.execute(_LANGUAGE, (event.language, interview_id))
    return Hold(claim, interview_id, hold.attempt_id, sequence, digest, hold.spelled)


def _digest_before(cursor: Cursor, hold: Hold, sequence: int) -> bytes:
    if sequence == hold.last_sequence + 1:
        return hold.last_digest
    return digest_at(cursor, hold.interview_id, sequence - 1) or NO_DIGEST


def _saved_before(cursor: Cursor, hold: Hold, stored: StoredEvent, otherwise: StorageError | LeaseIsGone) -> Hold:
    """Success after all, if this very event is stored: the commit took, only its news was lost."""
    previous = digest_at(cursor, hold.interview_id, stored.sequence - 1) or NO_DIGEST
    digest = stored.digest_after(previous)
    kept: Any = cursor.execute(_KEPT, (hold.interview_id, stored.sequence)).fetchone()
    if digest_at(cursor, hold.interview_id, stored.sequence) != digest or stored.apart != (kept and kept[0]):
        raise otherwise
    return replace(hold, last_sequence=stored.sequence, last_digest=digest)


def digest_at(cursor: Cursor, interview_id: InterviewId, sequence: int) -> bytes | None:
    """The digest of a stored event, or None if there is none at that place."""
    row = cursor.execute(_DIGEST, (interview_id, sequence)).fetchone()
    return None if row is None else bytes(row[0])
