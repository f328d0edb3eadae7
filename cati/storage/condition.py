"""How it stands with an open database: engine, size, who may read it, and whether the clocks agree with it."""

import os
import shutil
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from cati.storage.backup import BACKUPS
from cati.storage.schema_version import SCHEMA
from cati.storage.store import Store
from cati.storage.tables import AUDIT, EVENTS


@dataclass(frozen=True)
class Condition:
    """What can be said of a database without reading all of it. `last_at` is its newest event or deed, aware UTC.

    Of a file also: `bytes_used` and `bytes_free` of its disk, whether others may read it, and its newest backup's age.
    """

    engine: str
    schema: int
    skew_seconds: int
    last_at: datetime | None
    bytes_used: int = 0
    bytes_free: int | None = None
    is_open_to_others: bool = False
    backup_at: datetime | None = None


def condition_of(store: Store) -> Condition:
    """Look at an open database."""
    with store.reading() as connection:
        newest = [connection.execute(select(func.max(column))).scalar() for column in (EVENTS.c.at, AUDIT.c.at)]
        server = None if store.path else connection.exec_driver_sql("SHOW server_version").scalar()
    last_at = max((each for each in newest if each is not None), default=None)
    if store.path is None:
        return Condition(f"PostgreSQL {server}", SCHEMA, store.skew_seconds, last_at)
    return Condition(
        engine=f"SQLite {sqlite3.sqlite_version}",
        schema=SCHEMA,
        skew_seconds=0,
        last_at=last_at,
        bytes_used=sum(file.stat().st_size for file in files_of(store.path)),
        bytes_free=shutil.disk_usage(store.path.parent).free,
        is_open_to_others=any(file.stat().st_mode & 0o077 for file in files_of(store.path)),
        backup_at=newest_backup(store.path),
    )


def files_of(path: Path) -> list[Path]:
    """The database and what lies beside it."""
    return [file for suffix in ("", "-wal", "-shm") if (file := Path(f"{path}{suffix}")).exists()]


def newest_backup(path: Path) -> datetime | None:
    """When the newest copy in the folder of backups was made, aware."""
    folder = path.parent / BACKUPS
    made = [os.stat(file).st_mtime for file in folder.glob("*.sqlite")] if folder.is_dir() else []  # noqa: PTH116
    return datetime.fromtimestamp(max(made)).astimezone() if made else None
