"""Personal data: they serve the path of an interview, stand in no export, and have a file of their own."""

import stat
from pathlib import Path

import pytest
from exporting_room import CANARY, conduct, export_csv, room_of, rows

from cati.errors import ExportError, NothingToExportError, TargetExistsError
from cati.fieldwork.export_contacts import export_contacts, people_with_contact_data
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Words
from cati.questionnaire.names_given import names_given
from cati.storage.audit import list_deeds

ROUTED = """
study: {languages: [nl]}
sample: {contact_name: {type: text, personal: true}, region: {type: text, export: true}}
questions:
- id: ILL
  type: single
  personal: true
  text: q
  options: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]
- {id: N, type: number, ask_if: ILL == yes, text: n, min: 0, max: 9}
- {id: K, type: number, ask_if: answered(sample.contact_name), text: k, min: 0, max: 9}
- {id: END, type: end, disposition: complete, text: e}
"""


def test_a_personal_answer_decides_the_path_and_is_in_no_column(tmp_path: Path):
    with (room := room_of(tmp_path, ROUTED)).store:
        conduct(room, {"ILL": "yes", "N": 3, "K": 4}).end("complete")
        conduct(room, {"ILL": "no", "K": 5}).end("complete")
        found = rows(export_csv(room, tmp_path / "out.csv").target)
        assert sorted((row["N"], row["K"]) for row in found) == [("", "5"), ("3", "4")]
        assert "ILL" not in found[0]


def test_contact_data_are_one_file_for_its_owner_only(room: Room, tmp_path: Path):
    conduct(room).end("complete")
    assert people_with_contact_data(room) == 4
    report = export_contacts(room, tmp_path / "contacts.csv", "prijs versturen")
    found = rows(report.target)
    assert report.people == len(found) == 4
    assert stat.S_IMODE(report.target.stat().st_mode) == 0o600
    assert {row["contact_name"] for row in found} == {CANARY}
    assert [row["MAIL"] for row in found if row["MAIL"]] == [f"{CANARY}@example.org"]
    assert "T" not in found[0]
    assert found[0]["phone_1"] == "+3250000000"


def test_why_contact_data_were_exported_is_kept(room: Room, tmp_path: Path):
    export_contacts(room, tmp_path / "contacts.csv", "prijs versturen", actor="sup")
    (deed,) = list_deeds(room.store, verb="export_contacts")
    assert (deed.actor, deed.detail) == ("sup", {"reason": "prijs versturen", "people": 4})


def test_without_a_reason_there_are_no_contact_data(room: Room, tmp_path: Path):
    with pytest.raises(ExportError, match="no_reason"):
        export_contacts(room, tmp_path / "contacts.csv", "  ")
    assert not (tmp_path / "contacts.csv").exists()


def test_contact_data_that_are_there_are_not_replaced_unasked(room: Room, tmp_path: Path):
    (tmp_path / "contacts.csv").touch()
    with pytest.raises(TargetExistsError):
        export_contacts(room, tmp_path / "contacts.csv", "x")


def test_a_personal_answer_off_the_path_is_no_contact_data(room: Room, tmp_path: Path):
    interview = conduct(room, {"Q": "yes"})
    interview.end("break_off")
    found = rows(export_contacts(room, tmp_path / "contacts.csv", "x").target)
    assert {row["MAIL"] for row in found} == {""}


PEOPLE = """
study: {languages: [nl]}
questions:
- {id: WHO, type: names, max_names: 3, personal: true, text: w}
- {id: TEL, type: phone, for_each: WHO, as: who, text: "Welk nummer heeft {who}?"}
- {id: AGE, type: number, for_each: WHO, text: a, min: 0, max: 99}
- {id: END, type: end, disposition: complete, text: e}
"""


def test_personal_names_are_in_no_export_but_their_answers_are(tmp_path: Path):
    first = names_given([CANARY, "Bo", "Cé"], None)
    people = names_given([CANARY, "Cé"], first)
    tel = {"TEL.1": Words(value="+3250000001"), "TEL.3": Words(value="+3250000003")}
    with (room := room_of(tmp_path, PEOPLE)).store:
        conduct(room, {"WHO": people, **tel, "AGE.1": 30, "AGE.2": 40, "AGE.3": 50}).end("complete")
        (row,) = rows(export_csv(room, tmp_path / "out.csv").target)
        assert [row["AGE_1"], row["AGE_2"], row["AGE_3"]] == ["30", "50", ""]
        assert CANARY not in str(row)
        found = rows(export_contacts(room, tmp_path / "contacts.csv", "x").target)
        assert [each["WHO"] for each in found if each["WHO"]] == [f"{CANARY}; Cé"]
        assert [each["TEL"] for each in found if each["TEL"]] == ["1: +3250000001; 2: +3250000003"]


def test_where_nobody_is_named_there_is_nothing_to_write(tmp_path: Path):
    with (room := room_of(tmp_path, cases=0)).store, pytest.raises(NothingToExportError, match="no_contacts"):
        export_contacts(room, tmp_path / "contacts.csv", "x")


def test_practice_contacts_are_nobody(tmp_path: Path):
    with (room := room_of(tmp_path, cases=1, practice=3)).store:
        conduct(room, {"MAIL": Words(value="x@example.org")}, practice=True).end("partial")
        assert people_with_contact_data(room) == 1
