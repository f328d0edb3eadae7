"""How far a share among those asked may be from the share among all: Wilson's interval. Pure."""

from math import sqrt
from typing import NamedTuple

METHOD = "Wilson, 95%"
NORMAL = 1.959963984540054
"""The normal deviate of 95%."""


class Margin(NamedTuple):
    """From where to where the share of all lies, in 95 of 100 such samples (both from 0 to 1)."""

    low: float
    high: float


def margin(count: int, asked: int, population: int) -> Margin | None:
    """The interval for `count` of `asked`, drawn by chance from a population of that size; None if nobody was asked.

    Wilson's score interval (1927), with the finite population counted in: the sample counts for
    n(N - 1)/(N - n), so that asking everybody leaves no margin.
    """
    if not asked:
        return None
    share = count / asked
    if asked >= population:
        return Margin(share, share)
    n = asked * (population - 1) / (population - asked)
    centre = (share + NORMAL**2 / (2 * n)) / (1 + NORMAL**2 / n)
    reach = NORMAL / (1 + NORMAL**2 / n) * sqrt(share * (1 - share) / n + NORMAL**2 / (4 * n**2))
    return Margin(max(0.0, centre - reach), min(1.0, centre + reach))
