"""A key as it was read from the terminal."""

from dataclasses import dataclass
from string import ascii_lowercase

from textual.events import Key

DIGITS_AND_LETTERS = frozenset("0123456789" + ascii_lowercase)


@dataclass(frozen=True)
class Press:
    """A key: Textual's name of it in lower case, what it types, and when it was read (monotonic seconds)."""

    key: str
    character: str | None
    read_at: float
    is_printable: bool

    @classmethod
    def of(cls, event: Key) -> "Press":
        """The press behind an event; the Enter of a numeric keypad under tmux is Enter."""
        key = "enter" if event.key == "ctrl+j" else event.key.lower()
        return cls(key, event.character, event.time, event.is_printable)

    @property
    def letter(self) -> str:
        """The digit or letter that may stand for an option; empty for every other key."""
        return self.key if self.key in DIGITS_AND_LETTERS else ""
