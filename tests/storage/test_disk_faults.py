"""What happens under an open database: it moves, the disk fills, another holds the lock."""

import ctypes
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cati.errors import DatabaseMovedError, NotSavedError
from cati.storage.cases import list_cases
from cati.storage.interviews import finish
from cati.storage.sqlite_store import WAL_BYTES
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from storage_fixtures import (
    COMPLETE,
    OPEN_TO_ALL,
    Conversation,
    answered,
    begun,
    ended,
    fold,
    new_store,
    on_file,
    words,
)

FORK = multiprocessing.get_context("fork")
CLONE_NEWNS = 0x20000
"""A process with this flag sees mounts of its own."""
CANNOT_MOUNT = 77


def place_of(store: Store) -> Path:
    assert store.path is not None
    return store.path


@on_file
def test_a_deleted_file_is_noticed_at_the_next_answer(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    place_of(store).unlink()
    for _ in range(2):
        with pytest.raises(DatabaseMovedError):
            talk.say(answered("V2", "no", 2))


@on_file
def test_a_replaced_file_is_noticed_at_the_next_answer(store: Store):
    talk = Conversation(store, begun(store))
    other = place_of(store).with_name("other")
    other.write_bytes(place_of(store).read_bytes())
    other.rename(place_of(store))
    with pytest.raises(DatabaseMovedError):
        talk.answer(("V1", "yes"))


@on_file
def test_a_moved_file_that_is_put_back_takes_the_same_answer_again(store: Store):
    talk = Conversation(store, begun(store))
    aside = place_of(store).with_name("aside")
    place_of(store).rename(aside)
    with pytest.raises(DatabaseMovedError):
        talk.say(answered("V1", "yes", 1))
    aside.rename(place_of(store))
    talk.say(answered("V1", "yes", 1))
    assert len(load_events(store, talk.hold.interview_id)) == 2


@on_file
def test_a_finished_interview_in_a_deleted_file_is_noticed_too(store: Store):
    hold = begun(store)
    place_of(store).unlink()
    with pytest.raises(DatabaseMovedError):
        finish(store, hold, 2, ended(9), {}, OPEN_TO_ALL, outcome=COMPLETE)


def test_a_busy_database_does_not_save_and_saves_when_it_is_free_again(tmp_path: Path):
    new_store(tmp_path).close()
    place = tmp_path / "db" / "cati.sqlite"
    with open_store(place, create=False, busy_seconds=0.05) as store, open_store(place, create=False) as other:
        talk = Conversation(store, begun(store))
        event = answered("V1", "yes", 1)
        with other.transaction(), pytest.raises(NotSavedError) as refused:
            talk.say(event)
        assert refused.value.word == "storage.busy"
        talk.say(event)
        assert len(load_events(store, talk.hold.interview_id)) == 2


def test_opening_waits_for_no_writer(tmp_path: Path):
    with (
        new_store(tmp_path) as store,
        store.transaction(),
        open_store(place_of(store), create=True, busy_seconds=0.05) as other,
    ):
        assert len(list(list_cases(other))) == 1


def fill_the_disk(folder: Path) -> None:
    """In a child: answers until the limit refuses, lifts it, and goes on with the refused one."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    with new_store(folder) as store:
        talk = Conversation(store, begun(store))
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (800_000, hard))
        saved, refused = 0, None
        while refused is None and saved < 5_000:
            event = answered("V1", words(f"{saved}" + "x" * 500), saved)
            try:
                talk.say(event)
                saved += 1
            except NotSavedError as error:
                refused = error
        assert refused is not None
        assert refused.word == "storage.disk_full", refused
        assert saved > 10
        assert len(load_events(store, talk.hold.interview_id)) == saved + 1
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        talk.say(event)
        assert load_events(store, talk.hold.interview_id)[-1] == event
        assert verify(store, fold) == []
    os._exit(0)


def test_a_full_disk_loses_nothing_saved_and_the_same_process_goes_on_when_there_is_space(tmp_path: Path):
    child = FORK.Process(target=fill_the_disk, args=(tmp_path,))
    child.start()
    child.join(60)
    assert child.exitcode == 0


def on_a_small_disk(folder: Path) -> None:
    """In a child with a view of its own of the disks: a disk of 1 MB fills up, and is emptied."""
    if sys.platform != "linux" or ctypes.CDLL(None).unshare(CLONE_NEWNS) != 0:
        os._exit(CANNOT_MOUNT)
    for command in ("mount --make-rprivate /", f"mount -t tmpfs -o size=1m none {folder}"):
        if subprocess.run(command.split(), check=False).returncode != 0:
            os._exit(CANNOT_MOUNT)
    with new_store(folder) as store:
        talk, filler = Conversation(store, begun(store)), folder / "filler"
        talk.answer(("V1", "yes"))
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while file.write(bytes(4096)):
                pass
        event = answered("V2", words("x" * 9_000), 2)
        for _ in range(2):
            with pytest.raises(NotSavedError) as refused:
                talk.say(event)
            assert refused.value.word == "storage.disk_full"
            assert len(load_events(store, talk.hold.interview_id)) == 2
        filler.unlink()
        talk.say(event)
        assert load_events(store, talk.hold.interview_id)[-1] == event
        assert verify(store, fold) == []
    os._exit(0)


def test_on_a_disk_that_is_full_indeed_nothing_saved_is_lost_and_work_goes_on_when_there_is_space(tmp_path: Path):
    child = FORK.Process(target=on_a_small_disk, args=(tmp_path,))
    child.start()
    child.join(60)
    if child.exitcode == CANNOT_MOUNT:
        pytest.skip("only root can make a small disk")
    assert child.exitcode == 0


@on_file
def test_the_log_is_folded_in_when_an_interview_ends(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    before = place_of(store).read_bytes()
    finish(store, talk.hold, 3, ended(9), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)
    assert place_of(store).read_bytes() != before


@on_file
def test_the_log_stays_short_in_a_long_day(store: Store):
    talk = Conversation(store, begun(store))
    for number in range(600):
        talk.say(answered("V1", f"option{number}", number))
    log = place_of(store).with_name("cati.sqlite-wal")
    assert log.stat().st_size < 2 * WAL_BYTES


def test_a_checkpoint_is_left_for_later_when_another_writes(tmp_path: Path):
    new_store(tmp_path).close()
    place = tmp_path / "db" / "cati.sqlite"
    with open_store(place, create=False, busy_seconds=0.05) as store, open_store(place, create=False) as other:
        with other.transaction():
            store.checkpoint()
        store.checkpoint()
