"""The line that says what is saved, and that speaks to the interviewer."""

from textual.content import Content
from textual.widget import Widget

from cati.tui.painting.lines import Notice, status_line


class StatusLine(Widget):
    """A mark of what is saved, and a sentence; it grows to three rows for a long one."""

    DEFAULT_CSS = "StatusLine { height: auto; min-height: 1; max-height: 3; }"

    mark: Notice | None = None
    notice: Notice | None = None

    def show_mark(self, mark: Notice | None) -> None:
        """What is saved: `•` saved, `…` busy, `!!` not saved."""
        if mark != self.mark:
            self.mark = mark
            self.refresh(layout=True)

    def tell(self, notice: Notice | None) -> None:
        """A sentence for the interviewer; None takes the last one back."""
        if notice != self.notice:
            self.notice = notice
            self.refresh(layout=True)

    def render(self) -> Content:
        """The line, fitted to the width."""
        return status_line(self.mark, self.notice, self.size.width or self.app.size.width)
