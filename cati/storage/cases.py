"""The sample in the database: cases, how to reach them, and what was tried."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select

from cati.storage.call_history import Agreed, Dial, Note, read_agreed, read_dials, read_notes
from cati.storage.canonical import canonical, storable
from cati.storage.case_history import ADDED, tell_change
from cati.storage.faults import as_written
from cati.storage.ids import AttemptId, CaseId, CaseState, PhoneId, PhoneState
from cati.storage.store import Store
from cati.storage.tables import ATTEMPTS, CASES, CONTACTS, PHONES

ROWS_AT_ONCE = 500
IMPORTING = 0x63617365
"""The key of a server's lock under which cases are added: `case` in ASCII."""
UNTOUCHED = "3.11"
"""AAPOR's code of a case that was never called."""


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164, with what the sample calls it; calling order is the order given."""

    e164: str
    label: str = ""
    state: PhoneState = "usable"
    phone_id: PhoneId | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Personal data of a case, kept apart from all that is exported; `expires_on` is an ISO date."""

    name: str = ""
    function: str = ""
    email: str = ""
    notes: str = ""
    expires_on: str | None = None


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to add. `due_at` is its replicate number while fresh; `shuffle` its seeded rank.

    `code` is AAPOR's; `because` is what its history begins with.
    """

    case_key: str
    sample: Mapping[str, Any] = field(default_factory=dict)
    phones: Sequence[Phone] = ()
    contact: Contact | None = None
    practice: bool = False
    language: str | None = None
    state: CaseState = "fresh"
    queue: int | None = 4
    due_at: int = 0
    shuffle: int = 0
    code: str = UNTOUCHED
    parked_because: str | None = None
    because: str = ADDED


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it stands. `due_at` and `lease_until` are UTC seconds."""

    case_id: CaseId
    case_key: str
    practice: bool
    language: str | None
    sample: Mapping[str, Any]
    state: CaseState
    current_code: str
    queue: int | None
    due_at: int
    shuffle: int
    reserved_for: str | None
    attempt_count: int
    lease_by: str | None
    lease_until: int
    parked_because: str | None = None
    not_by: str | None = None
    enterprise_number: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """A call attempt; one that broke with its machine has no disposition."""

    attempt_id: AttemptId
    case_id: CaseId
    number: int
    interviewer: str
    started_at: datetime
    ended_at: datetime | None
    disposition: str | None


@dataclass(frozen=True, slots=True)
class CaseFile:
    """Everything about one case that an interviewer needs before the call."""

    case: Case
    phones: tuple[Phone, ...]
    contact: Contact | None
    attempts: tuple[Attempt, ...]
    dials: tuple[Dial, ...] = ()
    notes: tuple[Note, ...] = ()
    agreed: tuple[Agreed, ...] = ()


def add_cases(store: Store, cases: Iterable[NewCase], now: datetime | None = None) -> int:
    """Add cases, all or none; a known `case_key` is left as it is. Returns how many were added.

    With `now`, figures as of an earlier moment do not count them. Raises `UnstorableTextError` for text no
    engine can hold.
    """
    added, rest = 0, iter(cases)
    with store.transaction() as connection:
        one_import_at_a_time(connection)
        while batch := list(islice(rest, ROWS_AT_ONCE)):
            added += _add(connection, {storable(case.case_key): case for case in reversed(batch)}, now)
    return added


def one_import_at_a_time(connection: Connection) -> None:
    """Two that import at once must not both find a key new; interviewers need not wait for them."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({IMPORTING})")


def _add(connection: Connection, batch: dict[str, NewCase], now: datetime | None) -> int:
    for key in connection.execute(select(CASES.c.case_key).where(CASES.c.case_key.in_(batch))).scalars():
        del batch[key]
    insert_cases(connection, list(reversed(batch.values())), now)
    return len(batch)


def insert_cases(connection: Connection, cases: Sequence[NewCase], now: datetime | None) -> None:
    """Add cases whose keys are new, inside a transaction."""
    if not cases:
        return
    connection.execute(insert(CASES), [_case_row(case) for case in cases])
    keys = [case.case_key for case in cases]
    given = connection.execute(select(CASES.c.case_key, CASES.c.id).where(CASES.c.case_key.in_(keys)))
    ids = {row.case_key: row.id for row in given}
    if now is not None:
        for because in {case.because for case in cases}:
            added = [ids[case.case_key] for case in cases if case.because == because]
            tell_change(connection, CASES.c.id.in_(added), now, because)
    phones = [row for case in cases for row in _phone_rows(ids[case.case_key], case)]
    contacts = [_contact_row(ids[case.case_key], case.contact) for case in cases if case.contact]
    if phones:
        connection.execute(insert(PHONES), phones)
    if contacts:
        connection.execute(insert(CONTACTS), contacts)


def _case_row(case: NewCase) -> dict[str, Any]:
    return {
        "case_key": case.case_key,
        "practice": case.practice,
        "language": case.language,
        "sample": canonical(dict(case.sample)),
        "enterprise_number": enterprise_number_of(case.sample),
        "search_text": search_text(str(case.sample.get("company_name") or "")) or None,
        "state": case.state,
        "current_code": case.code,
        "parked_because": case.parked_because,
        "queue": case.queue,
        "due_at": case.due_at,
        "shuffle": case.shuffle,
        "attempt_count": 0,
        "lease_at": 0,
        "lease_until": 0,
    }


def enterprise_number_of(sample: Mapping[str, Any]) -> str | None:
    """The enterprise number in a row of the sample, as digits only."""
    return re.sub(r"[^0-9]", "", str(sample.get("enterprise_number") or "")) or None


def search_text(name: str) -> str:
    """A name as it is searched: without case and accents."""
    if name.isascii():
        return name.lower()
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _phone_rows(case_id: int, case: NewCase) -> Iterator[dict[str, Any]]:
    for position, phone in enumerate({phone.e164: phone for phone in case.phones}.values(), start=1):
        yield {
            "case_id": case_id,
            "e164": storable(phone.e164),
            "label": storable(phone.label),
            "position": position,
            "state": phone.state,
        }


def _contact_row(case_id: int, contact: Contact) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "name": storable(contact.name),
        "function": storable(contact.function),
        "email": storable(contact.email),
        "notes": storable(contact.notes),
        "expires_on": contact.expires_on,
    }


NOT_READ = frozenset({"lease_token", "lease_at", "search_text"})
CASE_COLUMNS = [column for column in CASES.c if column.name not in NOT_READ]


@as_written()
def case_of(row: Row[Any]) -> Case:
    """A case out of a row that has all of `CASE_COLUMNS`."""
    return Case(
        case_id=row.id,
        case_key=row.case_key,
        practice=row.practice,
        language=row.language,
        sample=json.loads(row.sample),
        state=row.state,
        current_code=row.current_code,
        queue=row.queue,
        due_at=row.due_at,
        shuffle=row.shuffle,
        reserved_for=row.reserved_for,
        attempt_count=row.attempt_count,
        lease_by=row.lease_by,
        lease_until=row.lease_until,
        parked_because=row.parked_because,
        not_by=row.not_by,
        enterprise_number=row.enterprise_number,
    )


def list_cases(store: Store, *, practice: bool | None = None) -> Iterator[Case]:
    """All cases by key, as they were at one moment; of practice, of the study, or (None) of both."""
    with store.reading() as connection:
        yield from read_cases(connection, practice=practice)


def read_cases(connection: Connection, *, practice: bool | None = None) -> Iterator[Case]:
    """`list_cases` inside a transaction."""
    wanted = select(*CASE_COLUMNS).order_by(CASES.c.case_key)
    if practice is not None:
        wanted = wanted.where(CASES.c.practice == practice)
    for row in connection.execute(wanted.execution_options(yield_per=ROWS_AT_ONCE)):
        yield case_of(row)


def find_case(store: Store, case_key: str) -> Case | None:
    """The case of this key, if there is one."""
    with store.reading() as connection:
        row = connection.execute(select(*CASE_COLUMNS).where(CASES.c.case_key == case_key)).one_or_none()
    return None if row is None else case_of(row)


def fetch_case(store: Store, case_id: CaseId) -> CaseFile:
    """A case with its numbers, contact data and attempts. Raises `LookupError` if there is none."""
    with store.reading() as connection:
        return read_file(connection, case_id)


_ONE = select(*CASE_COLUMNS).where(CASES.c.id == bindparam("case"))
_NUMBERS = select(PHONES).where(PHONES.c.case_id == bindparam("case")).order_by(PHONES.c.position)
_CONTACT = select(CONTACTS).where(CONTACTS.c.case_id == bindparam("case"))
_TRIED = select(ATTEMPTS).where(ATTEMPTS.c.case_id == bindparam("case")).order_by(ATTEMPTS.c.number)


def read_file(connection: Connection, case_id: CaseId) -> CaseFile:
    """`fetch_case` inside a transaction."""
    which = {"case": case_id}
    row = connection.execute(_ONE, which).one_or_none()
    if row is None:
        raise LookupError(case_id)
    numbers, contact = connection.execute(_NUMBERS, which), connection.execute(_CONTACT, which).one_or_none()
    return CaseFile(
        case=case_of(row),
        phones=tuple(Phone(phone.e164, phone.label, phone.state, phone.id) for phone in numbers),
        contact=None if contact is None else Contact(*contact[1:]),
        attempts=tuple(Attempt(*each) for each in connection.execute(_TRIED, which)),
        dials=read_dials(connection, case_id),
        notes=read_notes(connection, case_id),
        agreed=read_agreed(connection, case_id),
    )


def attempts_of(cases: Iterable[int]) -> Select[Any]:
    """The attempts on some cases, by case and number."""
    return select(ATTEMPTS).where(ATTEMPTS.c.case_id.in_(cases)).order_by(ATTEMPTS.c.case_id, ATTEMPTS.c.number)


def read_attempts(connection: Connection, wanted: Select[Any]) -> Iterator[Attempt]:
    """Attempts, one by one."""
    return (Attempt(*row) for row in connection.execute(wanted))


def list_attempts(store: Store) -> Iterator[Attempt]:
    """Every call attempt, by case and number, as they were at one moment."""
    with store.reading() as connection:
        wanted = select(ATTEMPTS).order_by(ATTEMPTS.c.case_id, ATTEMPTS.c.number)
        yield from read_attempts(connection, wanted.execution_options(yield_per=ROWS_AT_ONCE))
