"""Reads a workbook back with another library than wrote it; a large one in a process of its own, for its memory."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from pathlib import Path

from cati.export.cells import missing_codes
from cati.export.csv_file import compare_fields
from cati.export.edition import Edition
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows
from cati.export.xlsx_file import SHEETS, Lines, shown

CELLS_AT_ONCE = 200_000
Plain = str | float


def compare_xlsx(
    table: Rows, file: Path, name: str, edition: Edition, listings: Sequence[tuple[str, Lines]] = ()
) -> None:
    """Read all sheets back and compare them cell by cell. Raises `ReadBackDiffersError`."""
    for listing, lines in listings:
        compare_listing(file, f"{name} ({listing})", listing, lines)
    names = [column.name for column in table.columns]
    missing = {status: code.number for status, code in missing_codes().items()}
    labels = [value_labels(edition, column) for column in table.columns]
    for sheet in SHEETS[:2]:
        used = labels if sheet == SHEETS[1] else [{} for _ in labels]
        found = sheet_rows(file, sheet, is_large=len(table) * len(names) > CELLS_AT_ONCE)
        compare_fields(name, sheet, names, names, next(found, []))
        for row, fields in zip_longest(table.rows(), found, fillvalue=()):
            wanted = [
                plain(shown(cell, column, missing, values))
                for cell, column, values in zip(row, table.columns, used, strict=False)
            ]
            if wanted != fields:
                compare_fields(f"{name} ({sheet})", str(row[0]) if row else "", names, wanted, fields)


def compare_listing(file: Path, name: str, sheet: str, lines: Lines) -> None:
    """Read another sheet back and compare it line by line."""
    found = (without_blanks(row) for row in sheet_rows(file, sheet, is_large=False))
    wanted = (without_blanks([plain(value) for value in line]) for line in lines)
    compare_fields(name, "", [], map(str, wanted), map(str, found))


def without_blanks(row: list[Plain]) -> list[Plain]:
    """A row up to its last cell with something in it."""
    return row[: max((place for place, value in enumerate(row, 1) if value != ""), default=0)]


def sheet_rows(file: Path, sheet: str, *, is_large: bool) -> Iterator[list[Plain]]:
    """The rows of a sheet."""
    if not is_large:
        yield from read_sheet(file, sheet)
        return
    command = [sys.executable, "-m", __name__, str(file), sheet]
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as child:  # noqa: S603  # ourselves
        for line in child.stdout or ():
            yield json.loads(line)


def read_sheet(file: Path, sheet: str) -> Iterator[list[Plain]]:
    """The rows of a sheet, here and now."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415  # only this needs it

    for row in CalamineWorkbook.from_path(str(file)).get_sheet_by_name(sheet).to_python(skip_empty_area=False):
        yield [plain(value) for value in row]


def plain(value: str | float | date | time | datetime | timedelta | None) -> Plain:
    """A value in one spelling: numbers as they are, times to the second, a blank as no text."""
    match value:
        case None:
            return ""
        case timedelta():
            return str(value).zfill(8)
        case datetime():
            return value.replace(microsecond=0).isoformat()
        case date() | time():
            return value.isoformat()
        case str():
            return value
        case _:
            return float(value)


if __name__ == "__main__":
    for found_row in read_sheet(Path(sys.argv[1]), sys.argv[2]):
        sys.stdout.write(json.dumps(found_row) + "\n")
