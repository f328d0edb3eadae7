"""Triple-S XML 2.0: the interchange format of survey packages, with a data file of its own.

https://triple-s.org/ — a day is YYYYMMDD and a time HHMMSS there, so the data are not `interviews.csv`.
"""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET

from cati.export.csv_file import TRIPLE_S, compare_csv, compare_fields, write_csv
from cati.export.edition import Edition, Notes, Progress, idle
from cati.export.labels import value_labels
from cati.export.sorted_rows import Rows
from cati.export.tally import Tally
from cati.export.xml_file import Element, add, fit, write_xml
from cati.questionnaire.variables import Variable

DATA = "triple-s.csv"
TYPES = {
    "code": "single", "flag": "single", "status": "single", "integer": "quantity", "decimal": "quantity",
    "text": "character", "date": "date", "time": "time", "datetime": "character",
}  # fmt: skip
MOMENT = 25
"""The characters of a moment with its offset."""


def write_triple_s(
    table: Rows, file: Path, edition: Edition, tallies: Sequence[Tally], progress: Progress = idle
) -> Notes:
    """Write the definition, and beside it the data."""
    write_xml(file, document(table, edition, tallies))
    return write_csv(table, file.with_name(DATA), progress, style=TRIPLE_S)


def compare_triple_s(table: Rows, file: Path, name: str, edition: Edition) -> None:
    """Parse the definition back: each column at its place, with its codes; and compare the data."""
    compare_csv(table, file.with_name(DATA), DATA, style=TRIPLE_S)
    root = ET.parse(file).getroot()  # noqa: S314  # we wrote it
    found = [summary(variable) for variable in root.iter("variable")]
    wanted = [
        (
            column.name,
            str(place),
            [(str(code), fit(label)) for code, label in value_labels(edition, column).items()],
        )
        for place, column in enumerate(table.columns, 1)
    ]
    compare_fields(name, "", [column.name for column in table.columns], wanted, found)


def summary(variable: Element) -> tuple[object, ...]:
    """What the definition tells of one column."""
    position = variable.find("position")
    codes = [(value.get("code"), value.text or "") for value in variable.iter("value")]
    return variable.findtext("name"), None if position is None else position.get("start"), codes


def document(table: Rows, edition: Edition, tallies: Sequence[Tally]) -> Element:
    """The definition."""
    root = Element("sss", {"version": "2.0"})
    add(root, "origin", "cati")
    survey = add(root, "survey")
    add(survey, "title", edition.tell(edition.title))
    record = add(survey, "record", ident="A", href=DATA, format="csv", skip="1")
    for place, (column, tally) in enumerate(zip(table.columns, tallies, strict=True), 1):
        add_variable(record, place, column, tally, edition)
    return root


def add_variable(record: Element, place: int, column: Variable, tally: Tally, edition: Edition) -> None:
    """One column."""
    made = add(record, "variable", ident=place, type=TYPES[column.kind])
    if column.name == "interview_id":
        made.set("use", "serial")
    add(made, "name", column.name)
    add(made, "label", edition.label(column))
    add(made, "position", start=place)
    if TYPES[column.kind] == "character":
        add(made, "size", max(tally.longest, 1) if column.kind == "text" else MOMENT)
    labels = value_labels(edition, column)
    if labels or TYPES[column.kind] == "quantity":
        values = add(made, "values")
        if TYPES[column.kind] == "quantity":
            least, most = bounds(column, tally)
            add(values, "range", **{"from": least, "to": most})
        for code, label in labels.items():
            add(values, "value", label, code=code)


def bounds(column: Variable, tally: Tally) -> tuple[str, str]:
    """The range of a number, with its decimals."""
    least, most = Decimal(tally.least or 0), Decimal(tally.most or 0)
    digits = Decimal(1).scaleb(-column.decimals)
    return str(min(least, Decimal(0)).quantize(digits)), str(most.quantize(digits))
