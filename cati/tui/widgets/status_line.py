"""The line that says what is saved, and that speaks to the interviewer."""

from textual.content import Content
from textual.events import Resize
from textual.widget import Widget

from cati.tui.painting.lines import Notice, status_line

MOST_ROWS = 3


class StatusLine(Widget):
    """A mark of what is saved, and a sentence; it grows to three rows for a long one."""

    DEFAULT_CSS = "StatusLine { height: 1; }"

    mark: Notice | None = None
    notice: Notice | None = None

    def show_mark(self, mark: Notice | None) -> None:
        """What is saved: `•` saved, `…` busy, `!!` not saved."""
        if mark != self.mark:
            self.mark = mark
            self.fit()

    def tell(self, notice: Notice | None) -> None:
        """A sentence for the interviewer; None takes the last one back."""
        if notice != self.notice:
            self.notice = notice
            self.fit()

    def on_resize(self, event: Resize) -> None:
        """Fewer or more rows may be needed now."""
        del event
        self.fit()

    def fit(self) -> None:
        """Take the rows that are needed; only another number of rows moves anything else."""
        self.styles.height = min(MOST_ROWS, self.render().plain.count("\n") + 1)
        self.refresh()

    def render(self) -> Content:
        """The line, fitted to the width."""
        return status_line(self.mark, self.notice, self.size.width or self.app.size.width)
