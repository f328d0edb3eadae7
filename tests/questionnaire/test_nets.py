"""What catches what should not come: the model, the tree and the compiler say so, and nothing falls through."""

import ast
from decimal import Decimal

import pytest

from cati.questionnaire import loader, yaml_nodes
from cati.questionnaire.answer import Quantity
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import questions_named
from cati.questionnaire.conditions.typing_rules import read_amount, read_condition
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.explain import model_at, owner_of
from cati.questionnaire.loader import load
from cati.questionnaire.model import DerivedItem, Questionnaire, Section, SingleQuestion
from cati.questionnaire.places import prepared
from cati.questionnaire.problems import Problem, Term, Told
from cati.questionnaire.routing import ANYWHERE, derived_value, routing, scope_of
from cati.questionnaire.steps import options_of, steps
from cati.words import subject
from scenario import questionnaire_of

TEXT = """
study: {languages: [en]}
questions:
  - {id: A, type: single, text: A, options: [{code: 1, name: yes, label: Y}]}
  - {id: M, type: multi, text: M, options: [{code: 1, name: yes, label: Y}]}
  - {id: N, type: number, min: 0, max: 9, text: N}
  - {id: T, type: single, options_from: M, ask_if: answered(M), text: T}
  - {id: V, type: derived, value: N + 1, min: 0, max: 10}
  - section: more
    title: More
    ask_if: A == yes
    questions:
      - {id: B, type: text, ask_if: N > 1, text: B}
  - {id: Z, type: end, disposition: complete, text: Z}
"""
QUESTIONNAIRE = questionnaire_of(TEXT)


@pytest.mark.parametrize("fault", [RecursionError, MemoryError, ValueError])
def test_a_condition_python_cannot_hold_is_too_complicated(fault: type[Exception], monkeypatch: pytest.MonkeyPatch):
    def give_up(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr(ast, "parse", give_up)
    _, (found,) = read_condition(f"A == '{fault.__name__}'", scope_of(QUESTIONNAIRE), Here(ANYWHERE))
    assert found.word == "C203.too_deep"


def test_a_file_the_yaml_reader_cannot_hold_is_not_yaml(monkeypatch: pytest.MonkeyPatch):
    def give_up(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(yaml_nodes.yaml, "compose", give_up)
    assert [problem.word for problem in load(TEXT.encode()).problems] == ["C101.other"]


def test_a_file_that_cannot_be_mended_still_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(loader, "repaired", lambda *_: frozenset())
    found = load(TEXT.replace("text: Z", "text: [Z]").encode())
    assert found.questionnaire is None
    assert [problem.word for problem in found.problems] == ["C107.texts"]


@pytest.mark.parametrize(
    "change",
    [
        {"value": "N + ", "min": 0, "max": 1},
        {"cases": [{"if": "N >", "value": "1"}], "options": [{"code": "1", "name": "a", "label": "A"}]},
    ],
)
def test_what_was_never_checked_is_not_compiled(change: dict[str, object]):
    derived = DerivedItem.model_validate({"id": "V", "type": "derived", **change})
    unchecked = QUESTIONNAIRE.model_copy(update={"questions": (*QUESTIONNAIRE.questions[:3], derived)})
    with pytest.raises(ValueError, match="unchecked"):
        routing(unchecked)


def test_the_questions_a_condition_names_are_found_in_every_kind_of_test():
    scope = scope_of(QUESTIONNAIRE)
    text = (
        "A == yes and not (yes in M) or count(M) + N > 2 or M == refused or answered(A) or A == T or only_in(M, {yes})"
    )
    tree, faults = read_condition(text.replace("A == T", "asked(T)"), scope, Here(ANYWHERE))
    assert tree is not None, faults
    assert questions_named(tree) == {"A", "M", "N", "T"}
    amount, _ = read_amount("2 * N - 1", scope, Here(ANYWHERE))
    assert amount is not None
    assert questions_named(amount) == {"N"}


def test_an_item_knows_the_conditions_of_the_sections_around_it():
    (step,) = (step for step in steps(QUESTIONNAIRE) if step.item.id == "B")
    assert list(step.conditions()) == [
        ("A == yes", ("questions", 5, "ask_if")),
        ("N > 1", ("questions", 5, "questions", 0, "ask_if")),
    ]


def test_options_from_a_question_that_is_not_there_are_none():
    lost = SingleQuestion(id="L", type="single", text={"": "L"}, options_from="GONE")
    assert options_of(QUESTIONNAIRE, lost) == ()


@pytest.mark.parametrize(
    ("location", "owner"),
    [
        (("zzz",), "questionnaire"),
        (("study", "zzz"), "study"),
        (("questions", 0, "text", "zzz"), "text"),
        (("questions", 0, "section", "questions", 1, "end", "zzz"), "end"),
        (("questions", 0, "grid", "rows", 2, "zzz"), "row"),
        (("questions", 0, "single", "options", 2, "zzz"), "option"),
        (("sample", "town", "zzz"), "samplefield"),
        (("fills", "word", 0, "zzz"), "fillcase"),
        (("fieldwork", "soft_refusal", "zzz"), "softrefusal"),
        (("questions", 0, "derived", "cases", 0, "zzz"), "derivedcase"),
    ],
)
def test_a_key_belongs_to_what_it_stands_in_and_that_has_a_word(location: tuple[str | int, ...], owner: str):
    assert owner_of(location) == owner
    assert {"a", "this"} <= set(subject("problems")["terms"][owner])


def test_a_location_that_leads_nowhere_belongs_to_no_model():
    assert model_at(("zzz", 0)) is None
    assert model_at(("questions", 0, "section")) is Section


def test_a_place_that_is_not_in_the_file_is_the_nearest_above_it():
    nodes = prepared(yaml_nodes.compose(TEXT))
    assert nodes.line(("questions", 2, "max", "zzz")) == 6
    assert nodes.line(("questions", 99)) == 4
    assert nodes.line(("zzz",)) == 2


def test_a_place_within_a_folded_text_is_where_the_text_starts():
    nodes = prepared(yaml_nodes.compose("study: >-\n  one\n  two\nother: 'it''s'\nplain: word\n"))
    assert nodes.within("C407.open", ("study",), 2, 3).column == 8
    assert nodes.within("C407.open", ("other",), 2, 3).column == 8
    assert nodes.within("C407.open", ("plain",), 2, 3).column == 10


def test_what_fills_a_sentence_is_one_short_line_fit_for_a_terminal():
    problem = Problem(
        1, 1, "C105.key", places={"name": "a\x1b[31m\nb" + "x" * 1_000, "owner": ("a", Term("check.error")), "known": 3}
    )
    filled = problem.filled("nl")
    assert str(filled["name"]).startswith("a�[31m bxxx")
    assert len(str(filled["name"])) < 400
    assert filled["owner"] == "afout"
    assert filled["known"] == 3


def test_a_place_that_says_itself_must_know_how():
    with pytest.raises(NotImplementedError):
        Told().told("nl")


def test_a_disposition_is_called_by_its_label_or_by_the_english_one():
    disposition = dispositions()["complete"]
    assert disposition.label("nl") == "Volledig interview"
    assert disposition.label("de") == disposition.label("en")


def test_the_model_can_be_made_from_its_own_values():
    again = Questionnaire.model_validate(dict(QUESTIONNAIRE))
    assert again.questions == QUESTIONNAIRE.questions


def test_a_list_of_options_that_is_no_list_is_told_where_it_stands_and_not_where_it_is_used():
    text = TEXT.replace("questions:\n", "option_lists: {a: yes}\nquestions:\n", 1)
    text = text.replace("[{code: 1, name: yes, label: Y}]", "[{use: a}]", 1)
    assert [(problem.line, problem.word) for problem in load(text.encode()).problems] == [(3, "C107.list")]


@pytest.mark.parametrize("value", ["", "[a]"])
def test_what_a_broken_item_had_of_the_right_form_is_kept(value: str):
    text = TEXT.replace("{id: N, type: number,", f"{{id: N, type: number, number: 1, part_of: {value}, zzz: 1,")
    words = [problem.word for problem in load(text.encode()).problems]
    assert words == ["C107.whole", "C105.key"]


def test_a_fill_that_names_a_broken_question_is_held_back():
    text = TEXT.replace("questions:\n", "fills: {word: [{if: answered(A), text: x}, {text: ''}]}\nquestions:\n", 1)
    text = text.replace("text: A,", "text: [A],", 1).replace("text: N}", "text: 'N {word}'}")
    assert [problem.word for problem in load(text.encode()).problems] == ["C107.texts"]


def test_a_case_can_give_a_number():
    derived = DerivedItem(id="V", type="derived")
    assert derived_value(derived, "2.5") == Quantity(value=Decimal("2.5"))
