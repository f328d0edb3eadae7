"""Days, months and years in the files: a day in the format's own way, a month as text, a year as a number."""

import csv
import io
from pathlib import Path

import pyarrow.parquet
from exported import cells, csv_bytes, taken, version_of
from test_every_format import written

from cati.export.making import FORMATS
from cati.questionnaire.answer import Day, DontKnow
from cati.questionnaire.partial_dates import read_date
from cati.questionnaire.variables import variables
from scenario import questionnaire_of

FILE = """
study: {languages: [nl]}
questions:
- {id: D, type: date, text: Dag?}
- {id: M, type: date, precision: month, text: Maand?}
- {id: Y, type: date, precision: year, text: Jaar?}
- {id: ZZ, type: end, disposition: complete, text: Z}
"""
GIVEN = {name: Day(value=read_date(text)) for name, text in {"D": "2026-11-25", "M": "2026-11", "Y": "1998"}.items()}


def test_a_year_is_a_number_and_a_month_a_text_beside_its_status():
    found = [(column.name, column.kind) for column in variables(questionnaire_of(FILE))]
    assert found == [("D", "date"), ("D_st", "status"), ("M", "text"), ("M_st", "status"), ("Y", "integer")]


def test_each_format_reads_back_the_same(tmp_path: Path):
    found = [taken(version_of(FILE), GIVEN, 1), taken(version_of(FILE), {**GIVEN, "M": DontKnow(), "Y": DontKnow()}, 2)]
    rows = list(csv.DictReader(io.StringIO(csv_bytes(found, tmp_path).decode("utf-8-sig"))))
    assert [(row["D"], row["M"], row["M_st"], row["Y"]) for row in rows] == [
        ("2026-11-25", "2026-11", "0", "1998"),
        ("2026-11-25", "", "-98", "-98"),
    ]
    for name in ("xlsx", "sav", "dta", "jsonl", "triple-s", "parquet"):
        written(found, FORMATS[name], tmp_path)
    assert pyarrow.parquet.read_table(tmp_path / "interviews.parquet").to_pydict()["M"] == ["2026-11", None]


def test_a_cell_holds_what_was_said():
    found = cells(version_of(FILE), GIVEN)
    assert (found["M"], found["Y"]) == ("2026-11", 1998)
