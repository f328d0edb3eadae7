"""A copy of the study's database set aside while interviewing goes on, and one put back in its place."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import count
from pathlib import Path

from cati.errors import StorageError, TargetExistsError
from cati.storage.copying import copy_whole, raw_of
from cati.storage.faults import plain_error, told_plainly
from cati.storage.sqlite_file import on_disk
from cati.storage.store import Store

BACKUPS = "backups"
"""The folder beside the database in which copies are set aside."""
_WAIT_SECONDS = 0.5
"""Another that only just closes is waited for; one that is at work is not."""


class InUseError(StorageError):
    """Another `cati` has the file open, so that it cannot be replaced."""


def back_up(store: Store, target: Path) -> None:
    """Copy the database of a store to a new file, whole, at one moment. Raises `StorageError`, `TargetExistsError`."""
    if store.path is None:
        raise StorageError("storage.backup_on_server")
    if target.exists():
        raise TargetExistsError("storage.backup_exists", target=target)
    _folder_for(target)
    with store.reading() as connection, told_plainly(target):
        copy_whole(raw_of(connection), target)


def set_aside_name(database: Path, what: str) -> Path:
    """A new name in the folder of backups; its folder is made."""
    folder = database.parent / BACKUPS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    on_disk(folder.parent)
    return next(file for file in _names(folder, what) if not file.exists())


def _names(folder: Path, what: str) -> Iterator[Path]:
    yield folder / f"{what}.sqlite"
    yield from (folder / f"{what}-{number}.sqlite" for number in count(2))


def _folder_for(target: Path) -> None:
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("storage.read_only", folder=target.parent) from error


def alone(path: Path) -> sqlite3.Connection:
    """A connection that nobody shares until it is closed; the log is folded into the file.

    Leaving the write-ahead log fails if another has the file open. Foreign keys are off, or a table made
    anew would take with it what refers to it. Raises `InUseError`.
    """
    raw = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=DELETE", "locking_mode=EXCLUSIVE", "synchronous=EXTRA", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
    except sqlite3.Error as error:
        raw.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise InUseError("storage.in_use", path=path) from None
        raise plain_error(error, path) or error from error
    return raw


def put_in_place(whole: Path, database: Path, now: datetime) -> Path | None:
    """Give a whole file the name of the database; the one that was there is set aside. Returns where it is now.

    Killed at any moment, the database is the old one or the new one. Raises `InUseError`; nothing was changed then.
    """
    replaced = None
    if database.exists():
        if not _is_damaged(database):
            alone(database).close()
        replaced = set_aside_name(database, f"replaced-{now:%Y%m%d-%H%M%S}")
        _keep_under(database, replaced)
    whole.replace(database)
    on_disk(database.parent)
    return replaced


def _keep_under(database: Path, replaced: Path) -> None:
    """A second name for the file; a log that could not be folded in goes along: it must not meet the new file."""
    try:
        os.link(database, replaced)
    except OSError:  # a disk that knows no second names
        shutil.copy2(database, replaced)
    log = Path(f"{database}-wal")
    if log.exists():
        log.replace(f"{replaced}-wal")
    Path(f"{database}-shm").unlink(missing_ok=True)
    on_disk(replaced.parent)


def _is_damaged(database: Path) -> bool:
    try:
        with closing(sqlite3.connect(database, timeout=0)) as raw:
            return bool(raw.execute("PRAGMA quick_check").fetchone()[0] != "ok")
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
