"""Which schema lies in a database, by its number; an empty one is given ours."""

from sqlalchemy import Connection, Text, select
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table

from cati.errors import NewerSchemaError, NotADatabaseError
from cati.storage import schema_version
from cati.storage.doors import Store
from cati.storage.tables import EVENTS

VERSION_TABLE = "alembic_version"
"""Where Alembic keeps the number of the schema, as text."""

_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_catalog.pg_tables WHERE schemaname = current_schema()",
}
_VERSION = select(sql_column("version_num", Text)).select_from(sql_table(VERSION_TABLE))


def schema_of(connection: Connection, place: object) -> int | None:
    """The number of the schema in a database, None if the database is empty.

    Raises `NotADatabaseError` for somebody else's tables and `NewerSchemaError` for a newer `cati`'s.
    """
    tables = set(connection.exec_driver_sql(_TABLES[connection.dialect.name]).scalars())
    if not tables:
        return None
    if EVENTS.name not in tables:
        raise NotADatabaseError("storage.not_a_database", path=place)
    said = connection.execute(_VERSION).scalar() if VERSION_TABLE in tables else _said_by_the_file(connection)
    if said is None or not said.isdecimal():
        raise NotADatabaseError("storage.not_a_database", path=place)
    theirs = int(said)
    if theirs > schema_version.SCHEMA:
        raise NewerSchemaError("storage.newer_schema", theirs=theirs, ours=schema_version.SCHEMA)
    return theirs


def _said_by_the_file(connection: Connection) -> str | None:
    """Schema 1 kept its number in the file's head before Alembic kept it in a table."""
    if connection.dialect.name != "sqlite":
        return None
    return "1" if connection.exec_driver_sql("PRAGMA user_version").scalar() == 1 else None


def is_older(found: int) -> bool:
    """Whether a schema must be upgraded before this program may use it."""
    return found < schema_version.SCHEMA


def make(store: Store, place: object) -> None:
    """Make all tables, indexes and triggers, unless another `cati` was first."""
    from cati.storage.migrating import alone_on_server, upgrade  # noqa: PLC0415  # Alembic costs as much as all the rest

    with store.transaction() as connection:
        alone_on_server(connection)
        if schema_of(connection, place) is None:
            upgrade(connection)
