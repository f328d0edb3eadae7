"""JSON Lines: one interview a line, values and ways of having none apart, exact numbers."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from cati.export.cells import NOT_ASKED, Cell, NoAnswer
from cati.export.csv_file import compare_fields
from cati.export.edition import Notes, Progress, idle
from cati.export.sorted_rows import Rows
from cati.questionnaire.variables import Role, Variable

HEAD: frozenset[Role] = frozenset({"system", "sample"})
BESIDE: frozenset[Role] = frozenset({"other", "order"})
"""What is told only where it is: that it was not asked goes without saying."""

_text = json.encoder.encode_basestring
"""A text in quotes: the encoder's own way, without its way there."""
_read = json.JSONDecoder(parse_float=Decimal).decode


@dataclass(frozen=True)
class Several:
    """The options of one question: which were chosen is one list of codes."""

    name: str
    options: tuple[tuple[int, int, str], ...]
    """Of each option its place in the row, its code, its column."""


Piece = Several | tuple[int, Variable]


def pieces(columns: tuple[Variable, ...]) -> list[Piece]:
    """Columns one by one, those of options question by question; what a status column says is said by `status`."""
    found: list[Piece] = []
    silent = beside_a_value(columns)
    for name, places in groupby(range(len(columns)), key=lambda place: question_of(columns[place])):
        if name is None:
            found.extend((place, columns[place]) for place in places if columns[place].name not in silent)
        else:
            options = ((place, int(columns[place].name.rpartition("_")[2]), columns[place].name) for place in places)
            found.append(Several(name, tuple(options)))
    return found


def beside_a_value(columns: tuple[Variable, ...]) -> dict[str, str]:
    """The status columns of questions with one value, each with the column of that; names have many."""
    names = {column.name for column in columns}
    found = {column.name: column.name.removesuffix("_st") for column in columns if column.role == "status"}
    return {name: about for name, about in found.items() if about in names}


def question_of(column: Variable) -> str | None:
    """What the columns of options have in common."""
    return column.name.rpartition("_")[0] if column.role == "option" else None


def write_json_lines(table: Rows, file: Path, progress: Progress = idle) -> Notes:
    """Write the table to a new file, down to the disk."""
    puts = [putter(piece) for piece in pieces(table.columns)]
    with file.open("x", encoding="utf-8", newline="\n") as out:
        for number, row in enumerate(table.rows(), 1):
            out.write(line_of(puts, row))
            progress(number)
        out.flush()
        os.fsync(out.fileno())
    return Notes()


@dataclass
class Line:
    """The members of one interview's object, as JSON already."""

    head: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)


Put = Callable[[list[Cell], Line], None]


def line_of(puts: Sequence[Put], row: list[Cell]) -> str:
    """One interview as an object: system and sample columns, then `answers` and `status`."""
    line = Line()
    for put in puts:
        put(row, line)
    answers, status = ",".join(line.answers), ",".join(line.status)
    return "{" + ",".join([*line.head, f'"answers":{{{answers}}}', f'"status":{{{status}}}']) + "}\n"


def putter(piece: Piece) -> Put:
    """What puts a piece into a line."""
    if isinstance(piece, Several):
        return several_putter(piece)
    place, column = piece
    return head_putter(place, column) if column.role in HEAD else answer_putter(place, column)


def head_putter(place: int, column: Variable) -> Put:
    """A system or sample column: its value, or null."""
    name = f"{_text(column.name)}:"

    def put(row: list[Cell], line: Line) -> None:
        cell = row[place]
        line.head.append(name + ("null" if isinstance(cell, NoAnswer) else value_text(cell)))

    return put


def answer_putter(place: int, column: Variable) -> Put:
    """An answer, or why there is none."""
    name = f"{_text(column.name)}:"
    told = {
        status: f"{name}{_text(status.value)}"
        for status in NoAnswer
        if column.role not in BESIDE or status is not NOT_ASKED
    }

    def put(row: list[Cell], line: Line) -> None:
        cell = row[place]
        if not isinstance(cell, NoAnswer):
            line.answers.append(name + value_text(cell))
        elif cell in told:
            line.status.append(told[cell])

    return put


def several_putter(piece: Several) -> Put:
    """The codes chosen; one status for the question if all options have it, else one for each that has one."""

    def put(row: list[Cell], line: Line) -> None:
        missing = {name: cell for place, _, name in piece.options if isinstance(cell := row[place], NoAnswer)}
        if len(missing) < len(piece.options):
            codes = ",".join(str(code) for place, code, _ in piece.options if row[place] == 1)
            line.answers.append(f"{_text(piece.name)}:[{codes}]")
        elif len(set(missing.values())) == 1:
            missing = {piece.name: next(iter(missing.values()))}
        line.status.extend(f"{_text(name)}:{_text(cell.value)}" for name, cell in missing.items())

    return put


def value_text(value: Cell) -> str:
    """A value as JSON: a number with all its decimals, a time as ISO 8601."""
    if value.__class__ is str:
        return _text(value)
    if value.__class__ is int:
        return str(value)
    return format(value, "f") if isinstance(value, Decimal) else f'"{value.isoformat()}"'  # type: ignore[union-attr]


def compare_json_lines(table: Rows, file: Path, name: str) -> None:
    """Read the file back and compare it with the table, cell by cell. Raises `ReadBackDiffersError`."""
    wanted = pieces(table.columns)
    names = [column.name for column in table.columns]
    with file.open(encoding="utf-8", newline="\n") as lines:
        for row, line in zip_longest(table.rows(), lines, fillvalue=None):
            if row is None or line is None or not line.endswith("\n"):
                compare_fields(name, "", [], [str(row)], [line])
            else:
                expected = {names[place]: comparable(cell) for place, cell in enumerate(row)}
                found = cells_of(wanted, table.columns, _read(line))
                compare_fields(name, str(row[0]), names, [expected[n] for n in names], [found.get(n) for n in names])


def comparable(cell: Cell) -> object:
    """A cell as JSON says it."""
    if isinstance(cell, NoAnswer):
        return cell.value
    return cell.isoformat() if isinstance(cell, date | time) else cell


def cells_of(wanted: list[Piece], columns: tuple[Variable, ...], line: Any) -> dict[str, object]:  # noqa: ANN401
    """What a line says of each column, found by column and question."""
    answers, status = line["answers"], line["status"]
    found: dict[str, object] = {}
    for piece in wanted:
        if isinstance(piece, Several):
            for _, code, name in piece.options:
                missing = status.get(name, status.get(piece.name))
                found[name] = int(code in answers[piece.name]) if missing is None else missing
            continue
        _, column = piece
        if column.role in HEAD:
            found[column.name] = NOT_ASKED.value if line[column.name] is None else line[column.name]
        else:
            found[column.name] = answers.get(column.name, status.get(column.name, NOT_ASKED.value))
    for name, about in beside_a_value(columns).items():
        found[name] = 0 if about in answers else status[about]
    return found
