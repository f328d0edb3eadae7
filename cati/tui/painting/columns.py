"""Lines of a fixed width: texts cut with `…`, columns that stay straight, pages of a long list.

Widths are terminal cells, so wide and combining signs do not shift a column.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.content import Content

from cati.tui.show import show

EMPTY = Content("")
LEAST_LEFT = 9
"""Fewer cells than this of the left of a line 1 say nothing."""


def cut(text: str, width: int) -> Content:
    """The text on one line, its end replaced by `…` if it is too long."""
    return show(" ".join(text.split("\n"))).truncate(max(0, width), ellipsis=True)


def cell(text: str, width: int) -> Content:
    """The text cut or filled up to a width."""
    return filled(cut(text, width), width)


def filled(line: Content, width: int) -> Content:
    """A line filled up with blanks."""
    return line.pad_right(max(0, width - line.cell_length))


def ends(left: Content, right: Content, width: int) -> Content:
    """Two texts at the two ends of a line; the left one is cut where they meet."""
    room = max(0, width - right.cell_length - 1)
    return filled(left.truncate(room, ellipsis=True), width - right.cell_length) + right


def headed(heading: str, left: str, right: str, practice: str, width: int) -> tuple[str, str]:
    """Left and right of a line 1 with a heading before the left: where not all fits, the heading stays whole."""
    room = width - 3 - (show(practice).cell_length + 3 if practice else 0) - show(heading).cell_length
    if not left or room - show(right).cell_length < min(LEAST_LEFT, show(left).cell_length + 3):
        return heading, cut(right, room).plain
    return f"{heading} · {left}", right


def wrapped(text: str, width: int, indent: int = 0) -> list[Content]:
    """The text in lines that fit, all with the same indent; line breaks of its own stay."""
    blank = Content(" ").pad_right(max(0, indent - 1)) if indent else EMPTY
    lines = [line for part in show(text).split("\n", allow_blank=True) for line in part.wrap(max(2, width - indent))]
    return [blank + line.rstrip() for line in lines or [EMPTY]]


def key_row(key: str, label: str, width: int, detail: str = "", *, is_open: bool = True, at: int = 30) -> Content:
    """A row of a menu: its key, what it does and, from column `at`, what there is to know; dimmed if shut."""
    start = Content.assemble("   ", show(key).stylize("bold $key" if is_open else ""), "  ")
    wide = filled(start + cut(label, width - start.cell_length), at) if detail else start + show(label)
    if detail:
        wide = wide.truncate(max(width // 3, width - show(detail).cell_length - 2), ellipsis=True) + "  "
        wide = wide + cut(detail, width - wide.cell_length).stylize("" if not is_open else "$quiet")
    line = wide.truncate(width, ellipsis=True)
    return line if is_open else line.stylize("dim")


def page(lines: Iterable[Content]) -> Content:
    """Lines below each other."""
    return Content("\n").join(lines)


@dataclass(frozen=True)
class Window:
    """A part of a list that fits: the lines shown, and how many are above and below."""

    first: int
    shown: tuple[Content, ...]
    above: int
    below: int


def window(lines: Sequence[Content], at: int, height: int) -> Window:
    """The part of a list around the line `at`, as near its middle as the ends allow."""
    first = max(0, min(at - height // 2, len(lines) - height))
    shown = tuple(lines[first : first + height])
    return Window(first, shown, first, len(lines) - first - len(shown))
