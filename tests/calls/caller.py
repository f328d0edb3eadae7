"""An interviewer at a real terminal: reads the screen, thinks as long as a person, presses one key."""

import sys
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self

from pty_terminal import Terminal

PROGRAM = Path(__file__).parents[1] / "cati_at_two.py"
READS_SECONDS = 0.35
"""Longer than the 150 ms in which the key gate takes nothing: nobody reads and decides faster."""
LIFTS_SECONDS = 0.8
"""Longer than the 700 ms in which the key of the last answer is taken for a held key."""


class Caller:
    """One sitting at the program; `press` waits for what must be on the screen first. `at` is a moment (ISO, aware)."""

    def __init__(self, study: Path, name: str, first_number: int, at: str = "") -> None:
        program = [sys.executable, str(PROGRAM), str(first_number), "--study", str(study), "--interviewer", name]
        self.terminal = Terminal([*program, "--language", "nl"], env={"CATI_TEST_NOW": at} if at else {})
        self.last = ""

    def __enter__(self) -> Self:
        self.terminal.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.terminal.__exit__(kind, error, trace)

    def press(self, seen: str, *keys: str) -> None:
        """Press keys, one by one, once a text is on the screen."""
        self.terminal.wait_for(seen, 30)
        for key in keys:
            Event().wait(LIFTS_SECONDS if key == self.last else READS_SECONDS)
            self.terminal.send(key)
            self.last = key

    def read_aloud(self, *keys: str) -> None:
        """Confirm that the text was read, and answer once the question is open."""
        self.press("Lees alles voor", "enter")
        self.terminal.wait_gone("Lees alles voor", 30)
        self.press("", *keys)

    def type(self, seen: str, text: str) -> None:
        """Type a text and end it."""
        self.terminal.wait_for(seen, 30)
        Event().wait(READS_SECONDS)
        self.terminal.send(text)
        self.terminal.wait_for(text)
        self.press(text, "enter")
