"""When calls may be made: the windows of the week, closed days and public holidays. Pure."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count

from cati.questionnaire.fieldwork_rules import Fieldwork


def is_within_call_hours(rules: Fieldwork, moment: datetime) -> bool:
    """Whether calls may be made at this moment (aware, in the study's zone).

    Without windows any hour will do, but a closed day or a public holiday is shut all the same.
    """
    if not is_calling_day(rules, moment.date()):
        return False
    clock = moment.time()
    windows = hours_of(rules, moment.date())
    return any(opens <= clock and (clock < closes or closes == time.min) for opens, closes in windows)


def next_call_start(rules: Fieldwork, moment: datetime) -> datetime:
    """The moment itself if calls may be made then, else the start of the next window, in the same zone.

    A start that the clock jumps over in spring is the time it jumps to.
    """
    if is_within_call_hours(rules, moment):
        return moment
    return next(start for start in starts(rules, moment) if start.astimezone(UTC) > moment.astimezone(UTC))


def starts(rules: Fieldwork, moment: datetime) -> Iterator[datetime]:
    """The starts of all windows from the day of the moment on, in order."""
    days = (moment.date() + timedelta(days=away) for away in count())
    return (
        datetime.combine(day, opens, moment.tzinfo).astimezone(UTC).astimezone(moment.tzinfo)
        for day in days
        if is_calling_day(rules, day)
        for opens, _ in sorted(hours_of(rules, day))
    )


def hours_of(rules: Fieldwork, day: date) -> tuple[tuple[time, time], ...]:
    """From when to when calls may be made on such a day of the week; an end of 00:00 is midnight."""
    if not rules.call_windows:
        return ((time.min, time.min),)
    return tuple((window.from_, window.to) for window in rules.call_windows if day.weekday() in window.days)


def is_calling_day(rules: Fieldwork, day: date) -> bool:
    """Whether the day is neither closed by the study nor a public holiday."""
    return day not in rules.closed_days and day not in public_holidays(rules.holidays, day.year)


@cache
def public_holidays(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country in a year; none for `none` or a country that is not known."""
    if country == "none":
        return frozenset()
    from holidays import country_holidays  # noqa: PLC0415 - costs time that most starts need not pay

    try:
        return frozenset(country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()
