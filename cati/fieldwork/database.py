"""What a supervisor does to the database itself: bring it to this program's schema, say who may do what in it."""

from pathlib import Path

from cati.fieldwork.study import DATABASE
from cati.storage import grants, schema_version
from cati.storage.database_url import redacted, server_of
from cati.storage.store import open_store


def upgrade_database(folder: Path, place: str | None) -> int:
    """Upgrade the database of a study folder, or the one named; the schema it has now. Raises `StorageError`."""
    server = None if place is None else server_of(place)
    if server is None:
        open_store(folder / DATABASE if place is None else place, create=False).close()
    else:
        from cati.storage.server_upgrade import upgrade_server  # noqa: PLC0415  # Alembic, and the extra

        upgrade_server(server)
    return schema_version.SCHEMA


def without_password(place: str) -> str:
    """The URL of a database as it may be shown to anyone."""
    return redacted(place)


def rights() -> list[str]:
    """The SQL that makes the roles of interviewers and supervisors on a server."""
    return grants.grants()
