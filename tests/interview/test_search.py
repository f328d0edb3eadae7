"""A long list found by typing: which options fit, and which of them comes first."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.prompt import OptionLine
from cati.interview.search import matching
from cati.questionnaire.model import Option, Text
from scenario import Scenario, single

LABELS = ("Verkoop van brood", "Broodbakkerij", "Cafés en bars", "Bouw van wegen", "Handel in café's", "Œuvres d'art")
LINES = tuple(
    OptionLine("", Option(code=code, name=f"o{code}", label=Text({"": label})), label, is_read=False)
    for code, label in enumerate(LABELS, 100)
)


def found(typed: str, lines: Iterable[OptionLine] = LINES) -> list[str]:
    return [line.label for line in matching(tuple(lines), typed)]


@pytest.mark.parametrize(
    ("typed", "labels"),
    [
        ("brood", ["Broodbakkerij", "Verkoop van brood"]),
        ("BROOD verk", ["Verkoop van brood"]),
        ("weg bouw", ["Bouw van wegen"]),
        ("cafes", ["Cafés en bars", "Handel in café's"]),
        ("oeuvr", ["Œuvres d'art"]),
        ("art", ["Œuvres d'art"]),
        ("bakker", ["Broodbakkerij"]),
        ("103", ["Bouw van wegen"]),
        ("10", list(LABELS)),
        ("xyz", []),
        (" - ", list(LABELS)),
    ],
)
def test_parts_of_words_in_any_order_find_an_option_whatever_the_accents(typed: str, labels: list[str]):
    assert found(typed) == labels


def test_the_code_itself_comes_before_codes_that_only_begin_so():
    lines = [
        OptionLine("", Option(code=code, name=f"o{code}", label=Text({"": f"L {code}"})), f"L {code}", is_read=False)
        for code in (110, 11, 112)
    ]
    assert found("11", lines) == ["L 11", "L 110", "L 112"]


@given(st.sampled_from(LINES), st.data())
def test_an_option_is_found_by_any_parts_of_its_words(line: OptionLine, data: st.DataObject):
    words = line.label.split()
    parts = [
        data.draw(st.text(st.sampled_from(word.lower()), min_size=1).filter(word.lower().__contains__))
        for word in words
    ]
    parts = [part for part in parts if part.strip("'")]
    assert line in matching(LINES, " ".join(data.draw(st.permutations(parts))))


def test_a_list_that_is_searched_has_no_keys_however_short():
    assert [line.key for line in Scenario(single("A", "x y", search="true")).prompt("A").options] == ["", ""]
