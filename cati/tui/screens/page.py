"""Screens whose body is a page of lines, and those of them that are opened over another screen."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from cati.tui.actions import ActionName, action_of
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import headed, page
from cati.tui.painting.lines import Hint
from cati.tui.press import Press
from cati.tui.screens.gated import GatedScreen
from cati.tui.widgets.header_line import HeaderLine
from cati.tui.widgets.key_line import KeyLine

Result = TypeVar("Result")
LINES_AROUND = 3
"""Header, status and keys."""
URGENT: tuple[ActionName, ...] = ("stop", "appointment")
"""These work in every state (rule 12): the screen below does them."""


class PageScreen(GatedScreen[Result]):
    """A screen that says its lines, header and keys, and is painted whole after each change."""

    DEFAULT_CSS = "PageScreen #page { height: auto; }"

    def compose_body(self) -> Iterable[Widget]:
        """The page."""
        yield Static(id="page")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """What stands in the body now."""
        raise NotImplementedError

    def header(self) -> tuple[str, str, str]:
        """Left and right of line 1, and the word for practice if it is that."""
        raise NotImplementedError

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """The first painting."""
        self.paint()

    def on_resize(self, event: Resize) -> None:
        """The same in another size."""
        del event
        self.paint()

    def paint(self) -> None:
        """Put what there is now on the screen; the gate is the caller's business (`painted`)."""
        width, height = self.app.size
        left, right, practice = self.header()
        self.query_one(HeaderLine).show_line(left, right, practice=practice)
        self.query_one("#page", Static).update(page(self.lines(width, height - LINES_AROUND)))
        self.query_one(KeyLine).show_keys(self.hints())

    def repaint(self) -> None:
        """Another page: no key counts for it before it is there."""
        self.paint()
        self.painted()


class Overlay(PageScreen[Result]):
    """A page over another screen. Stop and appointment work here too: the screen below does them."""

    def heading(self) -> str:
        """What this is, before what the screen below says on its line 1."""
        raise NotImplementedError

    def header(self) -> tuple[str, str, str]:
        """The line 1 of the screen below, with what this is before it: that is never cut."""
        below = next(iter(self.below.query(HeaderLine)), None) if self.below is not None else None
        if below is None:
            return self.heading(), "", ""
        return *headed(self.heading(), below.left, below.right, below.practice, self.app.size.width), below.practice

    @property
    def below(self) -> Screen[object] | None:
        """The screen that this one was opened over."""
        stack = self.app.screen_stack
        at = stack.index(self) if self in stack else 0
        return stack[at - 1] if at else None

    def urgent(self, press: Press) -> ActionName | None:
        """Stop or appointment, if this key is theirs and the screen below can do it."""
        action = action_of(press.key, "interview")
        return None if action is None or action.name not in URGENT or not self.can(action.name) else action.name

    def can(self, name: ActionName) -> bool:
        """Whether the screen below, or the one that it was opened over, does this action."""
        return self.below.can(name) if isinstance(self.below, Overlay) else hasattr(self.below, f"act_{name}")

    def meaning_of(self, press: Press) -> Meaning:
        """What a key means now."""
        return Meaning.ALWAYS if self.urgent(press) is not None else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Do what a taken key means."""
        name = self.urgent(press)
        if name is None:
            super().act(press)
        else:
            self.leave_for(name)

    def act_help(self) -> None:
        """The help of the screen below: an objection may come at any moment."""
        opened = getattr(self.below, "act_help", None)
        if opened is not None:
            opened()

    def leave_for(self, name: ActionName) -> None:
        """Close this screen, losing nothing that was typed, and let the one below do the action."""
        below = self.below
        self.close()
        if below is not None:
            below.call_later(getattr(below, f"act_{name}"))

    def act_stop(self) -> None:
        """The call must be stopped."""
        self.leave_for("stop")

    def act_appointment(self) -> None:
        """An appointment must be made."""
        self.leave_for("appointment")

    def close(self) -> None:
        """Close this screen because something else is urgent; without more, with no result."""
        self.dismiss(None)
