"""When to call back, as interviewers type it, also in the nights when the clock changes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.when import in_full, read_when
from cati.questionnaire.validity import Invalid
from cati.words import say

BRUSSELS = ZoneInfo("Europe/Brussels")


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS, fold=fold)


NOW = at("2026-11-25T14:09:40")


def when(text: str, now: datetime = NOW) -> str:
    moment = read_when(text, now, "nl")
    return moment.word if isinstance(moment, Invalid) else moment.isoformat(timespec="minutes")[:-6]


def told(text: str, language: str = "nl", now: datetime = NOW) -> str:
    fault = read_when(text, now, language)
    assert isinstance(fault, Invalid)
    return say(language, fault.word, **fault.places)


@pytest.mark.parametrize(
    "text",
    [
        "do 14:30",
        "do. 14u30",
        "donderdag 14u30",
        "donderdag om 14.30",
        "Donderdag, 14:30 uur",
        "komende donderdag 14u30",
        "jeudi 14h30",
        "jeu 14h30",
        "jeudi à 14 h 30",
        "le 26/11 à 14h30",
        "jeudi prochain 14h30",
        "le 26 novembre 14h30",
        "thu 2:30pm",
        "Thursday at 2.30 p.m.",
        "on November 26th at 14:30",
        "26 Nov 14:30",
        "thurs 14:30",
        "26/11 14.30",
        "26/11 om 14:30",
        "26.11 14.30",
        "26-11-2026 14:30",
        "26.11.26 14.30",
        "2026-11-26 14:30",
        "do 26/11 14:30",
        "donderdag 26 november om 14:30",
        "14u30 donderdag",
        "14:30 morgen",
        "om 14u30 op 26/11",
        "morgen 14u30",
        "demain 14h30",
        "tomorrow 14:30",
        "  MORGEN   14:30  ",
    ],
)
def test_half_past_two_tomorrow_is_understood_in_three_languages(text: str):
    assert when(text) == "2026-11-26T14:30"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("vandaag 16u", "2026-11-25T16:00"),
        ("16:00", "2026-11-25T16:00"),
        ("om 16u", "2026-11-25T16:00"),
        ("4pm", "2026-11-25T16:00"),
        ("overmorgen 10u", "2026-11-27T10:00"),
        ("après-demain 10h", "2026-11-27T10:00"),
        ("day after tomorrow 10am", "2026-11-27T10:00"),
        ("lundi 14h", "2026-11-30T14:00"),
        ("di 9:30", "2026-12-01T09:30"),
        ("mar 9:30", "2026-12-01T09:30"),
        ("5 mar 9:30", "2027-03-05T09:30"),
        ("5/1 9u", "2027-01-05T09:00"),
        ("26 nov 14 u 30", "2026-11-26T14:30"),
    ],
)
def test_days_and_times_are_understood(text: str, moment: str):
    assert when(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("wo 16u", "2026-11-25T16:00"),
        ("wo 14:10", "2026-11-25T14:10"),
        ("wo 14:09", "2026-12-02T14:09"),
        ("mercredi 9h", "2026-12-02T09:00"),
    ],
)
def test_the_weekday_of_today_is_today_while_the_time_is_still_ahead(text: str, moment: str):
    assert when(text) == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("+20m", "2026-11-25T14:29"),
        ("+ 20 min", "2026-11-25T14:29"),
        ("+2u", "2026-11-25T16:09"),
        ("+2h", "2026-11-25T16:09"),
        ("+1u30", "2026-11-25T15:39"),
        ("+1h 30 min", "2026-11-25T15:39"),
        ("over 20 minuten", "2026-11-25T14:29"),
        ("dans 2 heures", "2026-11-25T16:09"),
        ("in 2 hours", "2026-11-25T16:09"),
        ("+3d", "2026-11-28T14:09"),
        ("+2 dagen", "2026-11-27T14:09"),
        ("dans 2 jours", "2026-11-27T14:09"),
    ],
)
def test_so_long_from_now_is_understood_to_the_minute(text: str, moment: str):
    assert when(text) == moment


@pytest.mark.parametrize("text", ["14:30", "14:09", "25/11 9u", "24/11 14u", "gisteren 14u", "1/5/58 9u", "+0m", "+0d"])
def test_the_past_is_refused(text: str):
    now = at("2026-11-25T14:30")
    assert told(text, "nl", now) == "De afspraak moet in de toekomst liggen."


@pytest.mark.parametrize("text", ["26/11/2126 14u", "27/11/2027 14u", "+999d"])
def test_more_than_a_year_ahead_is_refused_since_it_is_read_back_without_the_year(text: str):
    assert told(text) == "Dat is meer dan een jaar vooruit."


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("14", "'14' is geen tijd: typ 14u of 14:00."),
        ("do 14", "'14' is geen tijd: typ 14u of 14:00."),
        ("do 26/11 1430", "'1430' is geen tijd: typ 14u of 14:00."),
        ("26 november 2026 14", "'14' is geen tijd: typ 14u of 14:00."),
        ("morgen 25u", "'25u' is geen tijd: typ 14u of 14:00."),
        ("14:75", "'14:75' is geen tijd: typ 14u of 14:00."),
        ("donderdag", "Hoe laat? Typ er een tijd bij, bijvoorbeeld 14u of 14:00."),
        ("26/11", "Hoe laat? Typ er een tijd bij, bijvoorbeeld 14u of 14:00."),
        ("30/2 14u", "30 februari bestaat niet."),
        ("30 februari", "30 februari bestaat niet."),
        ("29/2 14u", "29 februari 2027 bestaat niet."),
        ("11/26 14u", "11/26 bestaat niet."),
        ("wo 26/11 14u", "26 november is een donderdag."),
        ("wo 30/2 14u", "30 februari bestaat niet."),
    ],
)
def test_what_is_wrong_is_told(text: str, sentence: str):
    assert told(text) == sentence


def test_what_is_wrong_is_told_in_the_language_of_the_screen():
    assert told("30/2 14u", "en") == "30 February does not exist."
    assert told("30/2 14u", "fr") == "Le 30 février n'existe pas."
    assert told("wo 26/11 14u", "fr") == "Le 26 novembre est un jeudi."
    assert told("wo 26/11 14u", "en") == "26 November is a Thursday."


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ooit",
        "straks 14u",
        "volgende donderdag 14u",
        "demain après-midi 2h",
        "+",
        "+20",
        "+u",
        "ooit 14",
        "do wo 9u",
        "in 30",
        "26 14",
        "half drie",
        "om",
        "morgen!",
        "+1234567890m",
    ],
)
def test_what_cannot_be_read_for_certain_is_not_guessed(text: str):
    assert when(text) == "answers.when_unreadable"


SPRING = at("2027-03-27T10:00")
AUTUMN = at("2026-10-24T10:00")


def test_a_time_that_the_clock_jumps_over_is_refused_with_the_jump():
    assert told("28/3 02:30", "en", SPRING) == (
        "02:30 does not exist on 28 March 2027: the clock jumps from 02:00 to 03:00."
    )
    assert told("morgen 2u", "nl", SPRING) == (
        "02:00 bestaat niet op 28 maart 2027: de klok springt van 02:00 naar 03:00."
    )


def test_the_minutes_on_both_sides_of_the_jump_exist():
    assert [when(f"28/3 {clock}", SPRING) for clock in ("1:59", "3:00")] == ["2027-03-28T01:59", "2027-03-28T03:00"]


def test_a_jump_of_half_an_hour_is_told_as_it_is():
    now = datetime(2026, 10, 3, 10, tzinfo=ZoneInfo("Australia/Lord_Howe"))
    assert (
        told("4/10 2:15", "en", now) == "02:15 does not exist on 4 October 2026: the clock jumps from 02:00 to 02:30."
    )


def test_a_time_that_comes_twice_is_the_first_one():
    moment = read_when("25/10 02:30", AUTUMN, "nl")
    assert isinstance(moment, datetime)
    assert moment.isoformat() == "2026-10-25T02:30:00+02:00"


@pytest.mark.parametrize("now", [SPRING, AUTUMN])
def test_days_are_added_on_the_calendar_and_hours_on_the_clock(now: datetime):
    tomorrow = (now + timedelta(days=1)).isoformat(timespec="minutes")[:-6]
    assert when("+1d", now) == when("morgen 10u", now) == tomorrow
    assert when("+24u", now) != tomorrow


def test_minutes_pass_also_in_the_hour_that_comes_twice():
    last = at("2026-10-25T02:50")
    moment = read_when("+20m", last, "nl")
    assert isinstance(moment, datetime)
    assert moment.isoformat() == "2026-10-25T02:10:00+01:00"


def test_in_the_hour_that_comes_twice_a_time_of_the_first_round_is_past():
    assert told("2:50", "nl", at("2026-10-25T02:40", fold=1)) == "De afspraak moet in de toekomst liggen."


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nl", "donderdag 26 november om 14:30"),
        ("en", "Thursday 26 November at 14:30"),
        ("fr", "jeudi 26 novembre à 14:30"),
    ],
)
def test_the_moment_is_read_back_in_full(language: str, words: str):
    assert in_full(at("2026-11-26T14:30"), language) == words


def test_the_first_of_the_month_is_read_back_as_premier_in_french():
    assert in_full(at("2026-12-01T09:05"), "fr") == "mardi 1er décembre à 09:05"


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2029, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(MOMENTS, st.integers(1, 180 * 24 * 60), st.sampled_from(["nl", "en", "fr"]))
def test_what_is_read_back_is_understood_as_the_same_moment(now: datetime, minutes: int, language: str):
    moment = (now.replace(second=0, microsecond=0) + timedelta(minutes=minutes)).astimezone(BRUSSELS)
    again = read_when(in_full(moment, language), now.astimezone(BRUSSELS), language)
    assert again == moment.replace(fold=0) or again == Invalid("answers.when_past", {})


@given(st.text() | st.text(st.sampled_from("0123456789 :./-+uhmdoapril")), MOMENTS)
def test_any_text_is_a_moment_ahead_or_a_reason(text: str, now: datetime):
    moment = read_when(text, now.astimezone(BRUSSELS), "nl")
    if isinstance(moment, datetime):
        assert moment.astimezone(UTC) > now
        assert moment.tzinfo is BRUSSELS
