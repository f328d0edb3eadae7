"""`cati report`: tables on the terminal, or one page."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cati.cli.diagnostics import tell
from cati.cli.output import put_line, put_lines
from cati.errors import UnknownOptionError
from cati.fieldwork.report.asked_for import read_as_of, read_days, read_share
from cati.fieldwork.report.document import Page, Section, Table
from cati.fieldwork.report.handover import handover
from cati.fieldwork.report.page import write_page
from cati.fieldwork.report.whole import Wanted, report
from cati.fieldwork.room import Room
from cati.words import say

if TYPE_CHECKING:
    from rich.table import Table as Grid

WIDE, ENDLESS = 120, 1000
"""Columns from which on everything is shown; also where no terminal says how wide it is."""


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line, as it was typed."""

    parts: tuple[str, ...]
    as_of: str | None
    first: str | None
    last: str | None
    e: str | None
    by: str | None
    html: Path | None
    handover: bool
    force: bool

    def wanted(self, room: Room) -> Wanted:
        """What is to be reported. Raises `UnknownOptionError`."""
        since, before = read_days(self.first, self.last, room)
        return Wanted(
            self.parts,
            None if self.as_of is None else read_as_of(self.as_of, room),
            since,
            before,
            None if self.e is None else read_share(self.e),
            self.by,
        )


def run_report(room: Room, asked: Asked) -> None:
    """Print the report, or write it as a page and say where it is."""
    page = handover_alone(room, asked) if asked.handover else report(room, asked.wanted(room))
    if asked.html is None:
        put_lines(printed(page, width_of_terminal()))
        return
    write_page(page, asked.html, force=asked.force)
    put_line(str(asked.html))
    tell(say(room.language, "report.written", target=asked.html))


def handover_alone(room: Room, asked: Asked) -> Page:
    """The page for the next shift, which is of now and has no parts. Raises `UnknownOptionError`."""
    options = {"--as-of": asked.as_of, "--from": asked.first, "--to": asked.last, "--e": asked.e, "--by": asked.by}
    given = [*asked.parts, *(name for name, value in options.items() if value is not None)]
    if given:
        raise UnknownOptionError("report.handover_alone", given=", ".join(given))
    return handover(room)


def width_of_terminal() -> int:
    """How many columns there are."""
    from rich.console import Console  # noqa: PLC0415 - only a report needs it

    return Console(file=sys.stdout).width if sys.stdout.isatty() else WIDE


def printed(page: Page, width: int) -> list[str]:
    """The whole report as lines of text."""
    lines = [page.title, *page.lines]
    for section in page.sections:
        lines += ["", *section_lines(section, width)]
    return lines


def section_lines(section: Section, width: int) -> list[str]:
    """One part: its title, its notes, its table."""
    notes = [line for note in section.notes for line in folded(note, width)]
    after = [line for note in section.after for line in folded(note, width)]
    title = folded(section.title if section.is_below else section.title.upper(), width)
    return [*title, *notes, *([] if section.table is None else table_lines(section.table, width)), *after]


def folded(text: str, width: int) -> list[str]:
    """A text on lines that fit."""
    from textwrap import wrap  # noqa: PLC0415 - only a report needs it

    return wrap(text, width) or [""]


def table_lines(table: Table, width: int) -> list[str]:
    """A table, its numbers one below the other; columns that only a wide place shows are left out of a narrow one."""
    grid = grid_of(table, width, gap=1)
    roomy = max(map(len, drawn(grid, ENDLESS))) <= width
    return drawn(grid if roomy else grid_of(table, width, gap=0), width)


def grid_of(table: Table, width: int, *, gap: int) -> "Grid":
    """The table as rich draws it."""
    from rich import box  # noqa: PLC0415 - only a report needs it
    from rich.table import Table as Grid  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = [at for at in range(len(table.heads)) if at not in table.wide or width >= WIDE]
    grid = Grid(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, gap))
    for at in shown:
        grid.add_column(Text(table.heads[at]), justify="left" if at < table.words else "right", overflow="fold")
    for row in table.rows:
        grid.add_row(*(Text(row[at]) for at in shown))
    return grid


def drawn(grid: "Grid", width: int) -> list[str]:
    """The lines of a table."""
    from rich.console import Console  # noqa: PLC0415 - only a report needs it

    console = Console(width=width, color_system=None, force_terminal=False)
    with console.capture() as captured:
        console.print(grid)
    return [line.rstrip() for line in captured.get().splitlines()]
