"""Key to next question painted in a real terminal, its commit included, against a bare in-place redraw."""

import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from threading import Event

from benchmarks.closed_questions import study
from benchmarks.contest import Figure, figures
from pty_terminal import Terminal

TESTS = Path(__file__).parents[1]
PATHS = {"PYTHONPATH": f"{TESTS.parent}:{TESTS}"}
BARE = [sys.executable, str(TESTS / "benchmarks" / "bare_redraw.py")]
APP = [sys.executable, str(TESTS / "interview_app.py")]
KEYS = "123"
READS_SECONDS = 0.25
"""The key gate takes nothing sooner; each key differs from the last, so it is no held key either."""


def painted(terminal: Terminal, key: str, number: int) -> int:
    """Nanoseconds from the writing of a key to the reading of the next question."""
    terminal.send(key)
    wanted = f"Vraag nummer {number}:"
    terminal.wait_for(wanted, 20)
    written = terminal.history[-1].at
    for entry in reversed(terminal.history):
        if hasattr(entry, "data"):
            written = entry.at
            break
    seen = terminal.seen_at(wanted, after=written)
    return int(((seen or written) - written) * 1e9)


def run(rounds: int) -> list[Figure]:
    """Both terminals open at once, a key to each in turn."""
    folder = Path(mkdtemp(prefix=".benchmark-", dir=Path.cwd()))
    names = ("bare in-place redraw (limit)", "cati, saved and painted")
    times: dict[str, list[int]] = {name: [] for name in names}
    try:
        command = [*APP, str(study(folder, rounds + 10))]
        with Terminal(BARE, env=PATHS) as bare, Terminal(command, env=PATHS) as app:
            terminals = dict(zip(names, (bare, app), strict=True))
            for terminal in terminals.values():
                terminal.wait_for("Vraag nummer 1:", 60)
            for at in range(rounds + 3):
                for name, terminal in terminals.items():
                    Event().wait(READS_SECONDS)
                    taken = painted(terminal, KEYS[at % 3], at + 2)
                    if at >= 3:
                        times[name].append(taken)
        return figures("key -> next question painted", times, {names[1]: "<= 1.5"})
    finally:
        shutil.rmtree(folder)
