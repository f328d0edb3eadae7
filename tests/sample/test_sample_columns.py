"""Which column is which field."""

import pytest

from cati.sample.columns import PHONES, faults_of_columns, folded, map_columns, standard_headings, unused_columns

REQUIRED = ("company_name", "sample_date", "sample_source")


def fields(*headings: str, **chosen: str) -> tuple[str, ...]:
    return map_columns(headings, (), chosen).fields


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Ondernemingsnr.", "enterprise_number"),
        ("N° d'entreprise", "enterprise_number"),
        ("GSM", "phone_2"),
        ("  TÉLÉPHONE ", "phone_1"),
        ("Personne de contact", "contact_name"),
        ("Phone 4", "phone_4"),
        ("sample_source", "sample_source"),
        ("Segment X", ""),
    ],
)
def test_a_heading_is_known_in_dutch_french_and_english_without_case_accents_and_marks(heading: str, name: str):
    assert fields(heading) == (name,)


def test_no_heading_stands_for_two_fields():
    known: dict[str, set[str]] = {}
    for name, headings in standard_headings().items():
        for heading in (name, *headings):
            known.setdefault(folded(heading), set()).add(name)
    assert {heading: names for heading, names in known.items() if len(names) > 1} == {}


def test_a_field_of_the_study_is_known_by_its_own_name():
    assert map_columns(["Krediet Score"], ["krediet_score"], {}).fields == ("krediet_score",)


def test_what_is_chosen_goes_before_what_is_headed():
    assert fields("Tel.", "Centrale", phone_1="Centrale") == ("", "phone_1")


def test_a_field_with_two_columns_is_an_error_that_names_both():
    (fault,) = faults_of_columns(map_columns(["Tel.", "Telefoon", *REQUIRED], (), {}), REQUIRED)
    assert (fault.code, fault.field, fault.value) == ("two_columns", "phone_1", "Tel. (1), Telefoon (2)")


def test_every_field_that_must_be_there_and_is_not_is_an_error():
    faults = list(faults_of_columns(map_columns(["Naam"], (), {}), REQUIRED))
    assert [(fault.code, fault.field) for fault in faults] == [
        ("no_column", "sample_date"), ("no_column", "sample_source"), ("no_column", PHONES[0]),
    ]  # fmt: skip


def test_a_column_without_a_field_is_a_notice_unless_it_is_empty_or_ours():
    found = list(unused_columns(map_columns(["Segment X", "", "problem"], (), {})))
    assert [(notice.level, notice.value) for notice in found] == [("notice", "Segment X")]
