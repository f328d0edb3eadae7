"""How the sample stands: AAPOR's counts and rates, now or as of a past moment."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from cati.sample.rates import Counts, Eligibility, Rate, counted, eligibility, rates
from cati.storage.figures.cases import count_cases
from cati.storage.snapshot import Snapshot


@dataclass(frozen=True)
class Standing:
    """The released cases by group, state and code, and the rates they give; practice is in none of them."""

    counts: Counts
    by_state: Mapping[str, int]
    by_code: Mapping[str, int]
    e: Eligibility
    rates: tuple[Rate, ...]

    @property
    def released(self) -> int:
        """All cases that are counted."""
        return self.counts.total

    @property
    def still_open(self) -> int:
        """The cases without a final result: while there are any, every rate is provisional."""
        return self.released - self.by_state.get("closed", 0)

    @property
    def completes(self) -> int:
        """Complete interviews."""
        return self.counts.of(("I",))

    def rate(self, name: str) -> Rate:
        """A rate by its name in the standard. Raises `LookupError`."""
        found = next((rate for rate in self.rates if rate.name == name), None)
        if found is None:
            raise LookupError(name)
        return found


def standing(now: Snapshot, *, as_of: datetime | None = None, e: Fraction | None = None) -> Standing:
    """How the sample stands; `e` is a given eligibility rate (0 to 1), None takes the proportional one."""
    found = count_cases(now.connection, as_of)
    by_code: Counter[str] = Counter()
    by_state: Counter[str] = Counter()
    for row in found:
        by_code[row.code] += row.cases
        by_state[row.state] += row.cases
    counts = counted(by_code)
    rate = eligibility(counts, e)
    return Standing(counts, by_state, by_code, rate, rates(counts, rate))
