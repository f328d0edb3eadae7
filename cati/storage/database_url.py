"""Where a database is: a path, or a URL; and how a URL may be shown."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from cati.errors import StorageError

MEMORY = ":memory:"
HIDDEN = "hidden"
POSTGRESQL = "postgresql"
DRIVER = "postgresql+psycopg"


def redacted(url: str | URL) -> str:
    """A database's URL without any password, wherever it stands; all of it hidden if it cannot be read."""
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        return HIDDEN
    secret = [name for name in read.query if "pass" in name.lower()]
    shown = read.difference_update_query(secret).update_query_dict(dict.fromkeys(secret, HIDDEN))
    return shown.render_as_string(hide_password=True)


def path_of(place: str | Path) -> Path | None:
    """The file at a path or `sqlite:` URL; None for memory."""
    if isinstance(place, str) and "://" in place:
        place = read_url(place).database or MEMORY
    return None if place == MEMORY else Path(place).resolve()


def server_of(place: str | Path) -> URL | None:
    """The URL of a PostgreSQL database, or None if the place is not on a server.

    Raises `StorageError` for an engine that we do not know.
    """
    if isinstance(place, Path) or "://" not in place:
        return None
    url = read_url(place)
    if url.drivername in (POSTGRESQL, DRIVER):
        return url.set(drivername=DRIVER)
    if url.get_backend_name() != "sqlite":
        raise StorageError("storage.unknown_engine", engine=url.drivername)
    return None


def read_url(text: str) -> URL:
    """A URL read. Raises `StorageError` without a word of it, for a password may be in it."""
    try:
        return make_url(text)
    except (ArgumentError, ValueError):
        raise StorageError("storage.bad_url") from None
