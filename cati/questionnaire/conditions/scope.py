"""What a condition may name, and from where it is read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from cati.questionnaire.partial_dates import Precision

Kind = Literal["choice", "choices", "number", "text", "date", "time", "grid", "names", "none"]


@dataclass(frozen=True)
class Known:
    """A question or sample field as conditions see it.

    `items` are the roster items of a rostered question, `order` its place in the list from 0.
    """

    name: str
    kind: Kind
    options: Mapping[str, int] = field(default_factory=dict)
    rows: tuple[str, ...] = ()
    roster: str | None = None
    items: tuple[str, ...] = ()
    order: int = -1
    line: int = 0
    precision: Precision = "day"

    def option_named(self, constant: str) -> str | None:
        """The option of this name or code."""
        if constant in self.options:
            return constant
        return next((name for name, code in self.options.items() if str(code) == constant), None)


@dataclass(frozen=True)
class Scope:
    """All questions, sample fields and constants by name; `broken` names loaded with faults of their own."""

    questions: Mapping[str, Known]
    sample: Mapping[str, Known]
    constants: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Here:
    """From where a condition is read: what stands above `order` may be named, and the item at hand."""

    order: int
    roster: str | None = None
