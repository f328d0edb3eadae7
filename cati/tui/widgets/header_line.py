"""Line 1 of every screen: where, who, the clock; and whether this is practice."""

from textual.content import Content
from textual.widget import Widget

from cati.tui.painting.lines import header_line


class HeaderLine(Widget):
    """Where and who at the left, the clock at the right."""

    DEFAULT_CSS = "HeaderLine { height: 1; }"

    left = right = practice = ""

    def show_line(self, left: str, right: str, *, practice: str = "") -> None:
        """Other words; `practice` is the word for it in the screen's language, or empty."""
        if (left, right, practice) != (self.left, self.right, self.practice):
            self.left, self.right, self.practice = left, right, practice
            self.refresh()

    def render(self) -> Content:
        """The line, fitted to the width."""
        return header_line(self.left, self.right, self.practice, self.size.width)
