"""Eight interviewers as real processes on one file, killed at random: no call doubled, none that was told lost."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import count, pairwise
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from random import Random
from threading import Event

from cati.errors import LeaseLostError
from cati.fieldwork.call_result import CallResult, calls_of
from cati.fieldwork.case_card import CaseCard, dial, next_card
from cati.fieldwork.give_result import give_result
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.room import Room, drawn
from cati.interview.session import folded
from cati.sample.after_call import state_of
from cati.sample.said import Said
from cati.storage.cases import NewCase, Phone, add_cases, fetch_case, list_attempts, list_cases
from cati.storage.dialling import Forbidden
from cati.storage.store import Store, open_store
from cati.storage.verify import verify
from phone_room import at_any_hour, seated, the_study
from spoken import NOW, SAMPLE

FORK = multiprocessing.get_context("fork")
DESKS, CASES = 8, 500
CALLS = int(os.environ.get("CATI_ROOM_CALLS", "600"))
LONGEST_SECONDS = max(50, CALLS / 10)
A_SECOND = timedelta(minutes=10)
"""So much passes for the desks in a second of ours: a lease of whoever was killed runs out while we look on."""
RESULTS = ("no_answer", "busy", "not_available", "disconnected", "soft_refusal", "hard_refusal", "technical")
REFUSED = Said(by="respondent", reason="no_time")


def clock(began: float) -> datetime:
    """The time at every desk."""
    return NOW + A_SECOND * (time.monotonic() - began)


def a_desk(place: Path, number: int, began: float, tell: Connection) -> None:
    """Call until somebody kills us; each result is told once it is stored."""
    chance = Random(os.urandom(8))  # noqa: S311
    with open_store(place, create=False, busy_seconds=30) as store:
        room = Room(at_any_hour(the_study()), store, clock=lambda: clock(began), chance=drawn)
        room = seated(room, f"Desk {number}")
        while True:
            card = next_card(room, room.command(), practice=False)
            if card is None:
                Event().wait(0.05)
                continue
            with suppress(LeaseLostError):  # it was given to somebody else while this machine was too slow
                for attempt_id, result in one_call(card, chance):
                    tell.send((attempt_id, result))


def one_call(card: CaseCard | None, chance: Random) -> Iterator[tuple[int, str]]:
    """A call: dialled, and given a result or an interview."""
    while card is not None:
        phone = next(phone for phone in card.file.phones if phone.state == "usable")
        assert phone.phone_id is not None
        on_the_line = dial(card, phone.phone_id, card.room.command())
        if isinstance(on_the_line, Forbidden):
            return
        assert on_the_line.attempt_id is not None
        if chance.random() < 0.1:
            begin_interview(on_the_line, card.room.command()).end("complete")
            yield on_the_line.attempt_id, "complete"
            return
        result = chance.choice(RESULTS)
        card = give_result(on_the_line, CallResult(result, REFUSED), card.room.command())
        yield on_the_line.attempt_id, result


class EightDesks:
    """Eight desks in processes of their own, and what they told us."""

    def __init__(self, place: Path) -> None:
        self.place, self.began, self.chance = place, time.monotonic(), Random(1)  # noqa: S311
        self.told: dict[int, str] = {}
        self.desks: dict[Connection, BaseProcess] = {}
        self.numbers = count()

    def sit_down(self) -> None:
        """Another desk begins to call."""
        reading, writing = FORK.Pipe(duplex=False)
        desk = FORK.Process(target=a_desk, args=(self.place, next(self.numbers), self.began, writing))
        desk.start()
        writing.close()
        self.desks[reading] = desk

    def heard(self, reading: Connection) -> bool:
        """Take down what a desk says; false once it is dead."""
        try:
            attempt_id, result = reading.recv()
        except (EOFError, OSError):
            return False
        assert attempt_id not in self.told, "told twice"
        self.told[attempt_id] = result
        return True

    def listen(self) -> None:
        """Hear whoever has something to say; who was killed is replaced."""
        for ready in wait(list(self.desks), timeout=0.1):
            assert isinstance(ready, Connection)
            if not self.heard(ready):
                self.desks.pop(ready).join()
                self.sit_down()

    def kill_one(self) -> None:
        """Whatever it is doing."""
        desk = self.chance.choice(list(self.desks.values()))
        assert desk.pid is not None
        os.kill(desk.pid, signal.SIGKILL)

    def close(self) -> None:
        """Everybody stops at once, and what was said before is heard."""
        for reading, desk in self.desks.items():
            desk.kill()
            desk.join()
            while reading.poll() and self.heard(reading):
                pass


def told_while_killed(place: Path) -> dict[int, str]:
    """The results that were told to us while desk after desk was killed and another sat down."""
    room = EightDesks(place)
    for _ in range(DESKS):
        room.sit_down()
    next_kill = room.began + 2
    while len(room.told) < CALLS and time.monotonic() - room.began < LONGEST_SECONDS:
        room.listen()
        if time.monotonic() > next_kill:
            next_kill = time.monotonic() + room.chance.uniform(0.2, 1.0)
            room.kill_one()
    room.close()
    return room.told


def test_eight_desks_killed_at_random_double_no_call_and_lose_none(tmp_path: Path):
    place = tmp_path / "cati.sqlite"
    with open_store(place, create=True) as store:
        numbers = [[Phone(f"+3250{at:06}"), Phone(f"+32450{at:06}")] for at in range(CASES)]
        add_cases(store, [NewCase(f"K{at:04}", SAMPLE, numbers[at], shuffle=at) for at in range(CASES)])
    told = told_while_killed(place)
    assert len(told) >= CALLS // 4
    with open_store(place, create=False) as store:
        assert verify(store, lambda events: folded(events).answers) == []
        assert_nothing_lost_or_doubled(store, told)


def assert_nothing_lost_or_doubled(store: Store, told: dict[int, str]) -> None:
    attempts = list(list_attempts(store))
    stored = {attempt.attempt_id: attempt.disposition for attempt in attempts}
    assert {attempt_id: stored[attempt_id] for attempt_id in told} == told
    for before, after in pairwise(attempts):
        if before.case_id == after.case_id:
            assert before.ended_at is not None
            assert before.ended_at <= after.started_at, "two at once on one case"
    cases = list(list_cases(store))
    assert len(cases) == CASES
    room = Room(at_any_hour(the_study()), store, interviewer="nobody")
    for case in cases:
        file = fetch_case(store, case.case_id)
        calls = calls_of(room, file)
        if calls:
            usable = sum(phone.state == "usable" for phone in file.phones)
            found = state_of(calls, room.study.questionnaire.fieldwork, numbers=usable, fresh_from=NOW)
            assert (case.state, case.queue, case.current_code) == (found.state, found.queue, found.code)
