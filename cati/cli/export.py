"""`cati export`: the path of what was written on standard output, all talk on standard error."""

import getpass
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cati.cli.diagnostics import tell
from cati.cli.output import put_line
from cati.fieldwork.export import ExportReport, export_file, export_folder
from cati.fieldwork.export_contacts import export_contacts, people_with_contact_data
from cati.fieldwork.export_record import Fall
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room
from cati.questionnaire.dispositions import dispositions
from cati.words import say

if TYPE_CHECKING:
    from cati.export.edition import Notes, Progress


NAMES_TOLD = 5
TABLES = {
    "interviews": "command.table.interviews",
    "cases": "command.table.cases",
    "attempts": "command.table.attempts",
    "dials": "command.table.dials",
    "events": "command.table.events",
}


@dataclass(frozen=True)
class Asked:
    """What was asked for on the command line."""

    formats: tuple[str, ...]
    target: Path | None
    include: frozenset[str]
    version: str
    labels: str
    practice: bool
    by_version: bool
    paradata: bool
    force: bool

    def wanted(self) -> Wanted:
        """The selection; one file without a format has that of its ending."""
        formats = self.formats
        if not formats and self.is_one_file and self.target is not None:
            formats = (self.target.suffix.removeprefix("."),)
        return Wanted(
            formats or Wanted.formats,
            practice=self.practice,
            include=self.include,
            version=self.version,
            by_version=self.by_version,
            language=self.labels,
            with_events=self.paradata,
        )

    def selection(self) -> Wanted:
        """What was asked for but the formats: with `--verify` files stand in their place."""
        return replace(self, formats=Wanted.formats).wanted()

    @property
    def is_one_file(self) -> bool:
        """Whether one file is meant: its name has an ending."""
        return self.target is not None and bool(self.target.suffix)


def run_export(room: Room, asked: Asked) -> None:
    """Write a folder or a file, and say what is in it and what was left out."""
    with progress_bar() as progress:
        if asked.is_one_file and asked.target is not None:
            report = export_file(
                room, asked.target, asked.wanted(), actor=getpass.getuser(), force=asked.force, progress=progress
            )
        else:
            report = export_folder(
                room, asked.wanted(), asked.target, actor=getpass.getuser(), force=asked.force, progress=progress
            )
    put_line(str(report.target))
    for line in account(report, room.language):
        tell(line)


def account(report: ExportReport, language: str) -> Iterator[str]:
    """What was written, what was left out, and whether rows could give people away."""
    if report.files:
        yield say(language, "command.exported", count=report.rows, target=report.target, files=len(report.files))
    else:
        yield say(language, "command.exported_file", count=report.rows, target=report.target)
    for name, count in sorted(report.left_out.items()):
        label = dispositions()[name].label(language) if name in dispositions() else name
        yield say(language, "command.left_out", count=count, disposition=label, name=name.replace("_", "-"))
    yield from notes_in_words(report.notes, language)
    yield from (fallen_in_words(fall, language) for fall in report.fallen)
    if report.unique_rows:
        fields = " × ".join(report.identifying)
        yield say(language, "command.unique_rows", count=report.unique_rows, rows=report.rows, fields=fields)


def notes_in_words(notes: "Notes", language: str) -> Iterator[str]:
    """What a format could not hold as it is, and how it holds it."""
    if notes.cut_labels:
        names = tuple(dict.fromkeys(notes.cut_labels))
        yield say(language, "command.labels_cut", count=len(names), names=first_of(names))
    if notes.label_conflicts:
        names = tuple(notes.label_conflicts)
        yield say(language, "command.label_conflicts", count=len(names), names=first_of(names))
    if notes.first_guarded is not None:
        case, column = notes.first_guarded
        yield say(language, "command.guarded", count=notes.guarded_cells, case=case, column=column)


def first_of(names: Sequence[str]) -> str:
    """The first of some names."""
    return ", ".join(names[:NAMES_TOLD]) + (" …" if len(names) > NAMES_TOLD else "")


def fallen_in_words(fall: Fall, language: str) -> str:
    """A table that became shorter, and what may be why."""
    at = f"{fall.last.at.astimezone():%Y-%m-%d %H:%M}"
    table = say(language, TABLES[fall.table])
    told = say(
        language, "command.fallen", table=table, before=fall.before, now=fall.now, at=at, target=fall.last.target
    )
    return told + (" " + say(language, "command.fallen_erased", count=fall.erased) if fall.erased else "")


@contextmanager
def progress_bar() -> "Iterator[Progress]":
    """One bar on standard error, on a terminal only."""
    from rich.console import Console  # noqa: PLC0415 - only an export needs it
    from rich.progress import Progress as Bar  # noqa: PLC0415

    console = Console(file=sys.stderr)
    with Bar(console=console, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("", total=None)
        yield lambda rows: bar.advance(task, rows)


def run_contacts(room: Room, target: Path | None, reason: str, *, force: bool, yes: bool) -> None:
    """Write contact data to a file of its own, after asking."""
    people = people_with_contact_data(room)
    if people and not yes and not is_agreed(say(room.language, "command.write_contacts", count=people)):
        tell(say(room.language, "command.not_written"))
        return
    file = target or room.study.folder / "exports" / "contacts.csv"
    if target is None:
        file.parent.mkdir(exist_ok=True)
    report = export_contacts(room, file, reason, actor=getpass.getuser(), force=force)
    put_line(str(report.target))
    tell(say(room.language, "command.contacts_written", count=report.people, target=report.target))


def is_agreed(question: str) -> bool:
    """Whether a person at a terminal says yes; without a terminal the answer is no."""
    if not sys.stdin.isatty():
        return False
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().casefold()[:1] in ("y", "j", "o")
