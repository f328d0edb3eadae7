"""`a if test else b`: in the value of a derived item and in conditions, with numbers, options and conditions."""

from decimal import Decimal

import pytest

from cati.questionnaire.answer import AnswerKey, Choice, Quantity
from cati.questionnaire.changes import changes
from cati.questionnaire.condition_words import in_words
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.routing import ANYWHERE, routing
from cati.questionnaire.why import why
from cati.words import LANGUAGES
from scenario import questionnaire_of, single
from told import Told

STAFF = "- {id: N, type: number, min: 0, max: 99, text: N}\n"
SIZE = """
- id: SIZE
  type: derived
  options: [{code: 1, name: small, label: S}, {code: 2, name: middle, label: M}, {code: 3, name: large, label: L}]
  value: small if N < 10 else middle if N < 50 else large
"""
POINTS = "- {id: P, type: derived, min: 0, max: 50, value: (N * 2 if A == yes else 1) + (1 if A == refused else 0)}\n"
FILE = single("A", "yes no") + STAFF + SIZE + POINTS


def value(told: Told, key: str) -> object:
    stop = told.found.stop(key)
    assert stop is not None
    return stop.answer


@pytest.mark.parametrize(("staff", "size"), [(9, "small"), (10, "middle"), (50, "large"), ("dont_know", "large")])
def test_the_first_test_that_is_true_gives_the_option_and_none_the_last(staff: int | str, size: str):
    assert value(Told(FILE).answer("A", "yes").answer("N", staff), "SIZE") == Choice(option=size)


@pytest.mark.parametrize(("given", "points"), [("yes", 14), ("no", 1), ("refused", 2), ("dont_know", 1)])
def test_a_number_is_that_of_the_side_that_counts(given: str, points: int):
    assert value(Told(FILE).answer("A", given).answer("N", 7), "P") == Quantity(value=Decimal(points))


def test_without_the_number_of_its_side_there_is_none_and_the_other_side_needs_none():
    assert value(Told(FILE).answer("A", "yes").answer("N", "refused"), "P") is None
    assert value(Told(FILE).answer("A", "no").answer("N", "refused"), "P") == Quantity(value=Decimal(1))


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("N > 5 if A == yes else N > 50", True),
        ("N > 5 if A == no else N > 50", False),
        ("not (N > 5 if A == no else N > 50)", True),
        ("N > (5 if A == yes else 50)", True),
        ("N + (1 if A == yes else 2) == 8", True),
        ("(1 if A == no else 7) == N", True),
    ],
)
def test_in_a_condition_the_test_decides_what_counts(condition: str, truth: bool):
    assert Told(FILE).answer("A", "yes").answer("N", 7).holds(condition) is truth


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("N > 5 if A == yes else N > 50", "if A is yes: N is more than 5, and otherwise: N is more than 50"),
        ("N > (5 if A == yes else 50)", "N is more than (5 if A is yes, otherwise 50)"),
        ("N + (1 if A == yes else 2) == 8", "N + (1 if A is yes, otherwise 2) is 8"),
        ("A == no and (N > 1 if A == yes else N > 2)",
         "A is no and (if A is yes: N is more than 1, and otherwise: N is more than 2)"),
    ],
)  # fmt: skip
def test_it_is_said_in_words(condition: str, words: str):
    tree, _ = read_condition(condition, routing(questionnaire_of(FILE)).scope, Here(ANYWHERE))
    assert tree is not None
    assert in_words(tree, "en") == words
    assert len({in_words(tree, language) for language in LANGUAGES}) == len(LANGUAGES)


def test_why_follows_the_names_on_both_sides_and_in_the_test():
    found = Told(FILE + single("B", ask_if="P > 3")).answer("A", "yes").answer("N", 1)
    link = why(found.questionnaire, found.found, AnswerKey("B"))
    assert [each.name for each in link.because[0].because] == ["A", "N"]


def test_another_way_of_writing_it_is_no_other_rule_and_another_side_is():
    old, same, other = (
        questionnaire_of(FILE.replace("N < 10 else", text)) for text in ("N < 10 else", "(N<10) else", "N < 11 else")
    )
    assert [change.kind.value for change in changes(old, same)] == ["condition_rewritten"]
    assert [(change.question, change.kind.value) for change in changes(old, other)] == [("SIZE", "condition_changed")]
