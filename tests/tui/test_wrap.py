"""Text cut into lines that fit."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cati.tui.painting.wrap import cut, paragraph, wrapped
from cati.words.visible import visible

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(TEXTS, st.integers(2, 90))
def test_no_line_is_wider_than_the_width(text: str, width: int):
    assert all(cell_len(line) <= width for line in wrapped(text, width))


@given(TEXTS, st.integers(2, 90))
def test_nothing_but_blanks_is_lost(text: str, width: int):
    shown, given = "".join(wrapped(text, width)), visible(text)
    assert "".join(shown.split()) == "".join(given.split())


@given(st.lists(st.text("abcdé", min_size=1, max_size=9), max_size=40), st.integers(9, 60))
def test_words_that_fit_are_never_cut(words: list[str], width: int):
    assert " ".join(wrapped(" ".join(words), width)).split() == words


def test_a_no_break_space_does_not_break():
    assert wrapped("aa bb\u00a0cc", 5) == ["aa", "bb\u00a0cc"]


def test_a_french_sign_stays_with_its_word():
    assert wrapped("dites « non » ou rien ? Ou", 10) == ["dites", "«\u00a0non\u00a0» ou", "rien\u00a0? Ou"]


def test_a_lead_stands_before_the_first_line_only():
    assert paragraph("een twee drie", lead=" i ", width=9).plain == " i een\n   twee\n   drie"


@given(TEXTS, st.integers(1, 40))
def test_a_cut_text_is_exactly_as_wide_as_asked(text: str, width: int):
    assert cell_len(cut(text, width)) == width
