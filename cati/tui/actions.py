"""The one registry of what can be done by key: the key line, F1, the palette and the guide are made from it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from cati.words import say

Where = Literal["start", "list", "card", "interview", "preview", "monitor"]
EVERYWHERE: tuple[Where, ...] = get_args(Where)

ActionName = Literal[
    "answer",
    "dont_know",
    "refused",
    "go_on",
    "back",
    "first_open",
    "language",
    "note",
    "appointment",
    "stop",
    "answers",
    "side_panel",
    "other_case",
    "restart",
    "help",
    "palette",
    "leave",
    "row",
    "read_on",
    "retry",
]

KEY_NAMES = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "slash": "/",
    "asterisk": "*",
    "enter": "Enter",
    "escape": "Esc",
    "end": "End",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "tab": "Tab",
    "shift": "Shift",
    "ctrl": "Ctrl",
}


@dataclass(frozen=True)
class Action:
    """Something that can be done: its keys, where, and how long it stays on a full key line (1 is longest).

    `keys` are Textual's names, the first one shown; `also` holds keys that count in some place only: at closed
    questions, or on one screen. A key such as `ctrl+x 1` is two presses, for people to read.
    """

    name: ActionName
    keys: tuple[str, ...]
    where: tuple[Where, ...]
    priority: int = 5
    also: Mapping[Where | Literal["closed"], tuple[str, ...]] = field(default_factory=dict)
    in_palette: bool = True

    def label(self, language: str) -> str:
        """One or two words for the key line."""
        return say(language, f"actions.{self.name}.label")

    def help(self, language: str) -> str:
        """One sentence for F1, the palette and the guide."""
        return say(language, f"actions.{self.name}.help")

    def keys_at(self, where: Where, *, closed: bool = False) -> tuple[str, ...]:
        """The keys that do this on a screen, at a closed question or not."""
        if where not in self.where:
            return ()
        return (*self.keys, *self.also.get(where, ()), *(self.also.get("closed", ()) if closed else ()))


OPTION_KEYS = ("1-9", "a-z")

ACTIONS: tuple[Action, ...] = (
    Action("answer", OPTION_KEYS, EVERYWHERE, 1, in_palette=False),
    Action("dont_know", ("f2", "ctrl+d"), ("interview", "preview"), 2, {"closed": ("slash",)}),
    Action("refused", ("f4", "ctrl+r"), ("interview", "preview"), 2, {"closed": ("asterisk",)}),
    Action("row", ("up", "down"), EVERYWHERE, 2, in_palette=False),
    Action("go_on", ("enter",), EVERYWHERE, 1, in_palette=False),
    Action("back", ("f3", "shift+tab"), ("interview", "preview"), 3, {"closed": ("left",)}),
    Action("first_open", ("end",), ("interview", "preview"), 7),
    Action("language", ("f5", "ctrl+l"), ("start", "interview", "preview"), 4),
    Action("note", ("f6",), ("card", "interview"), 4),
    Action("appointment", ("f7", "ctrl+x 1"), ("card", "interview"), 3),
    Action("stop", ("f8", "ctrl+x"), ("card", "interview"), 1, {"card": ("r",)}),
    Action("answers", ("f9",), ("interview", "preview"), 6),
    Action("side_panel", ("f10",), ("preview",), 3),
    Action("other_case", ("f6",), ("preview",), 4),
    Action("restart", ("f8",), ("preview",), 5),
    Action("help", ("f1", "ctrl+g"), EVERYWHERE, 2),
    Action("palette", ("ctrl+p",), EVERYWHERE, 6, in_palette=False),
    Action(
        "leave",
        (),
        ("start", "list", "card", "preview", "monitor"),
        3,
        {
            "list": ("escape",),
            "card": ("escape",),
            "start": ("ctrl+q",),
            "monitor": ("ctrl+q",),
            "preview": ("ctrl+q", "escape"),
        },
        in_palette=False,
    ),
    Action("read_on", ("pageup", "pagedown"), EVERYWHERE, 6, in_palette=False),
    Action("retry", ("r",), ("interview",), 1, in_palette=False),
)
BY_NAME: Mapping[ActionName, Action] = {action.name: action for action in ACTIONS}


def actions_at(where: Where) -> Iterator[Action]:
    """What can be done on a screen, in the order of the registry."""
    return (action for action in ACTIONS if where in action.where)


def action_of(key: str, where: Where, *, closed: bool = False) -> Action | None:
    """What a key does on a screen; option keys are the screen's own business."""
    return next((action for action in actions_at(where) if key in action.keys_at(where, closed=closed)), None)


def key_name(key: str) -> str:
    """A key as it stands on a keyboard: `ctrl+d` is Ctrl+D, `left` is ←."""
    presses = ["+".join(_one_key(part) for part in press.split("+")) for press in key.split()]
    return " ".join(presses)


def _one_key(part: str) -> str:
    is_function_key = part[0] == "f" and part[1:].isdecimal()
    return KEY_NAMES.get(part) or (part.upper() if len(part) == 1 or is_function_key else part)
