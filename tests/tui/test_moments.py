"""Days and times in short."""

from datetime import UTC, datetime

import pytest

from cati.tui.painting.moments import moment_from, short_moment
from cati.words import LANGUAGES, say

WEDNESDAY = datetime(2026, 11, 25, 14, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [("nl", "wo 25 nov 14:02"), ("en", "Wed 25 Nov 14:02"), ("fr", "mer. 25 nov. 14:02")],
)
def test_a_moment_is_written_in_the_language_of_the_screen(language: str, written: str):
    assert short_moment(WEDNESDAY, language) == written


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_day_and_month_has_a_name(language: str):
    assert len(say(language, "calendar.weekdays").split()) == 7
    assert len(say(language, "calendar.months").split()) == 12


def test_a_moment_of_today_needs_no_day():
    assert moment_from(WEDNESDAY.replace(hour=9, minute=5), WEDNESDAY, "nl") == "09:05"


def test_a_moment_of_another_day_names_it():
    assert moment_from(WEDNESDAY.replace(day=26), WEDNESDAY, "nl") == "do 26 nov 14:02"
