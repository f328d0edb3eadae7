"""The limit of a painting: one block of the same text, replaced in place by the terminal library at each key."""

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static

from benchmarks.closed_questions import OPTIONS, TEXT


class Bare(App[None]):
    """Shows question after question; stores nothing, judges nothing."""

    ENABLE_COMMAND_PALETTE = False
    number = 0

    def compose(self) -> ComposeResult:
        """One block."""
        yield Static(id="question", markup=False)

    def on_mount(self) -> None:
        """The first question."""
        self.show()

    def on_key(self, event: Key) -> None:
        """The next one."""
        if event.key in "123":
            self.show()

    def show(self) -> None:
        """Replace the text."""
        self.number += 1
        lines = [f" Q{self.number} · gesprek 00:00", TEXT.format(number=self.number), ""]
        lines += [f"   {key}  {label}" for key, label in OPTIONS]
        self.query_one("#question", Static).update("\n".join(lines))


if __name__ == "__main__":
    Bare().run(mouse=False)
