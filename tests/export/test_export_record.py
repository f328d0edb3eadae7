"""Every export is on record, and one that holds less than the last of its kind says so."""

from datetime import timedelta
from pathlib import Path

import pytest
from exporting_room import ANSWERS, CANARY, SHORT, START, conduct, export_csv, room_of

from cati.cli.export import account, notes_in_words
from cati.errors import CannotBeSaidError
from cati.export.datapackage import sha256
from cati.export.edition import Notes
from cati.fieldwork import export as exports
from cati.fieldwork.export import export_file, export_folder
from cati.fieldwork.export_record import deliveries
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Words
from cati.storage.audit import list_deeds
from cati.storage.erasing import Erasure, erase
from cati.words import say, sentence_of


def erase_first(room: Room) -> None:
    erase(room.store, [Erasure("C00000", START + timedelta(days=1), "sup", "asked")])


def test_an_export_is_on_record_with_who_what_how_many_and_the_hash_of_each_file(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    folder = export_folder(room, Wanted(("csv",)), tmp_path / "out", actor="sup").target
    (deed,) = list_deeds(room.store, verb="export")
    assert (deed.actor, deed.object) == ("sup", str(folder))
    assert deed.detail["rows"] == {"interviews": 1, "cases": 4, "attempts": 1, "dials": 0}
    assert deed.detail["files"] == {file.name: sha256(file) for file in folder.iterdir()}
    assert CANARY not in str(deed)


def test_a_count_that_falls_is_told_and_is_no_failure(room: Room, tmp_path: Path):
    for _ in range(2):
        conduct(room).end("complete")
    export_csv(room, tmp_path / "a.csv")
    assert export_csv(room, tmp_path / "b.csv").fallen == ()
    erase_first(room)
    report = export_csv(room, tmp_path / "c.csv")
    (fall,) = report.fallen
    assert (report.rows, fall.table, fall.before, fall.now, fall.erased) == (1, "interviews", 2, 1, 1)
    (line,) = [line for line in account(report, "en") if line.startswith("Note:")]
    assert "interviews: 1 now, 2 in the last export of this kind" in line
    assert line.endswith("1 case was erased since.")


def test_only_an_export_of_the_same_kind_is_compared(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    conduct(room, {"Q": "no"}).end("break_off")
    export_csv(room, tmp_path / "a.csv", include=frozenset({"all"}))
    assert export_csv(room, tmp_path / "b.csv").fallen == ()
    assert export_csv(room, tmp_path / "c.csv", language="fr").fallen == ()


def test_an_export_that_came_to_nothing_is_not_on_record(room: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise CannotBeSaidError("export.is_a_code", column="N", value=-98, case="")

    conduct(room).end("complete")
    monkeypatch.setattr(exports, "make", refuse)
    with pytest.raises(CannotBeSaidError):
        export_csv(room, tmp_path / "a.csv")
    assert list(deliveries(room)) == []


def test_an_erased_interview_is_in_no_file(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    conduct(room).end("complete")
    erase_first(room)
    report = export_folder(room, Wanted(("csv",), with_events=True), tmp_path / "out")
    assert report.rows == 1
    assert report.left_out == {}


def test_what_a_format_could_not_hold_as_it_is_is_told_with_case_and_column(room: Room, tmp_path: Path):
    conduct(room, ANSWERS | {"T": Words(value="=1+1")}).end("complete")
    report = export_file(room, tmp_path / "out.csv", Wanted(("csv-excel",)))
    assert list(account(report, "en"))[1:2] == [
        "csv-excel: 1 text that a spreadsheet would take for a formula begins there with one more ' (case C00000, T).",
    ]
    notes = Notes(cut_labels=("A", "A=1", "A"), label_conflicts={"B=2": ("oud (v)",)})
    assert list(notes_in_words(notes, "nl")) == [
        "Te lang voor SPSS of Stata, daar ingekort met …: A, A=1 (2 labels). Het codeboek heeft ze voluit.",
        say("nl", "command.label_conflicts", count=1, names="B=2"),
    ]


def test_a_refusal_names_the_case_as_the_room_does(tmp_path: Path):
    with (
        room := room_of(tmp_path, SHORT.replace("type: text, text: t", "type: text, text: t, max_length: 99999"))
    ).store:
        conduct(room, ANSWERS | {"T": Words(value="a" * 40_000)}).end("complete")
        with pytest.raises(CannotBeSaidError) as told:
            export_file(room, tmp_path / "out.xlsx", Wanted(("xlsx",)))
    assert sentence_of(told.value, "en").startswith(
        "Case C00000: A cell of Excel holds 32767 characters; T in row 1 has"
    )
