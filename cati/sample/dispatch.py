"""Which case is next: what an interviewer may be given now, in which order, and why not the others. Pure.

`storage.leases` says the same in one statement; a property holds the two together.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

QUEUES = range(5)
"""firm, soft, resume, callback, fresh: dispatch empties them in this order."""
PROMISED = range(2)
"""The queues that are offered outside call hours too: a time was agreed on."""
RESERVED_SECONDS = 900
"""How long after its time a case waits for the interviewer it is reserved for."""

WhyNot = Literal["closed", "parked", "held", "not_due", "outside_hours", "reserved", "refused_to", "language"]


@dataclass(frozen=True)
class Candidate:
    """A case as dispatch sees it; times are UTC seconds."""

    case_id: int
    state: str
    queue: int | None
    due_at: int
    shuffle: int
    lease_by: str | None = None
    lease_until: int = 0
    reserved_for: str | None = None
    not_by: str | None = None
    language: str | None = None


@dataclass(frozen=True)
class Asker:
    """Who asks for a case, and when (UTC seconds); `languages` None: all. Alone: nobody else signed in today."""

    code: str
    now: int
    languages: frozenset[str] | None = None
    is_within_hours: bool = True
    is_alone: bool = False


def next_of(cases: Iterable[Candidate], asker: Asker) -> Candidate | None:
    """The case that is next, or None if none can be given now."""
    return min((case for case in cases if not any(why_not(case, asker))), key=place, default=None)


def place(case: Candidate) -> tuple[int, int, int, int]:
    """A case's place in line: queue, time, random rank."""
    return (QUEUES.stop if case.queue is None else case.queue, case.due_at, case.shuffle, case.case_id)


def why_not(case: Candidate, asker: Asker) -> Iterator[WhyNot]:
    """Everything that speaks against giving this case to this interviewer now; nothing if it can be given."""
    if case.queue is None:
        yield "closed" if case.state == "closed" else "parked"
    if case.lease_until > asker.now:
        yield "held"
    if case.queue is not None and case.due_at > asker.now:
        yield "not_due"
    if not asker.is_within_hours and case.queue not in (None, *PROMISED):
        yield "outside_hours"
    if case.reserved_for not in (None, asker.code) and case.due_at > asker.now - RESERVED_SECONDS:
        yield "reserved"
    if case.not_by == asker.code and not asker.is_alone:
        yield "refused_to"
    if asker.languages is not None and case.language is not None and case.language not in asker.languages:
        yield "language"
