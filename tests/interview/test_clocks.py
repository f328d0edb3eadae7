"""Times of day as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.clocks import read_bare_clock, read_clock


@pytest.mark.parametrize(
    "text",
    [
        "14:30",
        "14.30",
        "14u30",
        "14h30",
        "14 u 30",
        "14 uur 30",
        "14 heures 30",
        "14:30 uur",
        "14.30u",
        "14:30h",
        "2:30pm",
        "2.30 pm",
        "2:30 p.m.",
    ],
)
def test_half_past_two_is_read(text: str):
    assert read_clock(text) == time(14, 30)


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14u", 14),
        ("14h", 14),
        ("9 uur", 9),
        ("0u", 0),
        ("2pm", 14),
        ("2 p.m.", 14),
        ("12am", 0),
        ("12pm", 12),
        ("9am", 9),
        ("9 heures", 9),
    ],
)
def test_a_whole_hour_is_read(text: str, hour: int):
    assert read_clock(text) == time(hour)


@pytest.mark.parametrize("text", ["", "14", "1430", "14:3", "14u5", "24:00", "25u", "14:60", "14pm", "0am", "u30", "x"])
def test_what_is_no_time_is_none(text: str):
    assert read_clock(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("9", time(9)),
        ("14", time(14)),
        ("0", time(0)),
        ("1430", time(14, 30)),
        ("930", time(9, 30)),
        ("0930", time(9, 30)),
        ("14u30", time(14, 30)),
        ("24", None),
        ("1460", None),
        ("12345", None),
        ("", None),
    ],
)
def test_where_only_a_time_can_be_meant_bare_digits_are_one(text: str, found: time | None):
    assert read_bare_clock(text) == found


@given(st.times(), st.sampled_from(["%H:%M", "%H.%M", "%Hu%M", "%Hh%M", "%H%M"]))
def test_a_time_comes_back_to_the_minute(moment: time, form: str):
    assert read_bare_clock(moment.strftime(form)) == moment.replace(second=0, microsecond=0)
