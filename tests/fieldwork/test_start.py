"""What an interviewer sees before a call."""

from datetime import UTC, datetime

from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.fieldwork.start import overview
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import answer, seated, taken


def finish(room: Room, *results: str) -> None:
    """One call for each of these results."""
    for result in results:
        taken(next_case(room, practice=False)).end(result)


def test_an_empty_database_has_neither_sample_nor_calls(room: Room):
    with open_store(":memory:", create=True) as store:
        seen = overview(Room(room.study, store, clock=room.clock))
    assert (seen.has_sample, seen.has_practice, seen.due_now, seen.next_due_at) == (False, False, 0, None)
    assert (seen.attempts, seen.open_interviews) == (0, ())


def test_the_day_so_far_counts_results_by_what_they_are(room: Room):
    finish(room, "complete", "hard_refusal")
    seen = overview(room)
    assert (seen.completes, seen.refusals, seen.appointments, seen.attempts) == (1, 1, 0, 2)


def test_the_day_is_ones_own(room: Room):
    finish(room, "complete")
    finish(seated(room, "Bo Maes"), "complete")
    assert (overview(room).completes, overview(room).attempts) == (1, 1)


def test_the_day_is_one_of_the_study_s_calendar(room: Room, clock: MovingClock):
    interview = taken(next_case(room, practice=False))
    clock.now = datetime(2026, 11, 25, 22, 59, tzinfo=UTC)  # 23:59 in Brussels
    interview.end("complete")
    assert overview(room).attempts == 1
    clock.forward(minutes=2)
    assert overview(room).attempts == 0


def test_practice_is_in_no_count(room: Room):
    load_practice(room)
    taken(next_case(room, practice=True)).end("complete")
    seen = overview(room)
    assert (seen.completes, seen.attempts, seen.due_now, seen.has_practice) == (0, 0, 2, True)


def test_cases_that_are_due_and_free_are_counted_and_the_next_one_is_announced(room: Room):
    assert overview(room).due_now == 2
    taken(next_case(room, practice=False)).suspend("not_available")
    seen = overview(room)
    assert seen.due_now == 1
    assert seen.next_due_at == datetime(2026, 11, 26, 8, 0, tzinfo=UTC)  # the least tried part of another day


def test_a_case_in_somebodys_hands_is_not_counted_as_due(room: Room):
    taken(next_case(room, practice=False))
    assert overview(room).due_now == 1


def test_interviews_that_were_broken_off_come_ones_own_first_and_practice_last(room: Room, clock: MovingClock):
    load_practice(room)
    answer(taken(next_case(room, practice=True)), INT="reached").leave()
    answer(taken(next_case(room, practice=False)), INT="reached").leave()
    clock.forward(minutes=1)
    answer(taken(next_case(seated(room, "Bo Maes"), practice=False)), WHO="self").leave()
    clock.forward(minutes=1)
    answer(taken(next_case(room, practice=False)), CONSENT="yes").leave()
    answer(taken(next_case(seated(room, "Bo Maes"), practice=True)), WHO="self").leave()
    found = overview(room).open_interviews
    assert [(each.case_key, each.last_interviewer) for each in found] == [("0042", "an-peeters"), ("P001", "bo-maes")]


def test_an_interview_whose_case_is_closed_is_not_offered_any_more(room: Room, clock: MovingClock):
    for _ in range(10):
        found = overview(room).open_interviews
        interview = resume_interview(room, found[0]) if found else taken(next_case(room, practice=False))
        interview.suspend("suspended")
        clock.forward(days=1)
    assert overview(room).open_interviews == ()
