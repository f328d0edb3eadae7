"""One cell of a sample file to the value that is kept, or why it cannot be used. Pure."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date

from cati.questionnaire.email_address import read_email
from cati.questionnaire.model import SampleField
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.sample_values import WHOLE, sample_value
from cati.questionnaire.validity import Invalid
from cati.sample.enterprise_number import read_enterprise_number, read_establishment_number

Read = Callable[[str], str | Invalid]
LONGEST_NAME = 200
COUNT = re.compile(r"[0-9]{1,7}")
DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")
DAYTIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T].*)?")


def read_day(text: str) -> str | Invalid:
    """A day as `2027-01-04`: written so, or day before month."""
    with suppress(ValueError):
        if written := DAY.fullmatch(text):
            day, month, year = map(int, written.groups())
            return date(year, month, day).isoformat()
        if written := DAYTIME.fullmatch(text):
            return date.fromisoformat(written[1]).isoformat()
    return Invalid("sample_file.not_a_date", {})


def read_count(text: str) -> str | Invalid:
    """A whole number of nought or more."""
    plain = re.sub(r"[\s']", "", text)
    return str(int(plain)) if COUNT.fullmatch(plain) else Invalid("sample_file.not_integer", {})


def read_replicate(text: str) -> str | Invalid:
    """The number of a replicate, from 1."""
    found = read_count(text)
    return Invalid("sample_file.not_integer", {}) if found == "0" else found


def read_address(text: str) -> str | Invalid:
    """An e-mail address."""
    found = read_email(text)
    return Invalid("sample_file.email.not_valid", {}) if isinstance(found, Invalid) else found


def read_name(text: str) -> str | Invalid:
    """The name of a company."""
    return text if len(text) <= LONGEST_NAME else Invalid("sample_file.too_long", {"max": LONGEST_NAME})


def read_flag(text: str) -> str | Invalid:
    """1 or 0."""
    return text if text in ("0", "1") else Invalid("sample_file.not_a_flag", {})


STANDARD: Mapping[str, Read] = {
    "company_name": read_name,
    "enterprise_number": read_enterprise_number,
    "establishment_number": read_establishment_number,
    "employees": read_count,
    "email": read_address,
    "sample_date": read_day,
    "replicate": read_replicate,
    "practice": read_flag,
}
"""The fields that are read by a rule of their own; others are text."""


def read_own(field: SampleField, text: str, region: str) -> str | Invalid:
    """A value of a field that the study declares, by its type; an option is kept by its name."""
    match field.type:
        case "integer":
            return text if WHOLE.fullmatch(text) else Invalid("sample_file.not_integer", {})
        case "choice":
            found = sample_value(field, text)
            names = ", ".join(option.name for option in field.options)
            return str(found) if found else Invalid("sample_file.not_an_option", {"options": names})
        case "date":
            return read_day(text)
        case "phone":
            return read_number(text, region)
        case "email":
            return read_address(text)
        case _:
            return text


def read_number(text: str, region: str) -> str | Invalid:
    """A phone number in E.164, or why it is not called, in the words of a sample file."""
    found = read_phone(text, region)
    if isinstance(found, Invalid):
        return Invalid(found.word.replace("answers.phone_", "sample_file.phone."), {"region": region})
    return found
