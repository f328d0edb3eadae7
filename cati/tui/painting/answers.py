"""The answers so far (F9): a line a question, with signs for what there is to know."""

from collections.abc import Sequence

from textual.content import Content

from cati.interview.answers_so_far import AnswerLine
from cati.tui.painting.columns import EMPTY, cell, cut, window
from cati.tui.show import show
from cati.words import say

LONGEST_ID = 14
LINES_AROUND = 4
"""Blank, what is above, what is below, the signs."""


def answers_lines(lines: Sequence[AnswerLine], at: int, language: str, width: int, height: int) -> list[Content]:
    """As many lines around the caret as fit."""
    named = min(LONGEST_ID, max((show(line.question).cell_length for line in lines), default=0))
    rows = [answer_row(line, named, language, width, is_here=place == at) for place, line in enumerate(lines)]
    part = window(rows, at, height - LINES_AROUND)
    return [
        more("answers_so_far.more_above", part.above, language),
        *part.shown,
        more("answers_so_far.more_below", part.below, language),
        show(f"   {say(language, 'answers_so_far.legend')}").stylize("$quiet"),
    ]


def answer_row(line: AnswerLine, named: int, language: str, width: int, *, is_here: bool) -> Content:
    """Caret, id, what was asked, what was said."""
    start = Content.assemble(show(" ► " if is_here else "   "), cell(line.question, named).stylize("bold $key"), "  ")
    signs = show(("!" if line.is_checked else " ") + ("…" if line.has_note else " ")).stylize("$alert")
    asked = max(10, (width - start.cell_length - 6) * 2 // 5)
    given = width - start.cell_length - asked - 6
    said = cut(line.answer, given) if line.is_answered else show(say(language, "answers_so_far.open")).stylize("$quiet")
    row = Content.assemble(start, cell(line.text, asked).stylize("$quiet"), " ", signs, " ", said)
    return row.stylize("bold") if is_here else row


def more(word: str, count: int, language: str) -> Content:
    """That there is more of the list; empty if there is not."""
    return show(f"   {say(language, word, count=count)}").stylize("$quiet") if count else EMPTY
