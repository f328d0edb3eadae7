"""Write the interviews of a study: one file or one folder, whole or not at all, each file read back before that."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cati.errors import UnknownOptionError
from cati.export.cells import Cell
from cati.export.csv_file import compare_csv, write_csv
from cati.export.datapackage import write_manifest
from cati.export.edition import Notes, Progress, idle, total
from cati.export.making import CODEBOOKS, Format, Making, chosen, make
from cati.export.sorted_rows import Listing
from cati.export.table import Table
from cati.export.whole_file import refuse_existing, require_space, told_as_export, whole_file, whole_folder
from cati.fieldwork.export_source import DEFAULT, Source, Wanted, salt_of
from cati.fieldwork.room import Room
from cati.questionnaire.variables import Variable
from cati.storage.snapshot import snapshot

BYTES_OF_A_CELL = 30
EXPORTS = "exports"
SMALL_GROUP = ("code", "text")


@dataclass(frozen=True)
class ExportReport:
    """What was written. `outcomes` and `left_out` count interviews by disposition; `files` are the names in a folder.

    `unique_rows` of the exported interviews are alone in their combination of the sample fields `identifying`.
    """

    target: Path
    rows: int
    outcomes: Mapping[str, int]
    left_out: Mapping[str, int]
    files: tuple[str, ...] = ()
    unique_rows: int = 0
    identifying: tuple[str, ...] = ()


def export_interviews(
    room: Room,
    target: Path,
    *,
    practice: bool = False,
    include: frozenset[str] = DEFAULT,
    force: bool = False,
    progress: Progress = idle,
) -> ExportReport:
    """Write one CSV file of interviews: live ones, or with `practice` those of practice cases and no others.

    `include` names dispositions (`break-off` and `break_off` are one), or `all`. Raises an `ExportError` that
    says what is wrong; the target is then as it was, and nothing is left behind.
    """
    wanted = Wanted(("csv",), practice=practice, include=include)
    return export_file(room, target, wanted, force=force, progress=progress)


def export_file(
    room: Room, target: Path, wanted: Wanted, *, force: bool = False, progress: Progress = idle
) -> ExportReport:
    """Write one format as one file. Raises an `ExportError` that says what is wrong; nothing is left behind."""
    (format_,) = one(chosen(wanted.formats))
    refuse_existing(target, replace=force)
    with told_as_export(target), read(room, wanted, target.parent) as (source, table):
        making = Making(table, source.edition(table))
        require_space(target, estimate(table, 1))
        with whole_file(target, replace=force) as file:
            make(format_, making, file, progress)
        return report(target, source, table)


def export_folder(
    room: Room, wanted: Wanted, target: Path | None = None, *, force: bool = False, progress: Progress = idle
) -> ExportReport:
    """Write one folder with all files of an export: data, codebook, cases, call attempts, and a manifest with hashes.

    The default place is `exports/<local time>` in the study's folder. Raises an `ExportError` that says what is
    wrong; the folder is then as it was, and nothing is left behind.
    """
    formats = chosen(wanted.formats)
    folder = default_target(room) if target is None else target
    refuse_existing(folder, replace=force)
    with told_as_export(folder), read(room, wanted, folder.parent) as (source, table):
        require_space(folder, estimate(table, len(formats) + 2))
        with whole_folder(folder, replace=force) as part:
            files = write_all(part, source, table, [*formats, *CODEBOOKS], progress)
        return replace(report(folder, source, table), files=files)


@contextmanager
def read(room: Room, wanted: Wanted, scratch: Path) -> Iterator[tuple[Source, Table]]:
    """The table of interviews, and the moment of the database it was read at."""
    salt = salt_of(room)
    with snapshot(room.store) as now:
        source = Source(room, now, wanted, salt)
        with source.table(scratch) as table:
            yield source, table


def write_all(
    part: Path, source: Source, table: Table, formats: Sequence[Format], progress: Progress
) -> tuple[str, ...]:
    """Every file of the folder, the manifest last; their names."""
    edition = source.edition(table)
    notes: list[Notes] = []
    described: dict[str, tuple[Variable, ...]] = {}
    for making, end in makings(source, table):
        for format_ in formats:
            file = part / with_end(format_.file, end)
            notes.append(make(format_, making, file, progress))
        described[with_end("interviews.csv", end)] = making.table.columns
    others: dict[str, Callable[[Path], Listing]] = {"cases.csv": source.cases, "attempts.csv": source.attempts}
    if source.wanted.with_events:
        others["events.csv"] = source.events
    for name, listing_of in others.items():
        with listing_of(part) as listing:
            write_csv(listing, part / name)
            compare_csv(listing, part / name, name)
            described[name] = listing.columns
    write_manifest(part, edition, described, total(notes), source.room.clock())
    return tuple(sorted(file.name for file in part.iterdir()))


def makings(source: Source, table: Table) -> Iterator[tuple[Making, str]]:
    """All interviews together; or each version apart, with the end of its files' names."""
    edition = source.edition(table)
    if not source.wanted.by_version:
        yield Making(table, edition), ""
        return
    for rows in table.apart():
        yield Making(rows, replace(edition, versions=(rows.version,))), f"_{rows.version.name}"


def with_end(name: str, end: str) -> str:
    """A file's name with something before its suffix."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}{end}{dot}{suffix}"


def one(formats: list[Format]) -> list[Format]:
    """The one format that fits in one file. Raises `UnknownOptionError` for others."""
    if len(formats) != 1 or formats[0].beside:
        raise UnknownOptionError("export.not_one_file", files=", ".join(format_.file for format_ in formats))
    return formats


def default_target(room: Room) -> Path:
    """A folder named after the time."""
    exports = room.study.folder / EXPORTS
    with told_as_export(exports):
        exports.mkdir(exist_ok=True)
    return exports / f"{room.local_now():%Y-%m-%dT%H%M}"


def estimate(table: Table, files: int) -> int:
    """Roughly how many bytes will be written."""
    return len(table) * len(table.columns) * BYTES_OF_A_CELL * files


def report(target: Path, source: Source, table: Table) -> ExportReport:
    """What was written, and how many rows could be told apart by the sample alone."""
    places = [
        place for place, column in enumerate(table.columns) if column.role == "sample" and column.kind in SMALL_GROUP
    ]
    groups: Counter[tuple[Cell, ...]] = Counter()
    if places:
        groups.update(tuple(row[place] for place in places) for row in table.rows())
    return ExportReport(
        target,
        len(table),
        dict(table.outcomes),
        dict(source.left_out),
        unique_rows=sum(count == 1 for count in groups.values()),
        identifying=tuple(table.columns[place].name for place in places),
    )
