"""The calls of the room: by result, by hour and weekday, by interviewer."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from cati.fieldwork.figures.progress import local_hour, width_for
from cati.questionnaire.dispositions import Group, dispositions
from cati.storage.figures.calls import WHOLE, CallTally, Span, tally_calls
from cati.storage.snapshot import Snapshot

CONTACT: frozenset[Group] = frozenset({"I", "P", "R", "O"})
"""The groups of a call in which somebody of the company spoke about taking part."""
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Calls:
    """Call attempts that are over, in tallies by interviewer, result and local hour; practice is not among them."""

    tallies: tuple[CallTally, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(tally.attempts for tally in self.tallies)

    @property
    def by_result(self) -> dict[str, int]:
        """Calls by disposition in the order of the table; `""` has those that broke with their machine."""
        found = self.counted(lambda tally: tally.disposition or "")
        return {name: found[name] for name in (*dispositions(), "") if name in found}

    @property
    def by_hour(self) -> Counter[tuple[int, int]]:
        """Calls by weekday (Monday 0) and hour on the wall."""
        return self.counted(lambda tally: (tally.at.weekday(), tally.at.hour))

    @property
    def reached_by_hour(self) -> Counter[tuple[int, int]]:
        """Of these, the contacts."""
        return self.contacts.by_hour

    @property
    def contacts(self) -> "Calls":
        """The calls in which somebody of the company spoke about taking part."""
        return Calls(tuple(tally for tally in self.tallies if is_contact(tally.disposition)))

    @property
    def by_interviewer(self) -> dict[str, "Calls"]:
        """The calls of each, by code."""
        found: dict[str, list[CallTally]] = {}
        for tally in self.tallies:
            found.setdefault(tally.interviewer, []).append(tally)
        return {code: Calls(tuple(found[code])) for code in sorted(found)}

    def of(self, *names: str) -> int:
        """The calls with one of these results."""
        return sum(tally.attempts for tally in self.tallies if tally.disposition in names)

    def in_group(self, group: Group) -> int:
        """The calls whose result is of one of AAPOR's groups."""
        return sum(tally.attempts for tally in self.tallies if group_of(tally.disposition) == group)

    def counted(self, key: Callable[[CallTally], Key]) -> Counter[Key]:
        """The calls by anything a tally says."""
        found: Counter[Key] = Counter()
        for tally in self.tallies:
            found[key(tally)] += tally.attempts
        return found


def calls(now: Snapshot, zone: ZoneInfo, span: Span = WHOLE) -> Calls:
    """The calls of a span, counted in one pass."""
    found = tally_calls(now.connection, span, width_for(zone))
    hours = {at: local_hour(at, zone) for at in {tally.at for tally in found}}
    return Calls(tuple(CallTally(who, result, hours[at], attempts) for who, result, at, attempts in found))


def group_of(disposition: str | None) -> Group | None:
    """AAPOR's group of a result, if it has one of its own."""
    return groups().get(disposition or "")


def is_contact(disposition: str | None) -> bool:
    """Whether somebody of the company spoke about taking part."""
    return group_of(disposition) in CONTACT


@cache
def groups() -> Mapping[str, Group]:
    """AAPOR's group of each disposition."""
    return {name: found.group for name, found in dispositions().items()}
