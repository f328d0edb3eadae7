"""SQLite: one file, its pragmas, its write-ahead log, and whether it is still the file we opened."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool, StaticPool

from cati.errors import DatabaseMovedError, NotSavedError, StorageError
from cati.storage.doors import Store
from cati.storage.faults import plain_error, told_plainly
from cati.storage.sqlite_file import identity_of

MEMORY = ":memory:"
WAL_BYTES = 1_000_000
COMMITS_BETWEEN_CHECKPOINTS = 64
"""SQLite does not shorten its log, so its size alone would ask for a checkpoint at every commit."""

_PRAGMAS = (
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # or INSERT OR REPLACE would pass the trigger that keeps events
    "secure_delete=ON",
    "wal_autocheckpoint=0",
    "cell_size_check=ON",
)
# trusted_schema=OFF would refuse json_valid() in our own CHECKs up to SQLite 3.40; nothing that a
# foreign schema could call here has a side effect.
_WAL_TRIES = 50
_WAL_PAUSE_SECONDS = 0.02


class SqliteStore(Store):
    """A file, or (`path` is None) memory, where a reading must end before a transaction begins."""

    engine_name = "sqlite"

    def __init__(self, path: Path | None, *, busy_seconds: float) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        super().__init__(self._make_engine())
        self._commits = 0
        self._wal = Path(f"{path}-wal")
        self._place = str(path)
        self._identity = identity_of(path) if path else None
        with told_plainly(path):
            self._writer = self._engine.connect()
            self.raw: Any = self._writer.connection.driver_connection
        self._confirm_place()

    def _make_engine(self) -> Engine:
        if self.path is None:
            engine = create_engine("sqlite://", creator=self._connect, poolclass=StaticPool, hide_parameters=True)
        else:
            engine = create_engine(
                "sqlite://",
                creator=self._connect,
                poolclass=QueuePool,
                pool_size=2,
                max_overflow=4,
                hide_parameters=True,
            )
        event.listen(engine, "begin", _begin)
        return engine

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self.path or MEMORY,
            timeout=self._busy_seconds,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            if self.path is not None:
                _use_wal(connection)
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
        return connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction under the write lock."""
        with self._lock:
            with told_plainly(self.path), self._writer.begin():
                yield self._writer
            self._after_commit()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction: everything read in the block is of the same moment."""
        if self.path is None:
            with self._lock, self._writer.begin():
                yield self._writer
            return
        with told_plainly(self.path), self._engine.connect() as connection:
            connection.execution_options(cati_read=True)
            with connection.begin():
                yield connection

    @contextmanager
    def recording(self) -> Iterator[sqlite3.Cursor]:
        """`transaction()` for the answer path: the driver's own cursor, and nothing between."""
        with self._lock:
            cursor: sqlite3.Cursor = self.raw.cursor()
            try:
                cursor.execute("BEGIN IMMEDIATE")
                yield cursor
                cursor.execute("COMMIT")
            except BaseException as error:
                self.raw.rollback()
                if fault := plain_error(error, self.path):
                    raise fault from error
                raise
            finally:
                cursor.close()
            self._after_commit()

    def _after_commit(self) -> None:
        """What makes a commit count: the file is still ours; its log is kept short."""
        self._confirm_place()
        self._commits += 1
        if self._commits >= COMMITS_BETWEEN_CHECKPOINTS and self._wal_bytes() > WAL_BYTES:
            self.checkpoint()

    def _confirm_place(self) -> None:
        if self._identity is not None and identity_of(self._place) != self._identity:
            raise DatabaseMovedError("storage.moved")

    def _wal_bytes(self) -> int:
        return self._wal.stat().st_size if self._wal.exists() else 0

    def checkpoint(self) -> None:
        """Fold the log into the file, while holding the write lock; left for later if others are busy.

        No commit can fall inside a checkpoint that way: SQLite up to 3.51.2 may corrupt the file
        when one resets the log during another's checkpoint.
        """
        if self.path is None:
            return
        with self._lock, suppress(NotSavedError), told_plainly(self.path), self._engine.connect() as other:
            self.raw.execute("BEGIN IMMEDIATE")
            try:
                driver: Any = other.connection.driver_connection
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                self._commits = 0
            finally:
                self.raw.rollback()

    def empty_log(self) -> bool:
        """Fold the log in and cut it to nothing: with `secure_delete` no byte of what was deleted is left then.

        This checkpoint takes the write lock itself. It waits for readers as long as for other writers.
        """
        if self.path is None:
            return True
        with self._lock, told_plainly(self.path):
            busy, *_ = self.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    def close(self) -> None:
        """Close every connection; the last one to leave folds the log into the file."""
        with self._lock:
            self._writer.close()
            super().close()


def _begin(connection: Connection) -> None:
    is_reading = connection.get_execution_options().get("cati_read", False)
    connection.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")


def _use_wal(connection: sqlite3.Connection) -> None:
    """Switch the file to its write-ahead log; two that switch at once do not wait for each other."""
    for left in reversed(range(_WAL_TRIES)):
        try:
            mode = connection.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        except sqlite3.OperationalError as error:
            if left == 0 or error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(_WAL_PAUSE_SECONDS)
        else:
            break
    if mode != "wal":
        raise StorageError("storage.no_wal", mode=mode)
