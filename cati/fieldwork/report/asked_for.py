"""What is asked of a report, as it is typed: a past moment, days, a share."""

import re
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from cati.errors import UnknownOptionError
from cati.fieldwork.report.numbers import day, moment
from cati.fieldwork.room import Room

MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{1,2}:\d{2}(?::\d{2})?))?")


def read_as_of(text: str, room: Room) -> datetime:
    """A past moment (aware UTC): `2026-11-25T17:30` on the study's wall; a day alone is its end, or now if it is today.

    Raises `UnknownOptionError` for what is no moment, or still to come.
    """
    now = room.local_now()
    found = MOMENT.fullmatch(text.strip())
    try:
        on = date.fromisoformat(found[1]) if found else None
        at = time.fromisoformat(found[2].rjust(5, "0")) if found and found[2] else None
    except ValueError:
        on = None
    if on is None:
        raise UnknownOptionError("report.unreadable_moment", given=text)
    if at is None and on == now.date():
        return now.astimezone(UTC)
    meant = end_of(on, room) if at is None else datetime.combine(on, at, room.study.zone)
    if meant > now:
        places = {"moment": moment(meant, room.language), "now": moment(now, room.language)}
        raise UnknownOptionError("report.moment_to_come", **places)
    return meant.astimezone(UTC)


def read_days(first: str | None, last: str | None, room: Room) -> tuple[datetime | None, datetime | None]:
    """From the beginning of one day to the end of another (aware UTC), as `2026-11-25`; None is no bound.

    Raises `UnknownOptionError` for what is no day, or a first one after the last.
    """
    begin, end = (None if text is None else read_day(text) for text in (first, last))
    if begin is not None and end is not None and begin > end:
        places = {"first": day(begin, room.language), "last": day(end, room.language)}
        raise UnknownOptionError("report.from_after_to", **places)
    since = None if begin is None else datetime.combine(begin, time.min, room.study.zone).astimezone(UTC)
    return since, None if end is None else end_of(end, room).astimezone(UTC)


def read_day(text: str) -> date:
    """A day. Raises `UnknownOptionError`."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as fault:
        raise UnknownOptionError("report.unreadable_moment", given=text) from fault


def end_of(on: date, room: Room) -> datetime:
    """The last moment of a day, on the study's wall."""
    return datetime.combine(on + timedelta(days=1), time.min, room.study.zone) - timedelta(microseconds=1)


def read_share(text: str) -> Fraction:
    """A share from 0 to 1, as `0.9`, `0,9` or `9/10`. Raises `UnknownOptionError`."""
    try:
        found = Fraction(text.strip().replace(",", "."))
    except (ValueError, ZeroDivisionError):
        found = Fraction(-1)
    if not 0 <= found <= 1:
        raise UnknownOptionError("report.unreadable_share", given=text)
    return found
