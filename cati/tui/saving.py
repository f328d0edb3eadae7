"""Makes what was given durable, one thing after the other, and never gives up on what is not saved.

It knows no widget: the screen hands in what to write, and looks here at what became of it.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from itertools import chain, repeat

from cati.errors import LeaseLostError, NotSavedError, StorageError, WrittenElsewhereError

SLOW_SECONDS = 0.1
"""From here on a person is told that it is being saved."""
LOST = (LeaseLostError, WrittenElsewhereError)


class Saved(Enum):
    """How it stands with what was given."""

    YES = auto()
    SLOWLY = auto()
    NOT = auto()
    NEVER = auto()
    """Somebody else has the case now: this writer must stop."""


def waits() -> Iterator[float]:
    """Seconds between attempts: 1, 2, 5, 5, …"""
    return chain((1, 2), repeat(5))


def nothing() -> None:
    """What there is to do where nothing is."""


@dataclass(frozen=True)
class Job:
    """Something to write. `write` blocks until it is durable; `then` shows it.

    After a failure the event is tried again by itself: `settle` does what else `write` would have done.
    `holds` means that no answer is taken before this is saved.
    """

    write: Callable[[], object]
    then: Callable[[], object] = nothing
    settle: Callable[[], object] = nothing
    holds: bool = True


class Saving:
    """A queue of jobs; `changed` is called when `state`, `error` or `wait` says something new."""

    def __init__(self, retry: Callable[[], None], changed: Callable[[], None]) -> None:
        self.jobs: deque[Job] = deque()
        self.state = Saved.YES
        self.error: StorageError | None = None
        self.wait: float | None = None
        self.waits = waits
        self._retry, self._changed = retry, changed
        self._now = asyncio.Event()
        self.is_running = False

    def put(self, job: Job) -> bool:
        """Queue a job; True if `run` must be started for it."""
        self.jobs.append(job)
        return not self.is_running

    def retry_now(self) -> None:
        """Try again at once."""
        self._now.set()

    async def run(self) -> None:
        """Do all jobs in order."""
        self.is_running = True
        try:
            while self.jobs:
                await self._do(self.jobs[0])
                job = self.jobs.popleft()
                self._turn(Saved.YES)
                job.then()
        except LOST as error:
            self.jobs.clear()
            self._turn(Saved.NEVER, error)
        finally:
            self.is_running = False

    async def _do(self, job: Job) -> None:
        try:
            await self._in_thread(job.write)
        except LOST:
            raise
        except StorageError as error:
            await self._retried(error)
            job.settle()

    async def _retried(self, error: StorageError) -> None:
        for seconds in self.waits():
            by_itself = isinstance(error, NotSavedError)
            self._now.clear()
            self._turn(Saved.NOT, error, seconds if by_itself else None)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._now.wait(), seconds if by_itself else None)
            try:
                await self._in_thread(self._retry)
            except LOST:
                raise
            except StorageError as again:
                error = again
            else:
                return

    async def _in_thread(self, write: Callable[[], object]) -> None:
        task = asyncio.ensure_future(asyncio.to_thread(write))
        done, _ = await asyncio.wait({task}, timeout=SLOW_SECONDS)
        if not done and self.state is Saved.YES:
            self._turn(Saved.SLOWLY)
        await task

    def _turn(self, state: Saved, error: StorageError | None = None, wait: float | None = None) -> None:
        if (state, error, wait) != (self.state, self.error, self.wait):
            self.state, self.error, self.wait = state, error, wait
            self._changed()
