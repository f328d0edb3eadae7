"""A real terminal for tests: a program in a pty, its screen read as a person reads it, each key and change timed.

    with Terminal([sys.executable, "-m", "cati"]) as terminal:
        terminal.wait_for("Volgende case")
        terminal.send("1", "f8")

Two threads, because a real terminal always reads: one feeds the screen, one waits for the end of the program.
"""

import os
import select
import signal
import time
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Thread
from types import TracebackType
from typing import Self

from ptyprocess import PtyProcess

from pty_keys import bytes_of
from pty_screen import Emulator

LEFT_OUT = {"LINES", "COLUMNS", "COLORTERM", "NO_COLOR", "TERM_PROGRAM", "LC_TERMINAL", "TMUX"}


@dataclass(frozen=True)
class Written:
    """Keys, and when they were about to be written (monotonic seconds)."""

    at: float
    data: bytes


@dataclass(frozen=True)
class Seen:
    """The whole screen as text, and when it had been read (monotonic seconds)."""

    at: float
    text: str


class Terminal:
    """A program in a terminal of its own; leaving the `with` ends it."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        rows: int = 24,
        columns: int = 80,
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> None:
        self.history: list[Written | Seen] = []
        self.bytes_read = 0
        self._changed = Condition()
        self._text = ""
        self._exit_code: int | None = None
        self._is_read_out = False
        self._emulator = Emulator(columns, rows, self._write, self._look)
        self._wake_reader, self._wake = os.pipe()
        self._process = _spawn(command, (rows, columns), cwd, env or {})
        self._fd: int = self._process.fd
        self._reader = Thread(target=self._read, daemon=True)
        self._waiter = Thread(target=self._await_end, daemon=True)
        self._reader.start()
        self._waiter.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._changed:
            if self._exit_code is None:
                os.killpg(self.pid, signal.SIGKILL)
        self.close_terminal()
        self._waiter.join()
        for end in (self._wake_reader, self._wake):
            os.close(end)

    @property
    def pid(self) -> int:
        """The process of the program."""
        return int(self._process.pid)

    def send(self, *keys: str | bytes) -> None:
        """Writes each key or text in one go: a name ("f2", "enter", "ctrl+d"), a text, or raw bytes."""
        for key in keys:
            data = bytes_of(key)
            with self._changed:
                self.history.append(Written(time.monotonic(), data))
            self._write(data)

    def wait_for(self, text: str, seconds: float = 10) -> None:
        """Waits until the text stands on the screen; a text over several rows has line feeds in it."""
        self._wait(lambda: text in self._text, seconds, f"{text!r} did not appear")

    def wait_gone(self, text: str, seconds: float = 10) -> None:
        """Waits until the text stands on the screen no more."""
        self._wait(lambda: text not in self._text, seconds, f"{text!r} did not go away")

    def screen(self) -> list[str]:
        """The rows as they stand now, without the blanks at their ends."""
        with self._changed:
            return self._emulator.rows

    def seen_at(self, text: str, after: float = 0) -> float | None:
        """When the text was first read from the screen, no earlier than `after`; None if it never was."""
        with self._changed:
            past = list(self.history)
        return next((one.at for one in past if isinstance(one, Seen) and one.at >= after and text in one.text), None)

    def resize(self, rows: int, columns: int) -> None:
        """Makes the window another size."""
        with self._changed:
            self._emulator.screen.resize(rows, columns)
            self._process.setwinsize(rows, columns)

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Sends the program a signal; none if it has ended."""
        with self._changed:
            if self._exit_code is None:
                os.kill(self.pid, number)

    def close_terminal(self) -> None:
        """Closes the window: the kernel hangs up (SIGHUP) on the program."""
        if self._process.closed:
            return
        os.write(self._wake, b"\0")
        self._reader.join()
        self._process.fileobj.close()
        self._process.closed = True

    def wait_exit(self, seconds: float = 10) -> int:
        """The exit code; after a signal, minus its number. What the program last wrote has been read."""
        with self._changed:
            ended = self._changed.wait_for(lambda: self._exit_code is not None and self._is_read_out, seconds)
            if not ended or self._exit_code is None:
                raise AssertionError(self._account(f"still running after {seconds} s"))
            return self._exit_code

    def _wait(self, holds: Callable[[], bool], seconds: float, what: str) -> None:
        with self._changed:
            self._changed.wait_for(lambda: holds() or self._is_read_out, seconds)
            if not holds():
                raise AssertionError(self._account(f"{what} within {seconds} s"))

    def _account(self, what: str) -> str:
        state = "still there" if self._exit_code is None else f"gone with exit code {self._exit_code}"
        rows = [f"|{row:{self._emulator.screen.columns}}|" for row in self._emulator.rows]
        return "\n".join([f"{what}; the program is {state}", *rows])

    def _read(self) -> None:
        while True:
            ready = _waited_for(self._fd, self._wake_reader, what=select.POLLIN)
            data = b"" if self._wake_reader in ready else _read_once(self._fd)
            with self._changed:
                if data:
                    self.bytes_read += len(data)
                    self._emulator.feed(data)
                self._is_read_out = not data
                self._changed.notify_all()
            if not data:
                return

    def _look(self) -> None:
        text = "\n".join(self._emulator.rows)
        if text != self._text:
            self._text = text
            self.history.append(Seen(time.monotonic(), text))

    def _write(self, data: bytes) -> None:
        if self._process.closed:
            raise AssertionError("the terminal is closed")
        while data:
            if not _waited_for(self._fd, what=select.POLLOUT, seconds=10):
                raise AssertionError("the program does not read its keys")
            data = data[os.write(self._fd, data) :]

    def _await_end(self) -> None:
        os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)
        with self._changed:  # reaped here only, so that `kill` cannot reach a new process with the old number
            _, status = os.waitpid(self.pid, 0)
            self._exit_code = os.waitstatus_to_exitcode(status)
            self._changed.notify_all()


def _spawn(command: Sequence[str], size: tuple[int, int], cwd: Path | None, env: Mapping[str, str]) -> PtyProcess:
    kept = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
    with warnings.catch_warnings():
        # Newer Pythons warn when a process with threads forks; this child does nothing but exec.
        warnings.simplefilter("ignore", DeprecationWarning)
        return PtyProcess.spawn(
            list(command),
            cwd=cwd,
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONUTF8": "1", **env},
            dimensions=size,
        )


def _waited_for(*files: int, what: int, seconds: float | None = None) -> list[int]:
    """The files that can be read or written now; `poll` has no limit on their numbers, as `select` has."""
    poll = select.poll()
    for file in files:
        poll.register(file, what)
    return [file for file, _ in poll.poll(None if seconds is None else seconds * 1000)]


def _read_once(fd: int) -> bytes:
    try:
        return os.read(fd, 65536)
    except OSError:  # Linux says EIO when no program has the terminal any more
        return b""
