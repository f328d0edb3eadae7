"""What one cell of an export is: a value, or one of the four ways of having none."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files

from cati.questionnaire.model import Text


class NoAnswer(Enum):
    """The four ways of having no answer; their codes are in `missing_codes.csv` and nowhere else."""

    DONT_KNOW = "dont_know"
    REFUSED = "refused"
    NOT_REACHED = "not_reached"
    NOT_ASKED = "not_asked"

    __hash__ = object.__hash__  # every cell is looked up by it; an enum's own hash takes a call in Python


Value = int | Decimal | str | date | time | datetime
Cell = Value | NoAnswer
Cells = tuple[Cell, ...]

NOT_ASKED = NoAnswer.NOT_ASKED
NOT_REACHED = NoAnswer.NOT_REACHED


@dataclass(frozen=True)
class MissingCode:
    """How one way of having no answer is written; `number` is None where nothing is."""

    number: int | None
    stata: str
    labels: Text


@cache
def missing_codes() -> Mapping[NoAnswer, MissingCode]:
    """The one source of codes and labels, in the order of the table."""
    text = files(__package__).joinpath("missing_codes.csv").read_text(encoding="utf-8")
    return {
        NoAnswer(row["status"]): MissingCode(
            number=int(row["csv"]) if row["csv"] else None,
            stata=row["dta"],
            labels=Text({language: row[f"label_{language}"] for language in ("nl", "en", "fr")}),
        )
        for row in csv.DictReader(text.splitlines())
    }


@cache
def code_numbers() -> frozenset[int]:
    """The numbers that say why there is none."""
    return frozenset(code.number for code in missing_codes().values() if code.number is not None)


DIGITS_OF_A_DOUBLE = 15
MOST: int = 10**DIGITS_OF_A_DOUBLE


def is_exact(number: int | Decimal) -> bool:
    """Whether a double keeps every digit, as a spreadsheet and the statistical packages do up to fifteen."""
    if isinstance(number, int):
        return -MOST < number < MOST
    return len(number.normalize().as_tuple().digits) <= DIGITS_OF_A_DOUBLE
