"""A workbook, read in a process of its own: whatever is in it, it can take no more than its share of memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from cati.errors import SampleFileError

MEMORY = 3 * 1024**3
"""How much address space the reading process may use."""
UNREADABLE, NO_SHEET = 3, 4


@dataclass(frozen=True)
class Sheet:
    """A sheet that is being read: its name, all names, how many rows, and the rows."""

    name: str
    names: tuple[str, ...]
    height: int
    rows: Iterator[list[str]]


def open_sheet(file: Path, wanted: str) -> Sheet:
    """The sheet of this name, or the first. Raises `SampleFileError`."""
    rows = sheet_lines(file, wanted)
    head = next(rows)
    return Sheet(head[0], tuple(head[2:]), int(head[1]), rows)


def sheet_lines(file: Path, wanted: str) -> Iterator[list[str]]:
    """What the reading process writes: a line about the sheet, then its rows."""
    command = [sys.executable, "-m", __name__, str(file), wanted]
    with subprocess.Popen(  # noqa: S603  # ourselves
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    ) as child:
        found = 0
        try:
            for line in child.stdout or ():
                if line.endswith("\n"):
                    found += 1
                    yield json.loads(line)
        except GeneratorExit:
            child.kill()
            raise
    if child.returncode == NO_SHEET:
        raise SampleFileError("sample.no_sheet", file=file, sheet=wanted)
    if child.returncode or not found:
        raise SampleFileError("sample.damaged", file=file)


def in_text(value: str | float | date | time | datetime | timedelta | None) -> str:
    """A cell as text: a whole number without decimals, a day as `2027-01-04`."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "seconds")
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def write_sheet(file: str, wanted: str) -> int:
    """Write a sheet to standard output, a row a line; returns the exit code."""
    from python_calamine import CalamineError, CalamineWorkbook  # noqa: PLC0415  # this process only

    limit_memory()
    try:
        book = CalamineWorkbook.from_path(file)
        names = book.sheet_names
        if wanted and wanted not in names:
            return NO_SHEET
        sheet = book.get_sheet_by_name(wanted or names[0])
    except (CalamineError, ValueError, OSError, IndexError, MemoryError):
        return UNREADABLE
    sys.stdout.write(json.dumps([wanted or names[0], str(sheet.total_height), *names]) + "\n")
    for row in sheet.iter_rows():
        sys.stdout.write(json.dumps([in_text(value) for value in row]) + "\n")
    return 0


def limit_memory() -> None:
    """Let no file make this process take all memory."""
    with suppress(ImportError):
        import resource  # noqa: PLC0415  # POSIX only

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]  # a text stream
    sys.exit(write_sheet(sys.argv[1], sys.argv[2]))
