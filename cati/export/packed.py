"""Rows laid aside on disk, exactly: one JSON line each, so that many rows need little memory."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from cati.export.cells import Cell, NoAnswer

_encode = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_decode = json.JSONDecoder().decode
_DIRECT = {int, str}
_HALVES: Mapping[NoAnswer, float | None] = {
    NoAnswer.NOT_ASKED: None,
    NoAnswer.DONT_KNOW: 0.5,
    NoAnswer.REFUSED: 1.5,
    NoAnswer.NOT_REACHED: 2.5,
}
"""No cell is a float (a number with decimals is a `Decimal`), so floats stand for the ways of having no answer."""

_status_of = {half: status for status, half in _HALVES.items()}.get
_READ: Mapping[str, Callable[[str], Cell]] = {
    "Decimal": Decimal,
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
}


def pack(key: tuple[str, str], rank: int, cells: list[Cell]) -> bytes:
    """A row as one line; lines sort as their keys do. What JSON lacks stands behind the cells, with its place."""
    inside = [cell if cell.__class__ in _DIRECT else plain(cell) for cell in cells]
    others = [
        (place, type(cell).__name__, str(cell) if isinstance(cell, Decimal) else cell.isoformat())
        for place, cell in enumerate(cells)
        if isinstance(cell, Decimal | date | time)
    ]
    return _encode([*key, rank, inside, others]).encode() + b"\n"


def plain(cell: Cell) -> int | str | float | None:
    """A cell as JSON has it; nought where it stands behind the cells."""
    match cell:
        case NoAnswer():
            return _HALVES[cell]
        case int() | str():
            return cell
        case _:
            return 0


def unpack(line: bytes) -> tuple[int, list[Cell]]:
    """The rank of a row's version, and its cells."""
    _, _, rank, inside, others = _decode(line.decode())
    cells: list[Cell] = list(map(_status_of, inside, inside))
    for place, kind, text in others:
        cells[place] = _READ[kind](text)
    return rank, cells
