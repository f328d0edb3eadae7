"""The codebook for programs: `variables.csv` and `value_labels.csv`, also as sheets of the workbook."""

import csv
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from cati.export.csv_file import END, compare_fields
from cati.export.edition import Edition, Notes
from cati.export.entries import Asked
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows

Line = Sequence[str | int]
VARIABLES = (
    "name", "position", "question", "kind", "role", "part", "item", "label", "asked_if", "decimals", "width",
    "not_in_versions",
)  # fmt: skip
VALUE_LABELS = ("variable", "code", "label", "is_missing")


def variable_lines(asked: Iterable[Asked]) -> Iterator[Line]:
    """A line per column, below its head."""
    yield VARIABLES
    position = 0
    for question in asked:
        for entry in question.entries:
            position += 1
            column = entry.column
            yield (
                column.name,
                position,
                column.question,
                column.kind,
                column.role,
                column.part,
                column.item or "",
                entry.label,
                " and ".join(f"({condition})" for condition in question.conditions),
                column.decimals,
                column.width,
                " ".join(entry.lacking),
            )


def value_label_lines(table: Rows, edition: Edition) -> Iterator[Line]:
    """A line per code of each column, below its head."""
    yield VALUE_LABELS
    for column in table.columns:
        for code, label in value_labels(edition, column).items():
            yield column.name, code, label, int(code not in column.value_labels)


def codebook_lines(asked: Iterable[Asked]) -> Iterator[Line]:
    """The codebook as a sheet: each column with its counts."""
    yield "name", "label", "question", "asked", "answered", "not_asked", "min", "max", "mean", "code", "value", "n"
    for question in asked:
        for entry in question.entries:
            numbers = (entry.least, entry.most, entry.mean)
            head = (entry.column.name, entry.label, question.text, entry.asked, entry.answered, entry.not_asked)
            yield *head, *("" if number is None else str(number) for number in numbers), "", "", ""
            for value in entry.values:
                yield entry.column.name, "", "", "", "", "", "", "", "", value.code, value.label, value.count


def write_lines(file: Path, lines: Iterable[Line]) -> Notes:
    """Write lines as plain CSV, down to the disk."""
    with file.open("x", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator=END).writerows(lines)
        out.flush()
        os.fsync(out.fileno())
    return Notes()


def compare_lines(file: Path, name: str, lines: Iterable[Line]) -> None:
    """Read lines back and compare them. Raises `ReadBackDiffersError`."""
    with file.open(encoding="utf-8", newline="") as opened:
        found = list(csv.reader(opened, strict=True))
    wanted = [[str(field) for field in line] for line in lines]
    compare_fields(name, "", [], map(str, wanted), map(str, found))
