"""Interviews ready to be written: the project's own script answered by robots, or 120 columns of every kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from exported import version_of
from simulated import simulated

from cati.export.cells import Cell, NoAnswer
from cati.export.columns import columns_of
from cati.export.interview import Version
from cati.export.sorted_rows import Listing
from cati.export.table import row_cells
from cati.questionnaire.variables import Variable
from spoken import the_questionnaire

CLOSED, NUMBERS, SHARES, OPEN, DAYS = 60, 20, 5, 6, 3
"""With 17 columns of every export and a status beside each text and day: 120 columns."""

DIFFERENT = 97
"""So many rows are drawn; the others are these again, with keys and texts of their own."""

BEGAN = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
OPTIONS = ", ".join(f"{{code: {code}, name: o{code}, label: Antwoord {code}}}" for code in range(1, 8))


@dataclass(frozen=True)
class Ready:
    """Rows laid aside on disk, as an export has them."""

    listing: Listing
    version: Version

    @property
    def versions(self) -> dict[int, Version]:
        return {1: self.version}

    @property
    def columns(self) -> tuple[Variable, ...]:
        return self.listing.columns

    def rows(self) -> Iterator[list[Cell]]:
        return self.listing.rows()

    def __len__(self) -> int:
        return len(self.listing)


def ready(count: int, folder: Path, *, is_script: bool) -> Ready:
    """So many rows."""
    version = version_of(the_questionnaire() if is_script else wide())
    drawn = (row_cells(each) for each in simulated(version, count, 1)) if is_script else drawn_rows(version, count)
    keyed = (((str(row[0]), str(row[1])), row) for row in drawn)
    return Ready(Listing.of(columns_of(version), keyed, folder), version)


def wide() -> str:
    """A questionnaire of 120 columns."""
    asked = [f"{{id: S{n}, type: single, text: 'Vraag {n}', options: [{OPTIONS}]}}" for n in range(CLOSED)]
    asked += [f"{{id: N{n}, type: number, text: 'Getal {n}', min: 0, max: 99999}}" for n in range(NUMBERS)]
    asked += [f"{{id: P{n}, type: number, text: 'Deel {n}', min: 0, max: 100, decimals: 2}}" for n in range(SHARES)]
    asked += [f"{{id: T{n}, type: text, text: 'Waarom {n}'}}" for n in range(OPEN)]
    asked += [f"{{id: D{n}, type: date, text: 'Wanneer {n}'}}" for n in range(DAYS)]
    listed = "".join(f"- {each}\n" for each in asked)
    return f"study: {{languages: [nl]}}\nquestions:\n{listed}- {{id: END, type: end, disposition: complete, text: t}}\n"


def drawn_rows(version: Version, count: int) -> Iterator[list[Cell]]:
    """Rows with every kind of cell."""
    chance = Random(1)  # noqa: S311 - to be repeated, not to be secret
    columns = columns_of(version)
    drawn = [drawn_row(columns, chance) for _ in range(DIFFERENT)]
    texts = [place for place, column in enumerate(columns) if column.kind == "text" and column.role == "value"]
    for number in range(count):
        row: list[Cell] = [f"{number:016x}", str(number), *drawn[number % DIFFERENT][2:]]
        for place in texts:
            if isinstance(row[place], str):
                row[place] = f"{row[place]} {number}"
        yield row


def drawn_row(columns: Sequence[Variable], chance: Random) -> list[Cell]:
    """A row; what stands beside a text or a day tells of it."""
    row: list[Cell] = []
    for column in columns:
        before = row[-1] if row else 0
        beside: Cell = before if isinstance(before, NoAnswer) else 0
        row.append(beside if column.role == "status" else cell(column, chance))
    return row


def cell(column: Variable, chance: Random) -> Cell:
    """A cell: one in five has no answer."""
    if column.role != "system" and chance.random() < 0.2:
        return chance.choice(list(NoAnswer))
    match column.kind:
        case "code":
            return chance.randint(1, 7)
        case "integer":
            return chance.randint(0, 99_999)
        case "decimal":
            return Decimal(chance.randint(0, 10_000)) / 100
        case "date":
            return date(2026, 1, 1) + timedelta(days=chance.randint(0, 365))
        case "datetime":
            return BEGAN + timedelta(seconds=chance.randint(0, 10**7))
        case "text":
            return " ".join(chance.choices(("omdat", "het", "zo", "beter", "werkt", "voor", "ons"), k=5))
        case _:
            return 0


def values(row: Sequence[Cell]) -> list[object]:
    """A row as a library takes it: none where there is no answer."""
    return [None if isinstance(each, NoAnswer) else float(each) if isinstance(each, Decimal) else each for each in row]
