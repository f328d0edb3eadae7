"""Dates of which only the month or the year is asked, and how dates are compared: as far as both are known."""

import re
from dataclasses import dataclass
from datetime import date, time
from typing import Literal

Precision = Literal["day", "month", "year"]
ISO = re.compile(r"(?P<year>[0-9]{4})(-(?P<month>[0-9]{2})(-(?P<day>[0-9]{2}))?)?")
MINUTES_OF_AN_HOUR, MONTHS_OF_A_YEAR = 60, 12


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A year, or a month of one; written `2026` or `2026-11`. Raises `ValueError` for a month or year that is none."""

    year: int
    month: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, 1)

    def isoformat(self) -> str:
        """As ISO 8601 writes it."""
        return f"{self.year:04}" if self.month is None else f"{self.year:04}-{self.month:02}"

    __str__ = isoformat


CalendarDate = date | PartialDate
Moment = date | PartialDate | time
"""What can come before or after another of its kind."""


def read_date(text: str) -> CalendarDate:
    """The date that is written in ISO 8601, whole or in part. Raises `ValueError`."""
    match = ISO.fullmatch(text)
    if match is None:
        raise ValueError(text)
    if match["day"]:
        return date.fromisoformat(text)
    return PartialDate(int(match["year"]), int(match["month"]) if match["month"] else None)


def as_date(value: object) -> CalendarDate:
    """A date as it is kept: itself, or read from ISO 8601. Raises `ValueError`."""
    return value if isinstance(value, (date, PartialDate)) else read_date(str(value))


def precision_of(value: CalendarDate) -> Precision:
    """How much of a date is known."""
    if isinstance(value, date):
        return "day"
    return "year" if value.month is None else "month"


def at_precision(value: CalendarDate, precision: Precision) -> CalendarDate:
    """As much of a date as is asked; it cannot become more than is known."""
    if precision == "year":
        return PartialDate(value.year)
    return PartialDate(value.year, value.month) if precision == "month" and isinstance(value, date) else value


def ordinal(value: Moment) -> int:
    """The number of a day, month, year or minute, so that neighbours differ by one."""
    match value:
        case date():
            return value.toordinal()
        case time():
            return value.hour * MINUTES_OF_AN_HOUR + value.minute
        case PartialDate(year, None):
            return year
        case PartialDate(year, month):
            return year * MONTHS_OF_A_YEAR + (month or 1) - 1


def neighbour(value: Moment, steps: int) -> Moment | None:
    """What lies so many days, months, years or minutes away, or None if there is none."""
    number = ordinal(value) + steps
    try:
        match value:
            case date():
                return date.fromordinal(number)
            case time():
                return time(number // MINUTES_OF_AN_HOUR, number % MINUTES_OF_AN_HOUR)
            case PartialDate(_, None):
                return PartialDate(number)
            case PartialDate():
                return PartialDate(number // MONTHS_OF_A_YEAR, number % MONTHS_OF_A_YEAR + 1)
    except (ValueError, OverflowError):
        return None


def first_and_last(value: CalendarDate, precision: Precision) -> tuple[CalendarDate, CalendarDate]:
    """The first and the last day, month or year within a date that is known to no more than that."""
    month_or_year = isinstance(value, PartialDate)
    if not month_or_year or precision_of(value) == precision:
        return value, value
    first, last = PartialDate(value.year, value.month or 1), PartialDate(value.year, value.month or MONTHS_OF_A_YEAR)
    if precision == "month":
        return first, last
    after = neighbour(last, 1)
    end = date.max if not isinstance(after, PartialDate) else date(after.year, after.month or 1, 1)
    return date(first.year, first.month or 1, 1), end if end == date.max else date.fromordinal(end.toordinal() - 1)


def difference(one: Moment, other: Moment) -> int:
    """Negative if the one comes first, 0 if they are the same as far as both are known, else positive."""
    if isinstance(one, time) or isinstance(other, time):
        return ordinal(one) - ordinal(other)
    coarser = max(precision_of(one), precision_of(other), key=("day", "month", "year").index)
    return ordinal(at_precision(one, coarser)) - ordinal(at_precision(other, coarser))
