"""Fields that edit in the order of the keys: Textual does a character at once, but Backspace only by way of the app."""

from collections.abc import Mapping
from typing import ClassVar

from textual.events import Key
from textual.widgets import Input, TextArea


class InOrder:
    """Does an editing key when it comes to the field, so that a burst of keys is the text they were typed as."""

    edits: ClassVar[Mapping[str, str]] = {}

    def on_key(self, event: Key) -> None:
        """One key that edits; all others are the field's own business."""
        name, _, selects = self.edits.get(event.key, "").partition(" ")
        if name:
            event.stop()
            event.prevent_default()
            getattr(self, f"action_{name}")(*([True] if selects else []))


class EditedLine(InOrder, Input):
    """One line."""

    edits: ClassVar[Mapping[str, str]] = {
        "backspace": "delete_left",
        "delete": "delete_right",
        "left": "cursor_left",
        "right": "cursor_right",
        "home": "home",
        "end": "end",
        "shift+left": "cursor_left selecting",
        "shift+right": "cursor_right selecting",
    }


class EditedArea(InOrder, TextArea):
    """Several lines."""

    edits: ClassVar[Mapping[str, str]] = {
        "backspace": "delete_left",
        "delete": "delete_right",
        "left": "cursor_left",
        "right": "cursor_right",
        "up": "cursor_up",
        "down": "cursor_down",
        "home": "cursor_line_start",
        "end": "cursor_line_end",
        "shift+left": "cursor_left selecting",
        "shift+right": "cursor_right selecting",
    }
