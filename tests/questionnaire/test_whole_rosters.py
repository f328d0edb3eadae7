"""A roster as a whole, without naming an item: count, any_in, all_in, only_in, sum, and what an empty one comes to."""

import pytest

from cati.questionnaire.condition_words import in_words
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.typing_rules import read_amount, read_condition
from cati.questionnaire.routing import ANYWHERE, routing
from cati.words import LANGUAGES
from scenario import Given, multi, questionnaire_of, single
from told import Told

ROSTER = {"for_each": "M", "as": "who"}
FILE = (
    multi("M", "red blue green")
    + single("Q", "good bad", **ROSTER)
    + multi("X", "mail post visit", for_each="M")
    + "- {id: N, type: number, min: 0, max: 9, text: N, for_each: M, ask_if: Q != refused}\n"
    + "- {id: G, type: grid, text: G, for_each: M, rows: [{name: a, label: A}, {name: b, label: B}],"
    + " options: [{code: 1, name: good, label: G}, {code: 2, name: bad, label: B}]}\n"
)  # fmt: skip
TWO: dict[str, Given] = {
    "M": ["red", "blue"],
    "Q__red": "good",
    "X__red": ["mail", "post"],
    "N__red": 3,
    "G__red": {"a": "good", "b": "bad"},
    "Q__blue": "bad",
    "X__blue": ["mail"],
    "N__blue": 4,
    "G__blue": {"a": "good", "b": "refused"},
}


def told(**other: Given) -> Told:
    """Two items, red and blue, whose answers may be others."""
    return Told(FILE).answers(**{**TWO, **other})


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("any_in(Q, {good})", True),
        ("all_in(Q, {good})", False),
        ("all_in(Q, {good, bad})", True),
        ("count(Q, {bad}) == 1 and count(Q) == 2", True),
        ("any_in(X, {post})", True),
        ("all_in(X, {mail})", True),
        ("all_in(X, {mail, post})", False),
        ("only_in(X, {mail, post})", True),
        ("only_in(X, {mail})", False),
        ("count(X, {mail, post}) == 2", True),
        ("count(G, {good}) == 2 and count(G) == 3", True),
        ("all_in(G, {good, bad})", False),
        ("all_in(M, {red, blue})", True),
        ("all_in(M, {red, green})", False),
        ("sum(N) == 7 and sum(N) + 1 > 7", True),
        ("any_in(N, {3})", True),
    ],
)
def test_a_roster_is_asked_about_as_a_whole(condition: str, truth: bool):
    assert told().holds(condition) is truth


@pytest.mark.parametrize("status", ["dont_know", "refused"])
def test_an_answer_that_is_not_known_is_in_no_set_and_leaves_the_sum_without_a_value(status: str):
    found = told(N__blue=status)
    assert found.amount("sum(N)") is None
    assert not found.holds("sum(N) < 9")
    assert not found.holds("sum(N) >= 3")
    assert not found.holds("all_in(N, {3})")
    assert found.holds(f"all_in(N, {{3, {status}}})")
    assert found.amount("count(N)") == 1


def test_an_item_that_is_not_asked_this_question_is_left_out():
    found = told(Q__red="refused")
    assert found.keys.count("N.red") == 0
    assert found.amount("sum(N)") == 4
    assert found.holds("all_in(N, {4})")
    assert found.amount("count(N)") == 1


@pytest.mark.parametrize("chosen", ["dont_know", "refused"])
def test_of_an_empty_roster_nothing_is_true_and_it_has_no_sum(chosen: str):
    found = Told(FILE).answer("M", chosen)
    for condition in (
        "any_in(Q, {good})",
        "all_in(Q, {good})",
        "only_in(Q, {good})",
        "all_in(X, {mail})",
        "sum(N) < 99",
    ):
        assert not found.holds(condition)
    assert found.amount("count(Q)") == 0
    assert found.amount("sum(N)") is None


SCOPE = routing(questionnaire_of(FILE)).scope


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("all_in(Q, {good})", "nothing but good is chosen at Q"),
        ("all_in(X, {post, mail})", "every X holds mail and post"),
        ("not all_in(X, {mail})", "not every X holds mail"),
        ("all_in(M, {blue, red})", "blue is chosen at M and red is chosen at M"),
        ("sum(N) > 5", "the sum of N is more than 5"),
    ],
)
def test_it_is_said_in_words(condition: str, words: str):
    tree, _ = read_condition(condition, SCOPE, Here(ANYWHERE))
    assert tree is not None
    assert in_words(tree, "en") == words
    assert len({in_words(tree, language) for language in LANGUAGES}) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("expression", "word"),
    [
        ("sum(Q)", "C207.not_a_number"),
        ("sum(M)", "C207.not_a_number"),
        ("sum(N.red)", "C207.no_roster"),
        ("sum()", "C207.arguments"),
        ("sum(N, {3})", "C207.arguments"),
        ("count(N.red)", "C207.not_many"),
    ],
)
def test_what_cannot_be_added_up_is_a_fault(expression: str, word: str):
    assert [fault.word for fault in read_amount(expression, SCOPE, Here(ANYWHERE))[1]] == [word]


def test_a_status_is_no_option_that_can_be_chosen_with_others():
    faults = read_condition("all_in(M, {red, refused})", SCOPE, Here(ANYWHERE))[1]
    assert [fault.word for fault in faults] == ["C207.status_in"]


def test_within_its_roster_there_is_no_sum_of_the_item_at_hand():
    assert [fault.word for fault in read_amount("sum(N)", SCOPE, Here(ANYWHERE, "M"))[1]] == ["C207.no_roster"]
