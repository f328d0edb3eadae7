"""The column at the right of a wide window: the answers so far."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from cati.interview.answers_so_far import AnswerLine
from cati.tui.painting.side import side_column


class SideColumn(Widget):
    """The answers so far; hidden below 120 columns."""

    DEFAULT_CSS = """
    SideColumn { width: 1fr; height: 1fr; border-left: solid $quiet; padding: 0 1; display: none; }
    SideColumn.-wide { display: block; }
    """

    title = ""
    lines: tuple[AnswerLine, ...] = ()

    def show_answers(self, title: str, lines: Sequence[AnswerLine]) -> None:
        """Other answers."""
        if (title, tuple(lines)) != (self.title, self.lines):
            self.title, self.lines = title, tuple(lines)
            self.refresh()

    def render(self) -> Content:
        """The column, fitted to its size."""
        return side_column(self.title, self.lines, self.size.width, self.size.height)
