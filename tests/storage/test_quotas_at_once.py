"""Eight interviewers who end in one cell at once, on both engines: no more come than were under way when it closed."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count
from pathlib import Path
from threading import Barrier

import pytest

from cati.errors import NotSavedError
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.storage.cases import list_cases
from cati.storage.quotas import settle_quotas
from cati.storage.store import open_store
from cati.storage.stored_interviews import interviews_for_export
from quota_room import quota_room, states

DESKS, TARGET = 8, 12
QUOTA = f"- {{name: size, by: [size], hard: true, targets: {{small: {TARGET}, large: 2}}}}"


def at_a_desk(room: Room, place: Path | str, number: int, start: Barrier) -> None:
    """Interview after interview by a door of its own to the database, until no case is offered."""
    draws = count(number * 10**6)
    with open_store(place, create=False) as store:
        desk = replace(room, store=store, interviewer=f"i{number}", chance=lambda: f"{next(draws):016x}")
        interview = next_case(desk, practice=False)
        start.wait()
        while interview is not None:
            ended(interview)
            interview = next_case(desk, practice=False)


def ended(interview: Interview) -> None:
    """A complete, tried until the database has time."""
    interview_ended = False
    while not interview_ended:
        try:
            if interview.unsaved is None:
                interview.end("complete")
            else:
                interview.retry()
            interview_ended = True
        except NotSavedError:
            continue


def test_a_hard_cell_is_overshot_by_no_more_than_are_under_way(place: Path | str, tmp_path: Path):
    room = quota_room(tmp_path, QUOTA, sizes=["small"] * 60, place=str(place))
    start = Barrier(DESKS)
    with ThreadPoolExecutor(DESKS) as desks:
        list(desks.map(lambda number: at_a_desk(room, place, number, start), range(DESKS)))
    done = [each for each in interviews_for_export(room.store, practice=False) if each.disposition == "complete"]
    over = sum(each.over_quota == "size" for each in done)
    assert TARGET <= len(done) < TARGET + DESKS
    assert over == len(done) - TARGET
    left = [state for state in states(room).values() if state != "closed"]
    assert set(left) == {"parked quota:size"}
    assert not any(case.lease_by for case in list_cases(room.store))
    room.store.close()


def test_who_ends_while_another_counts_the_same_cell_waits_until_that_is_done(place: Path | str, tmp_path: Path):
    room = quota_room(tmp_path, QUOTA.replace(str(TARGET), "1"), sizes=["small"] * 2, place=str(place))
    other = replace(room, store=open_store(place, create=False))
    first, second = next_case(room, practice=False), next_case(other, practice=False)
    assert first is not None
    assert second is not None
    quotas = room.study.questionnaire.fieldwork.quotas
    with ThreadPoolExecutor(1) as desk:
        with room.store.transaction() as connection:
            settle_quotas(connection, first.case.case.case_id, quotas, room.clock(), is_complete=False)
            waiting = desk.submit(ended, second)
            with pytest.raises(TimeoutError):
                waiting.result(0.5)
        waiting.result()
    ended(first)
    assert sorted(map(str, (each.over_quota for each in interviews_for_export(room.store, practice=False)))) == [
        "None",
        "size",
    ]
    other.store.close()
    room.store.close()
