"""A workbook for people: codes, labels, codebook and an account of itself; no cell is ever a formula or a link."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from cati.errors import CannotBeSaidError
from cati.export.cells import Cell, NoAnswer, is_exact, missing_codes
from cati.export.edition import Edition, Notes, Progress, idle
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows
from cati.questionnaire.variables import Variable

ROWS_OF_A_SHEET = 1_048_576
UNITS_OF_A_CELL = 32_767
FIRST_YEAR = 1900
FORMATS = {"date": "yyyy-mm-dd", "time": "hh:mm:ss", "datetime": "yyyy-mm-dd hh:mm:ss"}
SHEETS = ("interviews", "labels", "codebook", "value_labels", "about")
Lines = Iterable[Sequence[str | int | float]]
Write = Callable[[int, int, Cell], None]


def write_xlsx(
    table: Rows, file: Path, edition: Edition, listings: Sequence[tuple[str, Lines]], progress: Progress = idle
) -> Notes:
    """Write a workbook: `interviews` and `labels` from the table, then the other sheets as they are given.

    Raises `CannotBeSaidError` for what a sheet cannot hold.
    """
    import xlsxwriter  # noqa: PLC0415  # only this format needs it

    if len(table) >= ROWS_OF_A_SHEET:
        raise CannotBeSaidError("export.too_many_rows", rows=len(table), most=ROWS_OF_A_SHEET)
    book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "tmpdir": str(file.parent)})
    try:
        book.set_properties({"created": edition.data_as_of.replace(tzinfo=None)})
        write_table(book, SHEETS[0], table, [{} for _ in table.columns], progress)
        write_table(book, SHEETS[1], table, [value_labels(edition, column) for column in table.columns])
        for name, lines in listings:
            write_lines(book.add_worksheet(name), lines)
    finally:
        close(book)
    with file.open("r+b") as out:
        os.fsync(out.fileno())
    return Notes()


def close(book: Any) -> None:  # noqa: ANN401
    """Finish the file; a disk that is full is told as such, once."""
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    try:
        book.close()
    except FileCreateError as fault:
        told = fault.args[0]
        raise told if isinstance(told, OSError) else OSError(*fault.args) from fault


def write_table(
    book: Any,  # noqa: ANN401
    name: str,
    table: Rows,
    labels: Sequence[dict[int, str]],
    progress: Progress = idle,
) -> None:
    """One sheet of interviews, with the labels of values in their place where there are any."""
    sheet = book.add_worksheet(name)
    styles = {kind: book.add_format({"num_format": style}) for kind, style in FORMATS.items()}
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True})
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, 12, text if column.kind == "text" else styles.get(column.kind))
        sheet.write_string(0, place, column.name, bold)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
    writes = [writer(sheet, column, styles, named) for column, named in zip(table.columns, labels, strict=True)]
    for number, row in enumerate(table.rows(), 1):
        try:
            for place, (write, cell) in enumerate(zip(writes, row, strict=True)):
                write(number, place, cell)
        except CannotBeSaidError as refusal:
            raise CannotBeSaidError("export.in_case", case=row[0], because=refusal) from refusal
        progress(number)


def writer(sheet: Any, column: Variable, styles: dict[str, Any], labels: dict[int, str]) -> Write:  # noqa: ANN401
    """How the cells of a column are written."""
    missing = {status: code.number for status, code in missing_codes().items()}

    def write(row: int, place: int, cell: Cell) -> None:
        if isinstance(cell, int | Decimal) and not is_exact(cell):
            raise CannotBeSaidError("export.number_too_long", package="Excel", column=column.name, number=cell)
        value = shown(cell, column, missing, labels)
        if value is None:
            return
        if isinstance(value, str):
            put(sheet.write_string, row, place, fitted(value, column.name, row))
        elif isinstance(value, date | time):
            put(partial(sheet.write_datetime, cell_format=styles[column.kind]), row, place, value)
        else:
            put(sheet.write_number, row, place, value)

    return write


def shown(
    cell: Cell, column: Variable, missing: dict[NoAnswer, int | None], labels: dict[int, str]
) -> str | float | date | time | None:
    """What a sheet holds of a cell; None is a blank."""
    value: Cell | None = cell
    if isinstance(value, NoAnswer):
        value = missing[value] if column.is_numeric else None
    if isinstance(value, int) and labels:
        return labels.get(value, value)
    match value:
        case Decimal():
            return float(value)
        case datetime():
            return value.replace(tzinfo=None)
        case date() if value.year < FIRST_YEAR:
            return value.isoformat()
        case _:
            return value


def fitted(text: str, column: str, row: int) -> str:
    """The text, if a cell can hold it. Raises `CannotBeSaidError`: nothing is ever cut."""
    units = len(text.encode("utf-16-le")) // 2
    if units > UNITS_OF_A_CELL:
        raise CannotBeSaidError("export.too_long", column=column, row=row, units=units, most=UNITS_OF_A_CELL)
    return text


def put(write: Callable[[int, int, Any], int], row: int, place: int, value: object) -> None:
    """Write one cell; the library says by number that it did not."""
    if write(row, place, value) != 0:
        raise CannotBeSaidError("export.not_in_sheet", row=row, value=value)


def write_lines(sheet: Any, lines: Lines) -> None:  # noqa: ANN401
    """A sheet of texts and numbers."""
    for row, line in enumerate(lines):
        for place, value in enumerate(line):
            if isinstance(value, str):
                put(sheet.write_string, row, place, fitted(value, str(line[0]), row))
            else:
                put(sheet.write_number, row, place, value)
    sheet.freeze_panes(1, 0)
