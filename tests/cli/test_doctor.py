"""`cati doctor` says what is wrong and what to do, and finds nothing where all is well."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from cati.fieldwork.doctor import Finding, examine, of_clock, of_disk
from cati.fieldwork.keeping import backup
from cati.storage.condition import Condition
from plain_talk import NOW, a_study, plain, run
from scenario import single

WELL = Condition("SQLite 3", 2, 0, NOW, bytes_free=10**10)


def called(folder: Path) -> Path:
    """A study in which one interview was held."""
    plain(a_study(folder, single("A")), "n", "", "1", "", "q")
    return folder


def words(findings: list[Finding]) -> dict[str, str]:
    return {finding.word: finding.grade for finding in findings}


def test_a_study_that_can_be_worked_at_ends_with_code_0(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    backup(called(tmp_path), None, None, NOW)
    told = run("--study", str(tmp_path), "--language", "en", "doctor", clock=lambda: NOW)
    assert told.code == 0, told.out
    assert "All well: calling can go on." in told.out


def test_a_study_folder_that_is_none_is_said_with_what_to_do(tmp_path: Path):
    told = run("--study", str(tmp_path), "--language", "en", "doctor")
    assert told.code == 1
    assert "There is no questionnaire.yaml" in told.out
    assert "1 thing is wrong" in told.out


def test_a_database_that_others_may_read_is_wrong(tmp_path: Path):
    (called(tmp_path) / "db" / "cati.sqlite").chmod(0o644)
    assert words(list(examine(tmp_path, None, NOW)))["doctor.open_to_others"] == "wrong"


def test_a_file_that_is_no_database_is_said_and_left_alone(tmp_path: Path):
    file = a_study(tmp_path, single("A")) / "db" / "other.sqlite"
    file.write_text("not a database, but long enough to be looked at as if it were one" * 20)
    found = [each.error for each in examine(tmp_path, str(file), NOW) if each.error]
    assert [error.word for error in found] == ["storage.not_a_database"]


def test_a_backup_is_asked_for_once_there_is_something_to_lose_and_again_each_day(tmp_path: Path):
    assert words(list(examine(called(tmp_path), None, NOW)))["doctor.no_backup"] == "note"
    copy, _ = backup(tmp_path, None, None, NOW)
    long_ago = time.time() - 10 * 365 * 86_400
    os.utime(copy, (long_ago, long_ago))
    assert words(list(examine(tmp_path, None, NOW)))["doctor.old_backup"] == "note"


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (Condition("PostgreSQL 15", 2, 90, NOW), "doctor.clock_differs"),
        (Condition("SQLite 3", 2, 0, NOW + timedelta(hours=1)), "doctor.clock_behind"),
        (WELL, "doctor.clock"),
    ],
)
def test_a_clock_that_is_wrong_is_told(found: Condition, word: str):
    assert [each.word for each in of_clock(found, NOW)] == [word]


@pytest.mark.parametrize(("free", "grade"), [(10**9, "well"), (10**8, "note"), (10**7, "wrong")])
def test_a_disk_that_fills_up_is_told_in_time(free: int, grade: str):
    found = Condition("SQLite 3", 2, 0, NOW, bytes_free=free)
    assert [each.grade for each in of_disk(found, NOW)] == [grade]


def test_reports_and_unsaved_answers_that_lie_there_are_told(tmp_path: Path):
    folder = called(tmp_path) / "db"
    (folder / "crash-20270301T000000.txt").write_text("x")
    (folder / "unsaved").mkdir()
    (folder / "unsaved" / "case-1-2.json").write_text("{}")
    found = words(list(examine(tmp_path, None, NOW)))
    assert (found["doctor.crashes"], found["doctor.unsaved"]) == ("note", "note")
