"""Columns come from the questionnaire alone, and a name that a format would refuse is an editor's error."""

import csv
from pathlib import Path

import pytest
from exported import EVERY_TYPE

from cati.questionnaire.loader import load
from cati.questionnaire.variable_names import name_fault, name_problems
from cati.questionnaire.variables import sample_variables, variables
from spoken import questionnaire_of, the_questionnaire

NAMES = Path(__file__).parents[1] / "data" / "export_names.csv"
STATA_TELLS_CAPITALS_APART = {"IF", "Int", "STR5"}
OPTIONS = "options: [{code: 1, name: x, label: X}, {code: 2, name: y, label: Y}]"


def names(yaml: str) -> list[str]:
    return [variable.name for variable in variables(questionnaire_of(yaml))]


def instrument(*questions: str) -> str:
    listed = "".join(f"- {question}\n" for question in questions)
    return f"study: {{languages: [nl]}}\nquestions:\n{listed}- {{id: END, type: end, disposition: complete, text: t}}\n"


def test_every_question_type_has_its_columns_in_question_order():
    assert " ".join(names(EVERY_TYPE)) == (
        "S M_1 M_2 M_96 M_other M_order EACH_1 EACH_2 EACH_96 E_1 E_2 E_3 N P G_a G_b G_order T T_st D D_st H H_st "
        "CLASS TWICE"
    )


def test_only_sample_fields_for_export_that_are_not_personal_are_columns():
    assert [variable.name for variable in sample_variables(questionnaire_of(EVERY_TYPE))] == [
        "s_size", "s_town", "s_staff",
    ]  # fmt: skip


def test_a_grid_and_an_open_question_in_a_roster_have_a_column_per_item_and_part():
    grid = f"{{id: G, type: grid, for_each: M, text: t, rows: [{{name: a, label: A}}], {OPTIONS}}}"
    text = "{id: T, type: text, for_each: M, text: t}"
    found = names(instrument(f"{{id: M, type: multi, text: t, {OPTIONS}}}", grid, text))
    assert found == ["M_1", "M_2", "G_1_a", "G_2_a", "T_1", "T_1_st", "T_2", "T_2_st"]


def test_a_label_shows_a_fill_by_its_name_and_a_roster_item_by_its_label():
    found = {variable.name: variable for variable in variables(the_questionnaire())}
    assert (
        found["INT"].label.within("nl").endswith("Ben ik verbonden met [sample.company_name] in [sample.municipality]?")
    )
    assert "leveranciers" in found["V3A_EACH_2"].label.within("nl")
    assert found["V5_1"].label.within("en").endswith(" [V5]")


def test_the_projects_own_questionnaire_has_no_name_that_a_format_refuses():
    assert name_problems(the_questionnaire()) == ()


def test_a_name_shared_by_two_columns_is_told_with_both_places():
    twice = instrument(
        f"{{id: V5, type: multi, text: t, {OPTIONS}}}", f"{{id: V5_1, type: single, text: t, {OPTIONS}}}"
    )
    (problem,) = load(twice.encode()).problems
    assert (problem.word, problem.line) == ("C202.column_twice", 4)
    assert problem.places == {"name": "V5_1", "of": "V5_1", "first": "V5.x", "line": 3}


@pytest.mark.parametrize(
    "row", list(csv.DictReader(NAMES.read_text(encoding="utf-8").splitlines())), ids=lambda row: row["name"]
)
def test_each_name_of_the_oracle_is_judged_as_it_says(row: dict[str, str]):
    if " beside " in row["name"]:
        return
    is_refused = row["ours"] == "refused" and row["name"] not in STATA_TELLS_CAPITALS_APART
    assert (name_fault(row["name"], is_sample=row["name"] == "s_size_class") is not None) == is_refused
