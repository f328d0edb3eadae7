"""Work in a child that is killed in the middle of it."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from threading import Event

Work = Callable[[], object]


def _begun(work: Work) -> int:
    child = os.fork()
    if child == 0:
        failed = 1
        try:
            work()
            failed = 0
        finally:
            os._exit(failed)
    return child


def seconds_of(work: Work) -> float:
    """How long it takes a child that nobody kills."""
    began = time.monotonic()
    _, status = os.waitpid(_begun(work), 0)
    assert status == 0, "the child failed by itself"
    return time.monotonic() - began


def moments(seconds: float, count: int) -> Iterator[float]:
    """So many moments, evenly from the beginning of some work to a little after its end."""
    return (1.1 * seconds * at / max(1, count - 1) for at in range(count))


def killed(work: Work, after: float) -> None:
    """Let a child work and kill it after so many seconds, if it is still there."""
    child = _begun(work)
    Event().wait(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL, "the child failed by itself"
