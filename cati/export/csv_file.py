"""Plain CSV, exact: RFC 4180, UTF-8 without a byte order mark, CRLF, text untouched."""

import csv
import os
import sys
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

from cati.errors import ReadBackDiffersError
from cati.export.cells import Cell, NoAnswer, missing_codes
from cati.export.table import Table
from cati.questionnaire.variables import Variable

END = "\r\n"
Render = Callable[[Cell], str | int]
Progress = Callable[[int], None]


def idle(_: int) -> None:
    """Nobody watches."""


def write_csv(table: Table, file: Path, progress: Progress = idle) -> None:
    """Write the table to a new file, down to the disk."""
    renders = [render_of(column) for column in table.columns]
    with file.open("x", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator=END)
        writer.writerow([column.name for column in table.columns])
        for count, row in enumerate(table.rows(), 1):
            writer.writerow([render(cell) for render, cell in zip(renders, row, strict=True)])
            progress(count)
        out.flush()
        os.fsync(out.fileno())


def compare_csv(table: Table, file: Path, name: str) -> None:
    """Read the file back and compare it with the table, cell by cell. Raises `ReadBackDiffersError`."""
    csv.field_size_limit(sys.maxsize)
    names = [column.name for column in table.columns]
    renders = [render_of(column) for column in table.columns]
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        compare_fields(name, "", names, names, next(reader, []))
        for row, fields in zip_longest(table.rows(), reader, fillvalue=()):
            wanted = [str(render(cell)) for render, cell in zip(renders, row, strict=False)]
            if wanted != fields:
                compare_fields(name, str(row[0]) if row else "", names, wanted, fields)
    with file.open("rb") as ending:
        ending.seek(-2, os.SEEK_END)
        compare_fields(name, "", [], [END], [ending.read().decode()])


def compare_fields(name: str, row: str, names: list[str], wanted: list[str], found: Iterable[str]) -> None:
    """Stop at the first field that differs."""
    for column, wrote, read in zip_longest(names, wanted, found):
        if wrote != read:
            raise ReadBackDiffersError(
                "export.differs", file=name, row=row or "–", column=column or "–", wrote=repr(wrote), read=repr(read)
            )


def render_of(column: Variable) -> Render:
    """How the cells of a column are written."""
    codes = {status: "" if code.number is None else str(code.number) for status, code in missing_codes().items()}
    missing = codes if column.is_numeric else dict.fromkeys(NoAnswer, "")

    def render(cell: Cell) -> str | int:
        if isinstance(cell, int | str):
            return cell
        return missing[cell] if isinstance(cell, NoAnswer) else plain(cell)

    return render


def plain(value: Decimal | date | time | datetime) -> str:
    """A value as ISO 8601, or with a decimal point."""
    return format(value, "f") if isinstance(value, Decimal) else value.isoformat()
