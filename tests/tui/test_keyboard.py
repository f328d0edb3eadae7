"""Digits on keyboards that want Shift for them."""

import pytest

from cati.tui.keyboard import unshifted
from cati.tui.press import Press


def pressed(character: str, key: str | None = None) -> Press:
    return Press(key or character, character, 0.0, is_printable=True)


@pytest.mark.parametrize(("keyboard", "row"), [("be", "&é\"'(§è!çà"), ("fr", "&é\"'(-è_çà")])
def test_the_unshifted_row_is_read_as_one_to_nine_and_nought(keyboard: str, row: str):
    assert "".join(unshifted(pressed(sign), keyboard).letter for sign in row) == "1234567890"


def test_on_another_keyboard_these_signs_are_slips_of_shift():
    assert all(unshifted(pressed(sign), "us").key == sign for sign in "&é!-")


def test_digits_and_letters_stay_what_they_are():
    assert [unshifted(pressed(sign), "be").letter for sign in "1a"] == ["1", "a"]


def test_a_key_with_ctrl_keeps_its_own_meaning():
    press = pressed("&", "ctrl+ampersand")
    assert unshifted(press, "be") is press
