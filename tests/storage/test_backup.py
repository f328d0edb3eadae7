"""A copy is whole though others write; one that is put back is sound, of this study, and without what was erased."""

import multiprocessing
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cati.cli.commands import main
from cati.errors import DatabaseDamagedError, StorageError, TargetExistsError
from cati.fieldwork.keeping import backup, restore, verify_file
from cati.storage.erasing import Erasure, erase
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from promises import trials
from storage_fixtures import NOON, PERSONAL, Conversation, begun, new_store, words

FORK = multiprocessing.get_context("fork")
SAID = "marieke.verzonnen@voorbeeld.example"


def called(folder: Path, *, said: str = SAID) -> None:
    """A study with one interview, in which an address was given and a company named."""
    with new_store(folder) as store:
        talk = Conversation(store, begun(store), personal=PERSONAL)
        talk.answer(("V1", "yes"), ("EMAIL", words(said)), ("V8_WHY", words("bel " + said)))


def test_a_copy_taken_while_somebody_answers_holds_every_answer_saved_before_it(tmp_path: Path):
    with new_store(tmp_path) as store:
        talk = Conversation(store, begun(store))
        for number in range(40):
            talk.answer((f"V{number}", "yes"))
            if number % 10 == 9:
                copy, found = backup(tmp_path, None, tmp_path / f"{number}.sqlite", NOON)
                assert found.faults == ()
                assert found.rows["interview_events"] == number + 2
        assert copy.stat().st_mode & 0o777 == 0o600
        assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted(
            ["db", "9.sqlite", "19.sqlite", "29.sqlite", "39.sqlite"]
        )


def test_a_copy_is_never_written_over_a_file(tmp_path: Path):
    called(tmp_path)
    (tmp_path / "mine").write_text("keep me")
    with pytest.raises(TargetExistsError):
        backup(tmp_path, None, tmp_path / "mine", NOON)
    assert (tmp_path / "mine").read_text() == "keep me"


def test_looking_a_backup_through_leaves_its_bytes_as_they_are(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    before = copy.read_bytes()
    assert verify_file(copy).faults == ()
    assert (copy.read_bytes(), [entry.name for entry in copy.parent.iterdir()]) == (before, [copy.name])


def test_a_restored_database_is_the_backup_and_the_one_before_it_is_kept(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    with new_store(tmp_path) as store:
        store.transaction().__enter__().exec_driver_sql("DELETE FROM contact_answers")
    with pytest.raises(TargetExistsError):
        restore(tmp_path, None, copy, NOON, "bo", force=False)
    done = restore(tmp_path, None, copy, NOON, "bo", force=True)
    assert done.replaced is not None
    with open_store(tmp_path / "db" / "cati.sqlite", create=False) as store:
        assert len(load_events(store, 1)) == 4
    assert verify_file(done.replaced).rows["interviews"] == 1


def test_nothing_is_replaced_while_another_cati_has_the_database_open(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    with open_store(tmp_path / "db" / "cati.sqlite", create=False) as store:
        with pytest.raises(StorageError) as refused:
            restore(tmp_path, None, copy, NOON, "bo", force=True)
        assert refused.value.word == "storage.in_use"
        assert len(load_events(store, 1)) == 4


def test_a_backup_of_another_study_is_refused(tmp_path: Path):
    for name in ("one", "other"):
        called(tmp_path / name)
    copy, _ = backup(tmp_path / "other", None, None, NOON)
    with pytest.raises(StorageError) as refused:
        restore(tmp_path / "one", None, copy, NOON, "bo", force=True)
    assert refused.value.word == "storage.other_study"


def test_a_backup_with_a_fault_is_not_put_back(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    with closing(sqlite3.connect(copy)) as raw:
        raw.executescript("DROP TRIGGER interview_events_no_update; UPDATE interview_events SET elapsed_ms = 1")
    before = (tmp_path / "db" / "cati.sqlite").read_bytes()
    assert restore(tmp_path, None, copy, NOON, "bo", force=True).verified.faults
    assert (tmp_path / "db" / "cati.sqlite").read_bytes() == before


def test_a_damaged_database_gives_way_to_its_backup_and_is_kept(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    database = tmp_path / "db" / "cati.sqlite"
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 60_000)
    done = restore(tmp_path, None, copy, NOON, "bo", force=True)
    assert done.are_erasures_known is False
    assert verify_file(database).faults == ()
    assert done.replaced is not None
    with pytest.raises(DatabaseDamagedError):
        verify_file(done.replaced)


def test_what_was_erased_since_a_backup_is_erased_again_when_it_is_put_back(tmp_path: Path):
    called(tmp_path)
    copy, _ = backup(tmp_path, None, None, NOON)
    with open_store(tmp_path / "db" / "cati.sqlite", create=False) as store:
        assert erase(store, [Erasure("K001", NOON, "bo", "asked to")]) == 1
    assert restore(tmp_path, None, copy, NOON, "bo", force=True).erased == 1
    assert bytes_with(tmp_path / "db", SAID) == [copy.relative_to(tmp_path / "db").as_posix()]


def bytes_with(folder: Path, text: str) -> list[str]:
    """The files of a folder that hold a text."""
    files = (entry for entry in folder.rglob("*") if entry.is_file())
    return [entry.relative_to(folder).as_posix() for entry in files if text.encode() in entry.read_bytes()]


def test_no_byte_of_an_erased_case_is_left_in_the_database_or_its_log(tmp_path: Path):
    with new_store(tmp_path, cases=3) as store:
        talk = Conversation(store, begun(store), personal=PERSONAL)
        talk.answer(("EMAIL", words(SAID)), ("V8_WHY", words("bel " + SAID)))
        assert bytes_with(tmp_path / "db", SAID) != []
        assert erase(store, [Erasure("K001", NOON, "bo", "asked to")]) == 1
        assert erase(store, [Erasure("K001", NOON, "bo", "asked to")]) == 0
        for gone in (SAID, "De Reiger 1", "+3224000001"):
            assert bytes_with(tmp_path / "db", gone) == []
        assert bytes_with(tmp_path / "db", "De Reiger 2") != []
    assert verify_file(tmp_path / "db" / "cati.sqlite").faults == ()


def kill_in_the_middle(folder: Path, after: int) -> None:
    """In a child: a backup whose every system call may be the last."""
    calls = 0

    def tick(*_: object) -> None:
        nonlocal calls
        calls += 1
        if calls >= after:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(tick)
    backup(folder, None, folder / "copy.sqlite", NOON)
    restore(folder, None, folder / "copy.sqlite", NOON, "bo", force=True)
    os._exit(0)


@pytest.mark.parametrize("after", range(40, 60_000, 60_000 // trials("backup_killed")))
def test_killed_in_the_middle_there_is_the_old_database_or_the_new_one_and_no_half_copy(tmp_path: Path, after: int):
    called(tmp_path)
    child = FORK.Process(target=kill_in_the_middle, args=(tmp_path, after))
    child.start()
    child.join(60)
    assert child.exitcode in (0, -signal.SIGKILL)
    assert verify_file(tmp_path / "db" / "cati.sqlite").rows["interview_events"] == 4
    if (tmp_path / "copy.sqlite").exists():
        assert verify_file(tmp_path / "copy.sqlite").faults == ()


def test_a_server_has_a_tool_of_its_own_for_that(empty_database: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["--db", empty_database, "--language", "en", "backup"])
    assert stopped.value.code == 2
    assert "pg_dump" in capsys.readouterr().err
