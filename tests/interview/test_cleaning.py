"""Answers are cleaned once, at the border, so that every export format can hold them."""

import json
from pathlib import Path
from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.interview.cleaning import clean
from cati.questionnaire.validity import Invalid

ORACLE = Path(__file__).parents[1] / "data" / "nasty_values.json"
ROWS = json.loads(ORACLE.read_text(encoding="utf-8"))["rows"]
REFUSED = Invalid("answers.unstorable", {})
ANY_TEXT = st.text(st.characters(codec=None))


def spelled_out(value: object) -> str | None:
    match value:
        case {"repeat": str(sign), "times": int(times)}:
            return sign * times
        case {"surrogate_escaped": str(text)}:
            return text.encode("ascii").decode("unicode_escape")
        case str() | None:
            return value
        case _:
            raise ValueError(value)


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_every_nasty_value_is_kept_as_the_export_oracle_says(row: dict[str, object]):
    kept = spelled_out(row["cleaned"])
    assert clean(spelled_out(row["answer"]) or "") == (REFUSED if kept is None else kept)


@pytest.mark.parametrize("half", [chr(0xD800), chr(0xDFFF), "\x00"])
def test_half_a_character_and_nul_are_refused_also_in_one_line(half: str):
    assert clean(f"a{half}b", one_line=True) == REFUSED


@pytest.mark.parametrize("line_break", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_in_one_line_a_line_break_is_one_space(line_break: str):
    assert clean(f" a{line_break}b{line_break}", one_line=True) == "a b"


@given(ANY_TEXT, st.booleans())
def test_what_is_clean_stays_as_it_is(text: str, one_line: bool):
    once = clean(text, one_line=one_line)
    if not isinstance(once, Invalid):
        assert clean(once, one_line=one_line) == once


@given(ANY_TEXT)
def test_what_is_kept_can_be_written_anywhere(text: str):
    kept = clean(text)
    if not isinstance(kept, Invalid):
        assert kept.encode().decode() == kept
        assert is_normalized("NFC", kept)
        assert not any(sign < " " and sign not in "\t\n" for sign in kept)
