"""Rows that may be there already: kept once, or brought up to date, in one statement on both engines."""

from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def add_once(connection: Connection, table: Table, /, **values: object) -> None:
    """Insert a row; nothing happens if its key is taken."""
    connection.execute(_insert(connection, table).values(**values).on_conflict_do_nothing())


def add_or_change(connection: Connection, table: Table, key: str, change: str, /, **values: object) -> None:
    """Insert a row; if its key is taken, change one column of what is there."""
    row = _insert(connection, table).values(**values)
    connection.execute(row.on_conflict_do_update(index_elements=[key], set_={change: values[change]}))


def _insert(connection: Connection, table: Table) -> Any:  # noqa: ANN401  # either engine's own Insert
    return postgresql.insert(table) if connection.dialect.name == "postgresql" else sqlite.insert(table)
