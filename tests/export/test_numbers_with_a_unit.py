"""Numbers with decimals and a unit: exact from what is typed to each file, and told with what they count."""

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet
import pytest
from exported import csv_bytes, taken, version_of
from test_every_format import written

from cati.export.making import FORMATS
from cati.interview.answers_so_far import answers_so_far
from cati.interview.typed import read_typed
from cati.questionnaire.answer import ANSWER, Quantity
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.text import in_words
from cati.questionnaire.variables import variables
from scenario import Scenario, questionnaire_of
from told import Told

FILE = """
study: {languages: [nl, fr]}
questions:
- id: COST
  type: number
  min: 0.01
  max: 9999.99
  decimals: 2
  unit: {nl: euro, fr: euros}
  text: {nl: Hoeveel kost het?, fr: Combien cela coûte-t-il ?}
- {id: ZZ, type: end, disposition: complete, text: Z}
"""
COSTS = [Decimal(text) for text in ("0.07", "0.10", "1.10", "19.99", "1234.50", "9999.99")]


def typed(text: str, language: str = "nl") -> object:
    question = step_by_id(questionnaire_of(FILE))["COST"].question
    assert question is not None
    return read_typed(question, text, phone_region="BE", today=date(2026, 11, 25), language=language)


@pytest.mark.parametrize(
    ("text", "language"), [("1234,5", "nl"), ("1 234,50", "fr"), ("1.234,5", "nl"), ("1,234.50", "en")]
)
def test_each_notation_gives_one_and_the_same_number(text: str, language: str):
    answer = typed(text, language)
    assert answer == Quantity(value=Decimal("1234.50"))
    assert ANSWER.dump_json(answer) == b'{"kind":"number","value":"1234.50"}'  # type: ignore[arg-type]
    assert ANSWER.validate_json(ANSWER.dump_json(answer)) == answer  # type: ignore[arg-type]


@pytest.mark.parametrize("cents", COSTS)
def test_a_comparison_is_exact_to_the_last_decimal(cents: Decimal):
    told = Told(FILE).answer("COST", Quantity(value=cents))
    assert told.holds(f"COST == {cents}")
    assert told.holds(f"{cents - Decimal('0.01')} < COST < {cents + Decimal('0.01')}")
    assert told.holds(f"COST * 3 == {cents * 3}")


def test_a_fill_has_every_decimal():
    assert in_words(Quantity(value=Decimal("1234.50")), (), "nl") == "1.234,50"
    assert in_words(Quantity(value=Decimal("0.123456")), (), "en") == "0.123456"


def test_the_answers_so_far_say_what_is_counted():
    (line,) = answers_so_far(Scenario(FILE).answer("COST", Quantity(value=Decimal("12.50"))).session, "nl")
    assert line.answer == "12,50 euro"


def test_the_label_of_its_column_says_what_is_counted():
    (column,) = variables(questionnaire_of(FILE))
    assert dict(column.label.root) == {"nl": "Hoeveel kost het? (euro)", "fr": "Combien cela coûte-t-il ? (euros)"}


def test_the_files_hold_the_numbers_as_they_were_typed(tmp_path: Path):
    found = [taken(version_of(FILE), {"COST": cost}, number) for number, cost in enumerate(COSTS, 1)]
    rows = csv.DictReader(io.StringIO(csv_bytes(found, tmp_path).decode("utf-8-sig")))
    assert [row["COST"] for row in rows] == [str(cost) for cost in COSTS]
    for name in ("xlsx", "sav", "dta", "jsonl", "triple-s", "parquet"):
        written(found, FORMATS[name], tmp_path)
    assert pyarrow.parquet.read_table(tmp_path / "interviews.parquet").to_pydict()["COST"] == COSTS
