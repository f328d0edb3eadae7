"""Lines in and out of the plain mode: what is typed ahead of a prompt is thrown away, never answered with."""

import errno
import fcntl
import shutil
import signal
import sys
import termios
import textwrap
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import TextIO

from cati.cli.output import put_line, put_prompt
from cati.words import say

HALF_A_NUMBER = 4
"""Bytes of the count that the terminal gives of what was typed."""


class EndOfInputError(Exception):
    """Nothing more will be typed: the input ended, or the program was told to end."""


@contextmanager
def closed_window_is_the_end() -> Iterator[None]:
    """A terminal that is gone can neither show nor be typed at."""
    try:
        yield
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        raise EndOfInputError from error


class Lines:
    """Asks for lines on a stream, and puts lines that fit the terminal.

    `holds_on` is a sentence that answers Ctrl+C while a conversation goes on; without one Ctrl+C ends.
    """

    def __init__(
        self, language: str, stream: TextIO | None = None, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self.language = language
        self.ticks = ticks
        self.holds_on = ""
        self._stream = stream or sys.stdin
        self._is_waiting = False
        self._is_ended = False
        if isinstance(self._stream, TextIOWrapper):
            self._stream.reconfigure(errors="surrogateescape")  # half a character is refused where it is typed

    def put(self, text: str = "") -> None:
        """One line, broken between words where a terminal would break it within one. Raises `EndOfInputError`."""
        with closed_window_is_the_end():
            self._put(text)

    def _put(self, text: str) -> None:
        if not sys.stdout.isatty():
            put_line(text)
            return
        width = max(20, shutil.get_terminal_size().columns - 1)
        for line in text.split("\n"):
            indent = " " * (len(line) - len(line.lstrip()))
            put_line("\n".join(textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False)))

    def say(self, word: str, /, **places: object) -> str:
        """A sentence in the language of the screen."""
        return say(self.language, word, **places)

    def put_all(self, lines: Iterable[str]) -> None:
        """Several lines."""
        for line in lines:
            self.put(line)

    def ask(self, prompt: str = ">") -> str:
        """The next line, without its end; a blank stands after the prompt. Raises `EndOfInputError`."""
        while True:
            if self._is_ended:
                raise EndOfInputError
            self._forget_typed_ahead()
            try:
                with closed_window_is_the_end():
                    put_prompt(f"{prompt} ")
                    return self._read()
            except KeyboardInterrupt:
                if not self.holds_on:
                    raise
                put_line()
                self.put(self.holds_on)

    def _read(self) -> str:
        self._is_waiting = True
        try:
            line = self._stream.readline()
        finally:
            self._is_waiting = False
        if not line:
            put_line()
            raise EndOfInputError
        if not self._stream.isatty():
            put_line(line.rstrip("\r\n"))
        return line.rstrip("\r\n")

    def _forget_typed_ahead(self) -> None:
        """A line counts only for a question that was shown before it."""
        if not self._stream.isatty():
            return
        with suppress(termios.error, OSError):
            waiting = fcntl.ioctl(self._stream.fileno(), termios.FIONREAD, bytes(HALF_A_NUMBER))
            termios.tcflush(self._stream.fileno(), termios.TCIFLUSH)
            if any(waiting):
                self.put(say(self.language, "plain.too_early"))

    @contextmanager
    def heeding_signals(self) -> Iterator[None]:
        """A closed window or a request to end is the end of the input, never a death in the middle of a write."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        heeded = {signal.SIGHUP: self._end, signal.SIGTERM: self._end, signal.SIGINT: self._interrupt}
        before = {number: signal.signal(number, heed) for number, heed in heeded.items()}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _end(self, *_: object) -> None:
        self._is_ended = True
        if self._is_waiting:
            raise EndOfInputError

    def _interrupt(self, *_: object) -> None:
        if self._is_waiting or not self.holds_on:
            raise KeyboardInterrupt
