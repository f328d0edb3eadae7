"""CSV: plain and exact for programs, or for a double click in a European spreadsheet."""

import csv
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from cati.errors import ReadBackDiffersError
from cati.export.cells import Cell, NoAnswer, missing_codes
from cati.export.edition import NOTHING, Notes, Progress, idle
from cati.export.sorted_rows import Rows
from cati.questionnaire.variables import Kind, Variable

END = "\r\n"
GUARD = "'"
GUARDED = tuple("=+-@\t\r'")
"""What a spreadsheet takes for a formula; the guard itself too, so that taking one away is exact."""

Gaps = dict[Cell, object]
"""What is written for each way of having no answer; all else is written for itself."""

SPELLED: frozenset[Kind] = frozenset({"decimal", "date", "time", "datetime"})
"""What the writer does not take as it is."""


@dataclass(frozen=True)
class Style:
    """How a CSV file is written. With `is_guarded` a text that would be a formula gets one `'` before it."""

    encoding: str
    delimiter: str
    decimal: str
    is_local: bool
    is_guarded: bool
    is_basic: bool = False
    """Days and times without dashes and colons."""


PLAIN = Style("utf-8", ",", ".", is_local=False, is_guarded=False)
"""RFC 4180, no byte order mark, ISO 8601 with offset, text untouched, always."""

TRIPLE_S = Style("utf-8", ",", ".", is_local=False, is_guarded=False, is_basic=True)
EXCEL = Style("utf-8-sig", ";", ",", is_local=True, is_guarded=True)


def write_csv(table: Rows, file: Path, progress: Progress = idle, *, style: Style = PLAIN) -> Notes:
    """Write the table to a new file, down to the disk."""
    fields_of = spelling(table.columns, style)
    guarded = [style.is_guarded and not column.is_numeric for column in table.columns]
    notes = NOTHING
    with file.open("x", encoding=style.encoding, newline="") as out:
        writer = csv.writer(out, delimiter=style.delimiter, lineterminator=END)
        writer.writerow([column.name for column in table.columns])
        for number, row in enumerate(table.rows(), 1):
            fields = fields_of(row)
            if style.is_guarded:
                notes += guard(fields, guarded, table.columns)
            writer.writerow(fields)
            progress(number)
        out.flush()
        os.fsync(out.fileno())
    return notes


def spelling(columns: Sequence[Variable], style: Style) -> Callable[[list[Cell]], list[object]]:
    """What makes of a row the fields that the writer takes: whole numbers and texts are left as they are."""
    gaps = [gaps_of(column) for column in columns]
    spelled = [(place, speller(column.kind, style)) for place, column in enumerate(columns) if column.kind in SPELLED]

    def fields_of(row: list[Cell]) -> list[object]:
        fields: list[Any] = list(map(dict.get, gaps, row, row))  # each cell, or what stands for its having none
        for place, spell in spelled:
            if fields[place].__class__ is not str:
                fields[place] = spell(fields[place])
        return fields

    return fields_of


def guard(fields: list[object], guarded: list[bool], columns: Sequence[Variable]) -> Notes:
    """Put the guard before each text that needs one; how many did, and which was the first."""
    places = [
        place
        for place, text in enumerate(fields)
        if guarded[place] and isinstance(text, str) and text.startswith(GUARDED)
    ]
    for place in places:
        fields[place] = f"{GUARD}{fields[place]}"
    return Notes((), len(places), (str(fields[0]), columns[places[0]].name)) if places else NOTHING


def compare_csv(table: Rows, file: Path, name: str, *, style: Style = PLAIN) -> None:
    """Read the file back and compare it with the table, cell by cell. Raises `ReadBackDiffersError`."""
    csv.field_size_limit(sys.maxsize)
    names = [column.name for column in table.columns]
    fields_of = spelling(table.columns, style)
    unguarded = [style.is_guarded and not column.is_numeric for column in table.columns]
    with file.open(encoding=style.encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=style.delimiter, strict=True)
        compare_fields(name, "", names, names, next(reader, []))
        for row, fields in zip_longest(table.rows(), reader, fillvalue=()):
            wanted = list(map(str, fields_of(row))) if row else []
            found = without_guards(fields, unguarded) if style.is_guarded else fields
            if wanted != found:
                compare_fields(name, str(row[0]) if row else "", names, wanted, found)
    compare_ending(file, name)


def without_guards(fields: Sequence[str], guarded: list[bool]) -> list[str]:
    """The texts as they were before `guard`: one `'` taken away wherever there is one."""
    bare = [
        text[1:] if is_so and text.startswith(GUARD) else text for is_so, text in zip(guarded, fields, strict=False)
    ]
    return [*bare, *fields[len(bare) :]]


def compare_ending(file: Path, name: str) -> None:
    """A reader takes half a line end for a whole one; this does not."""
    with file.open("rb") as ending:
        ending.seek(-2, os.SEEK_END)
        compare_fields(name, "", [], [END], [ending.read().decode()])


def compare_fields(name: str, row: str, names: list[str], wanted: Iterable[object], found: Iterable[object]) -> None:
    """Stop at the first field that differs."""
    for column, wrote, read in zip_longest(names, wanted, found):
        if wrote != read:
            raise ReadBackDiffersError(
                "export.differs", file=name, row=row or "–", column=column or "–", wrote=repr(wrote), read=repr(read)
            )


def gaps_of(column: Variable) -> Gaps:
    """What a column holds where there is no answer."""
    if not column.is_numeric:
        return dict.fromkeys(NoAnswer, "")
    return {status: "" if code.number is None else str(code.number) for status, code in missing_codes().items()}


def speller(kind: Kind, style: Style) -> Callable[[Any], str]:
    """How the values of a column are spelled: as ISO 8601, or with their decimal sign."""
    if kind == "decimal":
        return lambda number: str(number) if isinstance(number, int) else in_digits(number, style)
    if kind == "datetime":
        return local if style.is_local else datetime.isoformat
    return basic if style.is_basic else lambda moment: str(moment.isoformat())


def in_digits(number: Decimal, style: Style) -> str:
    """A number with all its decimals."""
    return format(number, "f").replace(".", style.decimal)


def local(moment: datetime) -> str:
    """A moment by the clock on the wall."""
    return moment.replace(tzinfo=None).isoformat(" ")


def basic(moment: date | time) -> str:
    """A day or time without dashes and colons."""
    return moment.isoformat().replace("-", "").replace(":", "")
