"""A table as the columns of a data frame, for the statistical packages: numbers as doubles, texts as texts."""

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cati.errors import CannotBeSaidError, ReadBackDiffersError
from cati.export.cells import Cell, NoAnswer, is_exact
from cati.export.edition import Progress, idle
from cati.export.sorted_rows import Rows
from cati.questionnaire.variables import Kind, Variable

NOT_A_NUMBER = float("nan")
TEXTS: frozenset[Kind] = frozenset({"text"})


@dataclass(frozen=True)
class Package:
    """How a package counts days and moments (from when, how many units a second has), and its longest text in bytes."""

    name: str
    epoch: datetime
    units: int
    days_are_units: bool
    longest: int

    def number(self, value: date | time | datetime) -> float:
        """A day, a time of day or a local wall time as a number."""
        match value:
            case datetime():
                return (value.replace(tzinfo=None) - self.epoch).total_seconds() * self.units
            case date():
                days = (value - self.epoch.date()).days
                return float(days) if self.days_are_units else days * 86_400.0
            case time():
                return float((value.hour * 60 + value.minute) * 60 + value.second) * self.units


SPSS = Package("SPSS", datetime(1582, 10, 14), 1, days_are_units=False, longest=32_767)  # noqa: DTZ001  # wall time
STATA = Package("Stata", datetime(1960, 1, 1), 1000, days_are_units=True, longest=2_000_000_000)  # noqa: DTZ001

Missing = Mapping[NoAnswer, float | str]
Convert = Callable[[Cell], float | str]


def converter(column: Variable, missing: Missing, package: Package) -> Convert:
    """How the cells of a column become numbers or texts of the package."""
    if column.kind in TEXTS:
        return lambda cell: "" if isinstance(cell, NoAnswer) else fitted(str(cell), column, package)
    absent = missing if column.is_numeric else dict.fromkeys(NoAnswer, NOT_A_NUMBER)

    def convert(cell: Cell) -> float | str:
        if isinstance(cell, NoAnswer):
            return absent[cell]
        if isinstance(cell, int | Decimal):
            return as_double(cell, column, package)
        if isinstance(cell, str):
            raise TypeError(column.name)
        return package.number(cell)

    return convert


def fitted(text: str, column: Variable, package: Package) -> str:
    """The text, if the package can hold it. Raises `CannotBeSaidError`: nothing is ever cut."""
    if 4 * len(text) > package.longest and (size := len(text.encode())) > package.longest:
        raise CannotBeSaidError(
            "export.text_too_long", package=package.name, column=column.name, size=size, most=package.longest
        )
    return text


def as_double(number: int | Decimal, column: Variable, package: Package) -> float:
    """The number as the package keeps it. Raises `CannotBeSaidError` for one that it would round."""
    if not is_exact(number):
        raise CannotBeSaidError("export.number_too_long", package=package.name, column=column.name, number=number)
    return float(number)


def frame_of(table: Rows, missing: Missing, package: Package, progress: Progress = idle) -> Any:  # noqa: ANN401
    """The table as a pandas frame."""
    import pandas as pd  # noqa: PLC0415  # costs a second, and only these formats need it

    converts = [converter(column, missing, package) for column in table.columns]
    columns: list[Any] = [[] if column.kind in TEXTS else array("d") for column in table.columns]
    marks: list[dict[int, str]] = [{} for _ in table.columns]
    for number, row in enumerate(table.rows()):
        try:
            for column, convert, cell, marked in zip(columns, converts, row, marks, strict=True):
                value = convert(cell)
                if isinstance(value, str) and isinstance(column, array):
                    marked[number] = value
                    value = NOT_A_NUMBER
                column.append(value)
        except CannotBeSaidError as refusal:
            raise CannotBeSaidError("export.in_case", case=row[0], because=refusal) from refusal
        progress(number + 1)
    series = {}
    for variable, values, marked in zip(table.columns, columns, marks, strict=True):
        made = pd.Series(values, dtype=object if isinstance(values, list) or marked else "float64")
        for place, letter in marked.items():
            made.iat[place] = letter
        series[variable.name] = made
    return pd.DataFrame(series)


def compare_frame(table: Rows, frame: Any, name: str, missing: Missing, package: Package) -> None:  # noqa: ANN401
    """Compare a frame read back with the table, cell by cell. Raises `ReadBackDiffersError`."""
    names = [column.name for column in table.columns]
    if list(frame.columns) != names or len(frame) != len(table):
        raise differs(name, "–", "–", (len(table), names), (len(frame), list(frame.columns)))
    converts = [converter(column, missing, package) for column in table.columns]
    read = [frame[column].tolist() for column in names]
    for number, row in enumerate(table.rows()):
        for column, convert, cell, found in zip(names, converts, row, read, strict=True):
            wanted = convert(cell)
            if wanted != found[number] and not (wanted != wanted and found[number] != found[number]):  # noqa: PLR0124
                raise differs(name, str(row[0]), column, wanted, found[number])


def differs(name: str, row: str, column: str, wrote: object, read: object) -> ReadBackDiffersError:
    """What was written and what was read."""
    return ReadBackDiffersError("export.differs", file=name, row=row, column=column, wrote=repr(wrote), read=repr(read))


def compare_facts(name: str, fact: str, wanted: Mapping[str, object], found: Mapping[str, object]) -> None:
    """Compare what a file tells of its columns. Raises `ReadBackDiffersError`."""
    for column in sorted({*wanted, *found}):
        if wanted.get(column) != found.get(column):
            raise differs(name, fact, column, wanted.get(column), found.get(column))
