"""A case changed by a supervisor: what it is now, and the change with its history and its deed in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from cati.storage.audit import Deed, note_deed
from cati.storage.canonical import storable
from cati.storage.case_history import tell_change
from cati.storage.erasing import is_erased
from cati.storage.ids import CaseId, InterviewId, NoteKind, ReviewMark
from cati.storage.leases import hold_still, holder_of
from cati.storage.store import Store
from cati.storage.tables import ATTEMPTS, CASES, INTERVIEWS, NOTES, REVIEW_MARKS


@dataclass(frozen=True, slots=True)
class Standing:
    """A case before a change: `holder` has it now ("": nobody), since `held_since` (UTC seconds)."""

    case_id: CaseId
    case_key: str
    state: str
    results: tuple[str, ...]
    holder: str
    held_since: int
    is_erased: bool
    interview_id: InterviewId | None


@dataclass(frozen=True, slots=True)
class Change:
    """A case that nobody else changes until its transaction ends; what is done to it is told in the same one."""

    connection: Connection
    standing: Standing

    def case(self, deed: Deed, **columns: Any) -> None:  # noqa: ANN401  # columns of a row
        """Change columns of the case, tell what it came to, and write the deed."""
        which = CASES.c.id == self.standing.case_id
        self.connection.execute(update(CASES).where(which).values(**columns))
        tell_change(self.connection, which, deed.at, deed.verb)
        self.trace(deed)

    def trace(self, deed: Deed) -> None:
        """Write the deed."""
        note_deed(self.connection, deed)

    def note(self, kind: NoteKind, text: str, at: datetime, author: str) -> None:
        """Write a note about the case."""
        values = {"case_id": self.standing.case_id, "kind": kind, "text": storable(text), "at": at}
        self.connection.execute(insert(NOTES).values(**values, author=storable(author)))

    def mark(self, interview_id: InterviewId, mark: ReviewMark, outcome: str, at: datetime, actor: str) -> None:
        """Write that an interview was reviewed, and what came of it."""
        values = {"interview_id": interview_id, "mark": mark, "outcome": storable(outcome), "at": at}
        self.connection.execute(insert(REVIEW_MARKS).values(**values, actor=storable(actor)))


@contextmanager
def changing(store: Store, case_key: str, now: datetime) -> Iterator[Change | None]:
    """A case to change, in one transaction; None if there is no such case."""
    with store.transaction() as connection:
        standing = _standing(connection, case_key, store.second(now))
        yield None if standing is None else Change(connection, standing)


def _standing(connection: Connection, case_key: str, second: int) -> Standing | None:
    case_id = connection.execute(select(CASES.c.id).where(CASES.c.case_key == case_key)).scalar()
    if case_id is None:
        return None
    hold_still(connection, case_id)
    row = holder_of(connection, case_id)
    results = select(ATTEMPTS.c.disposition).where(ATTEMPTS.c.case_id == case_id, ATTEMPTS.c.disposition.is_not(None))
    interviews = select(func.max(INTERVIEWS.c.id)).where(
        INTERVIEWS.c.case_id == case_id, INTERVIEWS.c.last_sequence > 0
    )
    is_held = row.lease_until > second and row.holder is not None
    return Standing(
        case_id=CaseId(case_id),
        case_key=case_key,
        state=row.state,
        results=tuple(connection.execute(results.order_by(ATTEMPTS.c.number)).scalars()),
        holder=row.holder if is_held else "",
        held_since=row.lease_at,
        is_erased=is_erased(connection, CaseId(case_id)),
        interview_id=connection.execute(interviews).scalar(),
    )


NOBODY: dict[str, Any] = {"lease_by": None, "lease_at": 0, "lease_until": 0, "lease_token": None}
"""The columns of a case that nobody holds."""


def case_keys(store: Store) -> list[str]:
    """Every key, to say which one may have been meant."""
    with store.reading() as connection:
        return list(connection.execute(select(CASES.c.case_key)).scalars())
