"""Quotas in the phone room: which cell a case is in, when a cell closes, and what becomes of its cases."""

from decimal import Decimal
from pathlib import Path

import pytest

from cati.fieldwork.interview import Interview
from cati.fieldwork.monitor import room_now
from cati.fieldwork.next_case import resume_interview
from cati.fieldwork.quota_cells import sort_sample
from cati.fieldwork.room import Room
from cati.interview.view import EndView, QuestionView, View
from cati.questionnaire.answer import Quantity
from cati.storage.interviews import open_interviews
from cati.storage.snapshot import snapshot
from cati.storage.stored_interviews import interviews_for_export
from phone_room import answer
from quota_room import (
    ASKED,
    CROSSED,
    HARD,
    SIZE,
    add_sizes,
    begun,
    called,
    completed,
    finished,
    later,
    quota_room,
    states,
)


def cells(room: Room) -> list[str]:
    with snapshot(room.store) as now:
        return [named for _, named in sorted(now.cells().items())]


def over(room: Room) -> list[str | None]:
    return [each.over_quota for each in interviews_for_export(room.store, practice=False)]


def test_a_case_is_in_the_cell_of_its_sample_row_however_that_is_written(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "2", "10+"])
    assert cells(room) == ["size: small", "size: large", "size: large"]


def test_two_fields_are_crossed_and_a_case_that_lacks_one_is_in_no_cell(tmp_path: Path):
    room = quota_room(tmp_path, CROSSED, sizes=["small", "small", "", "large"])
    assert cells(room) == ["both: small x coast", "both: small x inland", "both: ", "both: large x inland"]


def test_cases_that_come_later_are_sorted_at_the_next_opening(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small"])
    add_sizes(room, ["large", "small"])
    sort_sample(room)
    sort_sample(room)
    assert cells(room) == ["size: small", "size: large", "size: small"]


def test_the_interview_that_fills_a_cell_closes_it_and_its_cases_wait(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small", "small", "large"])
    completed(room, 1)
    assert states(room)["C002"] == "fresh"
    completed(room, 1)
    assert states(room) == {"C000": "closed", "C001": "closed", "C002": "parked quota:size", "C003": "fresh"}
    assert begun(room).case.case.case_key == "C003"


def test_a_case_of_an_unknown_cell_counts_in_none_and_is_closed_by_none(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["", "small", "small", ""])
    completed(room, 3)
    assert states(room)["C003"] == "fresh"
    assert over(room) == [None, None, None]


@pytest.mark.parametrize(("quota", "after"), [(SIZE, "firm"), (HARD, "parked quota:size")])
def test_a_soft_quota_keeps_what_was_promised_and_a_hard_one_does_not(tmp_path: Path, quota: str, after: str):
    room = quota_room(tmp_path, quota, sizes=["small", "small", "small"])
    called(room, "appointment")
    completed(room, 2)
    assert states(room)["C000"] == after


@pytest.mark.parametrize(("quota", "after"), [(SIZE, "resume"), (HARD, "parked quota:size")])
def test_a_suspended_interview_is_gone_on_with_only_if_the_quota_is_soft(tmp_path: Path, quota: str, after: str):
    room = quota_room(tmp_path, quota, sizes=["small", "small", "small"])
    begun(room).suspend("suspended")
    completed(room, 2)
    assert states(room)["C000"] == after


@pytest.mark.parametrize("quota", [SIZE, HARD])
def test_an_interview_under_way_goes_on_and_is_exported_as_over_quota(tmp_path: Path, quota: str):
    room = quota_room(tmp_path, quota, sizes=["small", "small", "small"])
    under_way = begun(room)
    completed(room, 2)
    finished(under_way)
    assert sorted(map(str, over(room))) == ["None", "None", "size"]


def test_a_call_that_ends_open_in_a_cell_that_closed_meanwhile_waits_too(tmp_path: Path):
    room = quota_room(tmp_path, HARD, sizes=["small", "small", "small"])
    under_way = begun(room)
    completed(room, 2)
    under_way.suspend("no_answer")
    assert states(room)["C000"] == "parked quota:size"


def test_a_new_case_of_a_closed_cell_waits_at_once(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small"])
    completed(room, 2)
    add_sizes(room, ["small", "large"])
    sort_sample(room)
    assert (states(room)["C002"], states(room)["C003"]) == ("parked quota:size", "fresh")


def test_a_quota_on_an_answer_counts_the_answers_on_the_path_also_of_interviews_before_it(tmp_path: Path):
    room = quota_room(tmp_path, SIZE, sizes=["small", "small"])
    completed(room, 1)
    room.store.close()
    again = quota_room(tmp_path, ASKED)
    assert "exports: yes" in cells(again)[0]
    answer(begun(again), Q="no")
    assert "exports: no" in cells(again)[1]


# A quota on an answer


def no(interview: Interview) -> View:
    """What is before the interviewer once the first question was answered with no."""
    later(interview.room)
    return answer(interview, Q="no").view()


def full(room: Room) -> Room:
    """Nobody is wanted any more who exports."""
    finished(begun(room))
    return room


def test_an_answer_in_a_full_cell_of_a_hard_quota_leads_to_the_quota_exit(tmp_path: Path):
    room = full(quota_room(tmp_path, ASKED, sizes=["small", "small"]))
    interview = answer(begun(room), Q="yes")
    view = interview.view()
    assert isinstance(view, EndView)
    assert view.end.disposition == ("quota_full",)
    assert "enough" in view.text
    interview.end("quota_full")
    assert (states(room)["C001"], room_now(room).standing.by_code["4.80"]) == ("closed", 1)


def test_an_answer_in_an_open_cell_goes_on(tmp_path: Path):
    room = full(quota_room(tmp_path, ASKED, sizes=["small", "small"]))
    assert isinstance(no(begun(room)), QuestionView)


def test_a_soft_quota_on_an_answer_goes_on(tmp_path: Path):
    room = full(quota_room(tmp_path, ASKED.replace("hard: true, ", ""), sizes=["small", "small"]))
    assert isinstance(answer(begun(room), Q="yes").view(), QuestionView)


def test_an_answer_corrected_at_the_quota_exit_goes_on(tmp_path: Path):
    room = full(quota_room(tmp_path, ASKED, sizes=["small", "small"]))
    interview = answer(begun(room), Q="yes")
    assert interview.go_back()
    assert isinstance(no(interview), QuestionView)


def test_who_answered_before_the_cell_was_full_is_not_cut_off(tmp_path: Path):
    room = quota_room(tmp_path, ASKED, sizes=["small", "small"])
    under_way = answer(begun(room), Q="yes")
    full(room)
    assert isinstance(answer(under_way, N=Quantity(value=Decimal(3))).view(), EndView)
    assert under_way.full_quota is None


@pytest.mark.parametrize(("state", "exits"), [("suspended", True), ("broken", False)])
def test_a_suspended_interview_is_rechecked_when_it_is_resumed_and_a_broken_one_is_not(
    tmp_path: Path, state: str, exits: bool
):
    room = quota_room(tmp_path, ASKED, sizes=["small", "small"])
    interview = answer(begun(room), Q="yes")
    if state == "suspended":
        interview.suspend("suspended")
    full(room)
    if state == "broken":
        interview.leave()
    (found,) = open_interviews(room.store, room.clock())
    assert (resume_interview(room, found).full_quota == "exports") is exits
