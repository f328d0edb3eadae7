"""When calls may be made: windows, holidays, closed days, and the nights the clock changes."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.sample.call_windows import is_within_call_hours, next_call_start

BRUSSELS = ZoneInfo("Europe/Brussels")


def rules(*windows: str, **keys: object) -> Fieldwork:
    written = [window.split() for window in windows]
    parts = [
        {"name": f"w{place}", "days": days, "from": opens, "to": closes}
        for place, (days, opens, closes) in enumerate(written)
    ]
    return Fieldwork.model_validate({"call_windows": parts, **keys})


OFFICE = rules("mon-fri 13:30 18:30", "mon-fri 09:00 12:00", closed_days=["2027-07-12"])


def at(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS, fold=fold)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-11-25T09:00", True),
        ("2026-11-25T11:59:59", True),
        ("2026-11-25T12:00", False),
        ("2026-11-25T08:59", False),
        ("2026-11-25T13:30", True),
        ("2026-11-28T10:00", False),
        ("2026-12-25T10:00", False),
        ("2027-03-29T10:00", False),
        ("2027-07-12T10:00", False),
        ("2027-07-13T10:00", True),
    ],
)
def test_calls_are_made_in_a_window_on_a_day_that_is_not_closed(moment: str, open_: bool):
    assert is_within_call_hours(OFFICE, at(moment)) is open_


def test_without_windows_any_hour_will_do_but_not_on_a_holiday():
    assert is_within_call_hours(rules(), at("2026-11-25T03:00"))
    assert not is_within_call_hours(rules(), at("2026-12-25T10:00"))


@pytest.mark.parametrize("country", ["none", "ZZ"])
def test_without_a_known_country_no_day_is_a_holiday(country: str):
    assert is_within_call_hours(rules(holidays=country), at("2026-12-25T10:00"))


def test_a_window_until_midnight_is_open_to_the_last_minute():
    assert is_within_call_hours(rules("mon-sun 20:00 00:00"), at("2026-11-25T23:59"))


@pytest.mark.parametrize(
    ("moment", "start"),
    [
        ("2026-11-25T10:10", "2026-11-25T10:10"),
        ("2026-11-25T12:00", "2026-11-25T13:30"),
        ("2026-11-25T18:30", "2026-11-26T09:00"),
        ("2026-11-27T19:00", "2026-11-30T09:00"),
        ("2026-12-24T18:30", "2026-12-28T09:00"),
        ("2027-03-26T18:30", "2027-03-30T09:00"),
        ("2027-07-09T19:00", "2027-07-13T09:00"),
    ],
)
def test_the_next_call_is_now_or_at_the_start_of_the_next_window(moment: str, start: str):
    assert next_call_start(OFFICE, at(moment)) == at(start)


def test_without_windows_the_next_call_after_a_holiday_is_at_midnight():
    assert next_call_start(rules(), at("2026-12-25T10:00")) == at("2026-12-26T00:00")


def test_a_window_that_starts_in_the_hour_that_is_not_there_starts_when_the_clock_has_jumped():
    start = next_call_start(rules("sun 02:30 06:00", holidays="none"), at("2027-03-28T01:00"))
    assert start.isoformat() == "2027-03-28T03:30:00+02:00"


def test_in_the_hour_that_comes_twice_a_window_that_has_begun_is_open():
    assert next_call_start(rules("sun 02:30 06:00"), at("2026-10-25T02:45", fold=1)) == at("2026-10-25T02:45", fold=1)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001 - hypothesis adds the zone
def test_the_next_call_is_never_earlier_and_always_allowed(moment: datetime):
    local = moment.astimezone(BRUSSELS)
    start = next_call_start(OFFICE, local)
    assert start.astimezone(UTC) >= moment
    assert is_within_call_hours(OFFICE, start)
