"""Rows of a sample against the cases that are there: which are new, which bring something new to a known case."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Literal

from cati.errors import SampleFileError
from cati.questionnaire.dispositions import dispositions
from cati.sample.finding import Finding
from cati.sample.sample_rows import SampleCase
from cati.storage.case_history import UNRELEASED
from cati.storage.cases import Contact, NewCase, Phone, search_text
from cati.storage.sample_import import NUMBERED, CaseChange, Importing, KnownCase

Result = Literal["new", "changed", "unchanged", "closed", "rejected", "blank"]
LISTED = "on_do_not_call_list"
Rows = Sequence[tuple[int, SampleCase]]


@dataclass
class Matched:
    """What a batch of rows comes to."""

    results: dict[int, Result] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    new: list[NewCase] = field(default_factory=list)
    changes: list[CaseChange] = field(default_factory=list)


class Matching:
    """One import, batch after batch. `second` is now, by the clock of the leases; `given` are the keys in the file."""

    def __init__(self, inside: Importing, seed: str, second: int, given: Container[str]) -> None:
        self.inside, self.seed, self.second, self.given = inside, seed, second, given
        self.released = inside.released()
        self.number = inside.last_number()
        self.last_id = inside.last_id()
        self.has_list = inside.has_list()
        self.taken: set[int] = set()
        self.known_live = 0

    def match(self, rows: Rows) -> Matched:
        """What these rows come to, in their order."""
        found = Matched()
        cases = [case for _, case in rows]
        known = Candidates(
            self.inside.known(
                self.last_id,
                {case.case_id for case in cases if case.case_id},
                {number for case in cases if (number := case.sample.get("enterprise_number"))},
                {case.phones[0] for case in cases},
            )
        )
        values = {value for case in cases for value in values_of(case)}
        listed = self.inside.forbidden(values) if self.has_list else {}
        for row, case in rows:
            match = known.match(row, case, self.taken)
            if match is None:
                self.add(found, row, case, listed)
            else:
                self.taken.add(match.case.case_id)
                self.known_live += not match.case.practice
                self.compare(found, row, case, match, listed)
        return found

    def add(self, found: Matched, row: int, case: SampleCase, listed: Mapping[str, str]) -> None:
        """A case that is not there yet: closed if it must not be called, parked if its replicate must wait."""
        key = case.case_id or self.next_key()
        new = NewCase(
            case_key=key,
            sample=case.sample,
            phones=[Phone(number, state="do_not_call" if number in listed else "usable") for number in case.phones],
            contact=contact_of(case, Contact()) if case.contact else None,
            practice=case.practice,
            language=case.language,
            due_at=case.replicate,
            shuffle=rank(self.seed, key),
        )
        hits = [value for value in values_of(case) if value in listed]
        is_closed = case.sample.get("enterprise_number") in listed or all(number in listed for number in case.phones)
        if is_closed:
            new = replace(new, state="closed", queue=None, code=dispositions()[LISTED].aapor)
        elif case.replicate not in self.released:
            new = replace(new, state="parked", queue=None, parked_because=UNRELEASED, because=UNRELEASED)
        for value in hits[:1] if is_closed else hits:
            found.findings.append(listed_finding(row, case, value, listed[value], is_closed=is_closed))
        found.new.append(new)
        found.results[row] = "closed" if is_closed else "new"

    def next_key(self) -> str:
        """The next number that no case has, here or in the file."""
        self.number += 1
        key = f"{NUMBERED}{self.number:06}"
        return self.next_key() if key in self.given else key

    def compare(self, found: Matched, row: int, case: SampleCase, known: KnownCase, listed: Mapping[str, str]) -> None:
        """A case that is there: what the row says anew; an empty cell says nothing. An erased one stays erased."""
        old = known.case
        if known.is_erased:
            found.findings.append(Finding(row, "notice", "", "sample_file.erased", old.case_key))
            found.results[row] = "unchanged"
            return
        sample, language = {**old.sample, **case.sample}, case.language
        if not is_untouched(known, self.second):
            if different := [name for name in sample if sample[name] != old.sample.get(name)]:
                found.findings.append(Finding(row, "notice", "", "sample_file.kept", ", ".join(different)))
            sample, language = dict(old.sample), old.language or ""
        numbers = {phone.e164: phone for phone in known.phones}
        phones = [
            numbers.pop(number, Phone(number, state="do_not_call" if number in listed else "usable"))
            for number in case.phones
        ]
        phones += numbers.values()
        change = CaseChange(known, sample, phones, contact_of(case, known.contact), language or None)
        is_changed = fields_changed(change) != []
        if is_changed:
            found.changes.append(change)
        found.results[row] = "changed" if is_changed else "unchanged"


class Candidates:
    """The cases that rows of a batch could be, by what they are known by."""

    def __init__(self, known: Sequence[KnownCase]) -> None:
        self.by_key = {each.case.case_key: each for each in known}
        self.by_enterprise: dict[tuple[bool, str], KnownCase] = {}
        self.by_phone: dict[tuple[bool, str], list[KnownCase]] = {}
        for each in known:
            practice = each.case.practice
            if each.case.enterprise_number:
                self.by_enterprise.setdefault((practice, each.case.enterprise_number), each)
            for phone in each.phones:
                self.by_phone.setdefault((practice, phone.e164), []).append(each)

    def match(self, row: int, case: SampleCase, taken: set[int]) -> KnownCase | None:
        """The case this row is: by key, else enterprise number, else first phone number; none that is taken."""
        found = self.by_key.get(case.case_id) if case.case_id else None
        if found is not None and found.case.practice != case.practice:
            raise SampleFileError("sample.id_taken", row=row, key=case.case_id)
        number = case.sample.get("enterprise_number", "")
        found = found or self.by_enterprise.get((case.practice, number)) or self.by_number(case, number, taken)
        return None if found is None or found.case.case_id in taken else found

    def by_number(self, case: SampleCase, enterprise: str, taken: Container[int]) -> KnownCase | None:
        """The case with the same first number; a switchboard's is told apart by name and enterprise number."""
        candidates = [
            each
            for each in self.by_phone.get((case.practice, case.phones[0]), [])
            if each.case.case_id not in taken and not (enterprise and each.case.enterprise_number)
        ]
        name = search_text(case.sample["company_name"])
        for each in candidates:
            if search_text(str(each.case.sample.get("company_name") or "")) == name:
                return each
        is_only = len(candidates) == 1 and not enterprise and not candidates[0].case.enterprise_number
        return candidates[0] if is_only else None


def values_of(case: SampleCase) -> list[str]:
    """What the do-not-call list may have of a case."""
    return [*case.phones, *filter(None, [case.sample.get("enterprise_number")])]


def listed_finding(row: int, case: SampleCase, value: str, since: str, *, is_closed: bool) -> Finding:
    """A number that is on the do-not-call list."""
    name = f"phone_{case.phones.index(value) + 1}" if value in case.phones else "enterprise_number"
    word = "sample_file.do_not_call" if is_closed else "sample_file.number.do_not_call"
    return Finding(row, "notice", name, word, value, {"since": since})


def contact_of(case: SampleCase, old: Contact) -> Contact:
    """The contact data of a case, with what the row says about them."""
    new = case.contact
    return Contact(
        name=new.get("contact_name", old.name),
        function=new.get("contact_function", old.function),
        email=new.get("email", old.email),
        notes=new.get("notes", old.notes),
        expires_on=old.expires_on,
    )


def fields_changed(change: CaseChange) -> list[str]:
    """The fields of a case that a change touches, by name."""
    old, contact = change.known.case, change.known.contact
    names = [name for name, value in change.sample.items() if old.sample.get(name) != value]
    if (change.language or "") != (old.language or "") and "language" not in names:
        names.append("language")
    if [phone.e164 for phone in change.phones] != [phone.e164 for phone in change.known.phones]:
        names.append("phones")
    new = change.contact
    pairs = (("contact_name", new.name, contact.name), ("contact_function", new.function, contact.function),
             ("email", new.email, contact.email), ("notes", new.notes, contact.notes))  # fmt: skip
    return names + [name for name, now, before in pairs if now != before]


def is_untouched(known: KnownCase, second: int) -> bool:
    """Whether nobody called the case yet, or has it open now."""
    case = known.case
    return case.attempt_count == 0 and case.state in ("fresh", "parked") and case.lease_until <= second


def rank(seed: str, key: str) -> int:
    """The place of a case in random order: the same for the same seed and key, wherever it stands in a file."""
    return int.from_bytes(blake2b(f"{seed} {key}".encode(), digest_size=8).digest()) >> 1
