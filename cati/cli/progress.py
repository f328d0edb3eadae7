"""A bar on standard error while long work runs; Escape or Ctrl+C stops it."""

import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

ESCAPE = b"\x1b"


@contextmanager
def stoppable_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar for rows done out of so many, on a terminal only. Escape raises `KeyboardInterrupt`."""
    from rich.console import Console  # noqa: PLC0415 - only long work needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    console = Console(file=sys.stderr)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with (
        Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as bar,
        keys_at_once() as pressed,
    ):
        task = bar.add_task(label, total=None)

        def show(row: int, expected: int) -> None:
            bar.update(task, completed=row, total=max(row, expected))
            if pressed() == ESCAPE:
                raise KeyboardInterrupt

        yield show


@contextmanager
def keys_at_once() -> Iterator[Callable[[], bytes]]:
    """What was pressed since it was last asked; nothing where there is no terminal."""
    if not sys.stdin.isatty():
        yield lambda: b""
        return
    import termios  # noqa: PLC0415 - POSIX only, and only at a terminal
    import tty  # noqa: PLC0415

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    tty.setcbreak(terminal)
    try:
        yield lambda: os.read(terminal, 64) if select.select([terminal], [], [], 0)[0] else b""
    finally:
        with suppress(termios.error):
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
