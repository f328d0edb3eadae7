"""Dates as they are typed where a month or a year is asked, and told again."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.typed import date_as_typed, read_typed
from cati.questionnaire.answer import Day
from cati.questionnaire.model import DateQuestion
from cati.questionnaire.partial_dates import PartialDate, read_date
from cati.questionnaire.validity import Invalid

TODAY = date(2026, 11, 25)


def asked(precision: str, **limits: str) -> DateQuestion:
    return DateQuestion.model_validate({"id": "D", "type": "date", "text": "D?", "precision": precision, **limits})


def typed(precision: str, text: str, **limits: str) -> str:
    found = read_typed(asked(precision, **limits), text, phone_region="BE", today=TODAY, language="nl")
    return found.word if isinstance(found, Invalid) else str(found.value)


@pytest.mark.parametrize(
    "text", ["11/2026", "11-2026", "11 2026", "2026-11", "11/26", "november 2026", "nov. 2026", "Nov 26", "26/11/2026"]
)
def test_a_month_is_read_in_every_form_with_its_year(text: str):
    assert typed("month", text) == "2026-11"


@pytest.mark.parametrize("text", ["1998", "11/1998", "mei 1998", "3 mei 1998"])
def test_of_what_is_typed_the_year_is_kept(text: str):
    assert typed("year", text) == "1998"


@pytest.mark.parametrize(
    ("precision", "text", "word"),
    [
        ("month", "13/2026", "answers.not_a_month"),
        ("month", "november", "answers.not_a_month"),
        ("month", "2026", "answers.not_a_month"),
        ("year", "98", "answers.not_a_year"),
        ("year", "lang geleden", "answers.not_a_year"),
        ("year", "0000", "answers.not_a_year"),
        ("day", "11/2026", "answers.not_a_date"),
    ],
)
def test_what_says_less_than_is_asked_gets_a_sentence_with_an_example(precision: str, text: str, word: str):
    assert typed(precision, text) == word


def test_a_month_or_year_out_of_range_is_told_with_the_range_as_it_is_typed():
    question = asked("month", min="2026-01", max="2026-06")
    found = read_typed(question, "7/2026", phone_region="BE", today=TODAY, language="nl")
    assert found == Invalid("answers.moment_range", {"min": "01/2026", "max": "06/2026"})
    assert typed("year", "1949", min="1950") == "answers.moment_range"
    assert typed("year", "1950", min="1950") == "1950"


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.sampled_from(["day", "month", "year"]))
def test_what_stands_in_the_field_can_be_typed_again(day: date, precision: str):
    first = read_typed(asked(precision), f"{day:%d/%m/%Y}", phone_region="BE", today=TODAY, language="fr")
    assert isinstance(first, Day)
    again = read_typed(asked(precision), date_as_typed(first.value), phone_region="BE", today=TODAY, language="fr")
    assert again == first


def test_a_month_is_not_a_day_and_a_day_not_a_month():
    assert read_date("2026-11") == PartialDate(2026, 11)
    assert read_date("2026-11-01") != PartialDate(2026, 11)
