"""Every export is on record, and one that holds less than the last of its kind says so."""

from datetime import timedelta
from pathlib import Path

import pytest
from exporting_room import CANARY, START, conduct, export_csv

from cati.cli.export import account
from cati.errors import CannotBeSaidError
from cati.export.datapackage import sha256
from cati.fieldwork import export as exports
from cati.fieldwork.export import export_folder
from cati.fieldwork.export_record import deliveries
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.erasing import Erasure, erase


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
