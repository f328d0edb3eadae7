"""LANGUAGE §7: the one rule for the path."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.answer import Answer, AnswerKey, Choice, Choices, DontKnow, Quantity, Refused
from cati.questionnaire.path import Path, on_path_answers, path
from scenario import multi, questionnaire_of, single
from told import Told

BRANCH = single("A") + single("B", ask_if="A == yes") + single("C", ask_if="asked(B) and B != no") + single("D")
ROSTER = """
- id: M
  type: multi
  text: M
  options:
    - {code: 1, name: one, label: One}
    - {code: 2, name: two, label: Two}
    - {code: 3, name: three, label: Three}
- id: R
  type: single
  for_each: M
  text: R
  options: [{code: 1, name: good, label: Good}, {code: 2, name: bad, label: Bad}]
- {id: W, type: text, for_each: M, ask_if: R == bad, text: W}
- {id: L, type: text, ask_if: "any_in(R, {bad})", text: S}
"""


def test_the_path_goes_down_the_list_once():
    told = Told(BRANCH).at("A").answer("A", "yes").at("B").answer("B", "yes").at("C").answer("C", "no").at("D")
    told.answer("D", "yes").path("A", "B", "C", "D", "DONE").ends("complete")


def test_what_is_below_the_next_question_is_not_reached():
    told = Told(BRANCH).answer("D", "yes").answer("A", "yes")
    assert told.next == "B"
    assert told.keys == ["A", "B"]
    assert told.counting == ["A"]


def test_an_answer_off_the_path_is_kept_but_reads_as_not_asked():
    told = Told(BRANCH).answers(A="yes", B="yes", C="yes").answer("A", "no")
    assert told.keys == ["A", "D"]
    assert not told.holds("asked(B)")
    assert not told.holds("B == yes")
    assert told.answer("A", "yes").keys == ["A", "B", "C", "D"]


def test_the_first_end_on_the_path_ends_the_interview():
    ends = single("A")
    ends += "- {id: X, type: end, ask_if: A == no, disposition: hard_refusal, text: X}\n"
    ends += "- {id: Y, type: end, ask_if: A == refused, disposition: soft_refusal, text: Y}\n"
    ends += "- {id: Z, type: end, disposition: complete, text: Z}\n"
    assert Told(ends).answer("A", "no").ends("hard_refusal").keys == ["A", "X"]
    assert Told(ends).answer("A", "refused").ends("soft_refusal").keys == ["A", "Y"]
    assert Told(ends).answer("A", "yes").ends("complete").keys == ["A", "Z"]


def test_a_section_is_asked_only_if_its_condition_is_true():
    section = single("A")
    section += "- section: more\n  title: More\n  ask_if: A == yes\n  questions:\n"
    section += "    - {id: B, type: text, text: B}\n    - {id: C, type: text, ask_if: answered(B), text: C}\n"
    assert Told(section).answer("A", "no").keys == ["A", "DONE"]
    assert Told(section).answers(A="yes", B="refused").keys == ["A", "B", "DONE"]
    assert Told(section).answers(A="yes", B="x").at("C").keys == ["A", "B", "C"]


def test_a_roster_item_is_asked_once_per_chosen_option_in_list_order():
    told = Told(ROSTER).answer("M", ["three", "one"]).answers(R__one="bad", R__three="good", W__one="w")
    assert told.keys == ["M", "R.one", "R.three", "W.one", "L"]


def test_the_items_of_a_section_in_a_roster_are_asked_together_for_each_option():
    section = multi("M", "one two") + "- section: each\n  title: Each\n  for_each: M\n  as: part\n  questions:\n"
    section += "    - {id: R, type: text, text: 'R {part}'}\n    - {id: W, type: text, ask_if: answered(R), text: W}\n"
    told = Told(section).answer("M", ["two", "one"]).answers(R__one="r", W__one="w", R__two="refused")
    assert told.keys == ["M", "R.one", "W.one", "R.two", "DONE"]


def test_a_roster_item_that_is_no_longer_chosen_is_off_the_path():
    told = Told(ROSTER).answer("M", ["one", "two"]).answers(R__one="bad", W__one="w", R__two="good")
    assert told.holds("count(R) == 2")
    assert told.answer("M", ["two"]).keys == ["M", "R.two", "DONE"]
    assert told.holds("count(R, {bad}) == 0")
    assert told.holds("not asked(R.one)")


@pytest.mark.parametrize("status", ["dont_know", "refused"])
def test_a_roster_over_nothing_is_passed_over(status: str):
    assert Told(ROSTER).answer("M", status).keys == ["M", "DONE"]


def test_in_a_roster_the_item_at_hand_decides():
    told = Told(ROSTER).answer("M", ["one", "two"]).answers(R__one="good", R__two="bad").at("W.two")
    assert told.holds("R == good", item="one", roster="M")
    assert not told.holds("R == good", item="two", roster="M")


def test_options_from_offers_only_what_was_chosen():
    told = Told(
        multi("M", "one two three") + "- {id: T, type: single, text: T, options_from: M, ask_if: answered(M)}\n"
    )
    assert told.answer("M", ["two", "three"]).offered("T") == ["two", "three"]
    told.answer("T", "two").path("M", "T", "DONE")
    assert told.answer("M", ["one", "three"]).at("T").counting == ["M"]


FROM_AND_OWN = """
- {id: T, type: multi, text: T, options_from: M, options: [
    {code: 8, name: more, label: More, other: true}, {code: 9, name: none, label: None of these, exclusive: true}]}
"""


def test_options_of_its_own_stand_below_those_that_were_chosen_and_are_always_offered():
    told = Told(multi("M", "one two three") + FROM_AND_OWN).answer("M", ["three", "one"])
    assert told.offered("T") == ["one", "three", "more", "none"]
    assert Told(multi("M", "one two") + FROM_AND_OWN).answer("M", "refused").offered("T") == ["more", "none"]


def test_an_exclusive_option_of_its_own_goes_with_none_that_was_chosen_above():
    told = Told(multi("M", "one two") + FROM_AND_OWN).answer("M", ["one", "two"])
    assert told.answer("T", ["one", "none"]).next == "T"
    assert told.answer("T", ["none"]).ends("complete")


def test_options_from_a_question_that_takes_its_own_from_another_has_them_all():
    first = multi("M", "one two") + FROM_AND_OWN
    told = Told(first + "- {id: L, type: single, text: L, options_from: T, ask_if: answered(T)}\n")
    told.answer("M", ["one", "two"]).answer("T", ["none"])
    assert told.offered("L") == ["none"]


def test_a_whole_grid_refused_is_each_row_refused():
    rows = "rows: [{name: a, label: A}, {name: b, label: B}]"
    grid = f"- {{id: G, type: grid, text: G, {rows}, options: [{{code: 1, name: x, label: X}}]}}"
    told = Told(grid).answer("G", "refused")
    assert told.amount("count(G, {refused})") == 2
    assert told.holds("G.a == refused and only_in(G, {refused}) and not answered(G)")


def test_options_from_within_a_roster_means_the_item_at_hand():
    inner = multi("M", "one two") + "- section: each\n  title: Each\n  for_each: M\n  questions:\n    "
    inner += multi("K", "red blue").replace("\n", "\n    ")
    inner += "- {id: T, type: single, text: T, options_from: K, ask_if: answered(K)}\n"
    told = Told(inner).answer("M", ["one", "two"]).answer("K.one", ["red"]).at("T.one")
    assert told.offered("T.one") == ["red"]
    told.answer("T.one", "red").answer("K.two", ["blue", "red"]).at("T.two")
    assert set(told.offered("T.two")) == {"red", "blue"}


def test_an_option_is_offered_only_if_its_show_if_is_true():
    shown = single("A") + "- id: B\n  type: single\n  text: B\n  options:\n    - {code: 1, name: one, label: One}\n"
    shown += "    - {code: 2, name: two, label: Two, show_if: A == yes}\n"
    told = Told(shown).answers(A="yes", B="two").ends("complete")
    assert told.answer("A", "no").at("B").offered("B") == ["one"]
    assert told.answer("A", "yes").ends("complete").offered("B") == ["one", "two"]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        (single("Q"), Choice(option="gone")),
        (single("Q", "yes again+ask_again"), Choice(option="again")),
        (single("Q", "yes other+other"), Choice(option="other", other=" ")),
        (single("Q"), Choice(option="yes", other="text")),
        (single("Q", nonresponse="none"), DontKnow()),
        (single("Q", nonresponse="dont_know"), Refused()),
        (single("Q"), Quantity(value=1)),
        (multi("Q", "a b none+exclusive"), Choices(options=("a", "none"))),
        (multi("Q", "a b c", max_choices=2), Choices(options=("a", "b", "c"))),
        (multi("Q", "a b c", min_choices=2), Choices(options=("a",))),
        (multi("Q", "a b"), Choices()),
        (multi("Q", "a b"), Choices(options=("a", "a"))),
        (multi("Q", "a b", read_options="each"), Choices(options=("a",))),
        (multi("Q", "a other+other"), Choices(options=("other",))),
        ("- {id: Q, type: number, min: 1, max: 9, text: Q}", Quantity(value=10)),
        ("- {id: Q, type: number, min: 1, max: 9, text: Q}", Quantity(value="1.5")),
    ],
)
def test_an_answer_that_is_invalid_now_reads_as_unanswered(question: str, answer: Answer):
    told = Told(question + "\n").answer("Q", answer).at("Q")
    assert told.counting == []
    assert told.holds("asked(Q) and not answered(Q)")


def test_a_derived_item_takes_its_first_true_case():
    size = "- {id: N, type: number, min: 0, max: 99, text: N}\n- id: SIZE\n  type: derived\n"
    size += "  options: [{code: 1, name: small, label: S}, {code: 2, name: large, label: L}]\n"
    size += "  cases: [{if: N < 10, value: small}, {if: N < 50, value: 2}]\n" + single("B", ask_if="SIZE == large")
    assert Told(size).answer("N", 5).holds("SIZE == small")
    assert Told(size).answer("N", 20).at("B").holds("SIZE == 2")
    assert Told(size).answer("N", 60).keys == ["N", "SIZE", "DONE"]
    assert not Told(size).answer("N", 60).holds("asked(SIZE)")


@pytest.mark.parametrize(("given", "value"), [(3, 7), (40, None), ("refused", None)])
def test_a_derived_number_outside_its_range_was_not_asked(given: object, value: int | None):
    told = Told(
        "- {id: N, type: number, min: 0, max: 99, text: N}\n"
        "- {id: TWICE, type: derived, value: N * 2 + 1, min: 0, max: 50}\n"
    ).answer("N", given)
    assert told.amount("TWICE") == value
    assert told.holds("asked(TWICE)") is (value is not None)


def test_a_check_on_a_derived_item_runs_when_its_value_is_there():
    told = Told(
        "- {id: N, type: number, min: 0, max: 99, text: N}\n"
        "- id: TWICE\n  type: derived\n  value: N * 2\n  min: 0\n  max: 50\n"
        "  checks: [{id: K, level: soft, fails_if: TWICE > 20, text: K}]\n"
    )
    assert told.answer("N", 5).fired == []
    assert told.answer("N", 15).fired == ["K"]
    assert told.answer("N", 30).fired == []


def test_off_the_path_no_check_runs():
    checked = single("A") + "- id: B\n  type: number\n  ask_if: A == yes\n  min: 0\n  max: 9\n  text: B\n"
    checked += "  checks: [{id: K, level: soft, fails_if: B > 5, text: K}]\n"
    told = Told(checked).answers(A="yes", B=9)
    assert told.fired == ["K"]
    assert told.answer("A", "no").fired == []


MANY = questionnaire_of(BRANCH + ROSTER)
KEYS = ["A", "B", "C", "D", "M", "R.one", "R.two", "W.one", "L"]
STATUS = st.sampled_from([DontKnow(), Refused()])
GIVEN = st.one_of(
    STATUS,
    st.sampled_from(["yes", "no", "good", "bad", "gone"]).map(lambda name: Choice(option=name)),
    st.lists(st.sampled_from(["one", "two", "three"]), unique=True).map(lambda names: Choices(options=tuple(names))),
)
ANSWERS = st.dictionaries(st.sampled_from([AnswerKey(key) for key in KEYS]), GIVEN)


def seen(found: Path) -> tuple[object, ...]:
    """All that a path says."""
    stops = [(stop.key, stop.answer) for stop in found.stops]
    return stops, found.next and found.next.key, found.end, found.reading.values, found.reading.asked


@given(ANSWERS, st.randoms(use_true_random=False))
def test_two_orders_of_giving_the_same_answers_give_one_path(answers: dict[AnswerKey, Answer], chance: Random):
    order = list(answers.items())
    chance.shuffle(order)
    assert seen(path(MANY, {}, dict(order))) == seen(path(MANY, {}, answers))


@given(ANSWERS, st.sampled_from(KEYS), GIVEN)
def test_an_answer_changed_there_and_back_changes_nothing(answers: dict[AnswerKey, Answer], key: str, other: Answer):
    told = dict(answers)
    before = seen(path(MANY, {}, told))
    was = told.get(AnswerKey(key))
    told[AnswerKey(key)] = other
    path(MANY, {}, told)
    told = {**told, AnswerKey(key): was} if was is not None else {k: v for k, v in told.items() if k != key}
    assert seen(path(MANY, {}, told)) == before


@given(ANSWERS)
def test_only_answers_on_the_path_count(answers: dict[AnswerKey, Answer]):
    found = path(MANY, {}, answers)
    assert set(on_path_answers(found)) <= {stop.key for stop in found.stops}
    assert all(on_path_answers(found)[key] == answers[key] for key in on_path_answers(found))
    assert (found.next is None) is (found.end is not None)


def test_the_path_needs_no_more_than_what_it_is_given():
    answers = {AnswerKey("A"): Choice(option="yes"), AnswerKey("GONE"): DontKnow()}
    copy = dict(answers)
    assert path(MANY, {}, answers).next is not None
    assert answers == copy
