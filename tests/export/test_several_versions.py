"""Interviews under several versions of the questionnaire in one file, or each apart."""

import csv
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pyarrow.parquet
import pytest
from exported import NOON, csv_bytes, taken, version_of
from exporting_room import conduct, room_of, rows
from test_every_format import making_of

from cati.errors import CannotBeSaidError
from cati.export.columns import union
from cati.export.edition import Edition, idle
from cati.export.entries import label_conflicts
from cati.export.making import CODEBOOKS, FORMATS, make
from cati.export.table import Table
from cati.fieldwork.export import export_folder
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.export_verify import check_delivered
from cati.fieldwork.study import open_study
from cati.questionnaire.model import Text

HEAD = "study: {languages: [nl]}\nquestions:\n"
END = "- {id: END, type: end, disposition: complete, text: t}\n"
A = "- {id: A, type: single, text: a, options: [{code: 1, name: yes, label: JA}, {code: 2, name: no, label: nee}]}\n"
OLD_A = A.replace("JA", "jawel")
B = "- {id: B, type: number, text: b, min: 0, max: 9}\n"
FINER_B = "- {id: B, type: number, text: b, min: 0, max: 9, decimals: 1}\n"
C = "- {id: C, type: number, text: c, min: 0, max: 9}\n"
OLD = version_of(HEAD + OLD_A + B + END, rank=1, name="000000000001")
NEW = version_of(HEAD + A + C + FINER_B + END, rank=2, name="000000000002")
BOTH = [taken(OLD, {"A": "yes", "B": 4}, 1), taken(NEW, {"A": "no", "C": 5, "B": 6}, 2)]


def names(*versions: object) -> list[str]:
    return [column.name for column in union(versions) if column.role != "system"]  # type: ignore[arg-type]


def test_columns_are_those_of_all_versions_in_the_newest_ones_order():
    assert names(OLD, NEW) == ["A", "C", "B"]


def test_a_column_that_only_an_older_version_has_follows_the_one_it_followed_there():
    newest = version_of(HEAD + A + C + END, rank=3, name="000000000003")
    assert names(OLD, newest) == ["A", "B", "C"]


def test_a_question_that_a_version_lacks_was_not_asked_there(tmp_path: Path):
    found = list(csv.DictReader(StringIO(csv_bytes(BOTH, tmp_path).decode(), newline="")))
    assert [(row["A"], row["C"], row["B"]) for row in found] == [("1", "", "4"), ("2", "5", "6.0")]
    assert [row["questionnaire_version"] for row in found] == [OLD.name, NEW.name]


def test_parquet_tells_a_question_that_was_not_asked_from_one_that_was_not_there(tmp_path: Path):
    with Table.of(BOTH, tmp_path) as table:
        make(FORMATS["parquet"], making_of(table), tmp_path / "a.parquet", idle)
    found = pyarrow.parquet.read_table(tmp_path / "a.parquet").to_pydict()
    assert found["C_st"] == ["not_in_version", "answered"]
    assert found["B"] == [4.0, 6.0]


def test_the_codebook_shows_other_wordings_and_versions_without_a_column(tmp_path: Path):
    page = next(format_ for format_ in CODEBOOKS if format_.file == "codebook.md")
    with Table.of(BOTH, tmp_path) as table:
        make(page, making_of(table), tmp_path / page.file, idle)
    text = (tmp_path / page.file).read_text(encoding="utf-8")
    assert f"| 1 | JA (vroeger: jawel ({OLD.name})) | 1 | 50.0 |" in text
    assert f"Niet in versie: {OLD.name}" in text


def test_labels_that_an_older_version_words_otherwise_are_listed():
    renamed = version_of(HEAD + A + B.replace("text: b", "text: een ander getal") + END, rank=2, name="000000000002")
    edition = Edition(Text({"": "x"}), "nl", NOON, (OLD, renamed))
    assert label_conflicts(union([OLD, renamed]), edition) == {
        "A=1": (f"jawel ({OLD.name})",), "B": (f"b ({OLD.name})",),
    }  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_several_versions(name: str, tmp_path: Path):
    with Table.of(BOTH, tmp_path) as table:
        make(FORMATS[name], making_of(table), tmp_path / FORMATS[name].file, idle)


def test_a_question_of_two_types_stops_the_export_and_says_what_to_do():
    other = version_of(HEAD + A.replace("single", "multi") + END, rank=2, name="000000000002")
    with pytest.raises(CannotBeSaidError, match="kinds_differ") as told:
        union([OLD, other])
    assert told.value.places["kind"] == "multi"
    assert told.value.places["other_kind"] == "single"


def test_a_derived_item_that_was_a_code_and_is_a_number_stops_the_export():
    code = "- {id: D, type: derived, cases: [{if: A == yes, value: y}], options: [{code: 1, name: y, label: y}]}\n"
    number = "- {id: D, type: derived, value: B + 1, min: 0, max: 99}\n"
    old = version_of(HEAD + A + code + END, rank=1)
    with pytest.raises(CannotBeSaidError, match="columns_differ"):
        union([old, version_of(HEAD + A + B + number + END, rank=2)])


def test_each_version_can_have_files_of_its_own(tmp_path: Path):
    study = tmp_path / "study"
    study.mkdir()
    with (room := room_of(study, HEAD + A + END)).store:
        conduct(room, {"A": "yes"}).end("complete")
        (study / "questionnaire.yaml").write_text(HEAD + A + C + END, encoding="utf-8")
        later = replace(room, study=open_study(study))
        conduct(later, {"A": "no", "C": 3}).end("complete")
        first, second = room.study.version, later.study.version
        found = export_folder(later, Wanted(("csv", "sav"), by_version=True), tmp_path / "out").target
        assert [row["A"] for row in rows(found / f"interviews_{first}.csv")] == ["1"]
        assert "C" not in rows(found / f"interviews_{first}.csv")[0]
        assert [row["C"] for row in rows(found / f"interviews_{second}.csv")] == ["3"]
        assert check_delivered(later, [found], Wanted(), most=1)[0].is_as_data
        only = export_folder(later, Wanted(("csv",), version=first), tmp_path / "one")
        assert (only.rows, only.left_out) == (1, {"complete": 1})
