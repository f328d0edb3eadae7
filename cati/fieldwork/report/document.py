"""What a report is made of, whoever shows it: sections with notes, tables and plots, all of it in words already."""

from dataclasses import dataclass, field
from typing import Literal

from cati.words import say


@dataclass(frozen=True)
class Bar:
    """A share (0 to 1), and between what shares it may lie."""

    share: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Table:
    """Rows of text below their heads; the first `words` columns are words, the others numbers.

    Rows whose numbers stand in `quiet` say little. `bars` are drawn beside the rows where there is room;
    `wide` names the columns that only a wide place shows.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    quiet: frozenset[int] = frozenset()
    bars: tuple[Bar | None, ...] = ()
    wide: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Curve:
    """Something that grows: a value at each of the labelled places, and what it is to come to."""

    title: str
    labels: tuple[str, ...]
    values: tuple[int, ...]
    target: int | None = None
    target_label: str = ""


@dataclass(frozen=True)
class Grid:
    """A number in each cell of rows and columns, and the part of it that is shown as well."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[int, ...], ...]
    parts: tuple[tuple[int, ...], ...]


Kind = Literal["whole", "good", "open", "out"]


@dataclass(frozen=True)
class Stage:
    """One stream of a flow, of a kind; `into` are those it divides into, which together are as much."""

    label: str
    value: int
    into: tuple["Stage", ...] = ()
    kind: Kind = "whole"


@dataclass(frozen=True)
class Flow:
    """How much of a whole came to what."""

    title: str
    whole: Stage


@dataclass(frozen=True)
class Bars:
    """A value for each label."""

    title: str
    labels: tuple[str, ...]
    values: tuple[float, ...]
    shown: tuple[str, ...]


Plot = Curve | Grid | Flow | Bars


@dataclass(frozen=True)
class Section:
    """A part of the report; `name` is the same in every language."""

    name: str
    title: str
    notes: tuple[str, ...] = ()
    table: Table | None = None
    plot: Plot | None = None
    after: tuple[str, ...] = ()
    is_below: bool = False
    """Whether it belongs to the section before it."""


@dataclass(frozen=True)
class Page:
    """A whole report, in one language."""

    language: str
    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...] = field(default=())


def heads(language: str, *words: str) -> tuple[str, ...]:
    """The heads of a table, from the catalogue."""
    return tuple(say(language, word) for word in words)
