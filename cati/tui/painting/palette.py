"""Every action by name (Ctrl+P): a row an action, the one at the caret marked."""

from collections.abc import Sequence

from textual.content import Content

from cati.tui.actions import Action, key_name
from cati.tui.painting.columns import EMPTY, cell, window
from cati.tui.show import show
from cati.words import say

LABEL_WIDTH = 20
KEY_WIDTH = 9
LINES_AROUND = 4


def matching(actions: Sequence[Action], typed: str, language: str) -> tuple[Action, ...]:
    """The actions whose name or sentence has every word that was typed; those whose name begins so come first."""
    wanted = typed.casefold().split()
    found = [
        action
        for action in actions
        if all(word in f"{action.label(language)} {action.help(language)}".casefold() for word in wanted)
    ]
    return tuple(sorted(found, key=lambda action: not action.label(language).casefold().startswith(tuple(wanted[:1]))))


def palette_lines(actions: Sequence[Action], at: int, language: str, width: int, height: int) -> list[Content]:
    """The rows around the caret, or that nothing fits."""
    rows = [action_row(action, language, width, is_here=place == at) for place, action in enumerate(actions)]
    return [EMPTY, *window(rows, at, height - LINES_AROUND).shown]


def action_row(action: Action, language: str, width: int, *, is_here: bool) -> Content:
    """Caret, name, key, sentence."""
    keys = (*action.keys, *(key for more in action.also.values() for key in more))
    key = cell(key_name(keys[0]) if keys else "", KEY_WIDTH).stylize("bold $key")
    name = cell(action.label(language), LABEL_WIDTH)
    row = Content.assemble(show(" ► " if is_here else "   "), name, key, show(action.help(language)).stylize("$quiet"))
    row = row.truncate(width, ellipsis=True)
    return row.stylize("bold") if is_here else row


def nothing_found(typed: str, language: str) -> Content:
    """That no action is called so."""
    return show(f"   {say(language, 'palette.nothing', text=typed)}").stylize("$alert")
