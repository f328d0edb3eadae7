"""Belgian enterprise and establishment numbers, kept as ten digits.

The last two digits are 97 less the remainder of the first eight by 97 (Crossroads Bank for Enterprises).
"""

import re
from unicodedata import normalize

from cati.questionnaire.validity import Invalid

LABEL = re.compile(r"\s*(?:(?:BTW|TVA|VAT)\b[\s.:-]*)?(?:BE)?", re.IGNORECASE)
BETWEEN = re.compile(r"[\s./()-]")
SCIENTIFIC = re.compile(r"[0-9]+[.,]?[0-9]*e\+?[0-9]+", re.IGNORECASE)
LOWEST = 2_000_000
"""The first eight digits of the oldest numbers."""


def read_enterprise_number(text: str) -> str | Invalid:
    """The ten digits, or why this is no enterprise number; a zero that a spreadsheet ate is put back."""
    number = ten_digits(text)
    if isinstance(number, Invalid):
        return number
    if number[0] not in "01":
        kind = "sample_file.enterprise.first_digit" if number[0] != "9" else "sample_file.nine.first_digit"
        return Invalid(kind, {})
    if not fits(number):
        return Invalid("sample_file.enterprise.check_digits", {})
    return number if int(number[:8]) >= LOWEST else Invalid("sample_file.enterprise.below_range", {})


def read_establishment_number(text: str) -> str | Invalid:
    """The ten digits, or why this is no establishment number."""
    number = ten_digits(text)
    if isinstance(number, Invalid):
        return number
    if number[0] not in "2345678":
        return Invalid("sample_file.establishment.first_digit", {})
    return number if fits(number) else Invalid("sample_file.enterprise.check_digits", {})


def ten_digits(text: str) -> str | Invalid:
    """The digits alone, without label and separators."""
    plain = normalize("NFKC", text).strip()
    if not plain.strip("-. "):
        return Invalid("sample_file.enterprise.empty", {})
    if SCIENTIFIC.fullmatch(plain):
        return Invalid("sample_file.enterprise.number_format", {})
    if "," in plain:
        return Invalid("sample_file.enterprise.separator", {})
    number = BETWEEN.sub("", LABEL.sub("", plain, count=1))
    if not (number.isascii() and number.isdigit() and len(number) in (9, 10)):
        return Invalid("sample_file.enterprise.length", {})
    return number.zfill(10)


def fits(number: str) -> bool:
    """Whether the last two digits follow from the first eight."""
    return int(number[8:]) == 97 - int(number[:8]) % 97


def written_enterprise_number(number: str) -> str:
    """As people read it: 1999.000.051."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}"
