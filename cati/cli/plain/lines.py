"""Lines in and out of the plain mode: what is typed ahead of a prompt is thrown away, never answered with."""

import sys
import termios
from contextlib import suppress
from typing import TextIO

from cati.cli.output import put_line, put_prompt


class EndOfInputError(Exception):
    """Nothing more will be typed."""


class Lines:
    """Asks for lines on a stream."""

    def __init__(self, stream: TextIO = sys.stdin) -> None:
        self._stream = stream

    def ask(self, prompt: str = "> ") -> str:
        """The next line, without its end. Raises `EndOfInputError`."""
        self.forget_typed_ahead()
        put_prompt(prompt)
        try:
            line = self._stream.readline()
        except UnicodeDecodeError:
            put_line()
            return "\ufffd"
        if not line:
            put_line()
            raise EndOfInputError
        if not self._stream.isatty():
            put_line(line.rstrip("\r\n"))
        return line.rstrip("\r\n")

    def forget_typed_ahead(self) -> None:
        """A key counts only for a question that was shown before it."""
        if self._stream.isatty():
            with suppress(termios.error):
                termios.tcflush(self._stream.fileno(), termios.TCIFLUSH)
