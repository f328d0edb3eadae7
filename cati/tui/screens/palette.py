"""Ctrl+P: everything that can be done here, by name; from our own registry only."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from cati.tui.actions import Action, ActionName
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY
from cati.tui.painting.lines import Hint
from cati.tui.painting.palette import matching, nothing_found, palette_lines
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.widgets.field import Field
from cati.words import say

LONGEST = 60


class PaletteScreen(Overlay[ActionName]):
    """Dismissed with the action to do; typing looks for it."""

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self.actions = tuple(action for action in actions if action.in_palette)
        self.at = 0

    def compose_body(self) -> Iterable[Widget]:
        """What is looked for, above what was found."""
        yield Field("typed", say(self.language, "palette.field"), most=LONGEST)
        yield from super().compose_body()

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "palette.title")

    @property
    def found(self) -> tuple[Action, ...]:
        """What fits what was typed."""
        return matching(self.actions, self.query_one(Field).value, self.language)

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """What was found."""
        if not self.found:
            return [EMPTY, nothing_found(self.query_one(Field).value, self.language)]
        return palette_lines(self.found, self.at, self.language, width, height)

    def hints(self) -> Sequence[Hint]:
        """How to choose."""
        return [
            self.hint("go_on", say(self.language, "palette.do")),
            self.hint("row", say(self.language, "palette.row"), key="↑↓"),
            self.hint("leave", say(self.language, "palette.back")),
        ]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look again; the caret stands at the first."""
        del event
        self.at = 0
        self.paint()

    def meaning_of(self, press: Press) -> Meaning:
        """Arrows move, Enter chooses, the rest is typed."""
        if press.key in ("up", "down", "ctrl+p"):
            return Meaning.COMMAND
        return Meaning.ANSWER if press.key == "enter" and self.found else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Move, choose, or do what the base does."""
        match press.key:
            case "up" | "down":
                self.at = max(0, min(len(self.found) - 1, self.at + (1 if press.key == "down" else -1)))
                self.paint()
            case "enter" if self.found:
                self.dismiss(self.found[self.at].name)
            case "ctrl+p":
                self.dismiss(None)
            case _:
                super().act(press)
