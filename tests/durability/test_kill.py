"""What was acknowledged survives `kill -9` at any moment, and nothing half is ever there."""

import os
import select
import signal
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from random import Random

import pytest

from cati.interview.events import Event
from cati.questionnaire.answer import Answers
from cati.storage.ids import CaseId, InterviewId
from cati.storage.interviews import append, resume
from cati.storage.leases import claim_case
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import trials
from storage_fixtures import LEASE, PERSONAL, answered, at, begun, fold, new_store, resumed, words

INTERVIEW = InterviewId(1)
SEEDS = 4
KILLS = trials("kill") // SEEDS
SIZE = 4
KEYS = ("V1", "V2.suppliers", "EMAIL", "V8")


def answer_until_killed(place: Path, pipe: int, round_: int) -> None:
    """Go on with the interview, as fast as it goes; each acknowledgement is the sequence saved."""
    store = open_store(place, create=False)
    claim = claim_case(store, CaseId(1), "I01", at(round_), lease_seconds=LEASE)
    hold = resume(store, claim, INTERVIEW, resumed(round_))
    answers: Answers = fold(load_events(store, INTERVIEW))
    for sequence in count(hold.last_sequence + 1):
        event = answered(KEYS[sequence % len(KEYS)], words(f"{round_}/{sequence}" * 9), round_)
        answers[event.key] = event.answer
        hold = append(store, hold, sequence, event, answers, PERSONAL)
        os.write(pipe, sequence.to_bytes(SIZE, "big"))


def killed_after(seconds: float, place: Path, round_: int, *, from_first: bool) -> list[int]:
    """Let a child answer and kill it; what it had acknowledged by then."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            answer_until_killed(place, writing, round_)
        finally:
            os._exit(1)
    os.close(writing)
    if from_first:
        select.select([reading], [], [], 30)
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        select.select([], [], [], left)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL, "the child failed by itself"
    with open(reading, "rb") as pipe:  # noqa: PTH123  # a file descriptor
        said = pipe.read()
    return [int.from_bytes(said[place : place + SIZE], "big") for place in range(0, len(said), SIZE)]


def check(place: Path, acknowledged: Sequence[int], before: int) -> list[Event]:
    """All that was acknowledged is there, at most one more, and the fold is that of the events."""
    with open_store(place, create=False) as store:
        events = load_events(store, INTERVIEW)
        assert verify(store, fold) == []
    assert acknowledged == list(range(acknowledged[0], acknowledged[-1] + 1)) if acknowledged else True
    last = acknowledged[-1] if acknowledged else before
    assert last <= len(events) <= last + 2  # one answer saved whose news was cut off; one more: the resumption
    return events


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_acknowledged_answer_is_lost_to_a_kill(tmp_path: Path, seed: int):
    chance = Random(seed)  # noqa: S311
    with new_store(tmp_path) as store:
        begun(store)
        place = store.path
    assert place is not None
    total, stored = 0, 1
    for round_ in range(1, KILLS + 1):
        after_first = chance.random() < 0.8
        acknowledged = killed_after(chance.uniform(0, 0.06), place, round_, from_first=after_first)
        stored = len(check(place, acknowledged, stored))
        total += len(acknowledged)
    assert total > KILLS
