"""An older file brought to this schema: alone, after a copy was set aside, in one transaction."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from cati.errors import DatabaseDamagedError, OlderSchemaError
from cati.storage import schema_version
from cati.storage.faults import plain_error, told_plainly
from cati.storage.migrating import stamp, upgrade
from cati.storage.schema import VERSION_TABLE, is_older, schema_of
from cati.storage.sqlite_file import on_disk, page_faults

BACKUPS = "backups"
_WAIT_SECONDS = 0.5
"""Another that only just closes is waited for; one that is at work is not."""


def upgrade_file(path: Path, schema: int) -> None:
    """Upgrade a closed file. Raises `OlderSchemaError` if another `cati` has it open; nothing is changed then.

    Killed at any moment, the file is as it was or as it should be: SQLite rolls a torn transaction back.
    """
    with (
        told_plainly(path),
        closing(_alone(path, schema)) as raw,
        _engine_of(raw) as engine,
        engine.connect() as connection,
    ):
        with connection.begin():
            theirs = schema_of(connection, path)
        if theirs is None or not is_older(theirs):
            return  # another cati was first
        set_aside(raw, path)
        with connection.begin():
            _upgrade(connection, theirs)


def _upgrade(connection: Connection, theirs: int) -> None:
    if not connection.dialect.has_table(connection, VERSION_TABLE):
        stamp(connection, theirs)
    upgrade(connection)
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise DatabaseDamagedError("storage.damaged", detail=f"foreign_key_check: {lost[0][0]}")


def _alone(path: Path, schema: int) -> sqlite3.Connection:
    """A connection that nobody shares, until it is closed.

    Leaving the write-ahead log folds it in, and fails if another has the file open. Foreign keys are
    off, or a table made anew would take with it what refers to it.
    """
    raw = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for pragma in ("journal_mode=DELETE", "locking_mode=EXCLUSIVE", "synchronous=EXTRA", "secure_delete=ON"):
            raw.execute(f"PRAGMA {pragma}").fetchall()
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("COMMIT")
    except sqlite3.OperationalError as error:
        raw.close()
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            ours = schema_version.SCHEMA
            raise OlderSchemaError("storage.older_schema_in_use", theirs=schema, ours=ours) from None
        raise plain_error(error, path) or error from error
    return raw


@contextmanager
def _engine_of(raw: sqlite3.Connection) -> Iterator[Engine]:
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool, hide_parameters=True)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        yield engine
    finally:
        engine.dispose()


def set_aside(raw: sqlite3.Connection, path: Path) -> Path:
    """Copy the database, checked and on disk, to `backups/before-schema-N.sqlite`; an earlier copy is kept."""
    folder = path.parent / BACKUPS
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"before-schema-{schema_version.SCHEMA}"
    target = next(file for file in _names(folder, name) if not file.exists())
    part = folder / f".{target.name}.part"
    os.close(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_CLOEXEC, 0o600))
    with closing(sqlite3.connect(part)) as copy:
        raw.backup(copy)
        faults = page_faults(copy.execute("PRAGMA integrity_check").fetchone())
    if faults:
        raise DatabaseDamagedError("storage.damaged", detail=faults[0])
    on_disk(part)
    part.replace(target)
    on_disk(folder)
    on_disk(folder.parent)
    return target


def _names(folder: Path, name: str) -> Iterator[Path]:
    yield folder / f"{name}.sqlite"
    yield from (folder / f"{name}-{number}.sqlite" for number in count(2))
