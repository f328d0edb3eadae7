"""AAPOR's outcome rates as exact fractions: response, cooperation, refusal, contact, and e. Pure.

Formulas of the Standard Definitions. A rate whose denominator is nought, or hangs on an unknown e, has no value:
never 0 and never 1. An interim case counts by its code: it is a refusal only if somebody refused.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal, cast

from cati.questionnaire.dispositions import Group, dispositions

EDITION = "AAPOR Standard Definitions, 10th edition (2023)"
KNOWN: tuple[Group, ...] = ("I", "P", "R", "NC", "O")
UNKNOWN: tuple[Group, ...] = ("UH", "UO")
GROUPS: tuple[Group, ...] = (*KNOWN, *UNKNOWN, "NE")
Method = Literal["proportional", "given"]
Weight = Literal["none", "e", "all"]


@dataclass(frozen=True)
class Formula:
    """A rate by its groups; `unknown` says how much of the cases of unknown eligibility the denominator holds."""

    name: str
    numerator: tuple[Group, ...]
    denominator: tuple[Group, ...] = KNOWN
    unknown: Weight = "none"

    def __str__(self) -> str:
        """As it is written: `(I + P) / (I + P + R + NC + O + e(UH + UO))`."""
        top, bottom = " + ".join(self.numerator), " + ".join(self.denominator)
        unknown = {"none": "", "e": f" + e({' + '.join(UNKNOWN)})", "all": f" + {' + '.join(UNKNOWN)}"}[self.unknown]
        return f"{f'({top})' if len(self.numerator) > 1 else top} / ({bottom}{unknown})"


FORMULAS: tuple[Formula, ...] = (
    Formula("RR1", ("I",), unknown="all"),
    Formula("RR2", ("I", "P"), unknown="all"),
    Formula("RR3", ("I",), unknown="e"),
    Formula("RR4", ("I", "P"), unknown="e"),
    Formula("RR5", ("I",)),
    Formula("RR6", ("I", "P")),
    Formula("COOP1", ("I",), ("I", "P", "R", "O")),
    Formula("COOP2", ("I", "P"), ("I", "P", "R", "O")),
    Formula("COOP3", ("I",), ("I", "P", "R")),
    Formula("COOP4", ("I", "P"), ("I", "P", "R")),
    Formula("REF1", ("R",), unknown="all"),
    Formula("REF2", ("R",), unknown="e"),
    Formula("REF3", ("R",)),
    Formula("CON1", ("I", "P", "R", "O"), unknown="all"),
    Formula("CON2", ("I", "P", "R", "O"), unknown="e"),
    Formula("CON3", ("I", "P", "R", "O")),
)


@dataclass(frozen=True)
class Eligibility:
    """e, the share of the cases of unknown eligibility that are taken as eligible; None: nothing is known yet."""

    value: Fraction | None
    method: Method


@dataclass(frozen=True)
class Rate:
    """One rate with what it was made of; `denominator` is None where it hangs on an e without a value."""

    formula: Formula
    numerator: int
    denominator: Fraction | None

    @property
    def name(self) -> str:
        """Its name in the standard: `RR3`."""
        return self.formula.name

    @property
    def value(self) -> Fraction | None:
        """The rate, from 0 to 1; None if there is none."""
        return self.numerator / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Counts:
    """How many cases there are in each of AAPOR's groups; a group that is not named has none."""

    cases: Mapping[Group, int]

    def of(self, groups: Iterable[Group]) -> int:
        """The cases in some groups."""
        return sum(self.cases.get(group, 0) for group in groups)

    @property
    def total(self) -> int:
        """All cases, those that are not eligible among them."""
        return self.of(GROUPS)


def counted(by_code: Mapping[str, int]) -> Counts:
    """Cases by group, from cases by AAPOR code (`2.112`). Raises `KeyError` for a code of no disposition."""
    cases: dict[Group, int] = dict.fromkeys(GROUPS, 0)
    for code, count in by_code.items():
        cases[group_of_code()[code]] += count
    return Counts(cases)


@cache
def group_of_code() -> Mapping[str, Group]:
    """The group of each AAPOR code in the table of dispositions."""
    found = {each.aapor: each.group for each in dispositions().values()}
    found |= {each.aapor_if_other: cast("Group", each.group_if_other) for each in dispositions().values()}
    return {code: group for code, group in found.items() if group in GROUPS}


def eligibility(counts: Counts, given: Fraction | None = None) -> Eligibility:
    """e as given (0 to 1), or by proportional allocation: the eligible among those whose eligibility is known.

    Raises `ValueError` for a given e outside 0 to 1.
    """
    if given is not None:
        if not 0 <= given <= 1:
            raise ValueError(given)
        return Eligibility(given, "given")
    known = counts.of((*KNOWN, "NE"))
    return Eligibility(Fraction(counts.of(KNOWN), known) if known else None, "proportional")


def rates(counts: Counts, e: Eligibility) -> tuple[Rate, ...]:
    """All rates, in the standard's order."""
    return tuple(
        Rate(formula, counts.of(formula.numerator), denominator_of(formula, counts, e.value)) for formula in FORMULAS
    )


def denominator_of(formula: Formula, counts: Counts, e: Fraction | None) -> Fraction | None:
    """What a rate is a share of; None if that hangs on an e without a value."""
    known, unknown = Fraction(counts.of(formula.denominator)), counts.of(UNKNOWN)
    if formula.unknown == "none" or not unknown:
        return known
    if formula.unknown == "all":
        return known + unknown
    return None if e is None else known + e * unknown
