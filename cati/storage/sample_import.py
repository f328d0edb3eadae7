"""Importing a sample: what the database holds of a batch of rows, and what they change in it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from cati.questionnaire.fieldwork_rules import Quota
from cati.storage.audit import Deed, note_deeds
from cati.storage.canonical import canonical, storable
from cati.storage.case_cells import CellFor, forget_cells, sort_cases
from cati.storage.case_history import UNRELEASED, tell_change
from cati.storage.cases import (
    CASE_COLUMNS,
    Case,
    Contact,
    NewCase,
    Phone,
    case_of,
    enterprise_number_of,
    insert_cases,
    one_import_at_a_time,
    search_text,
)
from cati.storage.quotas import park_closed
from cati.storage.settings import get_setting, put_setting
from cati.storage.store import Store
from cati.storage.tables import CASES, CONTACTS, DO_NOT_CALL, ERASURES, PHONES

NUMBERED = "c"
"""What the key of a case begins with that came without one: `c000001`."""
RELEASED = "released_replicates"


@dataclass(frozen=True, slots=True)
class KnownCase:
    """A case as it is, with its numbers in calling order and its contact data."""

    case: Case
    phones: tuple[Phone, ...]
    contact: Contact
    is_erased: bool = False


@dataclass(frozen=True, slots=True)
class CaseChange:
    """What a case becomes: its whole sample row, numbers in calling order, contact data."""

    known: KnownCase
    sample: Mapping[str, Any]
    phones: Sequence[Phone]
    contact: Contact
    language: str | None


@dataclass(frozen=True)
class Importing:
    """One transaction of an import: all of it is kept, or nothing is."""

    connection: Connection

    def known(
        self, last_id: int, keys: Collection[str], enterprises: Collection[str], phones: Collection[str]
    ) -> list[KnownCase]:
        """The cases up to an id that have one of these keys, enterprise numbers or phone numbers, by id."""
        ids: set[int] = set()
        for wanted, values in (
            (select(CASES.c.id).where(CASES.c.case_key.in_(keys)), keys),
            (select(CASES.c.id).where(CASES.c.enterprise_number.in_(enterprises)), enterprises),
            (select(PHONES.c.case_id).where(PHONES.c.e164.in_(phones)), phones),
        ):
            ids.update(self.connection.execute(wanted).scalars() if last_id and values else ())
        ids = {case_id for case_id in ids if case_id <= last_id}
        return _known_cases(self.connection, ids) if ids else []

    def last_id(self) -> int:
        """The id of the case that was added last; 0 if there is none. What an import adds has a higher one."""
        return self.connection.execute(select(func.max(CASES.c.id))).scalar() or 0

    def has_list(self) -> bool:
        """Whether there is anything on the do-not-call list."""
        return self.connection.execute(select(DO_NOT_CALL.c.value).limit(1)).first() is not None

    def forbidden(self, values: Collection[str]) -> dict[str, str]:
        """Which of these phone and enterprise numbers must not be called, and since when."""
        listed = select(DO_NOT_CALL.c.value, DO_NOT_CALL.c.since).where(DO_NOT_CALL.c.value.in_(values))
        return {row.value: row.since for row in self.connection.execute(listed)}

    def last_number(self) -> int:
        """The highest number that was given to a case without a key of its own."""
        keys = self.connection.execute(select(CASES.c.case_key).where(CASES.c.case_key.like(f"{NUMBERED}%")))
        numbers = (key.removeprefix(NUMBERED) for key in keys.scalars())
        return max((int(number) for number in numbers if number.isascii() and number.isdigit()), default=0)

    def count(self) -> int:
        """How many cases there are that are not for practice."""
        return self.connection.execute(select(func.count()).where(CASES.c.practice.is_(False))).scalar_one()

    def released(self) -> frozenset[int]:
        """The replicates that may be called: the first always."""
        return frozenset({1, *(get_setting(self.connection, RELEASED) or ())})

    def add(self, cases: Sequence[NewCase], now: datetime) -> None:
        """Add cases whose keys are new."""
        insert_cases(self.connection, cases, now)

    def change(self, changes: Sequence[CaseChange]) -> None:
        """Bring sample rows, numbers and contact data up to date; nothing else of a case changes."""
        if not changes:
            return
        columns = ("sample", "language", "enterprise_number", "search_text")
        statement = update(CASES).where(CASES.c.id == bindparam("of_case"))
        rows = [_sample_of(change) for change in changes]
        self.connection.execute(statement.values({name: bindparam(name) for name in columns}), rows)
        forget_cells(
            self.connection, [each.known.case.case_id for each in changes if not each.known.case.attempt_count]
        )
        for change in changes:
            _change_phones(self.connection, change)
            if change.contact != change.known.contact:
                _change_contact(self.connection, change)

    def sort(self, quotas: Sequence[Quota], cell_for: CellFor, now: datetime) -> None:
        """Give the cases that came or changed their quota cells."""
        sort_cases(self.connection, quotas, cell_for, now)

    def note(self, deeds: Sequence[Deed]) -> None:
        """Tell what was done, and by whom."""
        note_deeds(self.connection, deeds)

    def keep(self, key: str, value: object) -> None:
        """Keep a setting."""
        put_setting(self.connection, key, value)

    def release(self, replicate: int, quotas: Sequence[Quota], now: datetime) -> int:
        """Let a replicate be called; returns how many of its cases were parked until now."""
        self.keep(RELEASED, sorted(self.released() | {replicate}))
        parked = (CASES.c.state == "parked") & (CASES.c.parked_because == UNRELEASED) & (CASES.c.due_at == replicate)
        self.connection.execute(update(CASES).where(parked).values(state="fresh", queue=4))
        freed = (CASES.c.state == "fresh") & (CASES.c.parked_because == UNRELEASED)
        tell_change(self.connection, freed, now, "released")
        count = self.connection.execute(update(CASES).where(freed).values(parked_because=None)).rowcount
        park_closed(self.connection, quotas, now)
        return count


@contextmanager
def importing(store: Store) -> Iterator[Importing]:
    """The transaction of one import; a second waits until the first is done."""
    with store.transaction() as connection:
        one_import_at_a_time(connection)
        yield Importing(connection)


@contextmanager
def looking(store: Store) -> Iterator[Importing]:
    """The same without writing."""
    with store.reading() as connection:
        yield Importing(connection)


def _known_cases(connection: Connection, ids: Collection[int]) -> list[KnownCase]:
    numbers: dict[int, list[Phone]] = {}
    for row in connection.execute(select(PHONES).where(PHONES.c.case_id.in_(ids)).order_by(PHONES.c.position)):
        numbers.setdefault(row.case_id, []).append(Phone(row.e164, row.label, row.state, row.id))
    found = connection.execute(select(CONTACTS).where(CONTACTS.c.case_id.in_(ids)))
    contacts = {row[0]: Contact(*row[1:]) for row in found}
    erased = set(connection.execute(select(ERASURES.c.case_id).where(ERASURES.c.case_id.in_(ids))).scalars())
    cases = connection.execute(select(*CASE_COLUMNS).where(CASES.c.id.in_(ids)).order_by(CASES.c.id))
    return [
        KnownCase(
            case, tuple(numbers.get(case.case_id, ())), contacts.get(case.case_id, Contact()), case.case_id in erased
        )
        for case in map(case_of, cases)
    ]


def _sample_of(change: CaseChange) -> dict[str, Any]:
    return {
        "of_case": change.known.case.case_id,
        "sample": canonical(dict(change.sample)),
        "language": change.language,
        "enterprise_number": enterprise_number_of(change.sample),
        "search_text": search_text(str(change.sample.get("company_name") or "")) or None,
    }


def _change_phones(connection: Connection, change: CaseChange) -> None:
    """Numbers are added and put in order; one that is there already is never taken away."""
    for position, phone in enumerate(change.phones, start=1):
        values: dict[str, Any] = {"position": position, "state": phone.state}
        if phone.phone_id is None:
            more = {"case_id": change.known.case.case_id, "e164": storable(phone.e164), "label": phone.label}
            connection.execute(insert(PHONES).values(**values, **more))
        else:
            connection.execute(update(PHONES).where(PHONES.c.id == phone.phone_id).values(**values))


def _change_contact(connection: Connection, change: CaseChange) -> None:
    case_id, contact = change.known.case.case_id, change.contact
    values = {
        "name": storable(contact.name),
        "function": storable(contact.function),
        "email": storable(contact.email),
        "notes": storable(contact.notes),
    }
    found = connection.execute(update(CONTACTS).where(CONTACTS.c.case_id == case_id).values(**values))
    if not found.rowcount:
        connection.execute(insert(CONTACTS).values(case_id=case_id, **values, expires_on=contact.expires_on))
