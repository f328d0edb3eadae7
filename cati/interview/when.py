"""When to call back, as it is typed: a day in words or figures and a time, or so long from now."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from cati.interview.clocks import CLOCK, read_clock
from cati.interview.days import (
    WEEKDAYS,
    NoSuchDay,
    day_in_words,
    plain,
    read_day,
    weekday_name,
)
from cati.questionnaire.validity import Invalid, invalid
from cati.words import say

SKIPPED = re.compile(r"\b(?:om|op|at|on|a|le|rond|vers|around|about|komende|aanstaande|prochain)(?= |$)")
DAY_AND_CLOCK = (
    re.compile(rf"(?:(?P<day>.+) )?(?P<clock>{CLOCK})"),
    re.compile(rf"(?P<clock>{CLOCK}) (?P<day>.+)"),
)
FROM_NOW = re.compile(
    r"(?:\+|over |in |binnen |dans ) ?(?:"
    r"(?P<days>[0-9]{1,3}) ?(?:d|dag|dagen|days?|j|jours?)"
    r"|(?:(?P<hours>[0-9]{1,3}) ?(?:u|uur|uren|h|hours?|heures?))?"
    r" ?(?:(?P<minutes>[0-9]{1,4}) ?(?:m|mins?|minuut|minuten|minutes?)|(?<=[a-z])(?P<odd>[0-9]{2}))?)"
)
NUMBER = re.compile("[0-9]{1,4}")
FURTHEST = timedelta(days=366)
"""Further ahead a day and month no longer say which year."""


def read_when(text: str, now: datetime, language: str) -> datetime | Invalid:
    """The moment that was typed, aware, in the zone of `now` (the study's), to the minute; or why it cannot be.

    Dutch, French and English are understood whatever the language, which is that of the places of a fault.
    A moment that comes twice, when the clock goes back, is the first one.
    """
    written = " ".join(SKIPPED.sub("", plain(text)).split())
    moment = from_now(written, now) or at_wall_time(written, now, language)
    if isinstance(moment, Invalid):
        return moment
    ahead = moment.astimezone(UTC) - now.astimezone(UTC)
    if ahead <= timedelta(0):
        return invalid("when_past")
    if ahead > FURTHEST:
        return invalid("when_too_far")
    return moment if exists(moment) else gap(moment, language)


def in_full(moment: datetime, language: str) -> str:
    """The moment as it is read back: `donderdag 26 november om 14:30`."""
    day = f"{weekday_name(moment, language)} {day_in_words(moment, language)}"
    return say(language, "answers.in_full", day=day, time=f"{moment:%H:%M}")


def from_now(written: str, now: datetime) -> datetime | None:
    """`+20m`, `+2u`, `+1u30` as time that passes; `+3d` as days of the calendar, at this time of day."""
    match = FROM_NOW.fullmatch(written)
    if match is None or not any(match.groups()):
        return None
    this_minute = now.replace(second=0, microsecond=0)
    if match["days"]:
        return this_minute.replace(fold=0) + timedelta(days=int(match["days"]))
    passed = timedelta(hours=int(match["hours"] or 0), minutes=int(match["minutes"] or match["odd"] or 0))
    return (this_minute.astimezone(UTC) + passed).astimezone(now.tzinfo)


def at_wall_time(written: str, now: datetime, language: str) -> datetime | Invalid:
    """A day, or today if none is named, and a time."""
    match = next((found for form in DAY_AND_CLOCK if (found := form.fullmatch(written))), None)
    if match is None:
        return without_clock(written, now, language)
    clock = read_clock(match["clock"])
    if clock is None:
        return invalid("when_no_time", text=match["clock"])
    day = day_meant(match["day"] or "", clock, now, language)
    if isinstance(day, Invalid):
        return day
    return invalid("when_unreadable") if day is None else datetime.combine(day, clock, now.tzinfo)


def without_clock(written: str, now: datetime, language: str) -> Invalid:
    """What is wrong with a text that has no time: a bare number, nothing after the day, or everything."""
    day, _, last = written.rpartition(" ")
    is_day = day_meant(written, time.min, now, language)
    if written and is_day is not None:
        return is_day if isinstance(is_day, Invalid) else invalid("when_which_time")
    if NUMBER.fullmatch(last) and day_meant(day, time.min, now, language) is not None:
        return invalid("when_no_time", text=last)
    return invalid("when_unreadable")


def day_meant(written: str, clock: time, now: datetime, language: str) -> date | Invalid | None:
    """The day that is named, today if nothing is; None if this is no day."""
    first, _, rest = written.partition(" ")
    weekday = WEEKDAYS.get(first.removesuffix("."))
    if weekday is not None and not rest:
        return next_weekday(weekday, clock, now)
    day = read_day(written if weekday is None else rest, now.date()) if written else now.date()
    if isinstance(day, NoSuchDay):
        return invalid("when_no_day", day=day.said(language))
    if day is not None and weekday not in (None, day.weekday()):
        return invalid("when_other_weekday", day=day_in_words(day, language), weekday=weekday_name(day, language))
    return day


def next_weekday(weekday: int, clock: time, now: datetime) -> date:
    """The next such day: today if the time is still ahead, else within a week."""
    away = (weekday - now.weekday()) % 7
    return now.date() + timedelta(days=away if away or clock > now.time() else 7)


def exists(moment: datetime) -> bool:
    """Whether the clocks of the zone show this time on this day."""
    return moment.astimezone(UTC).astimezone(moment.tzinfo).replace(tzinfo=None) == moment.replace(tzinfo=None)


def gap(moment: datetime, language: str) -> Invalid:
    """The sentence about a time that the clock jumps over, with the jump."""
    late = moment.replace(fold=1)
    first_minute = late.astimezone(UTC)
    minutes = ((first_minute + timedelta(minutes=passed)).astimezone(moment.tzinfo) for passed in count())
    after = next(minute for minute in minutes if minute.utcoffset() == late.utcoffset())
    before = after.replace(tzinfo=None) - (moment.astimezone(UTC) - late.astimezone(UTC))
    return invalid(
        "when_gap",
        time=f"{moment:%H:%M}",
        day=f"{day_in_words(moment, language)} {moment.year}",
        before=f"{before:%H:%M}",
        after=f"{after:%H:%M}",
    )
