"""The box of a failing check: its text, and the keys that settle it."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content

from cati.tui.painting.question import READ_ALOUD
from cati.tui.painting.wrap import WIDTH, under, wrapped
from cati.tui.show import show

INSIDE = WIDTH - 4
EDGE = "$alert"


def check_box(title: str, text: str, choices: Sequence[tuple[str, str]]) -> Content:
    """A box as wide as the body; `choices` are keys and what they do, on as few lines as they need."""
    top = f"┌─ {title} " + "─" * (INSIDE - cell_len(title) - 1) + "┐"
    bottom = "└" + "─" * (INSIDE + 2) + "┘"
    return under(
        [
            show(f" {top}").stylize(EDGE),
            *(boxed(show(line).stylize(READ_ALOUD)) for line in wrapped(text, INSIDE)),
            *(boxed(line) for line in choice_lines(choices)),
            show(f" {bottom}").stylize(EDGE),
        ]
    )


def boxed(line: Content) -> Content:
    """One line between the edges."""
    return Content.assemble(
        show(" │ ").stylize(EDGE), line, show(" " * (INSIDE - line.cell_length)), show(" │").stylize(EDGE)
    )


def choice_lines(choices: Sequence[tuple[str, str]]) -> list[Content]:
    """Keys and what they do, several on a line where they fit."""
    lines: list[Content] = []
    for key, label in choices:
        item = Content.assemble(show(key).stylize("bold $key"), "  ", show(label))
        if lines and lines[-1].cell_length + 10 + item.cell_length <= INSIDE:
            lines[-1] = Content.assemble(lines[-1], "          ", item)
        else:
            lines.append(item)
    return lines
