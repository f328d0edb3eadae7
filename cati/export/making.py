"""The formats of an export: how each is written, how it is read back, and what its file is called."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Protocol

from cati.errors import UnknownFormatError
from cati.export.codebook import HTML, MARKDOWN, about, compare_codebook, write_codebook
from cati.export.csv_file import EXCEL, compare_csv, write_csv
from cati.export.ddi_file import compare_ddi, write_ddi
from cati.export.edition import Edition, Notes, Progress
from cati.export.entries import Asked, codebook
from cati.export.interview import Version
from cati.export.json_lines import compare_json_lines, write_json_lines
from cati.export.listings import codebook_lines, compare_lines, value_label_lines, variable_lines, write_lines
from cati.export.parquet_file import compare_parquet, write_parquet
from cati.export.sorted_rows import Rows
from cati.export.stat_file import compare_dta, compare_sav, write_dta, write_sav
from cati.export.tally import Tally, tallied
from cati.export.triple_s import compare_triple_s, write_triple_s
from cati.export.xlsx_file import write_xlsx
from cati.export.xlsx_reader import compare_xlsx


class Interviews(Rows, Protocol):
    """A table of interviews: rows that know their questionnaires."""

    @property
    def versions(self) -> dict[int, Version]:
        """The questionnaires in it, by age."""
        ...


@dataclass(frozen=True)
class Making:
    """What every file of interviews is made from, each part worked out once and only if a file wants it."""

    table: Interviews
    edition: Edition

    @cached_property
    def tallies(self) -> Sequence[Tally]:
        """What is in each column."""
        return tallied(self.table)

    @cached_property
    def asked(self) -> Sequence[Asked]:
        """The codebook as data."""
        return codebook(self.table.columns, self.edition, self.tallies)


OF_A_VERSION = re.compile(r"_[0-9a-f]{12}(?=\.)")

Write = Callable[[Making, Path, Progress], Notes]
Compare = Callable[[Making, Path], None]


@dataclass(frozen=True)
class Format:
    """One file: its name, how it is written and how it is read back and compared."""

    file: str
    write: Write
    compare: Compare
    beside: tuple[str, ...] = ()
    """Other files that it writes."""


def sheets(making: Making) -> list[tuple[str, list[Sequence[str | int]]]]:
    """The sheets of a workbook besides the interviews."""
    return [
        ("codebook", list(codebook_lines(making.asked))),
        ("value_labels", list(value_label_lines(making.table, making.edition))),
        ("about", [("", ""), *about(making.table, making.edition)]),
    ]


FORMATS: dict[str, Format] = {
    "csv": Format(
        "interviews.csv",
        lambda making, file, progress: write_csv(making.table, file, progress),
        lambda making, file: compare_csv(making.table, file, file.name),
    ),
    "csv-excel": Format(
        "interviews-excel.csv",
        lambda making, file, progress: write_csv(making.table, file, progress, style=EXCEL),
        lambda making, file: compare_csv(making.table, file, file.name, style=EXCEL),
    ),
    "sav": Format(
        "interviews.sav",
        lambda making, file, progress: write_sav(making.table, file, making.edition, progress),
        lambda making, file: compare_sav(making.table, file, file.name, making.edition),
    ),
    "dta": Format(
        "interviews.dta",
        lambda making, file, progress: write_dta(making.table, file, making.edition, progress),
        lambda making, file: compare_dta(making.table, file, file.name, making.edition),
    ),
    "parquet": Format(
        "interviews.parquet",
        lambda making, file, progress: write_parquet(making.table, file, making.edition, progress),
        lambda making, file: compare_parquet(making.table, file, file.name, making.edition),
    ),
    "jsonl": Format(
        "interviews.jsonl",
        lambda making, file, progress: write_json_lines(making.table, file, progress),
        lambda making, file: compare_json_lines(making.table, file, file.name),
    ),
    "ddi": Format(
        "ddi.xml",
        lambda making, file, _: write_ddi(making.table, file, making.edition, making.asked),
        lambda making, file: compare_ddi(making.table, file, file.name, making.asked),
    ),
    "triple-s": Format(
        "triple-s.xml",
        lambda making, file, progress: write_triple_s(making.table, file, making.edition, making.tallies, progress),
        lambda making, file: compare_triple_s(making.table, file, file.name, making.edition),
        beside=("triple-s.csv",),
    ),
    "xlsx": Format(
        "interviews.xlsx",
        lambda making, file, progress: write_xlsx(making.table, file, making.edition, sheets(making), progress),
        lambda making, file: compare_xlsx(making.table, file, file.name, making.edition, sheets(making)),
    ),
}
"""By the name a person gives, the slowest last."""

CODEBOOKS: tuple[Format, ...] = (
    Format(
        HTML,
        lambda making, file, _: write_codebook(file, HTML, making.table, making.edition, making.asked),
        lambda making, file: compare_codebook(file, file.name, HTML, making.table, making.edition, making.asked),
    ),
    Format(
        MARKDOWN,
        lambda making, file, _: write_codebook(file, MARKDOWN, making.table, making.edition, making.asked),
        lambda making, file: compare_codebook(file, file.name, MARKDOWN, making.table, making.edition, making.asked),
    ),
    Format(
        "variables.csv",
        lambda making, file, _: write_lines(file, variable_lines(making.asked)),
        lambda making, file: compare_lines(file, file.name, variable_lines(making.asked)),
    ),
    Format(
        "value_labels.csv",
        lambda making, file, _: write_lines(file, value_label_lines(making.table, making.edition)),
        lambda making, file: compare_lines(file, file.name, value_label_lines(making.table, making.edition)),
    ),
)
"""What tells of the data, in every folder."""


def chosen(names: Sequence[str]) -> list[Format]:
    """The formats of these names, the slowest last. Raises `UnknownFormatError`."""
    for name in names:
        if name not in FORMATS:
            near = get_close_matches({"spss": "sav", "stata": "dta", "excel": "xlsx"}.get(name, name), FORMATS, 1, 0.4)
            known = ", ".join(FORMATS)
            if near:
                raise UnknownFormatError("export.unknown_format_near", given=name, near=near[0], known=known)
            raise UnknownFormatError("export.unknown_format", given=name, known=known)
    wanted = {*names, "csv"} if "ddi" in names else set(names)  # a DDI codebook describes the CSV file
    return [format_ for name, format_ in FORMATS.items() if name in wanted]


def format_of(file: str) -> str | None:
    """The format whose file is called so, also where each version has files of its own."""
    whole = OF_A_VERSION.sub("", file)
    return next((name for name, format_ in FORMATS.items() if whole in (format_.file, *format_.beside)), None)


def make(format_: Format, making: Making, file: Path, progress: Progress) -> Notes:
    """Write one file and read it back."""
    notes = format_.write(making, file, progress)
    format_.compare(making, file)
    return notes
