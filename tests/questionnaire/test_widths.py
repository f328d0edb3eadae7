"""The height of a screen, worked out without the terminal's libraries, against those libraries."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cati.questionnaire.loader import load, load_file
from cati.questionnaire.model import Closed, EndItem, Question
from cati.questionnaire.rules.height import LIMIT, rows_of_screen
from cati.questionnaire.steps import steps
from cati.questionnaire.widths import cells, rows
from cati.tui.painting.wrap import wrapped

LETTERS = st.text(st.sampled_from("abcéèñ €–’…« »한漢字ｱ\u0301\u00a0"), max_size=60)
ROUTE = Path(__file__).parents[2] / "questionnaire.yaml"


@given(LETTERS)
def test_a_text_is_as_wide_as_on_the_screen(text: str):
    assert cells(text) == cell_len(text)


@given(LETTERS, st.integers(4, 30))
def test_a_text_takes_as_many_rows_as_on_the_screen(text: str, width: int):
    composed = text.replace("\u0301", "").replace("\u00a0", "x")
    if composed.strip():
        assert rows(composed, width) == len(wrapped(composed.strip(), width))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 0),
        ("  ", 10, 0),
        ("a b", 3, 1),
        ("a bc", 3, 2),
        ("abcdefg", 3, 3),
        ("ab abcdefg a", 3, 4),
        ("a\n\nb", 5, 3),
    ],
)
def test_words_are_wrapped_and_longer_ones_cut(text: str, width: int, expected: int):
    assert rows(text, width) == expected


def test_the_tallest_screen_of_the_script_fits_and_is_the_french_list_of_partners():
    questionnaire = load_file(ROUTE).questionnaire
    assert questionnaire is not None
    heights = {
        (step.item.id, language): rows_of_screen(questionnaire, step.item, language)
        for step in steps(questionnaire)
        if isinstance(step.item, (Question, EndItem))
        for language in questionnaire.study.languages
    }
    assert max(heights, key=heights.__getitem__) == ("V3B", "fr")
    assert heights["V3B", "fr"] <= LIMIT


def screen(line: str) -> int:
    end = "" if "type: end" in line else "  - {id: Z, type: end, disposition: complete, text: Z}\n"
    text = f"study: {{languages: [nl]}}\nquestions:\n  - {line}\n{end}"
    questionnaire = load(text.encode()).questionnaire
    assert questionnaire is not None
    return rows_of_screen(questionnaire, steps(questionnaire)[0].item, "nl")


def options(count: int) -> str:
    return "[" + ", ".join(f"{{code: {n}, name: n{n}, label: L{n}}}" for n in range(count)) + "]"


@pytest.mark.parametrize(
    ("line", "height"),
    [
        ("{id: A, type: statement, text: A}", 1),
        ("{id: A, type: statement, intro: I, text: A, instruction: L}", 3),
        ("{id: A, type: number, min: 0, max: 9, text: A}", 2),
        ("{id: A, type: text, text: A}", 5),
        ("{id: A, type: appointment, text: A}", 6),
        (f"{{id: A, type: single, text: A, options: {options(9)}}}", 10),
        (f"{{id: A, type: single, text: A, options: {options(40)}}}", 7),
        (f"{{id: A, type: grid, text: A, rows: [{{name: a, label: A}}], options: {options(2)}}}", 3),
        ("{id: A, type: end, disposition: [soft_refusal, hard_refusal], text: A}", 3),
        ('{id: A, type: statement, text: "{{}}"}', 1),
    ],
)
def test_each_kind_of_answer_takes_its_rows(line: str, height: int):
    assert screen(line) == height


def test_options_from_shows_no_more_than_can_be_chosen():
    text = f"""
study: {{languages: [nl]}}
questions:
  - {{id: M, type: multi, max_choices: 3, text: M, options: {options(9)}}}
  - {{id: T, type: single, options_from: M, ask_if: answered(M), text: T}}
  - {{id: Z, type: end, disposition: complete, text: Z}}
"""
    questionnaire = load(text.encode()).questionnaire
    assert questionnaire is not None
    item = steps(questionnaire)[1].item
    assert isinstance(item, Closed)
    assert rows_of_screen(questionnaire, item, "nl") == 4
