"""Delivered files as plain rows of text, whatever their format: to be compared with what the data say now."""

import csv
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from cati.errors import UnreadableFileError
from cati.export.parquet_file import ROWS_OF_A_GROUP, arrow
from cati.export.xlsx_file import SHEETS
from cati.export.xlsx_reader import CELLS_AT_ONCE, sheet_rows

Row = Mapping[str, str]
"""A row by its columns; what is not there is not in it."""

MARK = b"\xef\xbb\xbf"
BYTES_OF_A_CELL = 3
"""In a workbook, at the very least."""


def rows_in(file: Path) -> Iterator[Row]:
    """The rows of a delivered table. Raises `UnreadableFileError` with the reason."""
    read = READERS.get(file.suffix.casefold())
    if read is None:
        raise UnreadableFileError("delivered.no_table", file=file)
    try:
        yield from read(file)
    except (OSError, UnreadableFileError):
        raise
    except Exception as fault:  # each library has errors of its own, and a spoilt file may raise any of them
        raise UnreadableFileError("delivered.unreadable", file=file, reason=str(fault)[:200]) from fault


def columns_in(file: Path) -> list[str]:
    """The columns of a delivered table, in the order in which they come up."""
    found: dict[str, None] = {}
    for row in rows_in(file):
        found.update(dict.fromkeys(row))
    return list(found)


def csv_rows(file: Path) -> Iterator[Row]:
    """Plain CSV, or as a European spreadsheet has it."""
    csv.field_size_limit(sys.maxsize)
    with file.open("rb") as opened:
        head = opened.readline()
    with file.open(encoding="utf-8-sig" if head.startswith(MARK) else "utf-8", newline="") as lines:
        reader = csv.reader(lines, delimiter="," if b"," in head else ";", strict=True)
        names = next(reader, [])
        for fields in reader:
            yield dict(zip(names, fields, strict=True))


def xlsx_rows(file: Path) -> Iterator[Row]:
    """The sheet of interviews; a large one is read in a process of its own."""
    is_large = file.stat().st_size > CELLS_AT_ONCE * BYTES_OF_A_CELL
    rows = sheet_rows(file, SHEETS[0], is_large=is_large)
    names = [str(name) for name in next(rows, [])]
    return (dict(zip(names, map(text_of, row), strict=True)) for row in rows)


def json_rows(file: Path) -> Iterator[Row]:
    """JSON Lines: what is told, and for the rest why there is none."""
    with file.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            whole: dict[str, Any] = json.loads(line, parse_float=Decimal)
            answers, status = whole.pop("answers"), whole.pop("status")
            yield {name: text_of(value) for name, value in (whole | answers | status).items()}


def parquet_rows(file: Path) -> Iterator[Row]:
    """Parquet, a group at a time."""
    with file.open("rb") as opened:
        for batch in arrow().parquet.ParquetFile(opened).iter_batches(batch_size=ROWS_OF_A_GROUP):
            columns = [column.to_pylist() for column in batch]
            for values in zip(*columns, strict=True):
                yield dict(zip(batch.schema.names, map(text_of, values), strict=True))


def sav_rows(file: Path) -> Iterator[Row]:
    """An SPSS file."""
    import pyreadstat  # noqa: PLC0415  # costs a second, and only these formats need it

    return frame_rows(pyreadstat.read_sav(str(file), user_missing=True, disable_datetime_conversion=True)[0])


def dta_rows(file: Path) -> Iterator[Row]:
    """A Stata file."""
    import pyreadstat  # noqa: PLC0415

    return frame_rows(pyreadstat.read_dta(str(file), user_missing=True, disable_datetime_conversion=True)[0])


def frame_rows(frame: Any) -> Iterator[Row]:  # noqa: ANN401
    """The rows of a data frame."""
    names = [str(name) for name in frame.columns]
    columns = [frame[name].tolist() for name in names]
    return (dict(zip(names, map(text_of, values), strict=True)) for values in zip(*columns, strict=True))


def text_of(value: object) -> str:
    """A value as a person reads it: 5 for 5.0, nothing for none."""
    match value:
        case None:
            return ""
        case float():
            return "" if value != value else str(int(value)) if value.is_integer() else repr(value)  # noqa: PLR0124
        case datetime() | date():
            return value.isoformat()
        case list():
            return " ".join(map(str, value))
        case _:
            return str(value)


READERS: Mapping[str, Callable[[Path], Iterator[Row]]] = {
    ".csv": csv_rows,
    ".xlsx": xlsx_rows,
    ".jsonl": json_rows,
    ".parquet": parquet_rows,
    ".sav": sav_rows,
    ".dta": dta_rows,
}
"""By the ending of the file's name."""
