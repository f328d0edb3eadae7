"""What each interviewer did: all of it counted from calls and events, none of it stored."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from cati.fieldwork.figures.calls import Calls
from cati.storage.figures.calls import WHOLE, Span, count_conversions, count_dials, count_pauses, count_promises
from cati.storage.figures.talks import Talk, count_confirmed, list_talks, signed_in_seconds
from cati.storage.interviewers import interviewer_names
from cati.storage.snapshot import Snapshot

FEW_CONTACTS = 20
"""With fewer contacts, shares say little of an interviewer."""
SOFT = ("soft_refusal", "break_off")


@dataclass(frozen=True)
class Caller:
    """What came of an interviewer's calls; what cannot be divided is None.

    `interview_seconds` is a median; shares are of `contacts`.
    """

    code: str
    name: str
    calls: int
    contacts: int
    completes: int
    refusals: int
    interview_seconds: float | None

    @property
    def is_few(self) -> bool:
        """Whether there are too few contacts to judge by."""
        return self.contacts < FEW_CONTACTS

    @property
    def cooperation(self) -> Fraction | None:
        """Complete interviews of the contacts."""
        return share(self.completes, self.contacts)

    @property
    def refusal_share(self) -> Fraction | None:
        """Refusals of the contacts."""
        return share(self.refusals, self.contacts)


@dataclass(frozen=True)
class Person(Caller):
    """All figures of one interviewer; `pause_seconds` is a median."""

    dials: int
    conversions: int
    seconds_signed_in: float
    pause_seconds: float | None
    checks_confirmed: int
    appointments_made: int
    appointments_kept: int

    @property
    def dials_an_hour(self) -> float | None:
        """Numbers dialled an hour signed in."""
        return an_hour(self.dials, self.seconds_signed_in)

    @property
    def completes_an_hour(self) -> float | None:
        """Complete interviews an hour signed in."""
        return an_hour(self.completes, self.seconds_signed_in)


def callers(now: Snapshot, calls: Calls, span: Span = WHOLE) -> tuple[Caller, ...]:
    """Everybody who called in a span, by code; `calls` are those of the same span."""
    names, talks = interviewer_names(now.connection), by_interviewer(list_talks(now.connection, span))
    return tuple(
        Caller(
            code=code,
            name=names.get(code, code),
            calls=own.total,
            contacts=own.contacts.total,
            completes=own.of("complete"),
            refusals=own.in_group("R"),
            interview_seconds=median(talks[code]) if code in talks else None,
        )
        for code, own in calls.by_interviewer.items()
    )


def people(now: Snapshot, calls: Calls, span: Span = WHOLE) -> tuple[Person, ...]:
    """The same with all figures, which cost more to count."""
    at = now.connection
    dials, conversions, promises = count_dials(at, span), count_conversions(at, SOFT, span), count_promises(at, span)
    seconds, confirmed, pauses = (
        signed_in_seconds(at, span),
        count_confirmed(at, span),
        weighted(count_pauses(at, span)),
    )
    return tuple(
        Person(
            **vars(caller),
            dials=dials.get(caller.code, 0),
            conversions=conversions.get(caller.code, 0),
            seconds_signed_in=seconds.get(caller.code, 0.0),
            pause_seconds=middle(pauses[caller.code]) if caller.code in pauses else None,
            checks_confirmed=confirmed.get(caller.code, 0),
            appointments_made=promises.get(caller.code, (0, 0))[0],
            appointments_kept=promises.get(caller.code, (0, 0))[1],
        )
        for caller in callers(now, calls, span)
    )


def by_interviewer(talks: list[Talk]) -> dict[str, list[int]]:
    """The seconds of each complete interview, by who brought it to its end."""
    found: dict[str, list[int]] = defaultdict(list)
    for talk in talks:
        found[talk.interviewer].append(talk.open_seconds)
    return found


def weighted(rows: list[tuple[str, int, int]]) -> dict[str, dict[int, int]]:
    """How often each value was had, by whose it is."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for whose, value, count in rows:
        found[whose][value] = count
    return found


def middle(counts: dict[int, int]) -> float:
    """The median of values that were had so often."""
    total = sum(counts.values())
    low, high = nth(counts, (total - 1) // 2), nth(counts, total // 2)
    return (low + high) / 2


def nth(counts: dict[int, int], place: int) -> int:
    """The value at a place, from 0, when all are in order."""
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return value
    raise LookupError(place)


def share(part: int, whole: int) -> Fraction | None:
    """A part of a whole; None of nothing."""
    return Fraction(part, whole) if whole else None


def an_hour(count: int, seconds: float) -> float | None:
    """So many an hour; None in no time."""
    return count * 3600 / seconds if seconds else None
