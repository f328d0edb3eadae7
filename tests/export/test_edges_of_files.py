"""The seldom ways: a large workbook, a file system without links, a sheet too long, rows that fail half-way."""

import errno
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from exported import EVERY_TYPE, taken, version_of
from test_csv_file import INTERVIEWS, WHOLE
from test_every_format import making_of, written

from cati.errors import CannotBeSaidError, CannotWriteError, ReadBackDiffersError, TargetExistsError
from cati.export import xlsx_file, xlsx_reader
from cati.export.cells import Cell
from cati.export.columns import columns_of
from cati.export.csv_file import compare_csv, write_csv
from cati.export.edition import Edition, idle
from cati.export.making import FORMATS, make
from cati.export.sorted_rows import Listing
from cati.export.table import Table
from cati.export.whole_file import whole_file, whole_folder
from cati.questionnaire.model import Text

VERSION = version_of(EVERY_TYPE)
EDITION = Edition(Text({"": "x"}), "nl", datetime(2026, 1, 1, tzinfo=UTC))


def test_a_large_workbook_is_read_back_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_reader, "CELLS_AT_ONCE", 0)
    written(INTERVIEWS, FORMATS["xlsx"], tmp_path)
    other = [*INTERVIEWS[:-1], taken(VERSION, WHOLE | {"N": 5}, 4)]
    with Table.of(other, tmp_path) as table, pytest.raises(ReadBackDiffersError):
        FORMATS["xlsx"].compare(making_of(table), tmp_path / "interviews.xlsx")


def test_a_sheet_holds_no_more_rows_than_excel_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(xlsx_file, "ROWS_OF_A_SHEET", 4)
    with pytest.raises(CannotBeSaidError, match="too_many_rows"):
        written(INTERVIEWS, FORMATS["xlsx"], tmp_path)


def test_a_day_before_excels_first_is_a_text_there(tmp_path: Path):
    assert written([taken(VERSION, WHOLE | {"D": date(1850, 3, 1)})], FORMATS["xlsx"], tmp_path)


def test_a_file_system_without_links_does_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    with whole_file(tmp_path / "out.csv", replace=False) as file:
        file.write_text("whole", encoding="utf-8")
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [tmp_path / "out.csv"]


def test_a_file_that_comes_where_a_folder_was_to_be_is_not_replaced(tmp_path: Path):
    target = tmp_path / "out"

    def make_folder() -> None:
        with whole_folder(target, replace=False) as folder:
            (folder / "a").touch()
            target.write_text("mine", encoding="utf-8")

    with pytest.raises(TargetExistsError):
        make_folder()
    assert target.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [target]


def test_a_file_is_replaced_by_a_folder_when_told_to(tmp_path: Path):
    target = tmp_path / "out"
    target.write_text("old", encoding="utf-8")
    with whole_folder(target, replace=True) as folder:
        (folder / "a").touch()
    assert [file.name for file in target.iterdir()] == ["a"]
    assert list(tmp_path.iterdir()) == [target]


def test_any_other_refusal_of_the_system_is_told_in_its_words(tmp_path: Path):
    with pytest.raises(CannotWriteError, match="cannot_write"), whole_file(tmp_path / "out", replace=False):
        raise OSError(errno.EIO, "the disk is ill")
    assert list(tmp_path.iterdir()) == []


def failing(columns: int) -> Iterator[tuple[tuple[str, str], list[Cell]]]:
    yield ("a", "1"), [0] * columns
    raise CannotBeSaidError("export.is_a_code", column="N", value=-98)


def test_rows_that_fail_half_way_leave_nothing_open(tmp_path: Path):
    with pytest.raises(CannotBeSaidError):
        Listing.of(columns_of(VERSION)[:3], failing(3), tmp_path)
    with pytest.raises(IndexError):
        Table.of([taken(VERSION, WHOLE), taken(VERSION, WHOLE, languages=())], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_many_rows_are_sorted_whatever_their_order(tmp_path: Path):
    found = [taken(VERSION, WHOLE, number) for number in (*range(3000, 1500, -1), *range(1, 1501))]
    with Table.of(found, tmp_path) as table:
        keys = [row[0] for row in table.rows()]
        write_csv(table, tmp_path / "a.csv")
        compare_csv(table, tmp_path / "a.csv", "a.csv")
    assert keys == sorted(keys)
    assert len(keys) == 3000


def test_a_table_without_columns_of_numbers_is_written_by_every_format(tmp_path: Path):
    yaml = "study: {languages: [nl]}\nquestions:\n- {id: E, type: end, disposition: complete, text: t}\n"
    with Table.of([taken(version_of(yaml), {})], tmp_path) as table:
        for format_ in FORMATS.values():
            make(format_, making_of(table), tmp_path / format_.file, idle)
