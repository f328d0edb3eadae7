"""A backup on its way to the database's place: whose it is, what must stay erased in it, and the change of files."""

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from cati.errors import StorageError
from cati.storage.backup import put_in_place
from cati.storage.copying import copy_whole, opened_copy, raw_of
from cati.storage.erasing import Erasure, read_erasures
from cati.storage.settings import STUDY_ID
from cati.storage.store import Store


def refuse_other_study(file: Path, database: Path) -> None:
    """Raise `StorageError` if both files say whose they are, and it is not the same study."""
    theirs, ours = study_in(file), study_in(database)
    if theirs is not None and ours is not None and theirs != ours:
        raise StorageError("storage.other_study", path=file)


def study_in(file: Path) -> str | None:
    """Which study a file belongs to, if it can be read and says so."""
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as raw:
            row = raw.execute("SELECT value FROM settings WHERE key = ?", (STUDY_ID,)).fetchone()
    except sqlite3.Error:
        return None
    return None if row is None else str(row[0])


def erasures_in(database: Path) -> list[Erasure] | None:
    """What was erased in a database that is to be replaced; None if it is too damaged to tell."""
    if not database.exists():
        return []
    try:
        with opened_copy(database) as store, store.reading() as connection:
            return read_erasures(connection)
    except StorageError:
        return None


def hand_over(store: Store, database: Path, now: datetime) -> Path | None:
    """Give an open copy the database's name, as one file; where the one that was there is now, if there was one.

    Raises `InUseError`; nothing was changed then.
    """
    with TemporaryDirectory(prefix=".cati-", dir=database.parent) as name:
        whole = Path(name) / database.name
        with store.reading() as connection:
            copy_whole(raw_of(connection), whole)
        return put_in_place(whole, database, now)
