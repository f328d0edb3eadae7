"""Six interviews with every status, the doubled hour in October and '=1+1', as the oracle wrote and read them."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pyreadstat
import pytest
from tiny import TINY, Tiny

from cati.errors import ReadBackDiffersError
from cati.export.csv_file import EXCEL, compare_csv, write_csv
from cati.export.edition import Edition
from cati.export.json_lines import compare_json_lines, write_json_lines
from cati.export.stat_file import compare_dta, compare_sav, write_dta, write_sav
from cati.export.xlsx_file import write_xlsx
from cati.export.xlsx_reader import compare_xlsx
from cati.questionnaire.model import Text

EDITION = Edition(Text({"": "Tiny"}), "nl", datetime(2026, 11, 26, 10, 7, 30, tzinfo=UTC))
MISSING = {-98: "Weet niet", -99: "Geen antwoord", -95: "Niet bereikt"}


def test_plain_csv(tmp_path: Path):
    file = tmp_path / "interviews.csv"
    write_csv(Tiny(), file)
    compare_csv(Tiny(), file, file.name)
    assert file.read_bytes() == (TINY / "interviews.csv").read_bytes()


def test_csv_for_a_spreadsheet(tmp_path: Path):
    file = tmp_path / "interviews-excel.csv"
    notes = write_csv(Tiny(), file, style=EXCEL)
    compare_csv(Tiny(), file, file.name, style=EXCEL)
    assert notes.guarded_cells == 3
    assert file.read_bytes() == (TINY / "interviews-excel.csv").read_bytes()


def test_json_lines(tmp_path: Path):
    file = tmp_path / "interviews.jsonl"
    write_json_lines(Tiny(), file)
    compare_json_lines(Tiny(), file, file.name)
    assert file.read_bytes() == (TINY / "interviews.jsonl").read_bytes()


@pytest.mark.parametrize(("before", "after"), [(b'"EMP":98', b'"EMP":99'), (b'"V5":[1]', b'"V5":[]'), (b"\n", b"")])
def test_a_changed_line_is_found(tmp_path: Path, before: bytes, after: bytes):
    file = tmp_path / "interviews.jsonl"
    write_json_lines(Tiny(), file)
    file.write_bytes(file.read_bytes().replace(before, after))
    with pytest.raises(ReadBackDiffersError):
        compare_json_lines(Tiny(), file, file.name)


@pytest.mark.parametrize(
    ("ending", "write", "compare", "read"),
    [
        ("sav", write_sav, compare_sav, pyreadstat.read_sav),
        ("dta", write_dta, compare_dta, pyreadstat.read_dta),
    ],
)
def test_spss_and_stata_files_hold_the_cells_and_labels_of_the_oracle(
    tmp_path: Path,
    ending: str,
    write: Callable[..., object],
    compare: Callable[..., object],
    read: Callable[..., object],
):
    file = tmp_path / f"interviews.{ending}"
    write(Tiny(), file, EDITION)
    compare(Tiny(), file, file.name, EDITION)
    ours, told = read(str(file), user_missing=True)
    theirs, wanted = read(str(TINY / f"interviews.{ending}"), user_missing=True)
    assert ours.equals(theirs)
    assert told.column_labels == wanted.column_labels
    assert told.file_label == "Tiny"
    first = {
        code: label for code, label in told.variable_value_labels["V2"].items() if isinstance(code, str) or code > 0
    }
    assert list(first.values())[:3] == ["Ja", "Nee, vroeger wel", "Nee, nooit"]


def test_the_time_of_the_data_stands_where_spss_and_stata_keep_the_clock(tmp_path: Path):
    write_sav(Tiny(), tmp_path / "a.sav", EDITION)
    write_dta(Tiny(), tmp_path / "a.dta", EDITION)
    assert (tmp_path / "a.sav").read_bytes()[92:109] == b"26 Nov 2610:07:30"
    assert b"<timestamp>\x1126 Nov 2026 10:07</timestamp>" in (tmp_path / "a.dta").read_bytes()


def test_missing_values_are_declared_to_spss_three_for_each_question(tmp_path: Path):
    file = tmp_path / "a.sav"
    write_sav(Tiny(), file, EDITION)
    _, told = pyreadstat.read_sav(str(file), user_missing=True)
    assert {column: sorted(part["lo"] for part in parts) for column, parts in told.missing_ranges.items()} == {
        column.name: [-99, -98, -95] for column in Tiny().columns if column.is_numeric and column.role != "system"
    }
    assert told.variable_value_labels["EMP"] == MISSING


def test_a_workbook(tmp_path: Path):
    file = tmp_path / "interviews.xlsx"
    write_xlsx(Tiny(), file, EDITION, [("about", [("rows", 6)])])
    compare_xlsx(Tiny(), file, file.name, EDITION)


@pytest.mark.parametrize(
    ("ending", "write", "compare"), [("sav", write_sav, compare_sav), ("dta", write_dta, compare_dta)]
)
def test_reading_back_finds_a_changed_cell(
    tmp_path: Path, ending: str, write: Callable[..., object], compare: Callable[..., object]
):
    file = tmp_path / f"a.{ending}"
    write(Tiny(), file, EDITION)
    file.write_bytes(file.read_bytes().replace(b"=1+1", b"=1+2"))
    with pytest.raises(ReadBackDiffersError) as told:
        compare(Tiny(), file, file.name, EDITION)
    assert told.value.places["column"] == "V5_other"
