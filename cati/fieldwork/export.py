"""Write the interviews of a study to a file: whole or not at all, and read back before it gets its name."""

from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cati.errors import NothingToExportError, StudyError
from cati.export.csv_file import Progress, compare_csv, idle, write_csv
from cati.export.interview import Interviewed, Version
from cati.export.table import Table
from cati.export.whole_file import refuse_existing, require_space, told_as_export, whole_file
from cati.fieldwork.interviewed import interviewed, outcome_of
from cati.fieldwork.room import Room
from cati.fieldwork.study import Study
from cati.questionnaire.loader import load
from cati.questionnaire.version import SHOWN
from cati.storage.cases import list_cases
from cati.storage.settings import read_setting, settle
from cati.storage.store import Store
from cati.storage.stored_interviews import StoredInterview, interviews_for_export
from cati.storage.versions import StoredVersion

DEFAULT = frozenset({"complete", "partial"})
ALL = "all"
SALT = "export_salt"
BYTES_OF_A_CELL = 30


@dataclass(frozen=True)
class ExportReport:
    """What was written; `outcomes` and `left_out` count interviews by disposition."""

    target: Path
    rows: int
    outcomes: Mapping[str, int]
    left_out: Mapping[str, int]


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
    refuse_existing(target, replace=force)
    left_out: Counter[str] = Counter()
    salt = salt_of(room)
    wanted = selected(room.store, practice=practice, include=include, left_out=left_out)
    with closing(wanted), told_as_export(target), Table.of(taken(wanted, room.study, salt), target.parent) as table:
        if not len(table):
            raise nothing(room.store, left_out, practice=practice)
        with whole_file(target, replace=force) as part:
            require_space(target, len(table) * len(table.columns) * BYTES_OF_A_CELL)
            write_csv(table, part, progress)
            compare_csv(table, part, target.name)
        return ExportReport(target, len(table), dict(table.outcomes), dict(left_out))


def salt_of(room: Room) -> str:
    """The study's secret behind pseudonyms, drawn at the first export."""
    return str(read_setting(room.store, SALT) or settle(room.store, SALT, room.chance()))


def selected(
    store: Store, *, practice: bool, include: frozenset[str], left_out: Counter[str]
) -> Generator[StoredInterview]:
    """The interviews of the selection, all of one moment; the others are counted."""
    names = {name.replace("-", "_") for name in include}
    for stored in interviews_for_export(store, practice=practice):
        outcome = outcome_of(stored)
        if ALL in names or outcome in names:
            yield stored
        else:
            left_out[outcome] += 1


def taken(found: Iterable[StoredInterview], study: Study, salt: str) -> Iterator[Interviewed]:
    """Each interview under its own version of the questionnaire."""
    read = cache(lambda version: version_of(version, study))
    return (interviewed(stored, read(stored.version), salt, study.zone) for stored in found)


def version_of(stored: StoredVersion, study: Study) -> Version:
    """A stored version with its questionnaire. Raises `StudyError` if this program cannot read it any more."""
    name = stored.content_hash[:SHOWN]
    if stored.content_hash == study.content_hash:
        return Version(name, stored.version_id, study.questionnaire)
    questionnaire = load(stored.source.encode()).questionnaire
    if questionnaire is None:
        raise StudyError("errors.unreadable_version", version=name)
    return Version(name, stored.version_id, questionnaire)


def nothing(store: Store, left_out: Mapping[str, int], *, practice: bool) -> NothingToExportError:
    """Why there is nothing to write."""
    return NothingToExportError(
        "export.no_rows",
        count=sum(1 for _ in list_cases(store, practice=practice)),
        complete=left_out.get("complete", 0),
        partial=left_out.get("partial", 0),
        break_off=left_out.get("break_off", 0),
    )
