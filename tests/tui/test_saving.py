"""The queue that makes things durable: in order, never giving up, never blocking the screen."""

import asyncio
from collections.abc import Callable
from itertools import repeat
from threading import Event

from cati.errors import DatabaseMovedError, LeaseLostError, NotSavedError, StorageError
from cati.tui.saving import Job, Saved, Saving


class Desk:
    """A queue, and what became known of it."""

    def __init__(self) -> None:
        self.told: list[Saved] = []
        self.done: list[str] = []
        self.faults: list[StorageError] = []
        self.saving = Saving(self.write, lambda: self.told.append(self.saving.state))
        self.saving.waits = lambda: repeat(0.0)

    def write(self) -> None:
        """Fails as long as there are faults."""
        if self.faults:
            raise self.faults.pop(0)

    def job(self, name: str) -> Job:
        return Job(self.write, lambda: self.done.append(name), lambda: self.done.append(f"{name} settled"))

    async def run(self, *names: str) -> "Desk":
        for name in names:
            self.saving.put(self.job(name))
        await asyncio.wait_for(self.saving.run(), 5)
        return self


def not_saved() -> NotSavedError:
    return NotSavedError("storage.busy")


async def test_jobs_are_done_in_the_order_given():
    assert (await Desk().run("one", "two", "three")).done == ["one", "two", "three"]


async def test_a_fast_job_says_nothing():
    assert (await Desk().run("one")).told == []


async def test_what_failed_is_tried_again_until_it_is_saved():
    desk = Desk()
    desk.faults = [not_saved(), not_saved(), not_saved()]
    await desk.run("one")
    assert desk.done == ["one settled", "one"]
    assert desk.told[0] is Saved.NOT
    assert desk.told[-1] is Saved.YES


async def test_what_comes_after_a_failed_job_waits_for_it():
    desk = Desk()
    desk.faults = [not_saved()]
    await desk.run("one", "two")
    assert desk.done == ["one settled", "one", "two"]


def test_attempts_come_after_1_2_5_5_seconds():
    waits = Saving(lambda: None, lambda: None).waits()
    assert [next(waits) for _ in range(5)] == [1, 2, 5, 5, 5]


async def test_r_tries_at_once():
    desk = Desk()
    desk.faults = [not_saved()]
    desk.saving.waits = lambda: repeat(3600.0)
    desk.saving.put(desk.job("one"))
    task = asyncio.create_task(desk.saving.run())
    await until(lambda: desk.told == [Saved.NOT])
    desk.saving.retry_now()
    await asyncio.wait_for(task, 5)
    assert desk.done == ["one settled", "one"]


async def test_a_moved_database_is_not_tried_again_by_itself():
    desk = Desk()
    desk.faults = [DatabaseMovedError("storage.moved")]
    desk.saving.put(desk.job("one"))
    task = asyncio.create_task(desk.saving.run())
    await until(lambda: desk.told == [Saved.NOT])
    assert desk.saving.wait is None
    desk.saving.retry_now()
    await asyncio.wait_for(task, 5)


async def test_a_lost_case_ends_the_queue():
    desk = Desk()
    desk.faults = [LeaseLostError("storage.lease_gone", case_key="0042")]
    await desk.run("one", "two")
    assert desk.done == []
    assert desk.saving.state is Saved.NEVER
    assert not desk.saving.jobs


async def test_a_case_lost_on_a_retry_ends_the_queue_too():
    desk = Desk()
    desk.faults = [not_saved(), LeaseLostError("storage.lease_gone", case_key="0042")]
    await desk.run("one")
    assert desk.saving.state is Saved.NEVER


async def test_a_slow_job_is_told_and_the_loop_goes_on():
    desk, written = Desk(), Event()
    desk.saving.put(Job(lambda: written.wait(5), lambda: desk.done.append("slow")))
    task = asyncio.create_task(desk.saving.run())
    await until(lambda: desk.told == [Saved.SLOWLY])
    written.set()
    await asyncio.wait_for(task, 5)
    assert desk.done == ["slow"]
    assert desk.told == [Saved.SLOWLY, Saved.YES]


async def until(holds: Callable[[], bool]) -> None:
    """Let the loop run until something holds."""
    async with asyncio.timeout(5):
        while not holds():  # noqa: ASYNC110 - what is awaited sets no event
            await asyncio.sleep(0)
