"""Find a case by what somebody says: its id, the company's name, a phone or enterprise number in any spelling."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cati.fieldwork.room import Room
from cati.storage.case_search import find_cases
from cati.storage.cases import Case

LEAST, MOST = 2, 50
"""From how many characters one can search, and how many cases are shown."""
NUMBER = re.compile(r"[-+()./\s0-9]+")
LABEL = re.compile(r"(?:be|btw|tva|tel\.?:?)\s*(?=[0-9(])", re.IGNORECASE)
LEAST_DIGITS = 3


@dataclass(frozen=True)
class Search:
    """What a search found: at most 50 cases, whether there are more, whether the text was long enough."""

    cases: tuple[Case, ...]
    has_more: bool = False
    is_too_short: bool = False


def search_cases(room: Room, text: str) -> Search:
    """The cases that a text may mean, those that begin with it first."""
    plain = " ".join(text.split())
    if len(plain) < LEAST:
        return Search((), is_too_short=True)
    digits = digits_of(plain)
    region = room.study.questionnaire.study.phone_region
    found = find_cases(
        room.store,
        plain,
        phones=tuple(beginnings(plain, digits, region)),
        enterprise=enterprise_of(digits),
        most=MOST + 1,
    )
    return Search(tuple(found[:MOST]), has_more=len(found) > MOST)


def digits_of(text: str) -> str:
    """The digits of what is written like a number; empty if it is not."""
    written = LABEL.sub("", text, count=1)
    digits = re.sub(r"[^0-9]", "", written)
    return digits if NUMBER.fullmatch(written) and len(digits) >= LEAST_DIGITS else ""


def enterprise_of(digits: str) -> str:
    """The beginning of an enterprise number; nine digits lost their zero."""
    return digits.zfill(10) if len(digits) == 9 else digits


def beginnings(text: str, digits: str, region: str) -> Iterator[str]:
    """The beginnings in E.164 that a number, or a piece of one, may have."""
    if not digits:
        return
    from phonenumbers import country_code_for_region  # noqa: PLC0415 - its tables cost time

    country = country_code_for_region(region)
    if text.lstrip().startswith("+") or digits.startswith("00"):
        international = digits.removeprefix("00")
        yield f"+{international.replace(f'{country}0', f'{country}', 1) if '(0)' in text else international}"
        return
    yield f"+{country}{digits.removeprefix('0')}"
    if digits.startswith(str(country)):
        yield f"+{digits}"
