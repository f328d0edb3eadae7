"""Files as they come: any usual delimiter, encoding and kind is read; what cannot be read gets a sentence."""

import io
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cati.errors import SampleFileError
from cati.fieldwork.sample_file import kinds, table
from cati.fieldwork.sample_file.table import Table, open_table
from cati.sample.finding import Finding
from cati.words import sentence_of
from sample_files import a_row, as_csv, written

NO_LIMIT = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def opened(file: Path, *, encoding: str = "", sheet: str = "") -> Table:
    return open_table(file, encoding=encoding, sheet=sheet, own=())


def cells(file: Path, *, encoding: str = "", sheet: str = "") -> list[list[str] | Finding]:
    return [row for _, row in opened(file, encoding=encoding, sheet=sheet).rows]


def workbook(*rows: list[object], sheets: int = 1) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for number in range(1, sheets + 1):
            sheet = book.add_worksheet(f"Blad{number}")
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def refusal(file: Path, **options: str) -> str:
    with pytest.raises(SampleFileError) as refused:
        cells(file, **options)
    assert all(sentence_of(refused.value, language) for language in ("nl", "en", "fr"))
    return refused.value.word


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_is_read_by_its_own_delimiter_and_encoding(delimiter: str, encoding: str, tmp_path: Path):
    row = a_row("Café; Zoë, Cœur | Mode", municipality="Brugge\nKnokke")
    file = written(tmp_path, as_csv(row, delimiter=delimiter).encode(encoding))
    assert cells(file) == [list(row.values())]


def test_a_text_that_is_not_utf_8_is_said_to_be_read_as_windows_1252(tmp_path: Path):
    file = written(tmp_path, as_csv(a_row("Café")).encode("cp1252"))
    assert [notice.code for notice in opened(file).notices] == ["encoding"]
    assert opened(file, encoding="latin-1").notices == ()


def test_one_column_is_a_table_too(tmp_path: Path):
    assert cells(written(tmp_path, "naam\nEen\n\nTwee\n")) == [["Een"], [], ["Twee"]]


def test_a_row_is_numbered_as_the_spreadsheet_numbers_it(tmp_path: Path):
    file = written(tmp_path, 'naam;nota\nEen;"a\nb\nc"\nTwee;\n')
    assert [number for number, _ in opened(file).rows] == [2, 3]


def test_a_workbook_gives_whole_numbers_days_and_text_as_they_are_read(tmp_path: Path):
    file = written(tmp_path, workbook(["naam", "getal", "leeg"], ["Een", 50000001, None], ["Twee", 12.5, ""]), "s.xlsx")
    assert cells(file) == [["Een", "50000001", ""], ["Twee", "12.5", ""]]


def test_a_sheet_is_chosen_by_name_and_the_first_is_said_to_be_read(tmp_path: Path):
    file = written(tmp_path, workbook(["naam"], ["Een"], sheets=2), "s.xlsx")
    assert [notice.code for notice in opened(file).notices] == ["sheet"]
    assert opened(file, sheet="Blad2").notices == ()
    assert refusal(file, sheet="Blad3") == "sample.no_sheet"


@pytest.mark.parametrize(
    ("name", "content"), [("s.csv", workbook(["naam"], ["Een"])), ("s.xlsx", b"naam;x\nEen;y\n")]
)  # fmt: skip
def test_a_file_that_is_not_what_its_name_says_is_read_by_what_it_is_and_that_is_told(
    name: str, content: bytes, tmp_path: Path
):
    file = written(tmp_path, content, name)
    assert [notice.code for notice in opened(file).notices] == ["other_kind"]
    assert cells(file)[0][0] == "Een"  # type: ignore[index]  # a row


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "sample.empty"),
        (b" \n\t", "sample.empty"),
        (b"%PDF-1.7 ...", "sample.other_kind"),
        (b"\x89PNG\r\n", "sample.other_kind"),
        (b"PK\x05\x06" + bytes(18), "sample.other_kind"),
        (b"  <html><table><tr><td>naam", "sample.web_page"),
        (b"naam;x\nEen\x00;y\n", "sample.not_text"),
        (b"naam;x\nEen\x81;y\xff\x8d\n", "sample.no_encoding"),
        (b"naam;x\n", "sample.no_rows"),
        (b";;\nEen;y;\n", "sample.no_heading"),
        (b'naam;x\nEen;"y\nTwee;z\n', "sample.unclosed_quote"),
        (b"naam;x\nEen;" + b"y" * 140_000 + b"\n", "sample.long_cell"),
        (b";" * 1001 + b"naam\nEen\n", "sample.too_many_columns"),
        (b"PK\x03\x04 not a package", "sample.damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sample.damaged"),
        (workbook(["naam"], ["Een"])[:-900], "sample.damaged"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence_of_its_own(content: bytes, word: str, tmp_path: Path):
    assert refusal(written(tmp_path, content)) == word


def test_a_file_that_is_not_there_or_is_a_folder_gets_a_sentence(tmp_path: Path):
    assert refusal(tmp_path / "nowhere.csv") == "sample.missing"
    assert refusal(tmp_path) == "sample.unreadable"


@pytest.mark.parametrize(
    ("encoding", "word"), [("klingon", "sample.unknown_encoding"), ("ascii", "sample.not_in_encoding"),
                           ("base64", "sample.unknown_encoding")],
)  # fmt: skip
def test_an_encoding_that_does_not_fit_gets_a_sentence(encoding: str, word: str, tmp_path: Path):
    assert refusal(written(tmp_path, as_csv(a_row("Café"))), encoding=encoding) == word


def test_a_text_behind_a_closing_quote_is_a_fault_of_its_row_alone(tmp_path: Path):
    first, second = cells(written(tmp_path, 'naam;x\n"Een" NV;y\nTwee;z\n'))
    assert isinstance(first, Finding)
    assert (first.row, first.code, second) == (2, "misplaced_quote", ["Twee", "z"])


def test_a_package_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kinds, "UNPACKED", 1_000_000)
    out = io.BytesIO(workbook(["naam"], ["Een"]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/more.bin", bytes(2_000_000))
    assert refusal(written(tmp_path, out.getvalue(), "bomb.xlsx")) == "sample.bomb"


def test_a_package_that_lies_about_its_size_is_damaged(tmp_path: Path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", bytes(5_000_000))
    lying = out.getvalue().replace((5_000_000).to_bytes(4, "little"), (50).to_bytes(4, "little"))
    assert refusal(written(tmp_path, lying, "lying.xlsx")) == "sample.damaged"


def test_a_lone_cell_at_the_far_corner_takes_no_more_memory_than_there_is(tmp_path: Path):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "naam")
        sheet.write(1_048_575, 16_383, "x")
    assert refusal(written(tmp_path, out.getvalue(), "wide.xlsx")) == "sample.damaged"


def test_a_file_of_more_rows_than_a_sample_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert refusal(written(tmp_path, "naam\nEen\nTwee\nDrie\n")) == "sample.rows"


def is_table_or_sentence(file: Path) -> bool:
    try:
        return all(isinstance(row, (list, Finding)) for row in cells(file))
    except SampleFileError as refused:
        return bool(sentence_of(refused, "en"))


@NO_LIMIT
@given(st.binary(max_size=300))
@example(b'\xff\xfe"\x00')
@example(b'"')
@example(b'a\n"b"c')
@example(b"\xfe\xff")
def test_any_bytes_are_a_table_or_get_a_sentence(tmp_path: Path, content: bytes):
    assert is_table_or_sentence(written(tmp_path, content))


@settings(NO_LIMIT, max_examples=25)
@given(st.data())
def test_any_damaged_workbook_is_a_table_or_gets_a_sentence(tmp_path: Path, data: st.DataObject):
    whole = bytearray(workbook(["naam", "x"], ["Een", 1]))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=5)):
        whole[at] = data.draw(st.integers(0, 255))
    assert is_table_or_sentence(written(tmp_path, bytes(whole), "s.xlsx"))
