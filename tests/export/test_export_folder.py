"""One folder with all files of an export: whole or not at all, described, hashed, the same every time."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from exporting_room import ANSWERS, CANARY, START, conduct, in_a_child, room_of, rows

from cati.errors import ExitCode, ExportError, PackageMissingError, TargetExistsError, UnknownOptionError
from cati.export.datapackage import MANIFEST, hashes_in, manifest_in, sha256
from cati.export.making import FORMATS
from cati.fieldwork.export import export_file, export_folder
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room
from cati.questionnaire.answer import AnswerKey, Words
from cati.storage.tables import DIALS
from promises import trials

EVERYTHING = Wanted(tuple(FORMATS), with_events=True, include=frozenset({"all"}))
DEFAULT_FILES = (
    "attempts.csv", "cases.csv", "codebook.html", "codebook.md", "datapackage.json", "dials.csv", "interviews.csv",
    "interviews.sav", "interviews.xlsx", "value_labels.csv", "variables.csv",
)  # fmt: skip


def fieldwork_done(room: Room) -> None:
    conduct(room).end("complete")
    conduct(room, {"Q": "no"}).end("partial", reason=CANARY)
    interview = conduct(room, {"Q": "no"})
    interview.remark(AnswerKey("T"), CANARY)
    interview.end("break_off")


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_without_a_word_one_folder_named_after_the_time_holds_what_a_supervisor_needs(room: Room):
    fieldwork_done(room)
    report = export_folder(room, Wanted())
    assert report.target.parent == room.study.folder / "exports"
    assert report.target.name.startswith("2026-11-25T10")
    assert report.files == tuple(names(report.target)) == DEFAULT_FILES
    assert (report.rows, report.left_out) == (2, {"break_off": 1})
    assert names(report.target.parent) == [report.target.name]


def test_every_format_goes_into_one_folder(room: Room, tmp_path: Path):
    fieldwork_done(room)
    report = export_folder(room, EVERYTHING, tmp_path / "out")
    assert {format_.file for format_ in FORMATS.values()} <= set(report.files)
    assert {"events.csv", "triple-s.csv"} <= set(report.files)


def test_the_manifest_says_what_is_in_each_file_and_what_was_left_out(room: Room, tmp_path: Path):
    fieldwork_done(room)
    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out").target
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["cati"]["rows"] == 2
    assert manifest["cati"]["left_out"] == {"break_off": 1}
    assert manifest["cati"]["questionnaire_versions"] == [room.study.version]
    interviews = next(each for each in manifest["resources"] if each["path"] == "interviews.csv")
    fields = {field["name"]: field for field in interviews["schema"]["fields"]}
    assert fields["Q"]["missingValues"] == ["", "-95", "-98", "-99"]
    assert "missingValues" not in fields["T"]
    assert hashes_in(manifest) == {name: sha256(folder / name) for name in names(folder) if name != MANIFEST}


def test_two_exports_of_one_database_differ_in_nothing_but_when_they_were_made(room: Room, tmp_path: Path):
    fieldwork_done(room)
    later = replace(room, clock=lambda: START + timedelta(days=400))
    one = export_folder(room, EVERYTHING, tmp_path / "one").target
    two = export_folder(later, EVERYTHING, tmp_path / "two").target
    assert names(one) == names(two)
    assert [name for name in names(one) if (one / name).read_bytes() != (two / name).read_bytes()] == [MANIFEST]


def test_the_only_clock_of_an_export_can_be_given(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    fieldwork_done(room)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out").target
    assert json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["created"] == "2027-01-15T08:00:00Z"


def test_no_personal_value_is_in_any_byte_of_any_file(room: Room, tmp_path: Path):
    fieldwork_done(room)
    folder = export_folder(room, EVERYTHING, tmp_path / "out").target
    inside = {name: (folder / name).read_bytes() for name in names(folder)}
    with ZipFile(folder / "interviews.xlsx") as book:
        inside |= {f"xlsx {name}": book.read(name) for name in book.namelist()}
    for forbidden in (CANARY.encode(), b"C0000", b"+3250", CANARY.encode("utf-16-le")):
        assert [name for name, found in inside.items() if forbidden in found] == []


def test_every_case_and_every_call_is_there_called_or_not(room: Room, tmp_path: Path):
    fieldwork_done(room)
    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out").target
    cases, attempts = rows(folder / "cases.csv"), rows(folder / "attempts.csv")
    assert sorted(case["outcome"] for case in cases) == ["", "break_off", "complete", "partial"]
    assert sorted(case["attempts"] for case in cases) == ["0", "1", "1", "1"]
    assert sorted(attempt["outcome"] for attempt in attempts) == ["break_off", "complete", "partial"]
    exported = {row["case_key"] for row in rows(folder / "interviews.csv")}
    assert exported < {case["case_key"] for case in cases}


def test_every_number_dialled_is_told_by_its_place_and_never_by_its_digits(room: Room, tmp_path: Path):
    fieldwork_done(room)
    dialled = {"attempt_id": 1, "phone_id": None, "dialled_at": START, "ended_at": None, "result": None}
    with room.store.transaction() as connection:
        connection.execute(DIALS.insert(), [{**dialled, "position": 2, "ended_at": START + timedelta(seconds=30)}])
        connection.execute(DIALS.insert(), [{**dialled, "position": 1, "result": "busy"}])
    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out").target
    found = rows(folder / "dials.csv")
    assert [(row["dial"], row["phone"], row["duration_seconds"], row["result"]) for row in found] == [
        ("1", "2", "30", ""), ("2", "1", "", "busy"),
    ]  # fmt: skip
    assert found[0]["case_key"] in {attempt["case_key"] for attempt in rows(folder / "attempts.csv")}
    assert found[0]["dialled_at"] == "2026-11-25T10:00:00+01:00"


def test_events_tell_what_happened_when_but_no_answer(room: Room, tmp_path: Path):
    fieldwork_done(room)
    folder = export_folder(room, Wanted(("csv",), with_events=True), tmp_path / "out").target
    events = [event for event in rows(folder / "events.csv") if event["interview_id"] == "1"]
    assert [event["kind"] for event in events] == ["interview_started", *["answer_recorded"] * 3, "interview_ended"]
    assert [event["variable"] for event in events] == ["", "Q", "MAIL", "T", ""]
    assert {event["seconds_since_previous"] for event in events} >= {"0"}
    assert "goed" not in (folder / "events.csv").read_text(encoding="utf-8")


def test_a_row_that_is_alone_in_its_sample_fields_is_counted(room: Room, tmp_path: Path):
    fieldwork_done(room)
    report = export_folder(room, Wanted(("csv",)), tmp_path / "out")
    assert (report.unique_rows, report.identifying) == (0, ("s_region",))


def test_labels_are_in_the_language_asked_for(room: Room, tmp_path: Path):
    fieldwork_done(room)
    folder = export_folder(room, Wanted(("csv",), language="fr"), tmp_path / "out").target
    assert "Refus," in (folder / "value_labels.csv").read_text(encoding="utf-8")
    with pytest.raises(ExportError, match="unknown_language"):
        export_folder(room, Wanted(("csv",), language="de"), tmp_path / "other")


def test_an_outcome_that_no_interview_can_have_is_told_with_the_nearest_one():
    with pytest.raises(UnknownOptionError) as told:
        Wanted(include=frozenset({"complete", "brake-off"}))
    assert (told.value.places["near"], told.value.exit_code) == ("break-off", ExitCode.CANNOT_RUN)


def test_a_folder_that_is_there_is_replaced_only_when_told_to_and_wholly(room: Room, tmp_path: Path):
    fieldwork_done(room)
    target = tmp_path / "out"
    target.mkdir()
    (target / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TargetExistsError):
        export_folder(room, Wanted(("csv",)), target)
    assert names(target) == ["mine.txt"]
    export_folder(room, Wanted(("csv",)), target, force=True)
    assert "mine.txt" not in names(target)
    assert names(tmp_path) == ["out", "study"]


def test_one_format_can_be_one_file(room: Room, tmp_path: Path):
    fieldwork_done(room)
    assert export_file(room, tmp_path / "mine.sav", Wanted(("sav",))).rows == 2
    with pytest.raises(ExportError, match="not_one_file"):
        export_file(room, tmp_path / "mine.xml", Wanted(("triple-s",)))
    assert names(tmp_path) == ["mine.sav", "study"]


def test_a_format_whose_package_is_missing_says_what_to_install(
    room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    fieldwork_done(room)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(PackageMissingError) as told:
        export_folder(room, Wanted(("csv", "parquet")), tmp_path / "out")
    assert told.value.exit_code == ExitCode.PACKAGE_MISSING
    assert names(tmp_path) == ["study"]


@pytest.mark.parametrize("name", ["sav", "dta", "xlsx", "csv", "parquet", "jsonl", "ddi", "triple-s"])
def test_a_disk_that_fills_up_is_told_whatever_the_format(name: str, room: Room, tmp_path: Path):
    conduct(room, ANSWERS | {"T": Words(value="a" * 900)}).end("complete")
    export_folder(room, Wanted((name,)), tmp_path / "before")

    def write() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))
        export_folder(room, Wanted((name,)), tmp_path / "out")

    assert in_a_child(write) == ExitCode.CANNOT_WRITE
    assert names(tmp_path) == ["before", "study"]


KILLED = """
import os, signal, sys
from pathlib import Path
from cati.fieldwork.export import export_folder
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
study = open_study(Path(sys.argv[1]))
left = int(sys.argv[3])
def strike(name, arguments):
    global left
    if name in ("open", "os.rename", "os.mkdir", "os.rmdir", "os.remove", "shutil.rmtree"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
room = Room(study, open_database(study))
sys.addaudithook(strike)
export_folder(room, Wanted(("csv", "jsonl")), Path(sys.argv[2]), force=True)
"""


@pytest.mark.parametrize("at", range(1, 76, 75 // trials("export_killed")))
def test_an_export_killed_at_any_moment_leaves_no_half_folder(room: Room, tmp_path: Path, at: int):
    fieldwork_done(room)
    wanted = export_folder(room, Wanted(("csv", "jsonl")), tmp_path / "whole").target
    shutil.copytree(wanted, tmp_path / "out")
    room.store.close()
    killed = subprocess.run([sys.executable, "-c", KILLED, room.study.folder, tmp_path / "out", str(at)], check=False)
    assert killed.returncode in (-signal.SIGKILL, 0)
    for left in (folder for folder in tmp_path.iterdir() if folder.is_dir() and folder.name != "study"):
        if not left.name.endswith(".part"):
            manifest = manifest_in(left)
            assert manifest is not None
            assert hashes_in(manifest) == {name: sha256(left / name) for name in names(left) if name != MANIFEST}
            assert names(left) == names(wanted)


def test_what_a_killed_export_left_a_day_ago_is_cleared_by_the_next(room: Room, tmp_path: Path):
    fieldwork_done(room)
    stale, fresh = tmp_path / ".out-12345678.part", tmp_path / ".out-87654321.part"
    for left in (stale, fresh):
        left.mkdir()
        (left / "interviews.csv").touch()
    os.utime(stale, (0, 0))
    export_folder(room, Wanted(("csv",)), tmp_path / "out")
    assert names(tmp_path) == [".out-87654321.part", "out", "study"]


def test_an_interview_that_ends_while_the_export_reads_is_wholly_out(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    running = conduct(room)
    ended: list[bool] = []

    def end(_: int) -> None:
        if not ended:
            ended.append(True)
            running.end("complete")

    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out", progress=end).target
    assert len(rows(folder / "interviews.csv")) == 1
    assert sorted(case["outcome"] for case in rows(folder / "cases.csv")) == ["", "", "", "complete"]
    assert len(export_folder(room, Wanted(("csv",)), tmp_path / "next").files) > 0


def test_practice_interviews_have_a_folder_that_says_so(tmp_path: Path):
    with (room := room_of(tmp_path)).store:
        conduct(room, practice=True).end("complete")
        folder = export_folder(room, Wanted(("csv",), practice=True)).target
        assert "OEFENING" in (folder / "codebook.html").read_text(encoding="utf-8")
        assert len(rows(folder / "cases.csv")) == 2
