"""Keyboards whose digits need Shift: on closed questions their unshifted signs are read as digits."""

from dataclasses import replace
from typing import Literal, get_args

from cati.tui.press import Press

Keyboard = Literal["be", "fr", "us"]
KEYBOARDS: tuple[Keyboard, ...] = get_args(Keyboard)

DIGITS = "1234567890"
UNSHIFTED: dict[str, dict[str, str]] = {
    "be": dict(zip("&é\"'(§è!çà", DIGITS, strict=True)),
    "fr": dict(zip("&é\"'(-è_çà", DIGITS, strict=True)),
    "us": {},
}
BELGIAN_TWO = "é"
"""No other keyboard in use here has it as a key of its own: who types it where a digit is due has AZERTY."""


def unshifted(press: Press, keyboard: str) -> Press:
    """The press as the digit that stands on the key; with Ctrl or Alt a key keeps its own meaning."""
    digit = UNSHIFTED.get(keyboard, {}).get(press.character or "")
    return press if digit is None or "+" in press.key else replace(press, key=digit, character=digit)
