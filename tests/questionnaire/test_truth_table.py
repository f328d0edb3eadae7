"""LANGUAGE §5: a condition is true or false, never unknown. The table, cell by cell."""

import pytest

from told import Told

INSTRUMENT = """
    study: {languages: [nl]}
    questions:
      - {id: GATE, type: single, text: T, options: [{code: 1, name: open, label: O}, {code: 2, name: shut, label: S}]}
      - id: Q
        type: single
        ask_if: GATE == open
        text: T
        options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}]
      - {id: N, type: number, ask_if: GATE == open, min: 0, max: 99, text: T}
      - id: M
        type: multi
        ask_if: GATE == open
        text: T
        options: [{code: 1, name: a, label: A}, {code: 2, name: b, label: B}, {code: 3, name: c, label: C}]
      - {id: Z, type: end, disposition: complete, text: T}
"""
CONDITIONS = (
    "Q == a",
    "Q != a",
    "Q in {a}",
    "Q not in {a}",
    "N < 5",
    "N >= 5",
    "Q == refused",
    "a in M",
    "answered",
    "asked",
)
TABLE = {
    "the answer": "TFTFTFFTTT",
    "another answer": "FTFTFTFFTT",
    "don't know": "FTFTFFFFFT",
    "refused": "FTFTFFTFFT",
    "not asked": "FTFTFFFFFF",
}
GIVEN = {
    "the answer": {"GATE": "open", "Q": "a", "N": 3, "M": ["a", "b"]},
    "another answer": {"GATE": "open", "Q": "b", "N": 7, "M": ["b"]},
    "don't know": {"GATE": "open", "Q": "dont_know", "N": "dont_know", "M": "dont_know"},
    "refused": {"GATE": "open", "Q": "refused", "N": "refused", "M": "refused"},
    "not asked": {"GATE": "shut", "Q": "a", "N": 3, "M": ["a", "b"]},
}
COUNTED = {"the answer": 2, "another answer": 1, "don't know": 0, "refused": 0, "not asked": 0}


def after(value: str) -> Told:
    told = Told(INSTRUMENT)
    for question, given in GIVEN[value].items():
        told.answer(question, given)
    return told


@pytest.mark.parametrize(
    ("value", "condition", "truth"),
    [
        (value, condition, sign == "T")
        for value, row in TABLE.items()
        for condition, sign in zip(CONDITIONS, row, strict=True)
    ],
)
def test_the_truth_table(value: str, condition: str, truth: bool):
    written = f"{condition}(Q)" if condition in ("answered", "asked") else condition
    assert after(value).holds(written) is truth


@pytest.mark.parametrize(("value", "count"), COUNTED.items())
def test_a_count_of_what_was_not_chosen_is_nought(value: str, count: int):
    assert after(value).amount("count(M)") == count
    assert after(value).holds(f"count(M) == {count}")


@pytest.mark.parametrize("value", TABLE)
@pytest.mark.parametrize(
    ("condition", "opposite"),
    [("Q == a", "Q != a"), ("Q in {a, b}", "Q not in {a, b}"), ("a in M", "a not in M"), ("N == 3", "N != 3")],
)
def test_not_equal_and_not_in_are_the_exact_opposites(value: str, condition: str, opposite: str):
    assert after(value).holds(condition) is not after(value).holds(opposite)


@pytest.mark.parametrize("value", TABLE)
def test_not_over_an_order_is_the_opposite_also_where_there_is_no_number(value: str):
    assert after(value).holds("not (N < 5)") is not after(value).holds("N < 5")


@pytest.mark.parametrize("value", TABLE)
def test_a_code_and_a_name_are_the_same_condition(value: str):
    assert after(value).holds("Q == 1") is after(value).holds("Q == a")
    assert after(value).holds("1 in M") is after(value).holds("a in M")


@pytest.mark.parametrize(
    ("value", "any_of", "only"),
    [
        ("the answer", True, False),
        ("another answer", True, True),
        ("don't know", False, False),
        ("not asked", False, False),
    ],
)
def test_any_and_only_need_something_chosen(value: str, any_of: bool, only: bool):
    assert after(value).holds("any_in(M, {b, c})") is any_of
    assert after(value).holds("only_in(M, {b, c})") is only


@pytest.mark.parametrize("status", ["dont_know", "refused"])
def test_the_status_of_a_multi_can_be_asked_for(status: str):
    told = after("the answer").answer("M", status)
    assert told.holds(f"M == {status}")
    assert told.holds("M in {dont_know, refused}")
    assert not after("the answer").holds(f"M == {status}")


def test_a_sum_with_a_number_that_is_missing_has_no_value():
    assert after("the answer").amount("N * 2 + 1") == 7
    assert after("refused").amount("N * 2 + 1") is None
    assert not after("refused").holds("N - 1 < 5")
    assert not after("refused").holds("N - 1 >= 5")


def test_limits_on_both_sides_are_read_as_in_arithmetic():
    assert after("the answer").holds("1 <= N < 5")
    assert not after("another answer").holds("1 <= N < 5")
