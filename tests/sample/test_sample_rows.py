"""Rows of a sample file: what is kept of them, and what is said about them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.sample.columns import map_columns
from cati.sample.sample_rows import ReadRow, RowReader
from sample_files import a_row
from spoken import questionnaire_of, the_questionnaire

OTHER_STUDY = """
study: {title: T, agency: A, languages: [en], timezone: Europe/Brussels, phone_region: FR}
sample:
  company_name: {type: text, required: true}
  score: {type: integer, required: true}
  visited: {type: date}
  fax: {type: phone}
  boss: {type: email}
  grade: {type: choice, options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]}
questions:
  - {id: DONE, type: end, disposition: complete, text: Bye}
"""


def read(*rows: dict[str, str]) -> list[ReadRow]:
    names = tuple(dict.fromkeys(name for row in rows for name in row))
    reader = RowReader(the_questionnaire(), map_columns(names, the_questionnaire().sample, {}))
    return [reader.read(at, [row.get(name, "") for name in names]) for at, row in enumerate(rows, start=2)]


def codes(row: ReadRow) -> list[str]:
    return [f"{finding.level} {finding.field} {finding.code}" for finding in row.findings]


def test_what_is_kept_is_written_in_one_way():
    (row,) = read(
        a_row("  Voorbeeld   NV ", "(050) 00 00 01", enterprise_number="BE 1999.000.051", employees="12",
              sample_date="04/01/2027", language="FR", nace_code="62.010", phone_2="0450/000008",
              email="a@oefening.example")
    )  # fmt: skip
    assert row.case is not None
    assert row.case.sample == {
        "company_name": "Voorbeeld NV", "municipality": "Brugge", "sample_source": "een verzonnen bestand",
        "sample_date": "2027-01-04", "enterprise_number": "1999000051", "employees": "12", "language": "fr",
        "nace_code": "62010", "size_class": "small",
    }  # fmt: skip
    assert row.case.phones == ("+3250000001", "+32450000008")
    assert row.case.contact == {"email": "a@oefening.example"}


@pytest.mark.parametrize("name", ["company_name", "municipality", "sample_source", "sample_date"])
def test_a_required_cell_that_is_empty_rejects_the_row(name: str):
    (row,) = read(a_row() | {name: ""})
    assert (codes(row), row.case) == ([f"error {name} missing"], None)


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("enterprise_number", "1999.000.052", "check_digits"),
        ("establishment_number", "1999.000.051", "first_digit"),
        ("nace_code", "99999", "unknown_code"),
        ("employees", "twaalf", "not_integer"),
        ("postal_code", "B-8000", "not_valid"),
        ("email", "mail@nergens", "not_valid"),
        ("size_class", "huge", "not_an_option"),
        ("replicate", "0", "not_integer"),
        ("practice", "yes", "not_a_flag"),
    ],
)
def test_an_optional_cell_that_cannot_be_used_is_left_empty(name: str, text: str, code: str):
    (row,) = read(a_row(**{name: text}))
    assert codes(row) == [f"warning {name} {code}"]
    assert row.case is not None
    assert name not in row.case.sample


@pytest.mark.parametrize(("employees", "name"), [("1", "micro"), ("49", "small"), ("249", "medium"), ("250", "large")])
def test_the_size_class_follows_from_the_number_of_employees(employees: str, name: str):
    (row,) = read(a_row(employees=employees))
    assert row.case is not None
    assert row.case.sample["size_class"] == name


@pytest.mark.parametrize("text", ["250+", "250 of meer", "4", "large"])
def test_a_size_class_is_read_in_any_spelling_of_the_study_and_of_the_union(text: str):
    (row,) = read(a_row(size_class=text))
    assert row.case is not None
    assert (row.case.sample["size_class"], row.findings) == ("large", [])


def test_a_second_row_with_the_same_enterprise_number_is_rejected_but_not_after_a_row_that_was():
    rejected, first, second = read(
        a_row("", enterprise_number="1999000051"),
        a_row("Eerste", "050 00 00 02", enterprise_number="1999.000.051"),
        a_row("Tweede", "050 00 00 03", enterprise_number="BE1999000051"),
    )
    assert (rejected.case, first.findings) == (None, [])
    assert codes(second) == ["error enterprise_number duplicate_enterprise"]
    assert second.findings[0].places == {"other": 3}


def test_companies_behind_one_switchboard_are_both_kept():
    first, second = read(a_row("Een"), a_row("Twee"))
    assert first.case is not None
    assert second.case is not None
    assert codes(second) == ["warning phone_1 duplicate_phone"]


def test_the_heading_once_more_is_no_company():
    reader = RowReader(the_questionnaire(), map_columns(tuple(a_row()), the_questionnaire().sample, {}))
    assert codes(reader.read(7, [name.upper() for name in a_row()])) == ["error  heading_again"]


def test_the_fields_of_the_study_are_read_by_their_type():
    study = questionnaire_of(OTHER_STUDY)
    names = (*a_row(), "score", "visited", "grade", "fax", "boss", "size_class", "postal_code")
    reader = RowReader(study, map_columns(names, study.sample, {}))
    more = ("12", "3/2/2027", "Good", "01 99 00 12 35", "b@oefening.example", "10 – 49", "2A004")
    good = reader.read(2, [*a_row("Een", "01 99 00 12 34").values(), *more])
    assert good.case is not None
    assert {name: good.case.sample[name] for name in names[5:]} == {
        "score": "12", "visited": "2027-02-03", "grade": "good", "fax": "+33199001235", "boss": "b@oefening.example",
        "size_class": "10-49", "postal_code": "2A004",
    }  # fmt: skip
    bad = reader.read(3, [*a_row("Ander", "01 99 00 12 36").values(), "a lot", "30/2/2027", "ugly", "112", "b", "", ""])
    assert codes(bad) == ["error score not_integer", "warning visited not_a_date", "warning grade not_an_option",
                          "warning fax not_valid", "warning boss not_valid"]  # fmt: skip


FIELDS = [
    *a_row(), "enterprise_number", "nace_code", "size_class", "language", "employees", "postal_code", "email",
    "phone_2", "notes", "practice", "replicate",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(FIELDS), st.text(max_size=30)))
def test_any_cells_are_a_case_or_a_reason_in_every_language(cells: dict[str, str]):
    (row,) = read(a_row() | {name: text.strip() for name, text in cells.items()})
    assert row.case is not None or any(finding.level == "error" for finding in row.findings)
    assert all(finding.message(language) for finding in row.findings for language in ("nl", "en", "fr"))
