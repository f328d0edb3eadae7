"""A whole database as one file: copied in one step, sound, and on disk before it has its name."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from cati.errors import DatabaseDamagedError, DatabaseMissingError
from cati.storage.faults import told_plainly
from cati.storage.sqlite_file import on_disk, page_faults
from cati.storage.store import Store, open_store


def copy_whole(raw: sqlite3.Connection, target: Path) -> None:
    """Copy a database to one file (0600) while others write to it. Raises `DatabaseDamagedError`, `NotSavedError`.

    In one step: copied page by page beside a writer it would begin anew at each of his commits.
    """
    part = target.with_name(f".{target.name}.part")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600))
        with closing(sqlite3.connect(part)) as copy:
            raw.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").fetchall()
            faults = page_faults(copy.execute("PRAGMA integrity_check").fetchone())
        if faults:
            raise DatabaseDamagedError("storage.damaged", detail=faults[0])
        on_disk(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    on_disk(target.parent)


def raw_of(connection: Connection) -> Any:  # noqa: ANN401  # a driver's own connection: SQLite's, of a file
    """What copies a database that is open already: a second connection would drop the locks of the first."""
    return connection.connection.driver_connection


@contextmanager
def opened_copy(file: Path, folder: Path | None = None) -> Iterator[Store]:
    """A copy of a database file, opened in a folder of its own that is gone afterwards; the file is only read.

    An older schema is upgraded in the copy. Raises a `StorageError` that says what is wrong with the file.
    """
    if not file.is_file():
        raise DatabaseMissingError("storage.no_such_file", path=file)
    with tempfile.TemporaryDirectory(prefix=".cati-", dir=folder, ignore_cleanup_errors=True) as name:
        copy = Path(name) / "db" / file.name
        copy.parent.mkdir(mode=0o700)
        with told_plainly(file), closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as raw:
            copy_whole(raw, copy)
        with open_store(copy, create=False) as store:
            yield store
