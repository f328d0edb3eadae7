"""Text with a delimiter: its encoding, its delimiter, and its rows."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from cati.errors import SampleFileError
from cati.sample.finding import Finding

Known = Callable[[Sequence[str]], int]
DELIMITERS = ";,\t|"
CHUNK = 1 << 20
LONGEST_CELL = 131_072
"""What `csv` itself refuses, unless an export in the same process has lifted that limit for all."""
BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def encoding_of(file: Path, wanted: str) -> str:
    """The encoding: as asked for, by its mark, UTF-8 if all of it is, else Windows-1252."""
    with file.open("rb") as opened:
        head = opened.read(4)
    marked = next((name for mark, name in BOMS.items() if head.startswith(mark)), "")
    if wanted or marked:
        name = wanted or marked
        if not is_all_in(file, name):
            raise SampleFileError("sample.not_in_encoding", file=file, encoding=name)
        return name
    for name in ("utf-8", "cp1252"):
        if is_all_in(file, name):
            return name
    raise SampleFileError("sample.no_encoding", file=file)


def is_all_in(file: Path, encoding: str) -> bool:
    """Whether every byte of a file can be read so; text has no zero characters."""
    try:
        b"abcd".decode(encoding, "replace")  # refuses what is a codec, but none of text
    except (LookupError, ValueError) as fault:
        raise SampleFileError("sample.unknown_encoding", encoding=encoding) from fault
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with file.open("rb") as opened:
            while block := opened.read(CHUNK):
                if "\x00" in decoder.decode(block):
                    raise SampleFileError("sample.not_text", file=file)
        decoder.decode(b"", final=True)
    except ValueError:
        return False
    return True


def delimiter_of(file: Path, encoding: str, known: Known) -> str:
    """The delimiter under which the heading has the most known names, then the most columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        with file.open(encoding=encoding, newline="") as lines:
            try:
                heading = next(csv.reader(lines, delimiter=delimiter, strict=True), [])
            except csv.Error:
                return (0, 0)
        return (known(heading), len(heading))

    return max(DELIMITERS, key=worth)


def lines_of(file: Path) -> int:
    """How many lines a file has, to show how far one is."""
    with file.open("rb") as opened:
        return sum(block.count(b"\n") for block in iter(lambda: opened.read(CHUNK), b""))


def text_rows(file: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str] | Finding]]:
    """Every row with its number, as a spreadsheet counts; one that is quoted wrongly is a finding."""
    with file.open(encoding=encoding, newline="") as lines:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader, None)
            except csv.Error as fault:
                yield row, misquoted(file, row, str(fault))
                continue
            if cells is None:
                return
            if any(len(cell) > LONGEST_CELL for cell in cells):
                raise SampleFileError("sample.long_cell", file=file, row=row, max=LONGEST_CELL)
            yield row, cells


def misquoted(file: Path, row: int, fault: str) -> Finding:
    """What is wrong with the quotes of a row. One that swallows the rest of the file is raised."""
    if "end of data" in fault:
        raise SampleFileError("sample.unclosed_quote", file=file, row=row)
    if "larger than" in fault:
        raise SampleFileError("sample.long_cell", file=file, row=row, max=LONGEST_CELL)
    return Finding(row, "error", "", "sample_file.misplaced_quote")
