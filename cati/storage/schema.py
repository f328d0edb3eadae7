"""The schema: made once, whole, and recognised by its number afterwards."""

from sqlalchemy import Connection
from sqlmodel import SQLModel

from cati.errors import NewerSchemaError, NotADatabaseError
from cati.storage.schema_version import SCHEMA
from cati.storage.tables import EVENTS, VERSIONS

APPEND_ONLY = (EVENTS.name, VERSIONS.name)
"""Tables whose rows are never changed and never deleted."""


def accept(connection: Connection, place: object) -> bool:
    """Whether our schema is there already; False if the database is empty.

    Raises `NotADatabaseError` for somebody else's tables and `NewerSchemaError` for a newer `cati`'s.
    """
    theirs = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    tables = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if not tables and theirs == 0:
        return False
    if EVENTS.name not in tables or theirs < 1:
        raise NotADatabaseError("storage.not_a_database", path=place)
    if theirs > SCHEMA:
        raise NewerSchemaError("storage.newer_schema", theirs=theirs, ours=SCHEMA)
    return True


def make(connection: Connection) -> None:
    """Make all tables, indexes and triggers in an empty database."""
    SQLModel.metadata.create_all(connection)
    for table in APPEND_ONLY:
        for deed in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(
                f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
