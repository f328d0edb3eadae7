"""Lines of a fixed width: nothing longer than the screen, columns that stay straight."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.tui.painting.columns import cell, cut, ends, headed, key_row, page, window, wrapped
from cati.tui.show import show

ANY_TEXT = st.text(max_size=60)


@given(ANY_TEXT, st.integers(1, 40))
def test_a_text_is_never_wider_than_its_place(text: str, width: int):
    assert cut(text, width).cell_length <= width


@given(ANY_TEXT, st.integers(1, 40))
def test_a_cell_is_as_wide_as_its_place(text: str, width: int):
    assert cell(text, width).cell_length == width


def test_a_long_text_ends_in_an_ellipsis():
    assert cut("Voorbeeld Weverij NV", 10).plain == "Voorbeeld…"


def test_a_wide_sign_that_does_not_fit_leaves_a_blank_and_shifts_no_column():
    assert cut("会社会社", 4).plain == "会 …"


def test_a_line_break_in_a_name_stays_on_its_line():
    assert cut("Bakker\nNV", 20).plain == "Bakker NV"


def test_the_right_text_stays_whole_and_the_left_one_is_cut():
    assert ends(show("Samenwerking rond innovatie"), show("14:02"), 20).plain == "Samenwerking … 14:02"


def test_a_wrapped_text_keeps_its_indent_and_its_own_line_breaks():
    lines = [line.plain for line in wrapped("een twee drie\nvier", 12, indent=3)]
    assert lines == ["   een twee", "   drie", "   vier"]


def test_an_empty_text_is_one_empty_line():
    assert [line.plain for line in wrapped("", 12)] == [""]


@pytest.mark.parametrize("label", ["kort", "een label dat veel te lang is voor zijn kolom"])
def test_the_detail_of_a_row_is_never_lost(label: str):
    row = key_row("1", label, 40, "sluit af", at=20).plain
    assert row.rstrip().endswith("sluit af")
    assert len(row) <= 40


def test_a_row_that_cannot_be_chosen_is_dimmed_in_whole():
    assert "dim" in {str(span.style) for span in key_row("1", "Oefenen", 40, is_open=False).spans}


@pytest.mark.parametrize(
    ("at", "height", "seen"), [(0, 3, "abc"), (2, 3, "bcd"), (4, 3, "cde"), (0, 9, "abcde"), (4, 9, "abcde")]
)
def test_the_part_of_a_list_that_is_shown_holds_the_caret(at: int, height: int, seen: str):
    part = window([show(sign) for sign in "abcde"], at, height)
    assert "".join(line.plain for line in part.shown) == seen
    assert (part.above, part.below) == ("abcde".index(seen[0]), 4 - "abcde".index(seen[-1]))


def test_lines_stand_below_each_other():
    assert page([show("a"), show("b")]).plain == "a\nb"


@pytest.mark.parametrize(
    ("left", "right", "practice", "seen"),
    [
        ("V5", "0042 · 01:47", "", ("Nota · V5", "0042 · 01:47")),
        ("V5 · vraag 5 van 8", "0042 · 01:47", "", ("Nota · V5 · vraag 5 van 8", "0042 · 01:47")),
        ("V5", "0042 Voorbeeld Weverij NV · 01:47", "", ("Nota", "0042 Voorbeeld Weverij…")),
        ("V5", "0042 · 01:47", "OEFENING", ("Nota", "0042 · 01:47")),
        ("", "0042", "", ("Nota", "0042")),
    ],
)
def test_the_heading_of_a_line_1_is_never_cut(left: str, right: str, practice: str, seen: tuple[str, str]):
    assert headed("Nota", left, right, practice, 30) == seen
