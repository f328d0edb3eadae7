"""One answer, durable: the hot path.

Its statements are SQLAlchemy's, compiled once to text and run on the driver's cursor; the fold and
the event go in together or not at all. Trying the same event again is always safe.
"""

from dataclasses import dataclass, replace
from sqlite3 import Cursor
from typing import Any

from sqlalchemy import ClauseElement, bindparam, insert, select, update
from sqlalchemy.dialects import sqlite

from cati.errors import StorageError, WrittenElsewhereError
from cati.interview.events import Event, LanguageChanged
from cati.storage.canonical import NO_DIGEST
from cati.storage.event_rows import Personal, StoredEvent
from cati.storage.ids import AttemptId, InterviewId
from cati.storage.leases import Claim
from cati.storage.tables import CASES, CONTACT_ANSWERS, EVENTS, INTERVIEWS


@dataclass(frozen=True, slots=True)
class Hold:
    """A claim with an interview in hand, and where its events stand."""

    claim: Claim
    interview_id: InterviewId
    attempt_id: AttemptId
    last_sequence: int
    last_digest: bytes


def _compiled(statement: ClauseElement) -> str:
    return str(statement.compile(dialect=sqlite.dialect(paramstyle="named")))


_RENEW = _compiled(
    update(CASES)
    .where(CASES.c.id == bindparam("case"), CASES.c.lease_token == bindparam("token"))
    .values(lease_until=bindparam("until"))
)
_FOLD = _compiled(
    update(INTERVIEWS)
    .where(INTERVIEWS.c.id == bindparam("interview"), INTERVIEWS.c.last_sequence == bindparam("before"))
    .values(answers=bindparam("answers"), last_sequence=bindparam("sequence"), last_digest=bindparam("digest"))
)
_EVENT = _compiled(insert(EVENTS))
_APART = _compiled(
    insert(CONTACT_ANSWERS).values(
        {name: bindparam(name) for name in ("interview_id", "sequence", "question_id", "iteration", "value")}
    )
)
_LANGUAGE = _compiled(
    update(INTERVIEWS).where(INTERVIEWS.c.id == bindparam("interview")).values(language=bindparam("language"))
)
_DIGEST = _compiled(
    select(EVENTS.c.digest).where(
        EVENTS.c.interview_id == bindparam("interview"), EVENTS.c.sequence == bindparam("sequence")
    )
)
_KEPT = _compiled(
    select(CONTACT_ANSWERS.c.value).where(
        CONTACT_ANSWERS.c.interview_id == bindparam("interview"),
        CONTACT_ANSWERS.c.sequence == bindparam("sequence"),
    )
)


class LeaseIsGone(Exception):  # noqa: N818  # never leaves this room: `interviews` says who has the case
    """The claim's token opens nothing any more, and the event is not stored."""


def record(cursor: Cursor, hold: Hold, sequence: int, event: Event, answers: str, personal: Personal) -> Hold:
    """Append an event and write the fold, inside a transaction that the caller began.

    Raises `LeaseIsGone` or `WrittenElsewhereError`; the caller must roll back then.
    """
    stored = StoredEvent.of(
        event, personal, interview_id=hold.interview_id, sequence=sequence, attempt_id=hold.attempt_id
    )
    if sequence == hold.last_sequence + 1:
        previous = hold.last_digest
    else:
        previous = digest_at(cursor, hold.interview_id, sequence - 1) or NO_DIGEST
    digest = stored.digest_after(previous)
    until = int(event.at.timestamp()) + hold.claim.lease_seconds
    cursor.execute(_RENEW, {"case": hold.claim.case_id, "token": hold.claim.token, "until": until})
    if cursor.rowcount == 0:
        return _saved_before(cursor, hold, stored, LeaseIsGone())
    cursor.execute(
        _FOLD,
        {
            "interview": hold.interview_id,
            "before": sequence - 1,
            "answers": answers,
            "sequence": sequence,
            "digest": digest,
        },
    )
    if cursor.rowcount == 0:
        elsewhere = WrittenElsewhereError("storage.written_elsewhere", case_key=hold.claim.case_key)
        return _saved_before(cursor, hold, stored, elsewhere)
    cursor.execute(_EVENT, stored.columns() | {"digest": digest})
    if stored.apart is not None:
        _keep_apart(cursor, stored)
    if isinstance(event, LanguageChanged):
        cursor.execute(_LANGUAGE, {"interview": hold.interview_id, "language": event.language})
    return replace(hold, last_sequence=sequence, last_digest=digest)


def _keep_apart(cursor: Cursor, stored: StoredEvent) -> None:
    cursor.execute(
        _APART,
        {
            "interview_id": stored.interview_id,
            "sequence": stored.sequence,
            "question_id": stored.question_id,
            "iteration": stored.iteration,
            "value": stored.apart,
        },
    )


def _saved_before(cursor: Cursor, hold: Hold, stored: StoredEvent, otherwise: StorageError | LeaseIsGone) -> Hold:
    """Success after all, if this very event is stored: the commit took, only its news was lost."""
    previous = digest_at(cursor, hold.interview_id, stored.sequence - 1) or NO_DIGEST
    digest = stored.digest_after(previous)
    key = {"interview": stored.interview_id, "sequence": stored.sequence}
    kept: Any = cursor.execute(_KEPT, key).fetchone()
    if digest_at(cursor, hold.interview_id, stored.sequence) != digest or stored.apart != (kept and kept[0]):
        raise otherwise
    return replace(hold, last_sequence=stored.sequence, last_digest=digest)


def digest_at(cursor: Cursor, interview_id: InterviewId, sequence: int) -> bytes | None:
    """The digest of a stored event, or None if there is none at that place."""
    row = cursor.execute(_DIGEST, {"interview": interview_id, "sequence": sequence}).fetchone()
    return None if row is None else bytes(row[0])
