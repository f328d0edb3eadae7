"""Rows laid aside on disk, exactly: one JSON line each, so that many rows need little memory."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from cati.export.cells import Cell, NoAnswer

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode
_DIRECT = {int, str}
_STATUSES = {status: ["status", status.value] for status in NoAnswer}
_MARKS: Mapping[str, Callable[[str], Cell]] = {
    "decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "status": {status.value: status for status in NoAnswer}.__getitem__,
}


def pack(key: tuple[str, str], rank: int, cells: list[Cell]) -> bytes:
    """A row as one line; lines sort as their keys do."""
    inside = [cell if cell.__class__ in _DIRECT else packed(cell) for cell in cells]
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
    for place, cell in enumerate(cells):
        if cell is None:
            cells[place] = NoAnswer.NOT_ASKED
        elif cell.__class__ is list:
            cells[place] = _MARKS[cell[0]](cell[1])
    return rank, cells
