"""Each format read by a library that others use, into cells that can be compared: a number, a text, or a status."""

import csv
import json
import math
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet
import pyreadstat
from python_calamine import CalamineWorkbook

from cati.questionnaire.variables import Variable

Columns = tuple[Variable, ...]
Matrix = list[dict[str, object]]
NONE = "not_asked"
CODES: dict[object, str] = {-98: "dont_know", -99: "refused", -95: "not_reached"}
LETTERS = {"a": "dont_know", "b": "refused", "c": "not_reached"}


def number(value: Any) -> object:  # noqa: ANN401
    """A number, or what its code says."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return NONE
    return LETTERS.get(value) or CODES.get(float(value)) or round(float(value), 6)


def words(value: Any) -> str:  # noqa: ANN401
    """A text, a day, a time or a moment by the clock on the wall."""
    match value:
        case None | float() | pd._libs.tslibs.nattype.NaTType():
            return ""
        case datetime():
            return value.replace(tzinfo=None).isoformat()[:19]
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def compact(text: str) -> str:
    return text.replace("-", "").replace(":", "")


def matrix(columns: Columns, rows: Iterable[Iterable[Any]], tell: Callable[[Any], str] = words) -> Matrix:
    """Rows as cells by column; those of a status are left to the formats that have it."""
    return [
        {
            column.name: number(value) if column.is_numeric else tell(value)
            for column, value in zip(columns, row, strict=True)
        }
        for row in rows
    ]


def from_csv(columns: Columns, file: Path) -> Matrix:
    with file.open(encoding="utf-8", newline="") as lines:
        names, *rows = csv.reader(lines)
    assert names == [column.name for column in columns]
    moments = {place for place, column in enumerate(columns) if column.kind == "datetime"}
    return matrix(
        columns, ([text[:19] if place in moments else text for place, text in enumerate(row)] for row in rows)
    )


def from_excel_csv(columns: Columns, file: Path) -> Matrix:
    frame = pd.read_csv(file, sep=";", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    for column in columns:
        if column.is_numeric:
            frame[column.name] = frame[column.name].str.replace(",", ".")
        else:
            frame[column.name] = (
                frame[column.name]
                .str.removeprefix("'")
                .str.replace(r"^(\d{4}-\d\d-\d\d) (\d\d:)", r"\1T\2", regex=True)
            )
    return matrix(columns, frame.itertuples(index=False, name=None))


def from_xlsx(columns: Columns, file: Path) -> Matrix:
    _, *rows = CalamineWorkbook.from_path(str(file)).get_sheet_by_name("interviews").to_python()
    return matrix(columns, rows)


def from_sav(columns: Columns, file: Path) -> Matrix:
    return from_frame(columns, pyreadstat.read_sav(str(file), user_missing=True)[0])


def from_dta(columns: Columns, file: Path) -> Matrix:
    return from_frame(columns, pyreadstat.read_dta(str(file), user_missing=True)[0])


def from_frame(columns: Columns, frame: Any) -> Matrix:  # noqa: ANN401
    for column in columns:
        if column.kind == "time":
            frame[column.name] = [words(value)[-8:] for value in frame[column.name]]
    return matrix(columns, frame.astype(object).itertuples(index=False, name=None))


def from_parquet(columns: Columns, file: Path) -> Matrix:
    found = pyarrow.parquet.read_table(file).to_pylist()
    return [{column.name: parquet_cell(column, row) for column in columns} for row in found]


def parquet_cell(column: Variable, row: dict[str, Any]) -> object:
    if column.role == "status":
        status = row[f"{column.name.removesuffix('_st')}_st"]
        return {"answered": 0.0, "not_in_version": NONE}.get(status, status)
    status = row.get(f"{column.name}_st", "answered")
    if not column.is_numeric:
        return words(row[column.name])
    return number(row[column.name]) if status == "answered" else {"not_in_version": NONE}.get(status, status)


def from_json_lines(columns: Columns, file: Path) -> Matrix:
    lines = map(json.loads, file.read_bytes().splitlines())  # a text has line ends that JSON Lines does not
    return [{column.name: json_cell(column, line) for column in columns} for line in lines]


def json_cell(column: Variable, line: dict[str, Any]) -> object:
    head = {**line, **line["answers"]}
    status = line["status"]
    if column.role == "status":
        return status.get(column.name.removesuffix("_st"), 0.0)
    if column.role == "option":
        question, _, code = column.name.rpartition("_")
        told = status.get(column.name, status.get(question))
        return told or float(int(code) in head[question])
    if not column.is_numeric:
        value = words(head.get(column.name))
        return value[:19] if column.kind == "datetime" else value
    return number(head.get(column.name)) if column.name not in status else status[column.name]


def from_triple_s(columns: Columns, file: Path) -> Matrix:
    return from_csv(columns, file.with_suffix(".csv"))


READERS: dict[str, Callable[[Columns, Path], Matrix]] = {
    "csv-excel": from_excel_csv,
    "xlsx": from_xlsx,
    "sav": from_sav,
    "dta": from_dta,
    "parquet": from_parquet,
    "jsonl": from_json_lines,
    "triple-s": from_triple_s,
}
