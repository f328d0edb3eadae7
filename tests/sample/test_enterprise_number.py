"""Enterprise numbers against the table of verdicts, and against python-stdnum with its exceptions stated."""

import csv
from pathlib import Path

import pytest
import stdnum.be.vat
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.validity import Invalid
from cati.sample.enterprise_number import (
    read_enterprise_number,
    read_establishment_number,
    written_enterprise_number,
)

TABLE = Path(__file__).parents[1] / "data" / "enterprise_numbers.csv"
with TABLE.open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, strict=True))
LOWER_THAN_OURS = 200_000_000
"""python-stdnum takes numbers below the first that was ever given out."""


def code(found: str | Invalid) -> str:
    return found.word.rpartition(".")[2] if isinstance(found, Invalid) else "valid"


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['verdict']}: {row['reason']}" for row in ROWS])
def test_every_row_of_the_table_gets_its_verdict(row: dict[str, str]):
    found = read_enterprise_number(row["input"])
    assert code(found) == row["verdict"]
    if isinstance(found, str):
        assert (found, written_enterprise_number(found)) == (row["normal_form"], row["shown_as"])


@given(st.integers(0, 99_999_999), st.integers(0, 99), st.booleans())
def test_the_digits_are_judged_as_python_stdnum_judges_them(first: int, last: int, is_right: bool):
    number = f"{first:08}{97 - first % 97 if is_right else last:02}"
    ours = isinstance(read_enterprise_number(number), str)
    assert ours == (stdnum.be.vat.is_valid(number) and number[0] in "01" and int(number) >= LOWER_THAN_OURS)


@given(st.text(max_size=20))
def test_any_text_is_a_number_that_reads_as_itself_or_is_refused(text: str):
    found = read_enterprise_number(text)
    assert isinstance(found, Invalid) or read_enterprise_number(written_enterprise_number(found)) == found


def test_no_single_digit_that_is_wrong_goes_unnoticed():
    right = "1999000051"
    wrong = [
        f"{right[:at]}{digit}{right[at + 1 :]}" for at in range(10) for digit in "0123456789" if digit != right[at]
    ]
    assert [number for number in wrong if isinstance(read_enterprise_number(number), str)] == []


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("2.123.456.791", "valid"), ("1999000051", "first_digit"), ("2123456792", "check_digits"), ("21", "length")],
)
def test_an_establishment_has_a_number_of_its_own_kind(text: str, verdict: str):
    assert code(read_establishment_number(text)) == verdict
