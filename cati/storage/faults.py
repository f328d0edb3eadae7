"""What the engine reports, turned into an error with a sentence for a person."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from cati.errors import (
    DatabaseDamagedError,
    DatabaseMovedError,
    NotADatabaseError,
    NotSavedError,
    ReadOnlyError,
    StorageError,
)
from cati.storage.postgresql_faults import server_error

_DISK_FULL = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_SHMSIZE}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PRIMARY = 0xFF
"""The low byte of an extended result code is the primary one."""


@contextmanager
def told_plainly(path: Path | None) -> Iterator[None]:
    """Raise the engine's refusals as the errors of `cati.errors`; a broken constraint stays a bug."""
    try:
        yield
    except Exception as error:
        fault = plain_error(error, path)
        if fault is None:
            raise
        raise fault from error


@contextmanager
def as_written() -> Iterator[None]:
    """A stored value that cannot be read as what was written raises `DatabaseDamagedError`."""
    try:
        yield
    except (TypeError, ValueError) as error:  # what pydantic, json and datetime raise
        raise DatabaseDamagedError("storage.damaged", detail=str(error).splitlines()[0]) from error


def plain_error(error: BaseException, path: Path | None) -> StorageError | None:
    """The error of ours for one of the engine's, or None where the program itself is wrong."""
    if isinstance(error, PoolTimeoutError):
        return NotSavedError("storage.busy")
    origin = (error.orig if isinstance(error, DBAPIError) else None) or error
    if hasattr(origin, "sqlstate"):
        return server_error(origin, origin.sqlstate)
    code: int | None = getattr(origin, "sqlite_errorcode", None)
    if code is None:
        return _undecodable(origin)
    if code in _DISK_FULL:
        return NotSavedError("storage.disk_full")
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return DatabaseMovedError("storage.moved")
    return _by_primary_code(code & _PRIMARY, str(origin), path)


def _by_primary_code(code: int, detail: str, path: Path | None) -> StorageError | None:
    if code in _BUSY:
        return NotSavedError("storage.busy")
    match code:
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return ReadOnlyError("storage.read_only", folder=path.parent if path else "")
        case sqlite3.SQLITE_IOERR:
            return NotSavedError("storage.disk_fault", detail=detail)
        case sqlite3.SQLITE_CORRUPT:
            return DatabaseDamagedError("storage.damaged", detail=detail)
        case sqlite3.SQLITE_NOTADB:
            return NotADatabaseError("storage.not_a_database", path=path)
        case _:
            return None


def _undecodable(error: BaseException) -> StorageError | None:
    """Bytes that are no text: `sqlite3` gives no code for them, but quotes them, and they may be an answer."""
    if not isinstance(error, (sqlite3.OperationalError, UnicodeDecodeError)):
        return None
    return DatabaseDamagedError("storage.damaged", detail=str(error).partition(" with text")[0])
