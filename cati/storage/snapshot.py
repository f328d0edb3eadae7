"""The whole database at one moment: what an export reads, in as many passes as it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from cati.interview.events import AnswerCorrected, AnswerRecorded
from cati.questionnaire.answer import Answers
from cati.storage.cases import ROWS_AT_ONCE, Attempt, Case, Contact, Phone, read_cases
from cati.storage.ids import CaseId, InterviewId
from cati.storage.store import Store
from cati.storage.stored_interviews import StoredInterview, read_events, read_interviews
from cati.storage.tables import ATTEMPTS, CASE_CELLS, CASES, CONTACTS, DIALS, PHONES


@dataclass(frozen=True, slots=True)
class Dial:
    """One number dialled in a call attempt, by its `position` in the case's list (counted from 1): never its digits."""

    case_key: str
    attempt: int
    number: int
    position: int
    dialled_at: datetime
    ended_at: datetime | None
    result: str | None


@dataclass(frozen=True)
class Snapshot:
    """One read transaction: what others write meanwhile is not in it, wholly or in part."""

    connection: Connection

    def interviews(self, *, practice: bool) -> Iterator[StoredInterview]:
        """Every interview with its events, by case key; no personal value is in it."""
        return read_interviews(self.connection, practice=practice)

    def cases(self, *, practice: bool) -> Iterator[Case]:
        """Every case, by key."""
        return read_cases(self.connection, practice=practice)

    def cells(self) -> dict[CaseId, str]:
        """The quota cells of the cases that are in any, as `size: 10-49; language: fr`."""
        wanted = select(CASE_CELLS).order_by(CASE_CELLS.c.case_id, CASE_CELLS.c.quota)
        named: dict[CaseId, list[str]] = {}
        for row in self.connection.execute(wanted):
            named.setdefault(row.case_id, []).append(f"{row.quota}: {row.cell}")
        return {case_id: "; ".join(cells) for case_id, cells in named.items()}

    def attempts(self, *, practice: bool) -> Iterator[tuple[str, Attempt]]:
        """Every call attempt with the key of its case, by key and number."""
        wanted = (
            select(ATTEMPTS, CASES.c.case_key)
            .join(CASES, CASES.c.id == ATTEMPTS.c.case_id)
            .where(CASES.c.practice == practice)
            .order_by(CASES.c.case_key, ATTEMPTS.c.number)
        )
        for *attempt, case_key in self.connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted):
            yield case_key, Attempt(*attempt)

    def dials(self, *, practice: bool) -> Iterator[Dial]:
        """Every number dialled, by case key, attempt and order."""
        number = func.row_number().over(partition_by=DIALS.c.attempt_id, order_by=DIALS.c.id)
        wanted = (
            select(
                CASES.c.case_key,
                ATTEMPTS.c.number,
                number,
                DIALS.c.position,
                DIALS.c.dialled_at,
                DIALS.c.ended_at,
                DIALS.c.result,
            )
            .join(ATTEMPTS, ATTEMPTS.c.id == DIALS.c.attempt_id)
            .join(CASES, CASES.c.id == ATTEMPTS.c.case_id)
            .where(CASES.c.practice == practice)
            .order_by(CASES.c.case_key, ATTEMPTS.c.number, DIALS.c.id)
        )
        for row in self.connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted):
            yield Dial(*row)

    def personal_answers(self, interview_id: InterviewId) -> Answers:
        """The answers of one interview with the personal ones among them, for its path; erased ones are absent."""
        events = read_events(self.connection, interview_id)
        return {event.key: event.answer for event in events if isinstance(event, AnswerRecorded | AnswerCorrected)}

    def contact(self, case_id: CaseId) -> Contact | None:
        """The contact data of one case."""
        row = self.connection.execute(select(CONTACTS).where(CONTACTS.c.case_id == case_id)).one_or_none()
        return None if row is None else Contact(*row[1:])

    def phones(self, case_id: CaseId) -> tuple[Phone, ...]:
        """The numbers of one case, in calling order."""
        wanted = select(PHONES).where(PHONES.c.case_id == case_id).order_by(PHONES.c.position)
        return tuple(Phone(row.e164, row.label, row.state, row.id) for row in self.connection.execute(wanted))


@contextmanager
def snapshot(store: Store) -> Iterator[Snapshot]:
    """The database as it is now, for as long as the block lasts."""
    with store.reading() as connection:
        yield Snapshot(connection)
