"""Phone numbers as they are typed and imported, against the table of verdicts."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid

TABLE = Path(__file__).parents[1] / "data" / "phone_numbers.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, strict=True))


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['verdict']}: {row['reason'] or row['input']}" for row in ROWS])
def test_every_row_of_the_table_gets_its_verdict(row: dict[str, str]):
    valid = row["verdict"] == "valid"
    wanted = row["e164"] if valid else Invalid(f"answers.phone_{row['verdict']}", {})
    assert read_phone(row["input"], "BE") == wanted


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("050 00 00 01 toestel 12", "extension"),
        ("+3250000001;ext=3", "extension"),
        ("050 00 00 01; 0450 00 00 08", "two_numbers"),
        ("050 00 00 01 of 0450 00 00 08", "letters"),
        ("0" * 101, "not_valid"),
        ("tel.", "empty"),
    ],
)
def test_other_ways_to_be_wrong(text: str, verdict: str):
    assert read_phone(text, "BE") == Invalid(f"answers.phone_{verdict}", {})


def test_a_number_without_country_is_read_in_the_region_of_the_study():
    assert read_phone("01 99 00 12 34", "FR") == "+33199001234"


@given(st.text(st.sampled_from("+-()/. 0123456789xeE;")))
def test_any_line_is_a_number_that_reads_as_itself_or_is_refused(text: str):
    number = read_phone(text, "BE")
    if not isinstance(number, Invalid):
        assert read_phone(number, "BE") == number
