"""A number as it is typed: thousands by space or Belgian dot, decimals by comma or point."""

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
MOST_DIGITS = 18
"""More than any range can have: `min` and `max` are as short."""


def read_number(question: NumberQuestion, text: str) -> Quantity | Invalid:
    """The number that was typed, exact, with as many decimals as the question has; its range is not looked at.

    `12.500` is twelve thousand five hundred where no decimals are asked; elsewhere it is refused unless
    three decimals may be given, since the two readings differ by a thousand.
    """
    forms = (EITHER, BELGIAN) if question.decimals else (WHOLE, EITHER, BELGIAN)
    match = next((found for form in forms if (found := form.fullmatch(text))), None)
    if match is None:
        return out_of_range(question)
    part = match["part"] or ""
    if len(part) > question.decimals:
        return invalid("too_precise", count=question.decimals) if question.decimals else out_of_range(question)
    whole = re.sub("[^0-9]", "", match["whole"]).lstrip("0")
    if len(whole) > MOST_DIGITS:
        return out_of_range(question)
    value = Decimal(f"{whole or 0}.{part.ljust(question.decimals, '0')}")
    return Quantity(value=-value if value and match["sign"] in ("-", "\N{MINUS SIGN}") else value)


def out_of_range(question: NumberQuestion) -> Invalid:
    """The sentence with the range."""
    return invalid("decimals" if question.decimals else "range", min=question.min, max=question.max)


def grouped(value: Decimal, language: str) -> str:
    """A number as it is written for people: `99 999`, and in Dutch and French a decimal comma."""
    point = "." if language == "en" else ","
    return f"{value:,f}".translate({ord(","): " ", ord("."): point})
