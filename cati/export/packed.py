"""Rows laid aside on disk, exactly: one JSON line each, so that many rows need little memory."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from cati.export.cells import Cell, NoAnswer

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode
_STATUSES = {status: [status.value] for status in NoAnswer}
_MARKS: Mapping[str, Callable[[str], Cell]] = {
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def pack(key: tuple[str, str], rank: int, cells: list[Cell]) -> bytes:
    """A row as one line; lines sort as their keys do."""
    inside = [cell if isinstance(cell, int | str) else packed(cell) for cell in cells]
    return _encode([*key, rank, inside]).encode() + b"\n"


def packed(cell: Cell) -> object:
    """A cell as JSON: what is no int or str is a list that says what it is."""
    match cell:
        case NoAnswer():
            return None if cell is NoAnswer.NOT_ASKED else _STATUSES[cell]
        case Decimal():
            return ["decimal", str(cell)]
        case datetime() | date() | time():
            return [type(cell).__name__, cell.isoformat()]
        case _:
            return cell


def unpack(line: bytes) -> tuple[int, list[Cell]]:
    """The rank of a row's version, and its cells."""
    _, _, rank, cells = _decode(line.decode())
    return rank, [cell if isinstance(cell, int | str) else unpacked(cell) for cell in cells]


def unpacked(cell: list[str] | None) -> Cell:
    """A cell that is no int or str."""
    if cell is None:
        return NoAnswer.NOT_ASKED
    if len(cell) == 1:
        return NoAnswer(cell[0])
    mark, text = cell
    return _MARKS[mark](text)
