"""An older file brought to this schema: alone, after a copy was set aside, in one transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool

from cati.errors import DatabaseDamagedError, OlderSchemaError
from cati.storage import schema_version
from cati.storage.backup import InUseError, alone, set_aside_name
from cati.storage.copying import copy_whole
from cati.storage.faults import told_plainly
from cati.storage.migrating import stamp, upgrade
from cati.storage.schema import VERSION_TABLE, is_older, schema_of


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
    try:
        return alone(path)
    except InUseError:
        ours = schema_version.SCHEMA
        raise OlderSchemaError("storage.older_schema_in_use", theirs=schema, ours=ours) from None


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
    target = set_aside_name(path, f"before-schema-{schema_version.SCHEMA}")
    copy_whole(raw, target)
    return target
