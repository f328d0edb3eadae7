"""The last line of every screen: which keys do something now."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from cati.tui.painting.lines import Hint, key_line


class KeyLine(Widget):
    """Keys and what they do; what does not fit is left out by priority and stays in F1."""

    DEFAULT_CSS = "KeyLine { height: 1; }"

    hints: tuple[Hint, ...] = ()

    def show_keys(self, hints: Sequence[Hint]) -> None:
        """Other keys."""
        if tuple(hints) != self.hints:
            self.hints = tuple(hints)
            self.refresh()

    def render(self) -> Content:
        """The line, fitted to the width."""
        return key_line(self.hints, self.size.width)
