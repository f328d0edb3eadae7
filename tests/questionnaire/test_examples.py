"""One interview for each option, status, check and end that can be met, and the path that meets it."""

from collections import Counter
from functools import cache

import pytest
from test_proof_agrees import failing_in
from test_routes import script

from cati.questionnaire.answer import Choice, Choices, GridRows
from cati.questionnaire.model import Closed, EndItem, Question, Questionnaire
from cati.questionnaire.path import path
from cati.questionnaire.proof.examples import Example, examples
from cati.questionnaire.steps import options_of, steps
from random_instruments import read

HEAD = "study: {languages: [nl]}\nquestions:\n"
YES_NO = "options: [{code: 1, name: yes, label: J}, {code: 2, name: no, label: N}]"
END = "  - {id: Z, type: end, disposition: complete, text: Z}\n"


@cache
def of_script() -> list[Example]:
    return examples(script())


def is_met(questionnaire: Questionnaire, example: Example) -> bool:
    """Whether the path of an example meets what it is an example of."""
    found = path(questionnaire, example.sample, example.answers)
    if example.kind == "end":
        return found.end is not None and found.end.id == example.item and example.name in found.end.disposition
    if example.kind == "check":
        return example.name in failing_in(found)
    given = [stop.answer for stop in found.stops if stop.route.item.id == example.item]
    for answer in given:
        rows = list(answer.rows.values()) if isinstance(answer, GridRows) else [answer]
        chosen = [row.option for row in rows if isinstance(row, Choice)]
        chosen += list(answer.options) if isinstance(answer, Choices) else []
        if example.name in (chosen if example.kind == "option" else [row.kind for row in rows if row is not None]):
            return True
    return False


@pytest.mark.parametrize("example", of_script(), ids=lambda example: f"{example.item}-{example.name}")
def test_each_example_of_the_script_meets_what_it_is_for_and_comes_to_an_end(example: Example):
    assert is_met(script(), example)
    assert isinstance(path(script(), example.sample, example.answers).end, EndItem)


def test_every_option_of_the_script_has_an_example_but_those_that_are_no_answer():
    options = {
        (step.item.id, option.name)
        for step in steps(script())
        if isinstance(step.item, Closed)
        for option in options_of(script(), step.item)
    }
    found = {(example.item, example.name) for example in of_script() if example.kind == "option"}
    assert options - found == {("WHO", "put_through"), ("V5_TOP", "none")}


def test_every_status_check_and_end_of_the_script_has_an_example():
    kinds = Counter(example.kind for example in of_script())
    statuses = sum(
        {"both": 2, "none": 0}.get(step.item.nonresponse, 1)
        for step in steps(script())
        if isinstance(step.item, Question)
    )
    ends = sum(len(step.item.disposition) for step in steps(script()) if isinstance(step.item, EndItem))
    assert (kinds["status"], kinds["check"], kinds["end"]) == (statuses, 3, ends)


def test_an_example_keeps_away_from_hard_checks_that_are_not_its_aim():
    check = "checks: [{id: K1, level: hard, fails_if: B == yes and A == yes, text: K}]"
    questionnaire, _ = read(
        HEAD
        + f"  - {{id: A, type: single, text: A, {YES_NO}}}\n"
        + f"  - {{id: B, type: single, text: B, {YES_NO}, {check}}}\n"
        + END
    )
    failing = {
        (example.kind, example.name)
        for example in examples(questionnaire)
        if path(questionnaire, example.sample, example.answers).end is None
    }
    assert failing == {("check", "K1")}


def test_numbers_that_are_compared_with_each_other_are_found_by_trying():
    numbers = "".join(f"  - {{id: {name}, type: number, min: 0, max: 99, text: N}}\n" for name in "AB")
    questionnaire, _ = read(
        f"{HEAD}{numbers}  - {{id: C, type: single, ask_if: A > B + 10, text: C, {YES_NO}}}\n"
        f"  - {{id: D, type: end, ask_if: A == B, disposition: complete, text: D}}\n{END}"
    )
    met = {(example.item, example.name) for example in examples(questionnaire)}
    assert {("C", "yes"), ("C", "refused"), ("D", "complete"), ("Z", "complete")} <= met


def test_a_sample_that_conditions_ask_for_comes_with_the_example():
    sample = (
        "sample:\n  size: {type: choice, options: [{code: 1, name: big, label: B}, {code: 2, name: small, label: S}]}\n"
    )
    sample += "  staff: {type: integer}\n  town: {type: text}\n  since: {type: date}\n"
    condition = 'sample.size == small and sample.staff > 7 and sample.town == "Gent" and sample.since != "2020-01-01"'
    text = HEAD.replace("questions:", f"{sample}questions:")
    questionnaire, _ = read(
        f"{text}  - {{id: A, type: text, ask_if: '{condition} and answered(sample.since)', text: A}}\n{END}"
    )
    found = {example.name: example.sample for example in examples(questionnaire) if example.item == "A"}
    assert found["refused"]["size"] == "small"
    assert found["refused"]["town"] == "Gent"
    assert found["refused"]["staff"] == 8
    assert str(found["refused"]["since"]) != "2020-01-01"
