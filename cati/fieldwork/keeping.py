"""The database kept: copied while interviewing goes on, looked through for faults, put back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cati.errors import StorageError, TargetExistsError
from cati.fieldwork.study import DATABASE
from cati.interview.events import Event
from cati.interview.session import folded
from cati.questionnaire.answer import Answers
from cati.storage.audit import Deed, note_deed
from cati.storage.backup import back_up, set_aside_name
from cati.storage.copying import opened_copy
from cati.storage.database_url import path_of, server_of
from cati.storage.erasing import erase
from cati.storage.restoring import erasures_in, hand_over, refuse_other_study
from cati.storage.store import Store, open_store
from cati.storage.verify import Fault, contents, verify


@dataclass(frozen=True)
class Verified:
    """What was found in a database: faults, and how many rows it holds of each kind."""

    faults: tuple[Fault, ...]
    rows: Mapping[str, int]


@dataclass(frozen=True)
class Restored:
    """A database put in place: how many erased cases were erased in it again, and where the one before it is now."""

    verified: Verified
    erased: int = 0
    replaced: Path | None = None
    are_erasures_known: bool = True


def answers_after(events: Sequence[Event]) -> Answers:
    """The fold that stored answers are compared with."""
    return folded(events).answers


def verified(store: Store) -> Verified:
    """Look through an open database."""
    found = tuple(verify(store, answers_after))
    return Verified(found, {} if found else contents(store))


def verify_file(file: Path) -> Verified:
    """Look through a backup; it is only read. Raises a `StorageError` if it is no database that can be read."""
    with opened_copy(file) as store:
        return verified(store)


def verify_database(folder: Path, place: str | None) -> Verified:
    """Look through the database of a study folder, or the one named."""
    with open_store(folder / DATABASE if place is None else place, create=False) as store:
        return verified(store)


def backup(folder: Path, place: str | None, target: Path | None, now: datetime) -> tuple[Path, Verified]:
    """Copy the database to a file (by default in `db/backups/`), and look the copy through.

    Raises `StorageError` (on a server: `pg_dump` does that), or `TargetExistsError`.
    """
    source = file_of(folder, place)
    with open_store(source, create=False) as store:
        copy = target or set_aside_name(source, f"cati-{now:%Y%m%d-%H%M%S}")
        back_up(store, copy)
    return copy, verify_file(copy)


def restore(folder: Path, place: str | None, file: Path, now: datetime, actor: str, *, force: bool) -> Restored:
    """Put a backup in the place of the database. With faults in it, nothing is changed.

    What was erased since the backup is erased in it again before it has its name. Raises `TargetExistsError`
    without `force`, and `StorageError` for another study's backup or while another `cati` is at work.
    """
    database = file_of(folder, place)
    if database.exists() and not force:
        raise TargetExistsError("storage.would_replace", path=database)
    refuse_other_study(file, database)
    gone = erasures_in(database)
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with opened_copy(file, database.parent) as store:
        found = verified(store)
        if found.faults:
            return Restored(found)
        erased = erase(store, gone or ())
        with store.transaction() as connection:
            note_deed(connection, Deed(now, actor, "restore", file.name, {"erased_again": erased}))
        return Restored(found, erased, hand_over(store, database, now), are_erasures_known=gone is not None)


def file_of(folder: Path, place: str | None) -> Path:
    """The file of the study's database. Raises `StorageError` if it is on a server, or in memory."""
    server = None if place is None else server_of(place)
    found = None if server is not None else path_of(folder / DATABASE if place is None else place)
    if found is None:
        raise StorageError("storage.backup_on_server")
    return found
