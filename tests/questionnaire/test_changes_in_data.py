"""Whether an answer that was given is concerned by a change."""

import pytest

from cati.questionnaire.answer import Answer, Choice, Choices, DontKnow, GridRows, Quantity, Read, Refused, Words
from cati.questionnaire.changes import ChangeKind, changes
from cati.questionnaire.differences.in_data import chosen, is_concerned, statuses
from cati.questionnaire.steps import step_by_id
from scenario import Given, Scenario, questionnaire_of

GRID = GridRows(rows={"a": Choice(option="hard"), "b": Refused()})
ONE = "- {id: A, type: number, min: 0, max: 99, text: A}\n"
TWO = "- {id: M, type: multi, text: M, options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]}\n"


@pytest.mark.parametrize(
    ("answer", "names", "given"),
    [
        (Choice(option="hard"), ("hard",), ()),
        (Choices(options=("a", "b"), declined=("c",)), ("a", "b"), ()),
        (GRID, ("hard",), ("refused",)),
        (DontKnow(), (), ("dont_know",)),
        (Words(value="hard"), (), ()),
        (Read(), (), ()),
        (Quantity(value=1), (), ()),  # type: ignore[arg-type]  # pydantic makes a decimal of it
    ],
)
def test_what_an_answer_names_as_given(answer: Answer, names: tuple[str, ...], given: tuple[str, ...]):
    assert (chosen(answer), statuses(answer)) == (names, given)


def concerned(old: str, new: str, kind: ChangeKind, **given: Given) -> bool:
    """Whether the answers, given under the old version, are concerned by the one change of this kind."""
    before, after = questionnaire_of(old), questionnaire_of(new)
    (change,) = [each for each in changes(before, after) if each.kind is kind]
    step = step_by_id(after).get(change.question)
    path = Scenario(before).answers(**given).session.path
    return is_concerned(change, None if step is None else step.item, path)


@pytest.mark.parametrize(("given", "expected"), [(50, False), (51, True), ("dont_know", False)])
def test_a_narrower_range_concerns_only_the_numbers_outside_it(given: Given, expected: bool):
    assert concerned(ONE, ONE.replace("99", "50"), ChangeKind.RANGE_NARROWED, A=given) is expected


@pytest.mark.parametrize(("given", "expected"), [(["a"], False), (["a", "b"], True)])
def test_fewer_choices_concern_only_those_who_chose_more(given: Given, expected: bool):
    new = TWO.replace("text: M,", "text: M, max_choices: 1,")
    assert concerned(TWO, new, ChangeKind.MAX_CHOICES_DOWN, M=given) is expected


def test_a_question_that_is_gone_concerns_who_answered_it():
    new = "- {id: B, type: text, text: B}\n"
    assert concerned(ONE + new, new, ChangeKind.QUESTION_REMOVED, A=1)
    assert not concerned(ONE + new, new, ChangeKind.QUESTION_REMOVED)


def test_a_derived_value_is_concerned_when_it_is_worked_out_otherwise():
    old = f"{ONE}- {{id: D, type: derived, value: A + 1, min: 0, max: 999}}\n"
    assert concerned(old, old.replace("A + 1", "A + 2"), ChangeKind.CONDITION_CHANGED, A=1)
    assert concerned(old, old.replace("A + 1", "(A+1)"), ChangeKind.CONDITION_REWRITTEN, A=1)
    assert not concerned(old, old.replace("max: 999", "max: 50"), ChangeKind.RANGE_NARROWED, A=1)
    assert concerned(old, old.replace("max: 999", "max: 50"), ChangeKind.RANGE_NARROWED, A=90)


def test_a_limit_concerns_no_answer_of_another_type():
    texts = "- {id: A, type: text, text: A}\n"
    (change,) = changes(questionnaire_of(ONE), questionnaire_of(ONE.replace("99", "50")))
    path = Scenario(texts).answers(A="many").session.path
    assert not is_concerned(change, step_by_id(questionnaire_of(ONE))["A"].item, path)
