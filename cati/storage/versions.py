"""Questionnaires as they were when interviews ran under them; never changed, never deleted."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cati.storage.canonical import storable
from cati.storage.ids import VersionId
from cati.storage.keeping_once import add_once
from cati.storage.store import Store
from cati.storage.tables import CASES, INTERVIEWS, VERSIONS


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """A questionnaire version: its document (JSON text), its source (YAML text), and who loaded it when."""

    version_id: VersionId
    content_hash: str
    document: str
    source: str
    loaded_at: datetime
    loaded_by: str


def store_version(store: Store, content_hash: str, document: str, source: str, now: datetime, by: str) -> VersionId:
    """Keep a version (hash: 64 hex digits; document: JSON text); one already kept is found again."""
    values = {"content_hash": content_hash, "document": storable(document), "source": storable(source)}
    with store.transaction() as connection:
        add_once(connection, VERSIONS, **values, loaded_at=now, loaded_by=storable(by))
        found = connection.execute(select(VERSIONS.c.id).where(VERSIONS.c.content_hash == content_hash))
        return VersionId(found.scalar_one())


def load_version(store: Store, version_id: VersionId) -> StoredVersion:
    """A version by its id. Raises `LookupError` if there is none."""
    with store.reading() as connection:
        return read_version(connection, version_id)


def other_versions(store: Store, content_hash: str) -> list[StoredVersion]:
    """Every version that was ever kept but this one, in the order in which they came."""
    wanted = select(VERSIONS.c.id).where(VERSIONS.c.content_hash != content_hash).order_by(VERSIONS.c.id)
    with store.reading() as connection:
        return [read_version(connection, VersionId(found)) for found in connection.execute(wanted).scalars().all()]


def last_version(store: Store) -> StoredVersion | None:
    """The version under which interviews are held now: that of the live interview begun last.

    Where there is none: of the practice interview begun last; None if no interview was ever begun.
    """
    wanted = (
        select(INTERVIEWS.c.version_id)
        .join(CASES, CASES.c.id == INTERVIEWS.c.case_id)
        .order_by(CASES.c.practice, INTERVIEWS.c.id.desc())
        .limit(1)
    )
    with store.reading() as connection:
        found = connection.execute(wanted).scalar_one_or_none()
        return None if found is None else read_version(connection, VersionId(found))


def read_version(connection: Connection, version_id: VersionId) -> StoredVersion:
    """`load_version` inside a transaction."""
    row = connection.execute(select(VERSIONS).where(VERSIONS.c.id == version_id)).one_or_none()
    if row is None:
        raise LookupError(version_id)
    return StoredVersion(version_id, row.content_hash, row.document, row.source, row.loaded_at, row.loaded_by)
