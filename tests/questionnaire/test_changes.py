"""Two versions compared: nothing where nothing changed, something wherever something did, and nothing lost."""

import json
from contextlib import suppress
from dataclasses import replace
from random import Random
from typing import get_args

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

import made_up
from cati.interview.session import Session, State
from cati.questionnaire.changes import Change, ChangeKind, changes, safe_for
from cati.questionnaire.differences.fields import FIELDS
from cati.questionnaire.differences.order import longest_rising
from cati.questionnaire.loader import load
from cati.questionnaire.model import AnyItem, Option, Question, Row, SampleField
from cati.questionnaire.path import on_path_answers
from cati.questionnaire.version import content_hash, instrument_document, instrument_of
from scenario import questionnaire_of
from spoken import the_questionnaire
from version_table import BASE, after, replaced

CHANCE = st.randoms(use_true_random=False)


def found(old: str, new: str) -> list[Change]:
    """The changes between two texts of files."""
    return list(changes(questionnaire_of(old), questionnaire_of(new)))


def test_the_script_compared_with_itself_has_no_change():
    again = instrument_of(instrument_document(the_questionnaire()), the_questionnaire())
    assert changes(the_questionnaire(), the_questionnaire()) == ()
    assert changes(the_questionnaire(), again) == changes(again, the_questionnaire()) == ()
    assert instrument_document(again) == instrument_document(the_questionnaire())


@given(CHANCE)
def test_no_questionnaire_differs_from_itself(chance: Random):
    raw = made_up.raw_questionnaire(chance)
    one, other = made_up.built(raw), made_up.built(raw)
    assert one is not None
    assert other is not None
    assert changes(one, other) == ()
    assert instrument_document(instrument_of(instrument_document(one), one)) == instrument_document(one)


NOT_MUTATED = frozenset(
    {"id", "name", "type", "ask_if", "if", "show_if", "fails_if", "value", "for_each", "options_from", "as", "section"}
)
"""Keys whose every change is in the table of versions, or means nothing (the name of a section)."""


def leaves(document: object, place: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every scalar of a document that can be given another value without breaking it."""
    match document:
        case dict():
            return [
                leaf for key, part in document.items() if key not in NOT_MUTATED for leaf in leaves(part, (*place, key))
            ]
        case list():
            return [leaf for at, part in enumerate(document) for leaf in leaves(part, (*place, at))]
        case _:
            return [place]


OTHER = {"both": "none", "none": "both", "soft": "hard", "all": "none", "each": "all", "complete": "partial"}


def mutated(document: dict[str, object], place: tuple[str | int, ...]) -> dict[str, object]:
    """The document with another value at one place."""
    copied = json.loads(json.dumps(document))
    holder = copied
    for part in place[:-1]:
        holder = holder[part]
    match holder[place[-1]]:
        case bool() as flag:
            holder[place[-1]] = not flag
        case int() as number:
            holder[place[-1]] = number + 50
        case str() as text if text in OTHER:
            holder[place[-1]] = OTHER[text]
        case str() as text:
            holder[place[-1]] = str(int(text) + 1) if text.isdecimal() else f"{text} X"
    return copied


def test_every_value_that_changes_is_a_change():
    base = questionnaire_of(BASE)
    document = json.loads(instrument_document(base))
    places, missed = leaves({key: document[key] for key in ("questions", "sample", "fills")}), []
    for place in places:
        with suppress(ValueError):
            other = instrument_of(json.dumps(mutated(document, place)), base)
            if not changes(base, other) or not changes(other, base):
                missed.append(place)
    assert missed == []
    assert len(places) > 70


def test_every_key_an_item_can_have_is_compared():
    keys = {field.alias or name for kind in get_args(AnyItem) for name, field in kind.model_fields.items()}
    assert keys == set(FIELDS)


@pytest.mark.parametrize(
    ("model", "known"),
    [
        (Option, {"code", "name", "label", "exclusive", "other", "read", "ask_again", "show_if"}),
        (Row, {"name", "label"}),
        (SampleField, {"type", "required", "personal", "export", "options"}),
    ],
)
def test_a_new_key_of_an_option_row_or_sample_field_must_be_compared(model: type[Question], known: set[str]):
    assert set(model.model_fields) == known


@settings(max_examples=150)
@given(CHANCE, st.integers(0, 12), st.integers(1, 3))
def test_an_interview_that_moves_on_keeps_every_answer(chance: Random, most: int, edits: int):
    raw = made_up.raw_questionnaire(chance)
    old = made_up.built(raw)
    for _ in range(edits):
        raw = made_up.edited(chance, raw)
    new = made_up.built(raw)
    if old is None or new is None:
        reject()
    session = Session(old, {}, State(answers=made_up.answered(chance, old, {}, most)))
    assume(safe_for(changes(old, new), session.reached))
    kept = {stop.key: stop.answer for stop in session.path.questions() if stop.answer is not None}
    moved = replace(session, questionnaire=new)
    while (
        moved.at is not None
        and moved.at.key not in session.state.answers
        and not kept.keys() <= on_path_answers(moved.path).keys()
    ):
        answers = made_up.answered(chance, new, moved.state.answers, 1)
        moved = replace(moved, state=State(answers=answers))
    counting = on_path_answers(moved.path)
    assert {key: counting.get(key) for key in kept} == kept


def test_comments_key_order_quoting_and_line_ends_make_no_new_version():
    one = "- {id: A, type: text, text: 'Why?', intro: Listen}\n"
    other = "- type: text # open\n  intro: 'Listen'\n  id: A\n\n  # what is asked\n  text: \"Why?\"\n"
    assert content_hash(questionnaire_of(one)) == content_hash(questionnaire_of(other))
    windows = load(BASE.replace("\n", "\r\n").encode()).questionnaire
    assert windows is not None
    assert content_hash(questionnaire_of(BASE)) == content_hash(windows)


def test_a_list_in_its_place_or_by_its_name_is_one_version():
    named = "study: {languages: [en]}\noption_lists: {l: [{code: 1, name: a, label: A}]}\nquestions:\n"
    end = "  - {id: DONE, type: end, disposition: complete, text: Thanks.}\n"
    used = "  - {id: Q, type: single, text: Q, options: [{use: l}]}\n"
    in_place = used.replace("{use: l}", "{code: 1, name: a, label: A}")
    plain = f"study: {{languages: [en]}}\nquestions:\n{in_place}"
    assert content_hash(questionnaire_of(named + used + end)) == content_hash(questionnaire_of(plain + end))


def test_one_string_for_all_languages_or_the_same_in_each_is_no_change():
    assert changes(questionnaire_of(BASE), after(replaced("label: S}", "label: {en: S, nl: S}}"))) == ()


def test_an_old_version_is_read_with_the_probes_and_call_rules_of_today():
    today = after(replaced("Anything else?", "Something more?"))
    old = instrument_of(instrument_document(after(replaced("id: WHY", "id: WHY_NOT"))), today)
    assert old.probes == today.probes
    limited = today.model_copy(update={"fieldwork": today.fieldwork.model_copy(update={"partial_from": "WHY"})})
    old = instrument_of(instrument_document(after(replaced("id: WHY", "id: WHY_NOT"))), limited)
    assert (old.fieldwork.partial_from, limited.fieldwork.partial_from) == (None, "WHY")


def test_only_what_moved_is_told_and_after_what_it_stands():
    abcd = "".join(f"- {{id: {name}, type: text, text: '{name}?'}}\n" for name in "ABCD")
    bcda = "".join(f"- {{id: {name}, type: text, text: '{name}?'}}\n" for name in "BCDA")
    (change,) = found(abcd, bcda)
    assert (change.kind, change.question, change.old, change.new) == (ChangeKind.ORDER_CHANGED, "A", "", "D")


@given(st.permutations(range(8)))
def test_what_stayed_in_order_rises_and_is_as_much_as_can_be(numbers: list[int]):
    rising = longest_rising(numbers)
    assert rising == sorted(rising)
    best = [1] * len(numbers)
    for at, number in enumerate(numbers):
        best[at] = 1 + max((best[i] for i in range(at) if numbers[i] < number), default=0)
    assert len(rising) == max(best)


def test_a_language_that_comes_or_goes_is_one_change_and_not_one_for_each_text():
    two = "study: {languages: [en, nl]}\nquestions:\n  - {id: A, type: text, text: {en: Why?, nl: Waarom?}}\n"
    one = "study: {languages: [en]}\nquestions:\n  - {id: A, type: text, text: {en: Why?}}\n"
    end = "  - {id: DONE, type: end, disposition: complete, text: OK}\n"
    other_way = two.replace("[en, nl]", "[nl, en]")
    assert [change.kind for change in found(one + end, two + end)] == [ChangeKind.LANGUAGE_ADDED]
    assert [change.kind for change in found(two + end, one + end)] == [ChangeKind.LANGUAGE_REMOVED]
    assert [change.kind for change in found(two + end, other_way + end)] == [ChangeKind.LANGUAGE_ORDER]


def test_a_wording_is_told_in_each_language_in_which_it_changed():
    first, second = changes(questionnaire_of(BASE), after((("Why?", "Why so?"), ("Waarom?", "Waarom zo?"))))
    assert (first.language, first.old, first.new) == ("en", "Why?", "Why so?")
    assert (second.language, second.old, second.new) == ("nl", "Waarom?", "Waarom zo?")


def test_items_of_one_turn_that_are_asked_each_in_its_own_turn_are_routed_otherwise():
    head = "- {id: M, type: multi, text: M, options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]}\n"
    apart = head + "".join(f"- {{id: {name}, type: text, for_each: M, as: m, text: '{{m}}?'}}\n" for name in "PQ")
    inner = "".join(f"    - {{id: {name}, type: text, text: '{{m}}?'}}\n" for name in "PQ")
    together = f"{head}- section: s\n  title: S\n  for_each: M\n  as: m\n  questions:\n{inner}"
    kinds = {change.kind for change in found(apart, together)}
    assert kinds == {ChangeKind.CONDITION_CHANGED, ChangeKind.WORDING}


def test_the_same_conditions_in_a_section_or_at_each_item_are_one():
    apart = "- {id: A, type: text, text: A}\n- {id: B, type: text, ask_if: answered(A), text: B}\n"
    together = (
        "- {id: A, type: text, text: A}\n"
        "- {section: s, title: S, ask_if: answered(A), questions: [{id: B, type: text, text: B}]}\n"
    )
    assert [change.field for change in found(apart, together)] == ["title"]


def test_a_change_of_type_is_told_once_and_not_as_all_that_follows_from_it():
    old = "- {id: A, type: multi, max_choices: 1, text: A, options: [{code: 1, name: a, label: A}]}\n"
    new = "- {id: A, type: number, min: 0, max: 9, text: How many?}\n"
    assert {change.kind for change in found(old, new)} == {ChangeKind.TYPE_CHANGED, ChangeKind.WORDING}


def test_probes_in_another_order_are_a_change_of_wording():
    old = "- {id: A, type: text, text: A, probes: [{say: Anything?}, {say: Why?}]}\n"
    new = "- {id: A, type: text, text: A, probes: [{say: Why?}, {say: Anything?}]}\n"
    (change,) = found(old, new)
    assert (change.kind, change.old, change.new) == (ChangeKind.WORDING, "Anything? / Why?", "Why? / Anything?")


def test_the_order_of_the_languages_is_one_change_and_changes_no_text():
    (change,) = changes(questionnaire_of(BASE), after(replaced("languages: [en, nl]", "languages: [nl, en]")))
    assert change.kind is ChangeKind.LANGUAGE_ORDER


def test_conditions_that_must_all_be_true_are_one_however_they_are_split():
    questions = "- {id: A, type: text, text: A}\n- {id: B, type: text, text: B}\n"
    whole = questions + "- {id: C, type: text, ask_if: answered(A) and answered(B), text: C}\n"
    split = (
        f"{questions}- section: s\n  title: S\n  ask_if: answered(B)\n  questions:\n"
        "    - {id: C, type: text, ask_if: answered(A), text: C}\n"
    )
    assert {change.field: change.kind for change in found(whole, split)} == {
        "ask_if": ChangeKind.CONDITION_REWRITTEN,
        "title": ChangeKind.WORDING,
    }


def test_options_of_which_not_one_is_left_are_another_question():
    old = "- {id: A, type: single, text: A, options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]}\n"
    new = "- {id: A, type: single, text: A, options: [{code: 3, name: c, label: C}, {code: 4, name: d, label: D}]}\n"
    (change,) = found(old, new)
    assert (change.kind, change.old, change.new) == (ChangeKind.ID_REUSED, "1 a, 2 b", "3 c, 4 d")


def test_a_date_or_time_without_limits_is_the_widest():
    day = "- {{id: A, type: date, text: A{}}}\n"
    time = "- {{id: A, type: time, text: A{}}}\n"
    kinds = [
        found(day.format(""), day.format(", min: 2026-01-01"))[0].kind,
        found(day.format(", max: 2026-01-01"), day.format(""))[0].kind,
        found(time.format(', min: "09:00", max: "17:00"'), time.format(', min: "08:00", max: "18:00"'))[0].kind,
        found(time.format(', min: "09:00", max: "17:00"'), time.format(', min: "10:00", max: "18:00"'))[0].kind,
    ]
    wider, narrower = ChangeKind.RANGE_WIDENED, ChangeKind.RANGE_NARROWED
    assert kinds == [narrower, wider, wider, narrower]


def test_a_fill_that_both_use_and_that_another_fill_uses_is_compared():
    text = (
        "study: {languages: [en]}\nfills:\n  inner: [{text: one}]\n  outer: [{text: '{inner} and {inner}'}]\n"
        "questions:\n  - {id: A, type: text, text: 'Say {outer}.'}\n"
        "  - {id: DONE, type: end, disposition: complete, text: Thanks.}\n"
    )
    (change,) = found(text, text.replace("text: one", "text: two"))
    assert (change.question, change.old, change.new) == ("{inner}", "one", "two")
