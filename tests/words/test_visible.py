"""Text from outside, made fit for any screen."""

import subprocess
import sys
from unicodedata import category, is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.words.visible import visible

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize("control", ["\x00", "\x07", "\r", "\x1b", "\x7f", "\x85", "\x9b", "\x9d"])
def test_a_control_character_is_shown_as_one_that_was_lost(control: str):
    assert visible(f"a{control}b") == "a�b"


def test_a_line_feed_stays_and_a_tab_is_a_space():
    assert visible("a\nb\tc") == "a\nb c"


@pytest.mark.parametrize("turner", ["\u202a", "\u202e", "\u2066", "\u2069", "\u200b", "\ufeff"])
def test_what_turns_or_hides_text_is_dropped(turner: str):
    assert visible(f"a{turner}b") == "ab"


def test_the_joiner_of_one_sign_made_of_two_stays():
    assert visible("👩\u200d🔬") == "👩\u200d🔬"


def test_letters_are_composed_also_when_something_hidden_stood_between():
    assert visible("Cafe\u200b\u0301") == "Café"


def test_half_a_character_from_a_damaged_file_can_be_written_to_a_terminal():
    assert visible("a\udce9b").encode() == "a�b".encode()


def test_markup_is_none_of_its_business():
    assert visible("Bakker [red]NV[/red]") == "Bakker [red]NV[/red]"


@given(ANY_TEXT)
def test_nothing_controls_a_terminal_any_more(text: str):
    assert {category(sign) for sign in visible(text).replace("\n", "")}.isdisjoint({"Cc", "Cs"})


@given(ANY_TEXT)
def test_made_visible_twice_is_made_visible_once(text: str):
    assert visible(visible(text)) == visible(text)
    assert is_normalized("NFC", visible(text))


def test_the_command_line_makes_text_visible_without_loading_the_screens():
    code = "import sys, cati.words.visible; print([m for m in ('textual', 'rich') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"
