"""The answers so far, short, for the column at the right of a wide window."""

from collections.abc import Sequence

from textual.content import Content

from cati.interview.answers_so_far import AnswerLine
from cati.tui.painting.question import QUIET
from cati.tui.painting.wrap import cut, under
from cati.tui.show import show


def side_column(title: str, lines: Sequence[AnswerLine], width: int, height: int) -> Content:
    """As many of the last answers as fit below the title."""
    answered = [line for line in lines if line.is_answered][-(height - 1) :]
    name_width = min(12, max((len(line.key) for line in answered), default=0))
    rows = [side_row(line, name_width, width) for line in answered]
    return under([show(cut(title, width).rstrip()).stylize(QUIET), *rows])


def side_row(line: AnswerLine, name_width: int, width: int) -> Content:
    """One question and its answer; `!` an accepted check, `…` a note."""
    signs = ("!" if line.is_checked else "") + ("…" if line.has_note else "")
    room = width - name_width - 2 - len(signs)
    name = show(cut(line.key, name_width)).stylize("$key")
    return Content.assemble(name, "  ", show(cut(line.answer, room).rstrip()), show(f" {signs}" if signs else ""))
