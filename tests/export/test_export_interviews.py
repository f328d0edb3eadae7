"""Exports of a phone room: which interviews, whole or not at all, and what is said when it cannot be."""

import os
import resource
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from exported import EVERY_TYPE
from exporting_room import ANSWERS, CANARY, START, conduct, export_csv, in_a_child, room_of, rows

from cati.errors import CannotWriteError, ExitCode, NothingToExportError, TargetExistsError
from cati.export import whole_file
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.questionnaire.answer import AnswerKey, Words
from cati.words import sentence_of


def test_complete_and_partial_interviews_are_exported_and_the_others_counted(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    conduct(room, {"Q": "no"}).end("partial", reason="geen tijd")
    conduct(room, {"Q": "no"}).end("break_off")
    conduct(room, {})
    report = export_csv(room, out := tmp_path / "out.csv")
    assert (report.rows, report.outcomes, report.left_out) == (
        2, {"complete": 1, "partial": 1}, {"break_off": 1, "in_progress": 1},
    )  # fmt: skip
    assert sorted((row["outcome"], row["Q"], row["T"], row["T_st"], row["is_complete"]) for row in rows(out)) == [
        ("complete", "1", "goed", "0", "1"), ("partial", "2", "", "-95", "0"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("include", "found"), [({"break-off"}, ["break_off"]), ({"all"}, ["break_off", "complete", "in_progress"])]
)
def test_other_outcomes_are_exported_when_asked_for(room: Room, tmp_path: Path, include: set[str], found: list[str]):
    conduct(room).end("complete")
    conduct(room, {"Q": "no"}).end("break_off")
    conduct(room, {})
    report = export_csv(room, tmp_path / "out.csv", include=frozenset(include))
    assert sorted(row["outcome"] for row in rows(report.target)) == found


def test_practice_and_live_interviews_are_never_in_one_file(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    conduct(room, practice=True).end("complete")
    export_csv(room, tmp_path / "live.csv")
    export_csv(room, tmp_path / "practice.csv", practice=True)
    assert [row["s_region"] for row in rows(tmp_path / "live.csv")] == ["kust"]
    assert [row["s_region"] for row in rows(tmp_path / "practice.csv")] == ["oefening"]


def test_no_personal_value_is_in_any_byte_but_what_comes_after_it_is(room: Room, tmp_path: Path):
    interview = conduct(room)
    interview.remark(AnswerKey("T"), CANARY)
    interview.end("complete")
    target = export_csv(room, tmp_path / "out.csv", include=frozenset({"all"})).target
    assert CANARY.encode() not in target.read_bytes()
    assert b"C0000" not in target.read_bytes()
    assert rows(target)[0]["T"] == "goed"


def test_suspended_time_is_no_open_time_and_each_call_is_a_session(room: Room, tmp_path: Path):
    interview = conduct(room, {"Q": "yes"})
    interview.suspend("not_available")
    tomorrow = count(90_000)
    later = replace(room, clock=lambda: START + timedelta(seconds=next(tomorrow)), interviewer="bo")
    taken_again = next_case(later, practice=False)
    while taken_again is not None and taken_again.case.case.case_key != interview.case.case.case_key:
        taken_again = next_case(later, practice=False)
    assert taken_again is not None
    taken_again.change_language("fr")
    taken_again.end("complete")
    row = next(row for row in rows(export_csv(room, tmp_path / "out.csv").target) if row["sessions"] == "2")
    assert int(row["duration_seconds"]) < 60
    assert (row["interviewer"], row["language"], row["languages"]) == ("bo", "fr", "nl>fr")


def test_the_same_database_gives_the_same_bytes_whenever_it_is_asked(room: Room, tmp_path: Path):
    for _ in range(3):
        conduct(room).end("complete")
    files = [export_csv(room, tmp_path / f"{number}.csv").target.read_bytes() for number in range(2)]
    assert files[0] == files[1]
    keys = [row["case_key"] for row in rows(tmp_path / "0.csv")]
    assert keys == sorted(keys)


def test_nothing_to_export_says_what_there_is(room: Room, tmp_path: Path):
    conduct(room, {"Q": "no"}).end("break_off")
    with pytest.raises(NothingToExportError) as told:
        export_csv(room, tmp_path / "out.csv")
    assert sentence_of(told.value, "en") == (
        "No interviews to export: 4 cases, 0 complete, 0 partial. Break-offs: 1 (--include break-off)."
    )
    assert told.value.exit_code == ExitCode.NOTHING_TO_EXPORT
    assert list(tmp_path.iterdir()) == [tmp_path / "study"]


def test_a_file_that_is_there_is_replaced_only_when_told_to(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(TargetExistsError) as told:
        export_csv(room, target)
    assert (target.read_text(encoding="utf-8"), told.value.exit_code) == ("mine", ExitCode.TARGET_EXISTS)
    assert export_csv(room, target, force=True).rows == 1


def test_a_file_that_comes_there_meanwhile_is_not_replaced(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    target = tmp_path / "out.csv"
    with pytest.raises(TargetExistsError):
        export_csv(room, target, progress=lambda _: target.write_text("mine", encoding="utf-8") and None)
    assert target.read_text(encoding="utf-8") == "mine"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["out.csv", "study"]


def test_a_full_disk_is_told_and_leaves_what_was_there(room: Room, tmp_path: Path):
    conduct(room, ANSWERS | {"T": Words(value="a" * 900)}).end("complete")
    (tmp_path / "out.csv").write_text("old", encoding="utf-8")

    def write() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        room.store._engine.dispose(close=False)
        resource.setrlimit(resource.RLIMIT_FSIZE, (600, 600))
        export_csv(room, tmp_path / "out.csv", force=True)

    export_csv(room, tmp_path / "before.csv")
    assert in_a_child(write) == ExitCode.CANNOT_WRITE
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "old"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["before.csv", "out.csv", "study"]


def test_a_folder_that_may_not_be_written_is_told():
    with TemporaryDirectory() as made, (room := room_of(Path(made))).store:  # pytest's own is shut to other users
        conduct(room).end("complete")
        shut = Path(made) / "shut"
        shut.mkdir()
        export_csv(room, shut / "before.csv")
        for open_to_all in (Path(made), room.study.database.parent, *room.study.database.parent.iterdir()):
            open_to_all.chmod(0o777)
        shut.chmod(0o555)

        def write() -> None:
            if os.geteuid() == 0:  # the mode of a folder does not bind root
                os.seteuid(65534)
            export_csv(room, shut / "out.csv")

        assert in_a_child(write) == ExitCode.CANNOT_WRITE
        assert list(shut.iterdir()) == [shut / "before.csv"]


def test_a_folder_that_is_not_there_is_told(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    with pytest.raises(CannotWriteError, match="cannot_write"):
        export_csv(room, tmp_path / "nowhere" / "out.csv")


def test_too_little_space_is_told_before_anything_is_written(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    conduct(room).end("complete")
    monkeypatch.setattr(whole_file, "free_bytes", lambda _: 12)
    with pytest.raises(CannotWriteError, match="disk_full"):
        export_csv(room, tmp_path / "out.csv")
    assert list(tmp_path.iterdir()) == [tmp_path / "study"]


KILLED = """
import os, signal, sys
from pathlib import Path
from cati.fieldwork.export import export_file
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
study = open_study(Path(sys.argv[1]))
at = int(sys.argv[3])
deeds = 0
def strike(*_):
    global deeds
    deeds += 1
    if deeds == at:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(lambda name, _: strike() if name.split(".")[0] in ("open", "os", "tempfile") else None)
export_file(Room(study, open_database(study)), Path(sys.argv[2]), Wanted(("csv",)), force=True, progress=strike)
"""


@pytest.mark.parametrize("at", [1, 4, 8, 16, 24])
def test_an_export_killed_at_any_moment_leaves_the_old_file_or_the_new_one(room: Room, tmp_path: Path, at: int):
    for _ in range(3):
        conduct(room).end("complete")
    new = export_csv(room, tmp_path / "new.csv").target.read_bytes()
    target = tmp_path / "out.csv"
    target.write_bytes(b"old")
    room.store.close()
    killed = subprocess.run([sys.executable, "-c", KILLED, room.study.folder, target, str(at)], check=False)
    assert killed.returncode in (-signal.SIGKILL, 0)
    assert target.read_bytes() in (b"old", new)


def test_every_question_type_goes_through_the_room_into_the_file(tmp_path: Path):
    whole = {"S": "yes", "M": ["a"], "EACH.a": "badly", "E": ["x"]}
    with (room := room_of(tmp_path, EVERY_TYPE)).store:
        conduct(room, whole).end("partial")
        row = rows(export_csv(room, tmp_path / "out.csv").target)[0]
    assert (row["S"], row["M_1"], row["EACH_1"], row["E_1"], row["E_2"]) == ("1", "1", "2", "1", "-95")
