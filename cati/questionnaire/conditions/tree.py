"""Typed conditions: closed sets of frozen nodes, as the closures, the proof and the words need them.

`span` is where a node stands in its text, in characters from 0: (start, end).
"""

from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Literal, assert_never

from cati.questionnaire.partial_dates import CalendarDate, Moment, PartialDate

Span = tuple[int, int]
Order = Literal["<", "<=", ">", ">=", "==", "!="]


class Status(Enum):
    """The two ways of giving no answer to a question that was asked."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"


Atom = str | Decimal | date | PartialDate | time | Status
"""What a value can equal: an option name, a text, a number, a date, a time, or a status."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A value: a question, one part of it (grid row or roster item), or a sample field.

    `at_hand` marks a rostered question named inside its own roster: the item at hand is meant.
    """

    source: Literal["question", "sample"]
    name: str
    part: str | None = None
    at_hand: bool = False
    span: Span = field(default=(0, 0), compare=False)

    def written(self) -> str:
        """The reference as an editor writes it."""
        stem = f"sample.{self.name}" if self.source == "sample" else self.name
        return stem if self.part is None else f"{stem}.{self.part}"


@dataclass(frozen=True, slots=True)
class Is:
    """The value is one of these atoms."""

    ref: Ref
    atoms: frozenset[Atom]
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Holds:
    """The option is among those chosen in a multi."""

    ref: Ref
    option: str
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Same:
    """Two values are answers, and equal."""

    left: Ref
    right: Ref
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Ordered:
    """Two dates or times are answers, and stand in this order as far as both are known."""

    left: Ref
    order: Literal["<", "<=", ">", ">=", "=="]
    right: Ref | Moment
    span: Span = field(default=(0, 0), compare=False)

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The questions and sample fields of it."""
        return (self.left, self.right) if isinstance(self.right, Ref) else (self.left,)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question is on the path."""

    ref: Ref
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Answered:
    """The question has an answer that is neither don't know nor refused; the sample field is filled."""

    ref: Ref
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class OnlyIn:
    """At least one chosen, and none outside the set."""

    ref: Ref
    atoms: frozenset[Atom]
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class EachHolds:
    """A multi of a roster is asked at least once, and each time all these options are chosen."""

    ref: Ref
    options: frozenset[str]
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Constant:
    """A number written in the condition."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class NumberOf:
    """The number given at a question or in a sample field."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Count:
    """How many are chosen (of a set), how many rows or roster items have such an answer; of a multi in a roster, how
    many times any of the set was chosen.
    """

    ref: Ref
    atoms: frozenset[Atom] | None


@dataclass(frozen=True, slots=True)
class Sum:
    """The numbers of a whole roster added up; no value if it was never asked, or if one of them is not known."""

    ref: Ref

    def written(self) -> str:
        """The sum as an editor writes it."""
        return f"sum({self.ref.written()})"


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """How many days lie from the one day to the other, negative if the other comes first; none if either has none."""

    start: Ref | CalendarDate
    end: Ref | CalendarDate

    @property
    def refs(self) -> tuple[Ref, ...]:
        """The questions and sample fields of it."""
        return tuple(side for side in (self.start, self.end) if isinstance(side, Ref))

    def written(self) -> str:
        """The number as an editor writes it."""
        sides = (side.written() if isinstance(side, Ref) else f"'{side}'" for side in (self.start, self.end))
        return f"days_between({', '.join(sides)})"


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """A sum, difference or product; no value if either side has none."""

    sign: Literal["+", "-", "*"]
    left: "Amount"
    right: "Amount"


@dataclass(frozen=True, slots=True)
class NumberIf:
    """The one number if the test is true, else the other; `spans` are where the two stand."""

    test: "Condition"
    then: "Amount"
    other: "Amount"
    spans: tuple[Span, Span] = field(default=((0, 0), (0, 0)), compare=False)


Amount = Constant | NumberOf | Count | Sum | DaysBetween | Arithmetic | NumberIf


@dataclass(frozen=True, slots=True)
class OptionOf:
    """An option of a derived item."""

    name: str


@dataclass(frozen=True, slots=True)
class OptionIf:
    """The one option if the test is true, else the other; `spans` are where the two stand."""

    test: "Condition"
    then: "Picked"
    other: "Picked"
    spans: tuple[Span, Span] = field(default=((0, 0), (0, 0)), compare=False)


Picked = OptionOf | OptionIf
"""The value of a derived item that has options."""


@dataclass(frozen=True, slots=True)
class Compare:
    """Two numbers in order; false if either has no value."""

    left: Amount
    order: Literal["<", "<=", ">", ">=", "=="]
    right: Amount
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Condition"
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """Every part is true."""

    parts: tuple["Condition", ...]
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part is true."""

    parts: tuple["Condition", ...]
    span: Span = field(default=(0, 0), compare=False)


@dataclass(frozen=True, slots=True)
class IfElse:
    """The one condition if the test is true, else the other."""

    test: "Condition"
    then: "Condition"
    other: "Condition"
    span: Span = field(default=(0, 0), compare=False)


Condition = Is | Holds | Same | Ordered | Asked | Answered | OnlyIn | EachHolds | Compare | Not | All | Either | IfElse
Worked = Amount | Picked
"""The value of a derived item."""

ALWAYS = All(())


def refs_in(node: Condition | Worked) -> tuple[Ref, ...]:
    """Every reference in a condition or value, from left to right."""
    match node:
        case Is(ref=ref) | Holds(ref=ref) | Asked(ref=ref) | Answered(ref=ref) | OnlyIn(ref=ref) | EachHolds(ref=ref):
            return (ref,)
        case NumberOf(ref=ref) | Count(ref=ref) | Sum(ref=ref):
            return (ref,)
        case Same(left=left, right=right):
            return (left, right)
        case Ordered() | DaysBetween():
            return node.refs
        case Compare(left=one, right=other) | Arithmetic(left=one, right=other):
            return (*refs_in(one), *refs_in(other))
        case Not(part=part):
            return refs_in(part)
        case All(parts=parts) | Either(parts=parts):
            return tuple(ref for part in parts for ref in refs_in(part))
        case IfElse() | NumberIf() | OptionIf():
            return tuple(ref for part in (node.test, node.then, node.other) for ref in refs_in(part))
        case Constant() | OptionOf():
            return ()
        case _:
            assert_never(node)


def questions_named(node: Condition | Worked) -> set[str]:
    """The ids of the questions and derived items a condition or value names."""
    return {ref.name for ref in refs_in(node) if ref.source == "question"}
