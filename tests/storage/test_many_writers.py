"""Several processes at one database: no case is held twice, no answer overwrites another."""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from cati.errors import LeaseLostError, WrittenElsewhereError
from cati.questionnaire.answer import AnswerKey
from cati.storage.interviews import append
from cati.storage.leases import claim_case, claim_next
from cati.storage.recording import Hold
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from storage_fixtures import (
    LEASE,
    NOON,
    OPEN_TO_ALL,
    Conversation,
    answered,
    at,
    begun,
    fold,
    new_store_at,
    words,
)

FORK = multiprocessing.get_context("fork")
ROUNDS = 50


def at_once(tasks: list[Callable[[Connection], None]]) -> list[list[object]]:
    """What each of some processes says, all running at once."""
    pipes = [FORK.Pipe(duplex=False) for _ in tasks]
    children = [FORK.Process(target=task, args=(writing,)) for task, (_, writing) in zip(tasks, pipes, strict=True)]
    for child in children:
        child.start()
    said = [reading.recv() for reading, _ in pipes]
    for child in children:
        child.join(30)
    for ends in pipes:
        for end in ends:
            end.close()
    return said


def test_claimers_at_once_share_no_case_and_leave_none(place: Path | str):
    new_store_at(place, cases=40).close()

    def claim_all(tell: Connection) -> None:
        with open_store(place, create=False) as store:
            claims = iter(lambda: claim_next(store, "I", NOON, practice=False, lease_seconds=LEASE), None)
            tell.send([claim.case_key for claim in islice(claims, 99)])

    claimed = [key for keys in at_once([claim_all] * 4) for key in keys]
    assert sorted(map(str, claimed)) == [f"K{number:03}" for number in range(1, 41)]


def test_two_with_one_hold_never_overwrite_each_other(place: Path | str):
    with new_store_at(place) as store:
        hold = begun(store)

    def write_all(name: str) -> Callable[[Connection], None]:
        def write(tell: Connection) -> None:
            with open_store(place, create=False) as store:
                tell.send([wins for wins in range(ROUNDS) if won(store, hold, wins + 2, name)])

        return write

    first, second = at_once([write_all("A"), write_all("B")])
    assert sorted([*first, *second]) == list(range(ROUNDS))
    with open_store(place, create=False) as store:
        said = [event.answer.value for event in load_events(store, hold.interview_id)[1:]]
        assert said == ["A" if number in first else "B" for number in range(ROUNDS)]
        assert verify(store, fold) == []


def won(store: Store, hold: Hold, sequence: int, name: str) -> bool:
    event = answered("V1", words(name), sequence)
    try:
        append(store, hold, sequence, event, {AnswerKey("V1"): event.answer}, OPEN_TO_ALL)
    except WrittenElsewhereError:
        return False
    return True


def test_threads_that_share_a_store_take_turns(place: Path | str):
    with new_store_at(place, cases=2) as store, ThreadPoolExecutor(2) as threads:
        talks = [Conversation(store, begun(store, name)) for name in ("I01", "I02")]
        pairs = [(f"V{number}", "yes") for number in range(ROUNDS)]
        for talk, done in [(talk, threads.submit(talk.answer, *pairs)) for talk in talks]:
            assert done.result().last_sequence == ROUNDS + 1
            assert fold(load_events(store, talk.hold.interview_id)) == talk.answers


def test_when_two_take_one_case_the_last_to_take_it_writes_and_the_other_is_refused(place: Path | str):
    with new_store_at(place) as store:
        hold = begun(store)

    def take_and_write(tell: Connection) -> None:
        with open_store(place, create=False) as store:
            claim = claim_case(store, hold.claim.case_id, "I01", at(1), lease_seconds=LEASE)
            mine = Hold(claim, hold.interview_id, hold.attempt_id, hold.last_sequence, hold.last_digest)
            try:
                append(store, mine, 2, answered("V1", words(claim.token), 2), {}, OPEN_TO_ALL)
                tell.send([claim.token])
            except (LeaseLostError, WrittenElsewhereError):
                tell.send([])

    tokens = [token for said in at_once([take_and_write] * 2) for token in said]
    assert len(tokens) == 1
    with open_store(place, create=False) as store:
        assert load_events(store, hold.interview_id)[1].answer.value == tokens[0]
