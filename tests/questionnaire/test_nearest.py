"""Did you mean: the nearest known name."""

import time

import pytest

from cati.questionnaire.nearest import MOST_COMPARED, nearest


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("askif", ["ask_if", "text"], "ask_if"),
        ("zzz", ["ask_if", "text"], None),
        ("V22", ["V1", "V2"], "V2"),
        ("a", [], None),
    ],
)
def test_the_nearest_name_is_found_if_any_is_like_it(name: str, known: list[str], near: str | None):
    assert nearest(name, known) == near


def test_of_a_long_list_only_names_that_begin_alike_are_compared():
    assert nearest("Q50x", [f"Q{n}" for n in range(5_000)]) == "Q50"
    assert nearest("ABCD_1x", [f"ABCD_{n}" for n in range(MOST_COMPARED * 2)]) == "ABCD_1"


def test_ten_thousand_names_cost_little():
    known = [f"QUESTION_{n}" for n in range(10_000)]
    start = time.perf_counter()
    nearest("QUESTION_X", known)
    assert time.perf_counter() - start < 1
