"""A case as a supervisor sees it, and the powers that fit it."""

from dataclasses import replace

import pytest

from cati.errors import StudyError
from cati.fieldwork.case_page import CasePage, case_page
from cati.fieldwork.erase import erase_case
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.fieldwork.use_power import choices, settled, use_power
from cati.storage.cases import list_cases
from moving_clock import MovingClock
from phone_room import answer, taken


@pytest.fixture
def supervisor(room: Room) -> Supervisor:
    return Supervisor(replace(room, interviewer="bo"), "asked to")


def page(room: Room, key: str = "0042") -> CasePage:
    return case_page(room, next(case.case_id for case in list_cases(room.store) if case.case_key == key))


def test_the_powers_follow_the_state_of_the_case(room: Room, supervisor: Supervisor):
    assert page(room).powers == ("call_now", "reserve", "park", "note", "result")
    supervisor.park("0042")
    assert page(room).powers == ("reserve", "release", "note", "result")
    supervisor.change_result("0042", "not_eligible")
    assert page(room).powers == ("reopen", "note", "result")


def test_who_has_the_case_is_named_until_the_lease_runs_out_and_can_still_be_freed_then(room: Room, clock: MovingClock):
    answer(taken(next_case(room, practice=False)), INT="reached")
    assert (page(room).holder, "free" in page(room).powers) == ("An Peeters", True)
    clock.forward(seconds=room.lease_seconds)
    assert (page(room).holder, "free" in page(room).powers) == ("", True)


def test_calls_history_and_deeds_of_the_case_are_all_there(room: Room, supervisor: Supervisor):
    answer(taken(next_case(room, practice=False)), INT="reached").end("not_eligible")
    supervisor.reopen("0042")
    supervisor.park("0043")
    found = page(room)
    assert found.powers[-1] == "review"
    assert [attempt.disposition for attempt in found.file.attempts] == ["not_eligible"]
    assert [each.because for each in found.history] == ["not_eligible", "reopen"]
    assert [(deed.verb, deed.object) for deed in found.deeds] == [("reopen", "0042")]


def test_an_erased_case_has_no_powers(room: Room, supervisor: Supervisor):
    answer(taken(next_case(room, practice=False)), INT="reached").end("complete")
    erase_case(supervisor, "0042")
    assert (page(room).is_erased, page(room).powers) == (True, ())


def test_a_part_of_a_name_is_enough_where_only_one_has_it(room: Room, supervisor: Supervisor):
    options = choices(supervisor.room, "result")
    assert settled(options, "hard_ref") == "hard_refusal"
    assert settled(options, "refusal") == "refusal"
    assert settled(choices(room, "reserve"), "") == ""


def test_a_review_that_is_neither_is_refused_with_what_there_is(supervisor: Supervisor):
    with pytest.raises(StudyError) as told:
        use_power(supervisor, "review", "0042", "seen")
    assert told.value.word == "powers.no_mark"
