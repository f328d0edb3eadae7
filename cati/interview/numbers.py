"""A number as it is typed: decimals by comma or point, thousands by a space or the other sign."""

import re
from decimal import Decimal

from cati.questionnaire.answer import Quantity
from cati.questionnaire.model import NumberQuestion
from cati.questionnaire.validity import Invalid, invalid

SIGN = r"(?P<sign>[-+\N{MINUS SIGN}]?)"
SPACED = (
    "[1-9][0-9]{0,2}(?P<gap>[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}])[0-9]{3}(?:(?P=gap)[0-9]{3})*"
)
DOTTED = r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+"
WHOLE = re.compile(rf"{SIGN}(?P<whole>{DOTTED})(?P<part>)")
EITHER = re.compile(rf"{SIGN}(?P<whole>{SPACED}|[0-9]+)(?:[.,](?P<part>[0-9]+))?")
BELGIAN = re.compile(rf"{SIGN}(?P<whole>{DOTTED}),(?P<part>[0-9]+)")
ENGLISH = re.compile(rf"{SIGN}(?P<whole>[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+)\.(?P<part>[0-9]+)")
ONE_GROUP = {mark: re.compile(rf"{SIGN}(?P<whole>[1-9][0-9]{{0,2}})\{mark}(?P<part>[0-9]{{3}})") for mark in (".", ",")}
"""What may be a thousand or three decimals: with the sign that marks thousands in the language."""
MOST_DIGITS = 18
"""More than any range can have: `min` and `max` are as short."""


def read_number(question: NumberQuestion, text: str, language: str) -> Quantity | Invalid:
    """The number that was typed, exact, with as many decimals as the question has; its range is not looked at.

    `12.500` is twelve thousand five hundred where no decimals are asked. Where three may be given it is that in Dutch
    and French, or twelve and a half: the one that is in range, or else neither. In English the same goes for `12,500`.
    """
    if question.decimals >= len("000") and (match := ONE_GROUP[thousands_mark(language)].fullmatch(text)):
        return one_of_two(question, match)
    forms = (EITHER, BELGIAN, ENGLISH) if question.decimals else (WHOLE, EITHER, BELGIAN)
    match = next((found for form in forms if (found := form.fullmatch(text))), None)
    if match is None:
        return out_of_range(question)
    part = match["part"] or ""
    if len(part) > question.decimals:
        return invalid("too_precise", count=question.decimals) if question.decimals else out_of_range(question)
    whole = re.sub("[^0-9]", "", match["whole"]).lstrip("0")
    if len(whole) > MOST_DIGITS:
        return out_of_range(question)
    return Quantity(value=exact(question, f"{whole or 0}.{part}", match["sign"]))


def exact(question: NumberQuestion, digits: str, sign: str) -> Decimal:
    """The number with as many decimals as the question has."""
    whole, _, part = digits.partition(".")
    value = Decimal(f"{whole}.{part.ljust(question.decimals, '0')}")
    return -value if value and sign in ("-", "\N{MINUS SIGN}") else value


def one_of_two(question: NumberQuestion, match: re.Match[str]) -> Quantity | Invalid:
    """The one of two readings that is in range; refused if both are."""
    whole, part, sign = match["whole"], match["part"], match["sign"]
    readings = exact(question, f"{whole}{part}.", sign), exact(question, f"{whole}.{part}", sign)
    within = [value for value in readings if question.min <= value <= question.max]
    if len(within) > 1:
        return invalid("two_ways", whole=Decimal(f"{sign}{whole}{part}"), part=Decimal(f"{sign}{whole}.{part}"))
    return Quantity(value=within[0]) if within else out_of_range(question)


def thousands_mark(language: str) -> str:
    """The sign that stands between thousands; the other one stands before the decimals."""
    return "," if language == "en" else "."


def as_typed(value: Decimal, language: str) -> str:
    """A number as it would be typed: no thousands apart, and the decimal sign of the language."""
    return format(value, "f").replace(".", "." if language == "en" else ",")


def out_of_range(question: NumberQuestion) -> Invalid:
    """The sentence with the range."""
    return invalid("decimals" if question.decimals else "range", min=question.min, max=question.max)


def grouped(value: Decimal, language: str) -> str:
    """A number as it is written for people: `99 999`, and in Dutch and French a decimal comma."""
    point = "." if language == "en" else ","
    return f"{value:,f}".translate({ord(","): " ", ord("."): point})
