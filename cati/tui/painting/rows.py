"""A grid, or options that are read one by one: rows with a caret, each answer at the right."""

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from cati.interview.prompt import OptionLine, RowLine
from cati.tui.painting.options import HERE
from cati.tui.painting.question import READ_ALOUD
from cati.tui.painting.wrap import WIDTH, cut, under, wrapped
from cati.tui.show import show

LEAD = 5
WIDEST_ANSWER = 28


def grid_rows(rows: Sequence[RowLine], answers: Mapping[str, str], caret: int, widest: int) -> Content:
    """The rows; `answers` are words by row name, `widest` the cells that the longest answer needs."""
    column = min(widest, WIDEST_ANSWER)
    return under(grid_row(row, answers.get(row.name, ""), column, is_here=at == caret) for at, row in enumerate(rows))


def grid_row(row: RowLine, answer: str, column: int, *, is_here: bool) -> Content:
    """One row; a long label goes on under itself."""
    room = WIDTH - LEAD - column - 2
    first, *rest = wrapped(row.label, room)
    style = READ_ALOUD if is_here else ""
    lead = show(f"   {HERE} " if is_here else " " * LEAD).stylize("bold $key")
    label = show(first).stylize(style) if style else show(first)
    gap = show(" " * (room - cell_len(first) + 2))
    end = show(cut(answer, min(column, cell_len(answer)))).stylize("bold $key") if answer else Content("")
    lines = [Content.assemble(lead, label, gap, end) if answer else Content.assemble(lead, label)]
    return under([*lines, *(show(" " * LEAD) + show(text).stylize(style or "not bold") for text in rest)])


def scale_line(options: Sequence[OptionLine]) -> Content:
    """The scale of a grid: keys and labels, on as few lines as they need."""
    lines = [Content(" ")]
    for line in options:
        item = Content.assemble(show(line.key).stylize("bold $key"), " = ", show(line.label))
        fits = lines[-1].cell_length + 3 + item.cell_length <= WIDTH + 1
        if fits:
            lines[-1] = Content.assemble(lines[-1], "   " if len(lines[-1]) > 1 else "", item)
        else:
            lines.append(Content.assemble(" ", item))
    return under(lines)


def yes_no_scale(yes: str, no: str) -> Content:
    """The scale of options that are read one by one."""
    key = "bold $key"
    return Content.assemble(show("1").stylize(key), " = ", show(yes), "   ", show("2").stylize(key), " = ", show(no))
