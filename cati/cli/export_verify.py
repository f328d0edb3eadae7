"""`cati export --verify`: what became of each delivered file on standard output, how it stands on standard error."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cati.cli.diagnostics import tell
from cati.cli.export import Asked, progress_bar
from cati.cli.output import put_line
from cati.errors import ExitCode, UnknownOptionError
from cati.export.differences import Differences, Key
from cati.fieldwork.export_verify import Checked, case_names, check_delivered
from cati.fieldwork.room import Room
from cati.words import say

KEYS_TOLD = 5
"""So many rows that are new or gone are named."""

LONGEST = 60
"""So much of a cell is shown."""

STATES = {
    ("as_delivered", True): "delivered.same",
    ("as_delivered", False): "delivered.data_changed",
    ("changed", True): "delivered.resaved",
    ("changed", False): "delivered.file_changed",
    ("unknown", True): "delivered.unknown_same",
    ("unknown", False): "delivered.unknown_differs",
    ("missing", False): "delivered.missing",
}
"""What is said of a file by its state, and whether it holds what the data say now."""


def run_verify(room: Room, places: Sequence[Path], asked: Asked, first: int) -> ExitCode:
    """Say of each file how it differs. Returns 6 if a file is not as delivered, 1 if only the data changed since."""
    if not places:
        raise UnknownOptionError("delivered.nothing_named")
    with progress_bar() as progress:
        found = check_delivered(room, places, asked.selection(), most=first, progress=progress)
    names = case_names(room)
    for file in found:
        for line in lines_of(file, names, room.language):
            put_line(line)
    spoilt = sum(file.state in ("changed", "missing") or file.fault is not None for file in found)
    stale = sum(not file.is_as_data for file in found) - spoilt
    count = len(found)
    if spoilt:
        tell(say(room.language, "delivered.spoilt", count=spoilt, files=count))
        return ExitCode.DATA_DIFFERS
    if stale:
        tell(say(room.language, "delivered.stale", count=stale, files=count))
        return ExitCode.PROBLEMS_FOUND
    tell(say(room.language, "delivered.sound", count=count))
    return ExitCode.OK


def lines_of(checked: Checked, names: Mapping[str, str], language: str) -> Iterator[str]:
    """One file: how it is, then what differs."""
    word = STATES[checked.state, checked.is_as_data]
    if word == "delivered.file_changed" and checked.is_made_the_same:
        word = "delivered.only_file_changed"
    yield say(language, word, file=checked.file)
    if checked.fault is not None:
        yield "  " + say(language, checked.fault.word, **checked.fault.places)
    if checked.differences is not None:
        yield from ("  " + line for line in lines_of_differences(checked.differences, names, language))


def lines_of_differences(found: Differences, names: Mapping[str, str], language: str) -> Iterator[str]:
    """Rows, columns and cells."""
    if found.gone_rows and not found.shared:
        yield say(language, "delivered.other_study")
        return
    if found.new_rows:
        yield say(language, "delivered.new_rows", count=len(found.new_rows), rows=listed(found.new_rows, names))
    if found.gone_rows:
        yield say(language, "delivered.gone_rows", count=len(found.gone_rows), rows=listed(found.gone_rows, names))
    if found.new_columns:
        yield say(language, "delivered.new_columns", columns=", ".join(found.new_columns))
    if found.gone_columns:
        yield say(language, "delivered.gone_columns", columns=", ".join(found.gone_columns))
    if found.changed:
        yield say(language, "delivered.changed_cells", count=found.changed)
    for cell in found.first:
        row, before, now = row_in_words(cell.row, names), in_short(cell.delivered), in_short(cell.now)
        yield "  " + say(language, "delivered.cell", row=row, column=cell.column, delivered=before, now=now)
    if found.changed > len(found.first):
        yield "  " + say(language, "delivered.more", count=found.changed - len(found.first))


def listed(rows: Sequence[Key], names: Mapping[str, str]) -> str:
    """The first of some rows."""
    told = [row_in_words(row, names) for row in rows[:KEYS_TOLD]]
    return ", ".join([*told, "…"] if len(rows) > KEYS_TOLD else told)


def row_in_words(row: Key, names: Mapping[str, str]) -> str:
    """A row by its case, as the supervisor knows it, and what else names it."""
    return " / ".join(names.get(part, part) for part in row)


def in_short(text: str) -> str:
    """A cell on one line, in quotes, so that an empty one is seen."""
    short = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    return f"'{short}'"
