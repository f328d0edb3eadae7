"""A table as the columns of a data frame, for the statistical packages: numbers as doubles, texts as texts."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from cati.errors import CannotBeSaidError, ReadBackDiffersError
from cati.export.cells import DIGITS_OF_A_DOUBLE, Cell, NoAnswer, is_exact
from cati.export.edition import Progress, idle
from cati.export.sorted_rows import Rows, batches
from cati.questionnaire.variables import Kind, Variable

NOT_A_NUMBER = float("nan")
TIMES: frozenset[Kind] = frozenset({"date", "time", "datetime"})
NOWHERE: dict[Cell, object] = dict.fromkeys(NoAnswer, NOT_A_NUMBER)
BLANK: dict[Cell, object] = dict.fromkeys(NoAnswer, "")
Values = list[Any]
"""The cells of a column as numbers or texts of a package."""


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


def converted(column: Variable, cells: Sequence[Any], missing: Missing, package: Package) -> Values:
    """The cells of a column as the package has them. Raises `CannotBeSaidError`: nothing is ever cut or rounded."""
    if column.kind == "text":
        texts: Values = list(map(BLANK.get, cells, cells))
        refuse_long(texts, column, package)
        return texts
    if column.kind in TIMES:
        return [NOT_A_NUMBER if isinstance(cell, NoAnswer) else package.number(cell) for cell in cells]
    if not 0 < column.width <= DIGITS_OF_A_DOUBLE:
        refuse_rounding(cells, column, package)
    absent: dict[Any, Any] = dict(missing)
    values: Values = list(map(absent.get, cells, cells))
    if column.kind == "decimal":
        return [float(value) if isinstance(value, Decimal) else value for value in values]
    return values


def refuse_long(texts: Values, column: Variable, package: Package) -> None:
    """Stop at a text that the package cannot hold."""
    if 4 * max(map(len, texts), default=0) > package.longest:
        for text in texts:
            if (size := len(text.encode())) > package.longest:
                raise CannotBeSaidError(
                    "export.text_too_long", package=package.name, column=column.name, size=size, most=package.longest
                )


def refuse_rounding(cells: Sequence[Any], column: Variable, package: Package) -> None:
    """Stop at a number that the package would round."""
    for cell in cells:
        if isinstance(cell, int | Decimal) and not is_exact(cell):
            raise CannotBeSaidError("export.number_too_long", package=package.name, column=column.name, number=cell)


def with_case(columns: Sequence[Variable], batch: Sequence[list[Cell]], missing: Missing, package: Package) -> None:
    """Find the row that could not be said, and tell its case."""
    for row in batch:
        try:
            for column, cell in zip(columns, row, strict=True):
                converted(column, [cell], missing, package)
        except CannotBeSaidError as refusal:
            raise CannotBeSaidError("export.in_case", case=row[0], because=refusal) from refusal


def frame_of(table: Rows, missing: Missing, package: Package, progress: Progress = idle) -> Any:  # noqa: ANN401
    """The table as a pandas frame."""
    import pandas as pd  # noqa: PLC0415  # costs a second, and only these formats need it

    has_letters = any(isinstance(code, str) for code in missing.values())
    columns: list[Any] = [
        [] if column.kind == "text" or (has_letters and column.is_numeric) else array("d") for column in table.columns
    ]
    done = 0
    for batch in batches(table):
        try:
            for column, kept, cells in zip(table.columns, columns, zip(*batch, strict=True), strict=True):
                kept.extend(converted(column, cells, missing, package))
        except CannotBeSaidError:
            with_case(table.columns, batch, missing, package)
            raise
        done += len(batch)
        progress(done)
    return pd.DataFrame({column.name: series(pd, kept) for column, kept in zip(table.columns, columns, strict=True)})


def series(pd: Any, values: Any) -> Any:  # noqa: ANN401
    """A column of doubles; or of texts, or of doubles with letters between them."""
    if isinstance(values, array):
        return pd.Series(values, dtype="float64")
    if any(isinstance(value, str) for value in values):
        return pd.Series([float(value) if isinstance(value, int) else value for value in values], dtype=object)
    return pd.Series(values, dtype="float64" if values else object)


def compare_frame(table: Rows, frame: Any, name: str, missing: Missing, package: Package) -> None:  # noqa: ANN401
    """Compare a frame read back with the table, cell by cell. Raises `ReadBackDiffersError`."""
    names = [column.name for column in table.columns]
    if list(frame.columns) != names or len(frame) != len(table):
        raise differs(name, "–", "–", (len(table), names), (len(frame), list(frame.columns)))
    read = [frame[column] for column in names]
    done = 0
    for batch in batches(table):
        for column, values, cells in zip(table.columns, read, zip(*batch, strict=True), strict=True):
            wanted = converted(column, cells, missing, package)
            found = [NOT_A_NUMBER if value != value else value for value in values[done : done + len(batch)].tolist()]  # noqa: PLR0124
            if wanted != found:
                at = next(place for place, pair in enumerate(zip(wanted, found, strict=True)) if are_apart(*pair))
                raise differs(name, str(batch[at][0]), column.name, wanted[at], found[at])
        done += len(batch)


def are_apart(wanted: object, found: object) -> bool:
    """Whether two values differ; there is but one that is no number."""
    return wanted is not found and wanted != found


def differs(name: str, row: str, column: str, wrote: object, read: object) -> ReadBackDiffersError:
    """What was written and what was read."""
    return ReadBackDiffersError("export.differs", file=name, row=row, column=column, wrote=repr(wrote), read=repr(read))


def compare_facts(name: str, fact: str, wanted: Mapping[str, object], found: Mapping[str, object]) -> None:
    """Compare what a file tells of its columns. Raises `ReadBackDiffersError`."""
    for column in sorted({*wanted, *found}):
        if wanted.get(column) != found.get(column):
            raise differs(name, fact, column, wanted.get(column), found.get(column))
