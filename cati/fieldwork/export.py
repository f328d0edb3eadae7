"""Write the interviews of a study: one file or one folder, whole or not at all, each file read back before that."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from cati.errors import ExportError, UnknownOptionError
from cati.export.cells import Cell
from cati.export.csv_file import compare_csv, write_csv
from cati.export.datapackage import sha256, write_manifest
from cati.export.edition import NOTHING, Notes, Progress, idle, total
from cati.export.entries import label_conflicts
from cati.export.making import CODEBOOKS, Format, Making, chosen, make
from cati.export.table import Table
from cati.export.whole_file import refuse_existing, require_space, told_as_export, whole_file, whole_folder
from cati.fieldwork.export_record import Delivery, Fall, falls, note_delivery
from cati.fieldwork.export_source import Source, Wanted, salt_of
from cati.fieldwork.room import Room
from cati.questionnaire.variables import Variable
from cati.storage.snapshot import snapshot

BYTES_OF_A_CELL = 30
CASE = ("case", "row")
"""The places of a sentence that may hold a pseudonym."""

EXPORTS = "exports"
SMALL_GROUP = ("code", "text")


@dataclass(frozen=True)
class ExportReport:
    """What was written. `outcomes` and `left_out` count interviews by disposition; `files` are the names in a folder.

    `unique_rows` of the exported interviews are alone in their combination of the sample fields `identifying`; `notes`
    tell what a format could not hold as it is, `fallen` which tables have fewer rows than the last time.
    """

    target: Path
    rows: int
    outcomes: Mapping[str, int]
    left_out: Mapping[str, int]
    files: tuple[str, ...] = ()
    unique_rows: int = 0
    identifying: tuple[str, ...] = ()
    notes: Notes = NOTHING
    fallen: tuple[Fall, ...] = ()


def export_file(
    room: Room, target: Path, wanted: Wanted, *, actor: str = "", force: bool = False, progress: Progress = idle
) -> ExportReport:
    """Write one format as one file. Raises an `ExportError` that says what is wrong; nothing is left behind."""
    (format_,) = one(chosen(wanted.formats))
    refuse_existing(target, replace=force)
    with told_as_export(target), read(room, wanted, target.parent) as (source, table):
        making = Making(table, source.edition(table))
        require_space(target, estimate(table, 1))
        with whole_file(target, replace=force) as file:
            notes = make(format_, making, file, progress)
            fallen = keep(source, target, {"interviews": len(table)}, {target.name: sha256(file)}, actor)
        return replace(report(target, source, table), notes=in_the_room(notes, source), fallen=fallen)


def export_folder(
    room: Room,
    wanted: Wanted,
    target: Path | None = None,
    *,
    actor: str = "",
    force: bool = False,
    progress: Progress = idle,
) -> ExportReport:
    """Write one folder with all files of an export: data, codebook, cases, call attempts, and a manifest with hashes.

    The default place is `exports/<local time>` in the study's folder; `actor` is who exports. Raises an `ExportError`
    that says what is wrong; the folder is then as it was, and nothing is left behind.
    """
    formats = chosen(wanted.formats)
    folder = default_target(room) if target is None else target
    refuse_existing(folder, replace=force)
    with told_as_export(folder), read(room, wanted, folder.parent) as (source, table):
        require_space(folder, estimate(table, len(formats) + 2))
        with whole_folder(folder, replace=force) as part:
            made = write_all(part, source, table, [*formats, *CODEBOOKS], progress)
            hashes = {name: sha256(part / name) for name in made.files}
            fallen = keep(source, folder, made.counts, hashes, actor)
        return replace(
            report(folder, source, table), files=made.files, notes=in_the_room(made.notes, source), fallen=fallen
        )


def keep(
    source: Source, target: Path, counts: Mapping[str, int], files: Mapping[str, str], actor: str
) -> tuple[Fall, ...]:
    """Note the export in the audit; what has become fewer since the last one like it."""
    selection, formats = source.wanted.selection(), source.wanted.formats
    delivery = Delivery(source.room.clock(), str(target), selection, formats, counts, files)
    fallen = falls(source.room, delivery)
    note_delivery(source.room, delivery, actor or source.room.interviewer)
    return fallen


@contextmanager
def read(room: Room, wanted: Wanted, scratch: Path) -> Iterator[tuple[Source, Table]]:
    """The table of interviews, and the moment of the database it was read at."""
    salt = salt_of(room)
    with snapshot(room.store) as now:
        source = Source(room, now, wanted, salt)
        try:
            with source.table(scratch) as table:
                yield source, table
        except ExportError as told:  # to a supervisor a case is what it is called in the room
            told.places.update({name: source.case_named(told.places[name]) for name in CASE if name in told.places})
            raise


@dataclass(frozen=True)
class Made:
    """The files of a folder, how many rows each table has, and what the formats could not hold."""

    files: tuple[str, ...]
    counts: Mapping[str, int]
    notes: Notes


def write_all(part: Path, source: Source, table: Table, formats: Sequence[Format], progress: Progress) -> Made:
    """Every file of the folder, the manifest last."""
    edition = source.edition(table)
    notes = [Notes(label_conflicts=label_conflicts(table.columns, edition))]
    described: dict[str, tuple[Variable, ...]] = {}
    counts = {"interviews": len(table)}
    for making, end in makings(source, table):
        for format_ in formats:
            file = part / with_end(format_.file, end)
            notes.append(make(format_, making, file, progress))
        described[with_end("interviews.csv", end)] = making.table.columns
    for name, listing_of in source.listings().items():
        with listing_of(part) as listing:
            file = part / f"{name}.csv"
            write_csv(listing, file)
            compare_csv(listing, file, file.name)
            described[file.name] = listing.columns
            counts[name] = len(listing)
    write_manifest(part, edition, described, total(notes), source.room.clock())
    return Made(tuple(sorted(file.name for file in part.iterdir())), counts, total(notes))


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


def in_the_room(notes: Notes, source: Source) -> Notes:
    """What is told of a case, by what it is called in the room."""
    if notes.first_guarded is None:
        return notes
    case, column = notes.first_guarded
    return replace(notes, first_guarded=(str(source.case_named(case)), column))


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
