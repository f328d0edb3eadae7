"""Dates of which a day, a month or a year is asked: in order, as far as both are known, and the days between them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.answer import ANSWER, Day
from cati.questionnaire.condition_words import in_words
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.partial_dates import (
    CalendarDate,
    PartialDate,
    at_precision,
    difference,
    first_and_last,
    neighbour,
    ordinal,
    read_date,
)
from cati.questionnaire.routing import ANYWHERE, routing
from cati.questionnaire.text import written
from cati.words import LANGUAGES
from scenario import questionnaire_of
from told import Told

FILE = """
- {id: A, type: date, text: A}
- {id: B, type: date, text: B}
- {id: MONTH, type: date, precision: month, text: M}
- {id: YEAR, type: date, precision: year, text: Y}
- {id: CLOCK, type: time, text: T}
"""
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
DATES = st.one_of(
    DAYS, DAYS.map(lambda day: at_precision(day, "month")), DAYS.map(lambda day: at_precision(day, "year"))
)


def told(**given: object) -> Told:
    answers = {"A": "2026-11-15", "B": "2026-12-01", "MONTH": "2026-11", "YEAR": "2026", **given}
    found = Told(FILE)
    for name, text in answers.items():
        found.answer(name, Day(value=read_date(str(text))) if str(text)[0].isdigit() else str(text))
    return found


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("A < B", True),
        ("A >= B", False),
        ("A < '2026-11-16'", True),
        ("'2026-11-15' <= A < '2026-12-01'", True),
        ("A == '2026-11'", True),
        ("A != '2026'", False),
        ("A in {'2025', '2026-10', '2026-12-25'}", False),
        ("B in {'2025', '2026-12'}", True),
        ("A < '2026-11' or A > '2026-11'", False),
        ("A <= '2026-11' and A >= '2026-11'", True),
        ("MONTH == A and MONTH < B", True),
        ("YEAR == A and YEAR == MONTH and YEAR >= B", True),
        ("YEAR > '2025' and YEAR in {'2026', '2027'}", True),
        ("days_between(A, B) == 16 and days_between(B, A) == -16", True),
        ("days_between('2026-11-01', A) + 1 == 15", True),
    ],
)
def test_dates_are_compared_as_far_as_both_are_known(condition: str, truth: bool):
    assert told().holds(condition) is truth


@pytest.mark.parametrize("status", ["dont_know", "refused"])
@pytest.mark.parametrize("sign", ["<", "<=", ">", ">=", "=="])
def test_what_is_not_known_stands_in_no_order_and_no_number_of_days_from_anything(status: str, sign: str):
    found = told(A=status)
    assert not found.holds(f"A {sign} B")
    assert not found.holds(f"A {sign} '2026'")
    assert not found.holds(f"days_between(A, B) {sign} 0")
    assert found.amount("days_between(A, B)") is None


@given(DATES, DATES)
def test_of_two_dates_exactly_one_is_so_before_the_same_or_after(one: CalendarDate, other: CalendarDate):
    assert difference(one, other) == -difference(other, one)
    first, last = first_and_last(other, "day")
    if isinstance(one, date):
        assert (difference(one, other) == 0) == (ordinal(first) <= ordinal(one) <= ordinal(last))


@given(DATES)
def test_a_date_is_kept_as_it_was_given(one: CalendarDate):
    kept = ANSWER.dump_json(Day(value=one))
    assert kept == f'{{"kind":"date","value":"{one}"}}'.encode()
    assert ANSWER.validate_json(kept) == Day(value=one)


@given(DATES, st.integers(-500, 500))
def test_neighbours_lie_as_far_apart_as_is_said(one: CalendarDate, steps: int):
    other = neighbour(one, steps)
    assert other is not None
    assert ordinal(other) - ordinal(one) == steps


@pytest.mark.parametrize("text", ["2026-13", "2026-02-30", "0000", "26", "2026-1", "2026/11", "", "november"])
def test_what_is_no_date_is_not_read(text: str):
    with pytest.raises(ValueError):  # noqa: PT011 - Python's own sentences
        read_date(text)


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("A < B", "A is before B"),
        ("A <= '2026-11'", "A is not later than 2026-11"),
        ("YEAR > '2025'", "YEAR is later than 2025"),
        ("'2025' <= YEAR", "YEAR is not before 2025"),
        ("A == '2026-11'", "A is 2026-11"),
        ("MONTH != A", "MONTH is not A"),
        ("CLOCK < '12:00'", "CLOCK is before 12:00"),
        ("days_between(A, '2026-12-31') > 30", "the number of days from A to 2026-12-31 is more than 30"),
    ],
)
def test_it_is_said_in_words(condition: str, words: str):
    tree, _ = read_condition(condition, routing(questionnaire_of(FILE)).scope, Here(ANYWHERE))
    assert tree is not None
    assert in_words(tree, "en") == words
    assert len({in_words(tree, language) for language in LANGUAGES}) > 1


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [
        (PartialDate(2026, 11), "nl", "november 2026"),
        (PartialDate(2026, 2), "fr", "février 2026"),
        (PartialDate(2026), "en", "2026"),
    ],
)
def test_a_text_says_as_much_as_is_known(value: PartialDate, language: str, said: str):
    assert written(value, language) == said
