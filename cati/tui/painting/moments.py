"""Days and times in short, in the language of the screen."""

from datetime import datetime

from cati.words import say


def short_day(moment: datetime, language: str) -> str:
    """`wo 25 nov`."""
    weekday = say(language, "calendar.weekdays").split()[moment.weekday()]
    month = say(language, "calendar.months").split()[moment.month - 1]
    return say(language, "calendar.day", weekday=weekday, day=moment.day, month=month)


def clock(moment: datetime) -> str:
    """`14:02`."""
    return f"{moment:%H:%M}"


def short_moment(moment: datetime, language: str) -> str:
    """`wo 25 nov 14:02`."""
    return f"{short_day(moment, language)} {clock(moment)}"


def moment_from(moment: datetime, now: datetime, language: str) -> str:
    """The time alone for today, with its day for any other; both moments aware and in one zone."""
    return clock(moment) if moment.date() == now.date() else short_moment(moment, language)
