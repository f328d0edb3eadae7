"""A sample file as a heading and rows of clean text."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cati.errors import SampleFileError
from cati.fieldwork.sample_file.kinds import WORKBOOK_NAMES, kind_of
from cati.fieldwork.sample_file.text import delimiter_of, encoding_of, lines_of, text_rows
from cati.fieldwork.sample_file.workbook import open_sheet
from cati.interview.cleaning import UNSTORABLE, clean
from cati.questionnaire.validity import Invalid
from cati.sample.columns import known_headings
from cati.sample.finding import Finding

MOST_COLUMNS, MOST_ROWS = 1_000, 1_000_000
Row = list[str] | Finding


@dataclass(frozen=True)
class Table:
    """A file being read. `rows` are numbered from 2, as a spreadsheet does; `expected` is about how many there are."""

    file: Path
    headings: tuple[str, ...]
    rows: Iterator[tuple[int, Row]]
    notices: tuple[Finding, ...]
    expected: int
    delimiter: str


def open_table(file: Path, *, encoding: str, sheet: str, own: Collection[str]) -> Table:
    """Open a file by what it holds; `own` are the fields of the study. Raises `SampleFileError`."""
    if kind_of(file) == "workbook":
        return from_workbook(file, sheet)
    name = encoding_of(file, encoding)
    delimiter = delimiter_of(file, name, lambda headings: known_headings(headings, own))
    notices = []
    if file.suffix.lower() in WORKBOOK_NAMES:
        notices.append(other_kind(file, "CSV"))
    if name == "cp1252" and not encoding:
        notices.append(Finding(1, "notice", "", "sample_file.encoding", "cp1252"))
    rows = text_rows(file, name, delimiter)
    return with_heading(file, rows, tuple(notices), lines_of(file), delimiter)


def from_workbook(file: Path, wanted: str) -> Table:
    """A sheet of a workbook."""
    sheet = open_sheet(file, wanted)
    notices = []
    if file.suffix.lower() not in WORKBOOK_NAMES:
        notices.append(other_kind(file, "XLSX, XLS, ODS"))
    if len(sheet.names) > 1 and not wanted:
        notices.append(Finding(1, "notice", "", "sample_file.sheet", sheet.name, {"count": len(sheet.names)}))
    return with_heading(file, iter(enumerate(sheet.rows, start=1)), tuple(notices), sheet.height, ";")


def other_kind(file: Path, kind: str) -> Finding:
    """A file that is not what its name says, and can be read all the same."""
    places = {"ending": file.suffix or "-", "kind": kind}
    return Finding(1, "notice", "", "sample_file.other_kind", file.name, places)


def with_heading(
    file: Path, rows: Iterator[tuple[int, Row]], notices: tuple[Finding, ...], lines: int, delimiter: str
) -> Table:
    """The first row is the heading."""
    _, first = next(rows, (1, []))
    if isinstance(first, Finding):
        raise SampleFileError("sample.unclosed_quote", file=file, row=1)
    headings = tuple(" ".join(as_text(cell).split()) for cell in first)
    if len(headings) > MOST_COLUMNS:
        raise SampleFileError("sample.too_many_columns", file=file, found=len(headings), max=MOST_COLUMNS)
    if not any(headings):
        raise SampleFileError("sample.no_heading", file=file)
    second = next(rows, None)
    if second is None:
        raise SampleFileError("sample.no_rows", file=file)
    return Table(file, headings, clean_rows(file, chain([second], rows)), notices, max(lines - 1, 1), delimiter)


def clean_rows(file: Path, rows: Iterator[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Every row with its cells fit to be kept."""
    for row, cells in rows:
        if row > MOST_ROWS + 1:
            raise SampleFileError("sample.rows", file=file, max=MOST_ROWS)
        yield row, cells if isinstance(cells, Finding) else texts(cells)


def texts(cells: Sequence[str]) -> list[str]:
    """The cells of a row as they are kept."""
    return [cell.strip() if cell.isascii() and cell.isprintable() else as_text(cell) for cell in cells]


def as_text(cell: str) -> str:
    """A cell fit to be kept; what no file can hold becomes `�`."""
    found = clean(UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", cell))
    return "" if isinstance(found, Invalid) else found
