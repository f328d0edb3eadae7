"""The frame of all screens: the lines around the body, and the smallest size."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from cati.tui.actions import ActionName, Where
from cati.tui.painting.hints import hint_of
from cati.tui.painting.lines import Hint, Notice
from cati.tui.show import show
from cati.tui.widgets.header_line import HeaderLine
from cati.tui.widgets.key_line import KeyLine
from cati.tui.widgets.status_line import StatusLine
from cati.words import say

if TYPE_CHECKING:
    from cati.tui.app import CatiApp

Result = TypeVar("Result")
SMALLEST = (80, 24)


class FramedScreen(Screen[Result]):
    """Header, body, status and keys; a window that is too small shows one sentence instead."""

    where: ClassVar[Where] = "list"
    DEFAULT_CSS = """
    FramedScreen { layout: vertical; background: $background; color: $foreground; }
    FramedScreen #body { height: 1fr; }
    FramedScreen #too-small { display: none; height: 1fr; padding: 1; }
    FramedScreen.-too-small > * { display: none; }
    FramedScreen.-too-small > #too-small { display: block; }
    """

    app: "CatiApp"

    def compose(self) -> ComposeResult:
        """The lines around the body."""
        yield HeaderLine()
        with Vertical(id="body"):
            yield from self.compose_body()
        yield StatusLine()
        yield KeyLine()
        yield Static(id="too-small")

    def compose_body(self) -> Iterable[Widget]:
        """The widgets between the header and the status line."""
        return ()

    @property
    def language(self) -> str:
        """The language of the screens."""
        return self.app.language

    def tell(self, notice: Notice | None) -> None:
        """A sentence on the status line; None takes the last one back."""
        self.query_one(StatusLine).tell(notice)

    def hint(self, name: ActionName, label: str | None = None, key: str | None = None) -> Hint:
        """An action as it stands on the key line."""
        return hint_of(name, self.where, self.language, label, key)

    @property
    def is_too_small(self) -> bool:
        """Whether the window is under 80×24."""
        width, height = self.app.size
        return width < SMALLEST[0] or height < SMALLEST[1]

    def on_resize(self, event: Resize) -> None:
        """Say it when the window is too small."""
        width, height = event.size
        self.query_one("#too-small", Static).update(
            show(say(self.language, "screen.too_small", width=width, height=height))
        )
        self.set_class(self.is_too_small, "-too-small")
