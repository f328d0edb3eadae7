"""Days as people type them: day before month, in three languages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.days import NoSuchDay, day_in_words, plain, read_day, weekday_name

TODAY = date(2026, 11, 25)


def day(text: str, today: date = TODAY) -> date | NoSuchDay | None:
    return read_day(plain(text), today)


@pytest.mark.parametrize(
    "text",
    [
        "26/11/2026",
        "26/11",
        "26-11-2026",
        "26.11.26",
        "26.11",
        "2026-11-26",
        "26/11-2026",
        "26 november",
        "26 nov",
        "26 nov.",
        "26nov 2026",
        "26 novembre 2026",
        "26 Novembre",
        "26th of November",
        "November 26",
        "Nov 26th 2026",
        "26e november",
        "morgen",
        "Tomorrow",
        "DEMAIN",
    ],
)
def test_a_day_is_read_in_any_of_the_usual_ways(text: str):
    assert day(text) == date(2026, 11, 26)


@pytest.mark.parametrize("text", ["vandaag", "today", "aujourd'hui", "aujourd\u2019hui", " Vandaag "])
def test_today_is_understood_in_three_languages(text: str):
    assert day(text) == TODAY


@pytest.mark.parametrize(
    ("text", "away"),
    [("gisteren", -1), ("hier", -1), ("overmorgen", 2), ("après-demain", 2), ("day after tomorrow", 2)],
)
def test_days_nearby_are_counted_on_the_calendar(text: str, away: int):
    assert day(text) == TODAY + timedelta(days=away)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2 december", (2, 12)),
        ("2december", (2, 12)),
        ("1er décembre", (1, 12)),
        ("15 août", (15, 8)),
        ("14 févr.", (14, 2)),
        ("5 mrt", (5, 3)),
        ("5 mar", (5, 3)),
        ("3 mai", (3, 5)),
        ("3 mei", (3, 5)),
    ],
)
def test_months_are_known_by_name_and_abbreviation(text: str, found: tuple[int, int]):
    meant = day(f"{text} 2026")
    assert isinstance(meant, date)
    assert (meant.day, meant.month) == found


@pytest.mark.parametrize(
    ("text", "today", "year"),
    [
        ("5/1", date(2026, 12, 28), 2027),
        ("28/12", date(2027, 1, 5), 2026),
        ("24/11", TODAY, 2026),
        ("29/2", date(2027, 12, 1), 2028),
    ],
)
def test_without_a_year_the_nearest_such_day_is_meant(text: str, today: date, year: int):
    meant = day(text, today)
    assert isinstance(meant, date)
    assert meant.year == year


@pytest.mark.parametrize(("text", "year"), [("26/11/26", 2026), ("1/5/58", 1958), ("1/5/45", 2045), ("1/5/46", 1946)])
def test_a_year_of_two_digits_is_the_one_in_reach(text: str, year: int):
    meant = day(text)
    assert isinstance(meant, date)
    assert meant.year == year


def test_a_year_of_two_digits_may_be_in_the_next_century():
    assert day("1/5/05", date(2095, 1, 1)) == date(2105, 5, 1)


@pytest.mark.parametrize(
    ("text", "nl", "en", "fr"),
    [
        ("30/2", "30 februari", "30 February", "30 février"),
        ("30 februari", "30 februari", "30 February", "30 février"),
        ("31-04-2027", "31 april", "31 April", "31 avril"),
        ("29/2/2027", "29 februari 2027", "29 February 2027", "29 février 2027"),
        ("29/2", "29 februari 2027", "29 February 2027", "29 février 2027"),
        ("11/26/2026", "11/26", "11/26", "11/26"),
        ("11/26", "11/26", "11/26", "11/26"),
        ("0/5", "0 mei", "0 May", "0 mai"),
        ("0000-05-01", "1 mei", "1 May", "1 mai"),
    ],
)
def test_a_day_that_does_not_exist_is_said_in_words(text: str, nl: str, en: str, fr: str):
    found = day(text)
    assert isinstance(found, NoSuchDay)
    assert [found.said("nl"), found.said("en"), found.said("fr")] == [nl, en, fr]


@pytest.mark.parametrize("text", ["", "soms", "26", "2611", "26 11", "13:30", "26/11/226", "november", "ma"])
def test_what_names_no_day_is_none(text: str):
    assert day(text) is None


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)), st.sampled_from(["nl", "en", "fr"]))
def test_a_day_in_words_comes_back(meant: date, language: str):
    assert day(f"{day_in_words(meant, language)} {meant.year}") == meant


@given(st.dates(date(1950, 1, 1), date(2045, 12, 31)), st.sampled_from("/-."), st.sampled_from(["%y", "%Y"]))
def test_a_day_in_figures_comes_back(meant: date, mark: str, year: str):
    assert day(meant.strftime(f"%d{mark}%m{mark}{year}")) == meant


@given(st.text())
def test_any_text_is_a_day_or_not_but_never_a_crash(text: str):
    day(text)


def test_the_first_of_the_month_is_premier_in_french():
    assert [day_in_words(date(2026, 10, 1), language) for language in ("nl", "en", "fr")] == [
        "1 oktober",
        "1 October",
        "1er octobre",
    ]


def test_a_weekday_has_its_name():
    assert [weekday_name(TODAY, language) for language in ("nl", "en", "fr")] == ["woensdag", "Wednesday", "mercredi"]
