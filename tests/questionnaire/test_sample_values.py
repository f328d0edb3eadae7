"""Sample values, text in the store, as conditions and fills read them."""

from datetime import date
from decimal import Decimal

import pytest

from cati.questionnaire.sample_values import read_sample
from scenario import questionnaire_of

QUESTIONNAIRE = questionnaire_of("""
study: {languages: [nl, fr]}
sample:
  town: {type: text, export: true}
  staff: {type: integer, export: true}
  since: {type: date, export: true}
  size: {type: choice, export: true, options: [{code: 1, name: small, label: {nl: klein, fr: petit}}]}
questions:
  - {id: Z, type: end, disposition: complete, text: Z}
""")


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("town", "  Gent ", "Gent"),
        ("town", "   ", None),
        ("staff", "12", Decimal(12)),
        ("staff", "-3", Decimal(-3)),
        ("staff", "twelve", None),
        ("staff", "1.5", None),
        ("staff", "NaN", None),
        ("staff", "Infinity", None),
        ("staff", "1e9", None),
        ("since", "2026-11-25", date(2026, 11, 25)),
        ("since", "25/11/2026", None),
        ("size", "small", "small"),
        ("size", "1", "small"),
        ("size", "petit", "small"),
        ("size", "2", None),
    ],
)
def test_a_sample_value_is_read_by_the_type_of_its_field(field: str, text: str, value: object):
    assert read_sample(QUESTIONNAIRE, {field: text}).get(field) == value


def test_what_is_not_declared_is_not_read():
    assert read_sample(QUESTIONNAIRE, {"secret": "x"}) == {}
