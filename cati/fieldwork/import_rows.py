"""Rows that were read, matched with the cases that are there and, if that is wanted, kept: all of them or none."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from cati.errors import NotSavedError, SampleFileError
from cati.fieldwork.import_order import ImportReport, Order
from cati.fieldwork.quota_cells import cell_for
from cati.fieldwork.room import Room
from cati.fieldwork.sample_file.waiting import WaitingRows
from cati.fieldwork.sample_matching import Matched, Matching, Result, fields_changed
from cati.sample.columns import folded
from cati.sample.finding import Finding
from cati.sample.sample_rows import RowReader
from cati.storage.audit import Deed
from cati.storage.cases import ROWS_AT_ONCE
from cati.storage.sample_import import Importing, importing, looking
from cati.storage.settings import read_setting, settle

Progress = Callable[[int, int], None]
"""Told the row and about how many there are; what it raises stops the import, and nothing is kept."""
SEED = "shuffle_seed"
TRIES = 24
"""How often a busy database is tried, a few seconds each time."""


@dataclass(frozen=True)
class Reading:
    """A file that was read through: its rows, their reader, what was found so far, about how many rows there are."""

    waiting: WaitingRows
    reader: RowReader
    report: ImportReport
    expected: int


def settled(
    room: Room, order: Order, reading: Reading, progress: Progress
) -> tuple[dict[int, Result], dict[int, list[Finding]]]:
    """Match the rows and, if that is wanted and nothing stands against it, write them."""
    is_kept = not order.dry_run and (order.skip_bad or not reading.report.results["rejected"])
    if not is_kept:
        seed = read_setting(room.store, SEED) or ""
        with looking(room.store) as inside:
            return match_rows(inside, room, seed, reading, None)
    seed = settle(room.store, SEED, room.chance())
    digest = digest_of(order.file)
    for _ in range(TRIES):
        progress(0, reading.expected)
        try:
            with importing(room.store) as inside:
                found = match_rows(inside, room, seed, reading, progress)
                inside.sort(room.study.questionnaire.fieldwork.quotas, cell_for(room), room.clock())
                keep_order(inside, room, order, reading.report, digest)
        except NotSavedError as fault:
            if fault.word != "storage.busy":
                raise
        else:
            reading.report.is_written = True
            return found
    raise SampleFileError("sample.busy")


def digest_of(file: Path) -> str:
    """What the audit knows the file by."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def match_rows(
    inside: Importing, room: Room, seed: str, reading: Reading, progress: Progress | None
) -> tuple[dict[int, Result], dict[int, list[Finding]]]:
    """The result of every row, and what was found by matching; written as it goes if there is a `progress`."""
    now, report = room.clock(), reading.report
    matching = Matching(inside, seed, room.store.second(now), reading.reader.ids)
    before = inside.count()
    results: dict[int, Result] = {}
    later: dict[int, list[Finding]] = {}
    rows = (read for read, _ in reading.waiting.rows())
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        found = matching.match([(read.row, read.case) for read in batch if read.case is not None])
        results |= {read.row: "blank" if read.is_blank else found.results.get(read.row, "rejected") for read in batch}
        for finding in found.findings:
            later.setdefault(finding.row, []).append(finding)
        if progress is not None:
            write_batch(inside, room, found, now)
            progress(batch[-1].row, reading.expected)
    report.results = Counter(results.values())
    report.absent = before - matching.known_live
    return results, later


def write_batch(inside: Importing, room: Room, found: Matched, now: datetime) -> None:
    """Write what a batch came to."""
    inside.add(found.new, now)
    inside.change(found.changes)
    inside.note(list(traces(room, found, now)))


def traces(room: Room, found: Matched, now: datetime) -> Iterator[Deed]:
    """A line of the audit for each case that changed: which fields, never their values."""
    for change in found.changes:
        yield Deed(
            now, room.interviewer, "case_changed", change.known.case.case_key, {"fields": fields_changed(change)}
        )


def keep_order(inside: Importing, room: Room, order: Order, report: ImportReport, digest: str) -> None:
    """Remember how the columns were read, and that the file was imported."""
    inside.keep(mapping_key(report.columns.headings), report.columns.chosen())
    detail = {"sha256": digest, "rows": dict(report.results)}
    inside.note([Deed(room.clock(), room.interviewer, "sample_imported", order.file.name, detail)])


def mapping_key(headings: tuple[str, ...]) -> str:
    """The setting that keeps how the columns of files with these headings were read."""
    names = "\n".join(sorted(map(folded, headings)))
    return f"sample_columns {hashlib.sha256(names.encode()).hexdigest()[:16]}"
