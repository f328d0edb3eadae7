"""Sample values, stored as text, as the conditions and fills of a questionnaire read them."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal

from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.model import Option, Questionnaire, SampleField

WHOLE = re.compile(r"-?[0-9]{1,15}")
"""Not all that Decimal reads: NaN and Infinity are no number of anything."""


def read_sample(questionnaire: Questionnaire, raw: Mapping[str, str]) -> dict[str, SampleValue]:
    """The declared sample fields that have a readable value; blank and unreadable ones are absent."""
    found: dict[str, SampleValue] = {}
    for name, field in questionnaire.sample.items():
        value = sample_value(field, raw.get(name, "").strip())
        if value is not None:
            found[name] = value
    return found


def sample_value(field: SampleField, text: str) -> SampleValue | None:
    """One value by the type of its field; an option is found by name, code or any of its labels."""
    if not text:
        return None
    match field.type:
        case "choice":
            return next((option.name for option in field.options if text in spellings(option)), None)
        case "integer":
            return Decimal(text) if WHOLE.fullmatch(text) else None
        case "date":
            with suppress(ValueError):
                return date.fromisoformat(text)
            return None
        case _:
            return text


def spellings(option: Option) -> set[str]:
    """How an option may be written in a sample file."""
    return {option.name, str(option.code), *(label for _, label in option.label.every())}
