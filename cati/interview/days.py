"""A day as people type it, in Dutch, French or English, always day before month."""

import re
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple
from unicodedata import combining, normalize

from cati.questionnaire.partial_dates import PartialDate

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "januari january janvier jan janv",
            "februari february fevrier feb fevr fev",
            "maart march mars mrt mar",
            "april avril apr avr",
            "mei may mai",
            "juni june juin jun",
            "juli july juillet jul juil",
            "augustus august aout aug",
            "september septembre sep sept",
            "oktober october octobre okt oct",
            "november novembre nov",
            "december decembre dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: weekday
    for weekday, names in enumerate(
        (
            "maandag ma monday mon lundi lun",
            "dinsdag di tuesday tues tue mardi mar",
            "woensdag wo wednesday wed mercredi mer",
            "donderdag do thursday thurs thur thu jeudi jeu",
            "vrijdag vr friday fri vendredi ven",
            "zaterdag za saturday sat samedi sam",
            "zondag zo sunday sun dimanche dim",
        )
    )
    for name in names.split()
}
NEAR_DAYS = {
    name: away
    for away, names in {
        -1: "gisteren yesterday hier",
        0: "vandaag today aujourd'hui",
        1: "morgen tomorrow demain",
        2: "overmorgen apres-demain",
    }.items()
    for name in names.split()
} | {"day after tomorrow": 2, "apres demain": 2}

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})[-/.](?P<month>[0-9]{{1,2}})(?:[-/.]{YEAR})?",
        rf"(?P<day>[0-9]{{1,2}})(?:er|ste|de|e|st|nd|rd|th)?\.? ?(?:of )?(?P<month>{MONTH})\.?(?: ?{YEAR})?",
        rf"(?P<month>{MONTH})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?(?: (?P<year>[0-9]{{4}}))?",
    )
)
DECEMBER = 12
YEARS_AHEAD = 20
"""A year of two digits is the one less than this many years ahead, or else in the past."""


MONTH_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})",
        rf"(?P<month>{MONTH})\.? (?P<year>[0-9]{{4}}|[0-9]{{2}})",
    )
)
YEAR_FORM = re.compile(r"[0-9]{4}")


class NoSuchDay(NamedTuple):
    """A day that no calendar has, such as 30 February."""

    day: int
    month: int
    year: int

    def said(self, language: str) -> str:
        """The day in words; the year only where it matters."""
        if not 1 <= self.month <= 12:
            return f"{self.day}/{self.month}"
        in_words = f"{self.day} {month_name(self.month, language)}"
        return f"{in_words} {self.year}" if (self.day, self.month) == (29, 2) else in_words


def plain(text: str) -> str:
    """The text as it is compared: small letters without accents, straight apostrophes, single spaces."""
    folded = normalize("NFKD", text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").replace(",", " "))
    return " ".join("".join(sign for sign in folded if not combining(sign)).split())


def read_day(text: str, today: date) -> date | NoSuchDay | None:
    """The day that a plain text names; without a year, the nearest such day. None if it names none."""
    if text in NEAR_DAYS:
        return today + timedelta(days=NEAR_DAYS[text])
    match = next((found for form in FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    day, written = int(match["day"]), match["month"]
    month = MONTHS[written] if written in MONTHS else int(written)
    year = year_meant(match["year"], day, month, today)
    try:
        return date(year, month, day)
    except ValueError:
        return NoSuchDay(day, month, year)


def read_month(text: str, today: date) -> PartialDate | None:
    """The month that a plain text names, with its year; None if it names none."""
    match = next((found for form in MONTH_FORMS if (found := form.fullmatch(text))), None)
    if match is None:
        return None
    month = MONTHS[match["month"]] if match["month"] in MONTHS else int(match["month"])
    with suppress(ValueError):
        return PartialDate(year_meant(match["year"], 1, month, today), month) if 1 <= month <= DECEMBER else None
    return None


def read_year(text: str) -> PartialDate | None:
    """The year that a plain text names, in four digits; None if it names none."""
    with suppress(ValueError):
        return PartialDate(int(text)) if YEAR_FORM.fullmatch(text) else None
    return None


def year_meant(written: str | None, day: int, month: int, today: date) -> int:
    """The year as written, of two digits the one in reach, or the one that brings the day nearest."""
    if written is None:
        if not 1 <= month <= 12:
            return today.year
        near = range(today.year - 1, today.year + 2)
        return min(near, key=lambda year: abs(date(year, month, max(1, min(day, 28))) - today))
    if len(written) == 4:
        return int(written)
    year = today.year // 100 * 100 + int(written)
    return next(found for found in (year + 100, year, year - 100) if found < today.year + YEARS_AHEAD)


def month_name(month: int, language: str) -> str:
    """The name of a month."""
    from babel.dates import get_month_names  # noqa: PLC0415 - Babel costs time that most starts need not pay

    return str(get_month_names("wide", locale=language)[month])


def weekday_name(day: date, language: str) -> str:
    """The name of a day of the week."""
    from babel.dates import get_day_names  # noqa: PLC0415 - as above

    return str(get_day_names("wide", locale=language)[day.weekday()])


def day_in_words(day: date, language: str) -> str:
    """`26 november`; the first of the month in French is `1er`."""
    number = "1er" if language == "fr" and day.day == 1 else str(day.day)
    return f"{number} {month_name(day.month, language)}"
