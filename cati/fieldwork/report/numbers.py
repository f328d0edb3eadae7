"""Numbers as they are written in a language; what has no value says so, and is never 0."""

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from cati.words import say

Number = int | float | Decimal | Fraction


def whole(value: int, language: str) -> str:
    """`1,600`."""
    return str(format_decimal(value, locale=language))


def percent(value: Number | None, language: str) -> str:
    """A share to the tenth of a per cent: `26.6%`, `n/a`."""
    if value is None:
        return nothing(language)
    pattern = Locale.parse(language).percent_formats[None].pattern.replace("#,##0", "0.0")
    return str(format_percent(exact(value), format=pattern, locale=language))


def decimal(value: Number | None, language: str, places: int = 1) -> str:
    """A number to so many decimals; none are written that are nought."""
    if value is None:
        return nothing(language)
    return str(format_decimal(exact(value), format=f"#,##0.{'#' * places}", locale=language))


def tenths(value: float, language: str) -> str:
    """A number to its tenths, always: `28.0`."""
    return str(format_decimal(exact(round(value, 1)), format="#,##0.0", locale=language))


def clock(seconds: float | None, language: str) -> str:
    """Minutes and seconds: `8:54`."""
    if seconds is None:
        return nothing(language)
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


def moment(at: datetime, language: str) -> str:
    """`25 Nov 2026 14:02`."""
    return str(format_datetime(at, "d MMM y HH:mm", locale=language))


def day(on: date, language: str) -> str:
    """`25 Nov 2026`."""
    return str(format_date(on, "d MMM y", locale=language))


def short_day(on: date, language: str) -> str:
    """`25 Nov`."""
    return str(format_date(on, "d MMM", locale=language))


def nothing(language: str) -> str:
    """What stands where there is no value."""
    return say(language, "report.none")


def exact(value: Number) -> Decimal:
    """The number for rounding: a fraction is not made a float on the way."""
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(str(value))
