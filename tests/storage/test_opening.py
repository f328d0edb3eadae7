"""Opening a database: made once, recognised, or refused with a sentence that says why."""

import multiprocessing
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cati.errors import (
    DatabaseMissingError,
    NetworkDiskError,
    NewerSchemaError,
    NotADatabaseError,
    ReadOnlyError,
    StorageError,
)
from cati.storage import sqlite_file
from cati.storage.cases import list_cases
from cati.storage.schema_version import SCHEMA
from cati.storage.settings import read_setting, settle, write_setting
from cati.storage.sqlite_file import disk_of
from cati.storage.store import open_store
from cati.words import LANGUAGES, sentence_of
from storage_fixtures import new_store

FORK = multiprocessing.get_context("fork")
NOBODY = 65534


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_files_are_for_their_owner_alone(tmp_path: Path):
    with new_store(tmp_path):
        files = sorted((tmp_path / "db").iterdir())
        assert [file.name for file in files] == ["cati.sqlite", "cati.sqlite-shm", "cati.sqlite-wal"]
        assert {mode_of(file) for file in files} == {0o600}
        assert mode_of(tmp_path / "db") == 0o700


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path):
    (tmp_path / "db").mkdir(mode=0o755)
    new_store(tmp_path).close()
    assert mode_of(tmp_path / "db") == 0o755


PRAGMAS = {
    "busy_timeout": 5000,
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "secure_delete": 1,
    "wal_autocheckpoint": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
}


@pytest.mark.parametrize("door", ["transaction", "reading"])
def test_every_connection_has_the_same_pragmas(tmp_path: Path, door: str):
    with new_store(tmp_path) as store, getattr(store, door)() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PRAGMAS}
    assert {name: found[name] or 0 for name in PRAGMAS} == PRAGMAS


def test_what_was_closed_opens_again_with_what_was_in_it(tmp_path: Path):
    new_store(tmp_path, cases=2).close()
    with open_store(tmp_path / "db" / "cati.sqlite", create=False) as store:
        assert [case.case_key for case in list_cases(store)] == ["K001", "K002"]
    assert [file.name for file in (tmp_path / "db").iterdir()] == ["cati.sqlite"]


def test_a_url_names_the_same_file_as_a_path(tmp_path: Path):
    new_store(tmp_path).close()
    place = tmp_path / "db" / "cati.sqlite"
    with open_store(f"sqlite:///{place}", create=False) as store:
        assert store.path == place


def test_another_engine_is_refused_without_saying_the_password():
    with pytest.raises(StorageError) as refused:
        open_store("mysql+pymysql://me:secret@host/study", create=True)
    assert refused.value.word == "storage.unknown_engine"
    assert "secret" not in sentence_of(refused.value, "en")


def test_an_absent_database_is_not_made_unasked(tmp_path: Path):
    with pytest.raises(DatabaseMissingError):
        open_store(tmp_path / "none.sqlite", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"not a database at all, but a text" * 99, b"xy", b"PK\x03\x04" + bytes(4096)])
def test_a_file_that_is_something_else_is_refused_and_left_alone(tmp_path: Path, content: bytes):
    file = tmp_path / "thesis.txt"
    file.write_bytes(content)
    with pytest.raises(NotADatabaseError):
        open_store(file, create=True)
    assert file.read_bytes() == content
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_in_its_place_is_refused(tmp_path: Path):
    with pytest.raises(NotADatabaseError):
        open_store(tmp_path, create=True)


def foreign(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("version", [0, SCHEMA, SCHEMA + 1])
def test_the_database_of_another_program_is_refused(tmp_path: Path, version: int):
    foreign(tmp_path / "x.sqlite", "CREATE TABLE photos (id)", f"PRAGMA user_version = {version}")
    with pytest.raises(NotADatabaseError):
        open_store(tmp_path / "x.sqlite", create=True)


def test_a_newer_schema_is_refused_and_both_numbers_are_said(tmp_path: Path):
    new_store(tmp_path).close()
    place = tmp_path / "db" / "cati.sqlite"
    foreign(place, f"UPDATE alembic_version SET version_num = '{SCHEMA + 1}'")
    with pytest.raises(NewerSchemaError) as refused:
        open_store(place, create=True)
    assert refused.value.places == {"theirs": SCHEMA + 1, "ours": SCHEMA}


def in_a_child(task: Callable[..., None], *arguments: object) -> int | None:
    child = FORK.Process(target=task, args=arguments)
    child.start()
    child.join(60)
    return child.exitcode


def open_as_nobody(place: Path, word: str) -> None:
    os.setgid(NOBODY)
    os.setuid(NOBODY)
    try:
        open_store(place, create=True).close()
    except ReadOnlyError as refused:
        os._exit(0 if refused.word == word else 2)
    os._exit(1)


needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody may enter, unlike the test's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@needs_root
@pytest.mark.parametrize("modes", [(0o755, 0o644), (0o755, 0o666), (0o777, 0o644)])
def test_who_may_only_read_the_folder_or_the_file_is_told_so(open_folder: Path, modes: tuple[int, int]):
    new_store(open_folder).close()
    (open_folder / "db").chmod(modes[0])
    (open_folder / "db" / "cati.sqlite").chmod(modes[1])
    assert in_a_child(open_as_nobody, open_folder / "db" / "cati.sqlite", "storage.read_only") == 0


@needs_root
def test_who_may_not_make_a_file_in_the_folder_is_told_so(open_folder: Path):
    assert in_a_child(open_as_nobody, open_folder / "new" / "cati.sqlite", "storage.read_only") == 0


def create_at_once(place: Path, barrier: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    with open_store(place, create=True) as store:
        settle(store, "agency", os.getpid())


@pytest.mark.parametrize("round_", range(5))
def test_several_that_create_the_database_at_once_all_succeed(tmp_path: Path, round_: int):  # noqa: ARG001
    place, barrier = tmp_path / "db" / "cati.sqlite", FORK.Barrier(4)
    children = [FORK.Process(target=create_at_once, args=(place, barrier)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * 4
    with open_store(place, create=False) as store:
        assert read_setting(store, "agency") in [child.pid for child in children]


def test_a_setting_can_be_changed_but_what_is_settled_stays(tmp_path: Path):
    with new_store(tmp_path) as store:
        write_setting(store, "agency", "Één")
        write_setting(store, "agency", {"name": "Twee"})
        assert read_setting(store, "agency") == {"name": "Twee"}
        assert settle(store, "x", "a") == "a"
        assert settle(store, "x", "b") == "a"
        assert read_setting(store, "none") is None


MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
40 22 0:40 / /home rw - nfs4 server:/home rw
41 40 0:41 / /home/an/local\\040disk rw master:2 - ext4 /dev/vdb rw
42 22 0:42 / /mnt rw - ext4 /dev/vdc rw
43 22 0:43 / /mnt rw - cifs //server/share rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/db", "ext4"),
        ("/home/an", "nfs4"),
        ("/homes", "ext4"),
        ("/home/an/local disk/db", "ext4"),
        ("/mnt/x", "cifs"),
    ],
)
def test_the_disk_of_a_folder_is_that_of_its_nearest_and_latest_mount(folder: str, kind: str):
    assert disk_of(Path(folder), MOUNTS) == kind


def test_a_network_disk_is_refused_before_anything_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"1 0 0:1 / {tmp_path} rw - nfs4 server:/x rw\n")
    monkeypatch.setattr(sqlite_file, "_MOUNTS", mounts)
    with pytest.raises(NetworkDiskError) as refused:
        open_store(tmp_path / "db" / "cati.sqlite", create=True)
    assert not (tmp_path / "db").exists()
    assert all("nfs4" in sentence_of(refused.value, language) for language in LANGUAGES)
