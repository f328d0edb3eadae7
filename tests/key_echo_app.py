"""The smallest full-screen program: it shows the name of each key, what was pasted and how large it is."""

from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import Static


class KeyEcho(App[None]):
    """Shows what arrives."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [("ctrl+q", "exit_with_seven", "end")]

    count = 0

    def compose(self) -> ComposeResult:
        yield Static(Content("ready"))

    def on_key(self, event: events.Key) -> None:
        self.count += 1
        self.tell(f"key {self.count}: {event.key}.")

    def on_paste(self, event: events.Paste) -> None:
        self.tell(f"pasted {event.text}.")

    def on_resize(self, event: events.Resize) -> None:
        if not self.count:
            self.tell(f"ready {event.size.width} x {event.size.height}.")

    def tell(self, text: str) -> None:
        self.query_one(Static).update(Content(text))

    def action_exit_with_seven(self) -> None:
        self.exit(return_code=7)


if __name__ == "__main__":
    app = KeyEcho()
    app.run()
    raise SystemExit(app.return_code)
