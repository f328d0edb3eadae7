"""The least tried day part: never one just used, never a day that has had its calls."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.sample.call_windows import is_within_call_hours
from cati.sample.day_parts import next_day_part, window_at

BRUSSELS = ZoneInfo("Europe/Brussels")
PARTS = [
    {"name": "morning", "days": "mon-fri", "from": "09:00", "to": "12:00"},
    {"name": "afternoon", "days": "mon-fri", "from": "13:30", "to": "16:00"},
    {"name": "late", "days": "mon-fri", "from": "16:00", "to": "18:30"},
]
RULES = Fieldwork.model_validate({"call_windows": PARTS})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BRUSSELS)


def due(*calls: str) -> datetime:
    """When a case with these calls is due again."""
    made = [at(call) for call in calls]
    return next_day_part(RULES, made[-1] + RULES.min_gap, made)


def test_another_part_on_another_weekday_comes_first():
    assert due("2026-11-25T10:00") == at("2026-11-26T13:30")
    assert due("2026-11-25T14:00") == at("2026-11-26T09:00")


def test_the_least_gap_is_kept_within_a_window():
    mornings = [f"2026-11-{day}T10:00" for day in (19, 20, 23, 24)]
    assert due(*mornings, "2026-11-25T14:30") == at("2026-11-25T16:30")


def test_a_day_that_had_its_calls_is_left_alone():
    mornings = [f"2026-11-{day}T10:00" for day in (19, 20, 23, 24, 25)]
    assert due(*mornings, "2026-11-25T14:30") == at("2026-11-26T16:00")


def test_the_part_and_then_the_weekday_that_were_tried_least_come_first():
    assert due("2026-11-23T10:00", "2026-11-24T14:00", "2026-11-25T16:30") == at("2026-11-26T09:00")
    assert due("2026-11-19T10:00", "2026-11-24T14:00", "2026-11-25T10:00") == at("2026-11-27T16:00")


def test_a_weekend_and_a_holiday_are_no_calling_days():
    assert due("2026-12-24T16:30", "2026-12-24T17:30").date() == at("2026-12-28T09:00").date()


def test_without_windows_any_hour_after_the_gap_will_do():
    anytime = Fieldwork()
    now = at("2026-11-25T22:00")
    assert next_day_part(anytime, now + anytime.min_gap, [now]) == at("2026-11-26T00:00")


@given(
    st.lists(st.integers(0, 60 * 24 * 30), min_size=1, max_size=9),
    st.sampled_from(["2026-11-02T00:00", "2027-03-15T00:00", "2026-12-15T00:00"]),
)
def test_a_case_is_always_due_later_within_a_window_and_in_another_part_than_the_last(minutes: list[int], start: str):
    calls = [at(start) + timedelta(minutes=each) for each in sorted(minutes)]
    found = next_day_part(RULES, calls[-1] + RULES.min_gap, calls)
    assert found > calls[-1]
    assert is_within_call_hours(RULES, found)
    used_last = window_at(RULES, calls[-1])
    assert used_last is None or found.date() != calls[-1].date() or window_at(RULES, found) != used_last
