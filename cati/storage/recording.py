"""One answer, durable: the hot path.

Its statements are SQLAlchemy's, compiled once to text and run on the driver's cursor; the fold and
the event go in together or not at all. Trying the same event again is always safe.
"""

from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Protocol

from sqlalchemy import bindparam, insert, select, update

from cati.errors import StorageError, WrittenElsewhereError
from cati.interview.events import Event, LanguageChanged
from cati.storage.canonical import NO_DIGEST, digest_of
from cati.storage.driver_text import DriverText
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


class Cursor(Protocol):
    """A driver's own cursor: `sqlite3`'s or psycopg's."""

    rowcount: int

    def execute(self, statement: str, values: Any, /) -> Any:  # noqa: ANN401  # a cursor to read from
        """Run one statement."""


class Writer(NamedTuple):
    """A cursor inside a transaction, and the engine whose text it understands."""

    cursor: Cursor
    engine_name: str

    def run(self, statement: DriverText, *values: object) -> int:
        """How many rows a statement changed."""
        self.cursor.execute(statement.on(self.engine_name), values)
        return self.cursor.rowcount

    def first(self, statement: DriverText, *values: object) -> Any:  # noqa: ANN401  # a cell
        """The only column of the first row, or None."""
        row = self.cursor.execute(statement.on(self.engine_name), values).fetchone()
        return None if row is None else row[0]


def _places(*names: str) -> dict[str, Any]:
    return {name: bindparam(name) for name in names}


_RENEW = DriverText(
    update(CASES)
    .where(CASES.c.id == bindparam("case"), CASES.c.lease_token == bindparam("token"))
    .values(lease_until=bindparam("until")),
    *("until", "case", "token"),
)
_FOLD = DriverText(
    update(INTERVIEWS)
    .where(INTERVIEWS.c.id == bindparam("interview"), INTERVIEWS.c.last_sequence == bindparam("before"))
    .values(_places("answers", "last_sequence", "last_digest")),
    *("answers", "last_sequence", "last_digest", "interview", "before"),
)
_EVENT = DriverText(insert(EVENTS), *EVENTS.c.keys())
_PERSONAL = ("interview_id", "sequence", "question_id", "iteration", "value")
_APART = DriverText(insert(CONTACT_ANSWERS).values(_places(*_PERSONAL)), *_PERSONAL)
_LANGUAGE = DriverText(
    update(INTERVIEWS).where(INTERVIEWS.c.id == bindparam("interview")).values(_places("language")),
    *("language", "interview"),
)
_DIGEST = DriverText(
    select(EVENTS.c.digest).where(
        EVENTS.c.interview_id == bindparam("interview"), EVENTS.c.sequence == bindparam("sequence")
    ),
    *("interview", "sequence"),
)
_KEPT = DriverText(
    select(CONTACT_ANSWERS.c.value).where(
        CONTACT_ANSWERS.c.interview_id == bindparam("interview"),
        CONTACT_ANSWERS.c.sequence == bindparam("sequence"),
    ),
    *("interview", "sequence"),
)


class LeaseIsGone(Exception):  # noqa: N818  # never leaves this room: `interviews` says who has the case
    """The claim's token opens nothing any more, and the event is not stored."""


def record(writer: Writer, hold: Hold, sequence: int, event: Event, answers: str, personal: Personal) -> Hold:
    """Append an event and write the fold, inside a transaction that the caller began.

    Raises `LeaseIsGone` or `WrittenElsewhereError`; the caller must roll back then.
    """
    claim, interview_id = hold.claim, hold.interview_id
    stored = StoredEvent.of(event, personal, interview_id, sequence, hold.attempt_id)
    columns = stored.columns()
    digest = digest_of(_digest_before(writer, hold, sequence), columns)
    if writer.run(_RENEW, claim.until(event.at), claim.case_id, claim.token) == 0:
        return _saved_before(writer, hold, stored, LeaseIsGone())
    if writer.run(_FOLD, answers, sequence, digest, interview_id, sequence - 1) == 0:
        elsewhere = WrittenElsewhereError("storage.written_elsewhere", case_key=claim.case_key)
        return _saved_before(writer, hold, stored, elsewhere)
    writer.run(_EVENT, *columns, digest)
    if stored.apart is not None:
        writer.run(_APART, interview_id, sequence, stored.question_id, stored.iteration, stored.apart)
    if isinstance(event, LanguageChanged):
        writer.run(_LANGUAGE, event.language, interview_id)
    return Hold(claim, interview_id, hold.attempt_id, sequence, digest, hold.spelled)


def _digest_before(writer: Writer, hold: Hold, sequence: int) -> bytes:
    if sequence == hold.last_sequence + 1:
        return hold.last_digest
    return digest_at(writer, hold.interview_id, sequence - 1) or NO_DIGEST


def _saved_before(writer: Writer, hold: Hold, stored: StoredEvent, otherwise: StorageError | LeaseIsGone) -> Hold:
    """Success after all, if this very event is stored: the commit took, only its news was lost."""
    previous = digest_at(writer, hold.interview_id, stored.sequence - 1) or NO_DIGEST
    digest = stored.digest_after(previous)
    kept = writer.first(_KEPT, hold.interview_id, stored.sequence)
    if digest_at(writer, hold.interview_id, stored.sequence) != digest or stored.apart != kept:
        raise otherwise
    return replace(hold, last_sequence=stored.sequence, last_digest=digest)


def digest_at(writer: Writer, interview_id: InterviewId, sequence: int) -> bytes | None:
    """The digest of a stored event, or None if there is none at that place."""
    digest = writer.first(_DIGEST, interview_id, sequence)
    return None if digest is None else bytes(digest)
