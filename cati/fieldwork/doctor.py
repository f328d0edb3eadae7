"""Whether a study can be worked at here: what is well, what is not, and what to do about it."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

from cati.errors import CatiError
from cati.fieldwork.study import DATABASE, FaultyQuestionnaireError, Study, open_study
from cati.fieldwork.unsaved import FOLDER
from cati.storage.condition import Condition, condition_of
from cati.storage.database_url import redacted, server_of
from cati.storage.store import open_store

Grade = Literal["well", "note", "wrong"]
ROOM_TO_WORK, ROOM_AT_ALL = 500_000_000, 50_000_000
"""Bytes free on the disk under which a person is told, and under which it is wrong."""
CLOCKS_MAY_DIFFER = timedelta(seconds=60)
BACKUP_EVERY = timedelta(days=1)


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `word` names its sentence, which says what to do unless all is well."""

    grade: Grade
    word: str
    places: dict[str, object] = field(default_factory=dict)
    error: CatiError | None = None


def examine(folder: Path, place: str | None, now: datetime) -> Iterator[Finding]:
    """Look at a study folder and its database; nothing is made. `now` is aware."""
    study = None
    try:
        study = open_study(folder)
    except FaultyQuestionnaireError as faulty:
        yield Finding("wrong", "error", error=faulty)
    except CatiError as error:
        yield Finding("wrong", "error", error=error)
    else:
        yield Finding("well", "doctor.questionnaire", {"version": study.version, "zone": study.zone.key})
    yield from of_database(folder, place, now)
    yield from of_folder(folder / DATABASE.parent)
    if study is not None:
        yield from of_retention(study, now)


def of_database(folder: Path, place: str | None, now: datetime) -> Iterator[Finding]:
    """What can be said of the database, if there is one."""
    where = folder / DATABASE if place is None else place
    server = server_of(where)
    if server is None and not Path(str(where).removeprefix("sqlite:///")).exists():
        yield Finding("note", "doctor.no_database", {"path": where})
        return
    try:
        with open_store(where, create=False) as store:
            found = condition_of(store)
    except CatiError as error:
        yield Finding("wrong", "error", error=error)
        return
    shown = where if server is None else redacted(server)
    size = f"{found.bytes_used / 1_000_000:.1f}"
    yield Finding(
        "well", "doctor.database", {"path": shown, "engine": found.engine, "schema": found.schema, "size": size}
    )
    for look in (of_disk, of_clock, of_backup):
        yield from look(found, now)


def of_disk(found: Condition, now: datetime) -> Iterator[Finding]:
    """Room on the disk, and who may read the files."""
    del now
    if found.bytes_free is not None:
        places: dict[str, object] = {"size": round(found.bytes_free / 1_000_000)}
        if found.bytes_free < ROOM_TO_WORK:
            yield Finding("wrong" if found.bytes_free < ROOM_AT_ALL else "note", "doctor.disk_nearly_full", places)
        else:
            yield Finding("well", "doctor.disk", places)
    if found.is_open_to_others:
        yield Finding("wrong", "doctor.open_to_others")


def of_clock(found: Condition, now: datetime) -> Iterator[Finding]:
    """Whether this machine's clock agrees with the server's, and with what was written before."""
    if abs(found.skew_seconds) > CLOCKS_MAY_DIFFER.total_seconds():
        yield Finding("wrong", "doctor.clock_differs", {"seconds": found.skew_seconds})
    elif found.last_at is not None and found.last_at > now + CLOCKS_MAY_DIFFER:
        yield Finding("wrong", "doctor.clock_behind", {"last": f"{found.last_at.astimezone():%Y-%m-%d %H:%M}"})
    else:
        yield Finding("well", "doctor.clock", {"now": f"{now.astimezone():%Y-%m-%d %H:%M %Z}"})


def of_backup(found: Condition, now: datetime) -> Iterator[Finding]:
    """How old the newest backup is, once there is something to lose."""
    if found.bytes_free is None or found.last_at is None:
        return
    if found.backup_at is None:
        yield Finding("note", "doctor.no_backup")
    elif now - found.backup_at > BACKUP_EVERY and found.last_at > found.backup_at:
        yield Finding("note", "doctor.old_backup", {"days": (now - found.backup_at).days})
    else:
        yield Finding("well", "doctor.backup", {"made": f"{found.backup_at:%Y-%m-%d %H:%M}"})


def of_folder(folder: Path) -> Iterator[Finding]:
    """Whether the folder takes files, and what lies in it that wants a person."""
    if not folder.is_dir():
        return
    if not os.access(folder, os.W_OK | os.X_OK):
        yield Finding("wrong", "doctor.not_writable", {"folder": folder})
    counted: tuple[tuple[str, Callable[[], Iterator[Path]]], ...] = (
        ("doctor.crashes", lambda: folder.glob("crash-*.txt")),
        ("doctor.unsaved", lambda: (folder / FOLDER).glob("*.json")),
    )
    for word, files in counted:
        if count := sum(1 for _ in files()):
            yield Finding("note", word, {"count": count, "folder": folder})


def of_retention(study: Study, now: datetime) -> Iterator[Finding]:
    """Whether contact data are kept longer than was said."""
    until = study.questionnaire.fieldwork.retention.contact_data_until
    if until is not None and now.astimezone(study.zone).date() > until:
        yield Finding("wrong", "doctor.kept_too_long", {"until": until.isoformat()})
