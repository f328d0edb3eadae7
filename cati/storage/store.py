"""Opening a database: a file, memory, or a server; made if asked, recognised, or refused with a sentence."""

from pathlib import Path

from sqlalchemy import URL

from cati.errors import DatabaseMissingError, OlderSchemaError
from cati.storage import schema_version
from cati.storage.database_url import path_of, redacted, server_of
from cati.storage.doors import Store
from cati.storage.schema import is_older, make, schema_of
from cati.storage.sqlite_file import prepare
from cati.storage.sqlite_store import SqliteStore

__all__ = ["Store", "open_store"]


def open_store(place: str | Path, *, create: bool, busy_seconds: float = 5.0) -> Store:
    """Open the database at a path, at a URL (`sqlite:///…`, `postgresql+psycopg://…`), or in `:memory:`.

    Makes it if asked and absent. An older schema is upgraded on SQLite, after a copy was set aside;
    on a server only `cati db upgrade` does that. SQLite waits at most `busy_seconds` for another writer.
    Raises a `StorageError` that says what is wrong with the place; nothing was changed then.
    """
    url = server_of(place)
    if url is not None:
        return _open_server(url, create=create)
    return _open_file(path_of(place), create=create, busy_seconds=busy_seconds)


def _open_file(path: Path | None, *, create: bool, busy_seconds: float) -> Store:
    if path is not None:
        prepare(path, create=create)
    store = SqliteStore(path, busy_seconds=busy_seconds)
    try:
        found = _made_or_found(store, path)
    except BaseException:
        store.close()
        raise
    if path is None or not is_older(found):
        return store
    from cati.storage.sqlite_upgrade import upgrade_file  # noqa: PLC0415  # Alembic costs as much as all the rest

    store.close()
    upgrade_file(path, found)
    return SqliteStore(path, busy_seconds=busy_seconds)


def _open_server(url: URL, *, create: bool) -> Store:
    from cati.storage.postgresql_store import PostgresqlStore  # noqa: PLC0415  # an extra, and not everybody's

    store = PostgresqlStore(url)
    try:
        found = _made_or_found(store, redacted(url), create=create)
    except BaseException:
        store.close()
        raise
    if is_older(found):
        store.close()
        raise OlderSchemaError("storage.older_schema", theirs=found, ours=schema_version.SCHEMA)
    return store


def _made_or_found(store: Store, place: object, *, create: bool = True) -> int:
    """The schema of a database; one that is empty is made first."""
    with store.reading() as connection:
        found = schema_of(connection, place)
    if found is None:
        if not create:
            raise DatabaseMissingError("storage.no_database", path=place)
        make(store, place)
    return schema_version.SCHEMA if found is None else found
