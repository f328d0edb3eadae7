"""PostgreSQL: many machines at one database, by way of psycopg.

A connection may break off at any moment, also between a COMMIT and the news of it. Nothing is lost
then: what was to be written is tried again, and an event that was stored after all is found to be.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import URL, Connection, Engine, PoolProxiedConnection, create_engine
from sqlalchemy.exc import DBAPIError

from cati.errors import DatabaseMissingError, DriverMissingError, StorageError
from cati.storage.database_url import redacted
from cati.storage.doors import Store
from cati.storage.faults import told_plainly

_SETTINGS = {
    "synchronous_commit": "on",
    "statement_timeout": "10000",
    "lock_timeout": "5000",
    "idle_in_transaction_session_timeout": "15000",
}
_CONNECTION = {
    "connect_timeout": 5,
    "application_name": "cati",
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 15000,
}
_UNHURRIED = (
    "SELECT set_config('statement_timeout', '600000', true), "
    "set_config('idle_in_transaction_session_timeout', '600000', true)"
)
"""A reading blocks nobody, and an export is long."""
_SERVER = (
    "SELECT current_setting('fsync'), current_setting('server_encoding'), "
    "extract(epoch FROM clock_timestamp())::double precision"
)


class PostgresqlStore(Store):
    """A database on a server. Leases go by the server's clock: machines may differ about the time."""

    engine_name = "postgresql"

    def __init__(self, url: URL) -> None:
        super().__init__(_engine(url))
        try:
            with self._engine.connect() as connection:
                fsync, encoding, seconds = connection.exec_driver_sql(_SERVER).one()
        except DBAPIError as error:
            self._engine.dispose()
            raise _unreachable(url, error) from None
        self.skew_seconds = round(seconds - datetime.now(UTC).timestamp())
        if fsync == "off" or encoding != "UTF8":
            self._engine.dispose()
            raise StorageError("storage.fsync_off" if fsync == "off" else "storage.not_utf8")

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One transaction; what it reads may change meanwhile, unless it holds the case."""
        with self._lock, told_plainly(None), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One read transaction; it blocks no writer, and none blocks it."""
        with told_plainly(None), self._engine.connect() as plain:
            connection = plain.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                connection.exec_driver_sql(_UNHURRIED)
                yield connection

    @contextmanager
    def recording(self) -> Iterator[Any]:
        """`transaction()` for the answer path: psycopg's own cursor."""
        with self._lock, told_plainly(None):
            connection = self._engine.raw_connection()
            cursor: Any = connection.cursor()
            try:
                with cursor:
                    yield cursor
                self._commit(connection)
            except BaseException:
                _leave(connection)
                raise
            finally:
                connection.close()

    def _commit(self, connection: PoolProxiedConnection) -> None:
        connection.commit()


def _leave(connection: PoolProxiedConnection) -> None:
    """Undo what was not committed; a connection on which that fails is of no more use."""
    try:
        connection.rollback()
    except Exception:  # noqa: BLE001  # whatever it is: the connection is not kept
        connection.invalidate()


def _engine(url: URL) -> Engine:
    ours = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
    theirs = url.query.get("options", "")
    options = f"{theirs if isinstance(theirs, str) else ' '.join(theirs)} {ours}".strip()
    try:
        return create_engine(
            url,
            isolation_level="READ COMMITTED",
            pool_size=2,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={**_CONNECTION, "options": options},
        )
    except ModuleNotFoundError as missing:
        raise DriverMissingError("storage.no_driver", package=missing.name) from None


def _unreachable(url: URL, error: DBAPIError) -> DatabaseMissingError:
    detail = next(iter(str(error.orig).strip().splitlines()), "")
    return DatabaseMissingError("storage.no_server", place=redacted(url), detail=detail)
