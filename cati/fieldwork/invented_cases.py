"""Cases that an editor tries a questionnaire on: invented, and different enough to take different routes."""

from collections.abc import Mapping
from dataclasses import replace

from cati.fieldwork.practice import practice_cases
from cati.questionnaire.model import Questionnaire, SampleField
from cati.questionnaire.sample_values import sample_value
from cati.storage.cases import NewCase

HOW_MANY = 6
NUMBERS = (3, 25, 120, 400, 0, 1)
"""A company of each size class, one of nobody, and one of a single person."""


def invented_case(questionnaire: Questionnaire, number: int, known: Mapping[str, object] | None = None) -> NewCase:
    """One of a few practice companies, with a value for every field of the sample; the numbers go round.

    What is `known` of it stays; what the practice sample has no value for is made up by its type.
    """
    companies = practice_cases(questionnaire.study.phone_region)
    at = number % HOW_MANY
    company = companies[at * len(companies) // HOW_MANY]
    values = {**company.sample, **(known or {})}
    sample = {
        name: str(values[name]) if is_readable(field, values.get(name)) else value_for(name, field, at)
        for name, field in questionnaire.sample.items()
    }
    return replace(company, sample=sample, due_at=0, shuffle=0)


def is_readable(field: SampleField, value: object) -> bool:
    """Whether the practice sample has a value that conditions can read."""
    return value is not None and sample_value(field, str(value)) is not None


def value_for(name: str, field: SampleField, at: int) -> str:
    """A value of a field; the cases take turns with its options."""
    match field.type:
        case "choice":
            return field.options[at % len(field.options)].name
        case "integer":
            return str(NUMBERS[at % len(NUMBERS)])
        case "date":
            return f"2026-0{at % 9 + 1}-15"
        case "email":
            return f"contact{at + 1}@oefening.example"
        case "phone":
            return f"05000000{at + 1:02}"
        case _:
            return f"{name} {at + 1}"
