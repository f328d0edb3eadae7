"""Actions of the registry as they stand on the key line."""

from cati.tui.actions import BY_NAME, ActionName, Where, key_name
from cati.tui.painting.lines import Hint


def hint_of(name: ActionName, where: Where, language: str, label: str | None = None, key: str | None = None) -> Hint:
    """An action with its first key and its label, unless others are given."""
    action = BY_NAME[name]
    shown = key_name(next(iter(action.keys_at(where)), "")) if key is None else key
    return Hint(shown, action.label(language) if label is None else label, action.priority)
