"""Whether a delivered file is still what was delivered, and what the data say since."""

import csv
import shutil
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from exporting_room import START, conduct

from cati.cli.export import Asked
from cati.cli.export_verify import run_verify
from cati.errors import ExitCode, UnknownOptionError, UnreadableFileError
from cati.export.datapackage import MANIFEST
from cati.export.differences import ChangedCell, compare_tables
from cati.export.making import FORMATS
from cati.fieldwork.correcting import correct
from cati.fieldwork.export import export_file, export_folder
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.export_verify import Checked, check_delivered
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.storage.erasing import Erasure, erase
from cati.storage.ids import InterviewId
from cati.storage.tables import INTERVIEWS

ANYTHING = Asked((), None, frozenset({"complete", "partial"}), "", "", False, False, False, False)
TABLES = ("csv", "csv-excel", "xlsx", "sav", "dta", "parquet", "jsonl")


def check(room: Room, *places: Path, most: int = 10) -> dict[str, Checked]:
    return {each.file.name: each for each in check_delivered(room, places, Wanted(), most=most)}


def delivered(room: Room, folder: Path, formats: Sequence[str] = ("csv",)) -> Path:
    """A folder with one interview in it."""
    conduct(room).end("complete")
    return export_folder(room, Wanted(tuple(formats)), folder / "out").target


def change(room: Room, interview: int, **columns: object) -> None:
    """What a correction will do to an interview."""
    with room.store.transaction() as connection:
        connection.execute(INTERVIEWS.update().where(INTERVIEWS.c.id == InterviewId(interview)).values(**columns))


def test_a_folder_just_delivered_is_as_it_was_and_as_the_data_are(room: Room, tmp_path: Path):
    found = check(room, delivered(room, tmp_path, tuple(FORMATS)))
    assert {(each.state, each.is_as_data) for each in found.values()} == {("as_delivered", True)}
    assert len(found) > len(FORMATS)


@pytest.mark.parametrize("name", TABLES)
def test_an_interview_that_came_since_is_told_in_every_format(room: Room, tmp_path: Path, name: str):
    folder = delivered(room, tmp_path, (name,))
    conduct(room).end("complete")
    found = check(room, folder / FORMATS[name].file)[FORMATS[name].file]
    assert (found.state, found.is_as_data) == ("as_delivered", False)
    assert found.differences is not None
    assert [row[1] for row in found.differences.new_rows] == ["2"]
    assert (found.differences.shared, found.differences.changed) == (1, 0)


@pytest.mark.parametrize("name", TABLES)
def test_a_cell_that_changed_since_is_told_with_its_row_and_column(room: Room, tmp_path: Path, name: str):
    folder = delivered(room, tmp_path, (name,))
    change(room, 1, over_quota="size")
    (found,) = check(room, folder / FORMATS[name].file).values()
    assert found.differences is not None
    ((cell,), changed) = found.differences.first, found.differences.changed
    assert (cell.row[1], cell.column, cell.delivered, cell.now, changed) == ("1", "over_quota", "0", "1", 1)


def test_a_file_that_was_changed_is_told_apart_from_data_that_changed(room: Room, tmp_path: Path):
    file = delivered(room, tmp_path) / "interviews.csv"
    file.write_bytes(file.read_bytes().replace(b",goed,", b",slecht,"))
    found = check(room, file)["interviews.csv"]
    assert (found.state, found.is_made_the_same) == ("changed", True)
    assert found.differences is not None
    assert [(cell.column, cell.delivered, cell.now) for cell in found.differences.first] == [("T", "slecht", "goed")]
    change(room, 1, over_quota="size")
    assert not check(room, file)["interviews.csv"].is_made_the_same


def test_a_file_lost_added_or_spoilt_is_told(room: Room, tmp_path: Path):
    folder = delivered(room, tmp_path, ("csv", "sav"))
    (folder / "codebook.md").unlink()
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    (folder / "interviews.sav").write_bytes(b"$FL2 and no more")
    found = check(room, folder)
    assert [found[name].state for name in ("codebook.md", "notes.txt", "interviews.sav", "cases.csv")] == [
        "missing", "unknown", "changed", "as_delivered",
    ]  # fmt: skip
    assert found["notes.txt"].fault is not None
    assert found["interviews.sav"].fault is not None


def test_a_single_file_under_another_name_is_known_by_its_hash(room: Room, tmp_path: Path):
    conduct(room, {"Q": "no"}).end("break_off")
    made = export_file(room, tmp_path / "out.sav", Wanted(("sav",), include=frozenset({"break-off"}))).target
    (tmp_path / "elsewhere").mkdir()
    moved = shutil.move(made, tmp_path / "elsewhere" / "levering.sav")
    (found,) = check(room, moved).values()
    assert (found.state, found.is_as_data) == ("as_delivered", True)


def test_a_file_on_record_nowhere_is_compared_with_what_is_asked_for(room: Room, tmp_path: Path):
    file = delivered(room, tmp_path) / "interviews.csv"
    (tmp_path / "mine").mkdir()
    other = tmp_path / "mine" / "data.csv"
    other.write_bytes(file.read_bytes().replace(b"kust", b"stad"))
    (found,) = check(room, other).values()
    assert found.state == "unknown"
    assert found.differences is not None
    assert [cell.column for cell in found.differences.first] == ["s_region"]


def test_a_file_saved_again_by_a_spreadsheet_holds_the_same_cells(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    file = delivered(room, tmp_path) / "interviews.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        head, *rows = list(csv.reader(lines))
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows([head, *reversed(rows)])
    found = check(room, file)["interviews.csv"]
    assert (found.state, found.is_as_data) == ("changed", True)


def test_rows_and_columns_new_gone_and_doubled_are_told(tmp_path: Path):
    (tmp_path / "a").mkdir()
    head = "case_key,interview_id,"
    (tmp_path / "a" / "interviews.csv").write_text(head + "A,B\r\nk,1,1,2\r\nk,2,1,2\r\nk,2,1,2\r\n", encoding="utf-8")
    (tmp_path / "interviews.csv").write_text(head + "A,C\r\nk,2,3,2\r\nk,3,1,2\r\n", encoding="utf-8")
    found = compare_tables(tmp_path / "a" / "interviews.csv", tmp_path / "interviews.csv", 10)
    assert (found.new_columns, found.gone_columns) == (("C",), ("B",))
    assert (found.new_rows, found.gone_rows) == ((("k", "3"),), (("k", "1"), ("k", "2")))
    assert found.first == (ChangedCell(("k", "2"), "A", "1", "3"),)


def test_a_table_without_its_keys_cannot_be_compared(tmp_path: Path):
    (tmp_path / "a.csv").write_text("A\r\n1\r\n", encoding="utf-8")
    (tmp_path / "interviews.csv").write_text("case_key,interview_id,A\r\nk,1,1\r\n", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="no_key"):
        compare_tables(tmp_path / "a.csv", tmp_path / "interviews.csv", 10)


def test_a_file_that_no_export_makes_is_told_without_making_one(room: Room, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (found,) = check(room, tmp_path / "notes.txt").values()
    assert found.fault is not None
    assert found.fault.word == "delivered.no_table"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": [{}]}'])
def test_a_spoilt_manifest_is_told(room: Room, tmp_path: Path, text: str):
    folder = delivered(room, tmp_path)
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="unreadable"):
        check(room, folder)


def test_a_manifest_that_no_export_on_record_wrote_is_told(room: Room, tmp_path: Path):
    folder = delivered(room, tmp_path)
    manifest = folder / MANIFEST
    manifest.write_text(manifest.read_text(encoding="utf-8").replace('"rows": 1', '"rows": 2'), encoding="utf-8")
    assert check(room, folder)[MANIFEST].state == "unknown"


def test_the_exit_code_says_which_of_both_changed(room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = delivered(room, tmp_path)
    assert run_verify(room, [folder], ANYTHING, 10) is ExitCode.OK
    change(room, 1, over_quota="size")
    assert run_verify(room, [folder], ANYTHING, 10) is ExitCode.PROBLEMS_FOUND
    assert "C00000 / 1, over_quota: in het bestand '0', nu '1'" in capsys.readouterr().out
    (folder / "cases.csv").write_text("x", encoding="utf-8")
    assert run_verify(room, [folder], ANYTHING, 10) is ExitCode.DATA_DIFFERS


def test_so_many_cells_are_told_as_are_asked_for(room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = delivered(room, tmp_path) / "interviews.csv"
    conduct(room).end("complete")
    change(room, 1, over_quota="size", language="fr")
    change(room, 1, disposition="partial")
    run_verify(room, [file], ANYTHING, 1)
    said = capsys.readouterr().out
    assert "1 nieuwe rij in de gegevens: C00001 / 2" in said
    assert "4 cellen verschillen" in said
    assert "nog 3 cellen" in said


def test_a_file_of_another_study_is_told(room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    conduct(room).end("complete")
    file = export_file(room, tmp_path / "interviews.csv", Wanted(("csv",))).target
    key = file.read_bytes().splitlines()[1][:16]
    file.write_bytes(file.read_bytes().replace(key, b"0" * 16))
    run_verify(room, [file], ANYTHING, 10)
    assert "andere studie" in capsys.readouterr().out


def test_an_answer_corrected_after_delivery_is_told_and_lengthens_no_call(room: Room, tmp_path: Path):
    folder = delivered(room, tmp_path)
    week_later = replace(room, interviewer="sup", clock=lambda: START + timedelta(days=7))
    correct(Supervisor(week_later, "misheard"), "C00000", "Q", "no")
    found = check(room, folder)["interviews.csv"].differences
    assert found is not None
    assert [(cell.column, cell.delivered, cell.now) for cell in found.first] == [("edited", "0", "1"), ("Q", "1", "2")]
    later = export_folder(room, Wanted(("csv",)), tmp_path / "later").target
    assert '"data_as_of": "2026-12-02T' in (later / MANIFEST).read_text(encoding="utf-8")


def test_what_is_not_there_and_a_folder_of_no_export_are_told(room: Room, tmp_path: Path):
    for place, word in ((tmp_path / "nowhere", "delivered.not_there"), (tmp_path, "delivered.no_manifest")):
        with pytest.raises(UnreadableFileError) as told:
            check(room, place)
        assert told.value.word == word
    with pytest.raises(UnknownOptionError, match="nothing_named"):
        run_verify(room, [], ANYTHING, 10)


def test_what_is_said_of_a_file_spoilt_or_with_other_columns(
    room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    folder = delivered(room, tmp_path, ("csv", "sav"))
    file = folder / "interviews.csv"
    file.write_bytes(file.read_bytes().replace(b",T_st\r\n", b",REASON\r\n"))
    (folder / "interviews.sav").write_bytes(b"")
    assert run_verify(room, [folder], ANYTHING, 10) is ExitCode.DATA_DIFFERS
    said = capsys.readouterr().out
    assert "Kolommen die het bestand niet heeft: T_st" in said
    assert "Kolommen die alleen het bestand heeft: REASON" in said
    assert "interviews.sav kan niet gelezen worden" in said


def test_a_file_of_a_version_that_has_no_interview_any_more_is_told(room: Room, tmp_path: Path):
    file = delivered(room, tmp_path) / "interviews.csv"
    gone = file.with_name("interviews_000000000000.csv")
    gone.write_bytes(file.read_bytes())
    file.unlink()
    manifest = file.with_name(MANIFEST)
    manifest.write_text(manifest.read_text(encoding="utf-8").replace(file.name, gone.name), encoding="utf-8")
    fault = check(room, gone)[gone.name].fault
    assert fault is not None
    assert fault.word == "delivered.nothing_now"


def test_rows_gone_from_the_data_are_told(room: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    conduct(room).end("complete")
    file = delivered(room, tmp_path) / "interviews.csv"
    erase(room.store, [Erasure("C00000", START + timedelta(days=1), "sup", "asked")])
    assert run_verify(room, [file], ANYTHING, 10) is ExitCode.PROBLEMS_FOUND
    assert "1 rij alleen in het bestand: C00000 / 1" in capsys.readouterr().out
