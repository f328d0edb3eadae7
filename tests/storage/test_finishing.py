"""The end of a call: interview, attempt, case, appointment and lease in one transaction, or none of them."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from cati.errors import LeaseLostError, WrittenElsewhereError
from cati.interview.events import InterviewSuspended
from cati.storage.attempts import finish_attempt, start_attempt
from cati.storage.cases import fetch_case
from cati.storage.interviews import finish, open_interviews, resume
from cati.storage.leases import claim_case, claim_next, release
from cati.storage.outcomes import NewAppointment, Outcome
from cati.storage.recording import Hold
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export, load_events
from storage_fixtures import (
    COMPLETE,
    LEASE,
    OPEN_TO_ALL,
    Conversation,
    answered,
    at,
    begun,
    claimed,
    ended,
    resumed,
)

DUE = int(at(3600).timestamp())
PROMISE = NewAppointment(DUE, "2027-03-01T14:00:00", "Europe/Brussels", firm=True, for_interviewer="I01")
LATER = Outcome("appointment", "firm", "2.12", 0, DUE, reserved_for="I01", appointment=PROMISE)
NOBODY = Outcome("no_answer", "callback", "3.13", 3, DUE)
FAULT = Outcome("technical", "fresh", "3.11", 4, 0, counts=False)


def suspended(seconds: float) -> InterviewSuspended:
    return InterviewSuspended(at=at(seconds), disposition="suspended", reason="no time")


def suspend(store: Store, hold: Hold, seconds: float) -> None:
    event = suspended(seconds)
    finish(store, hold, hold.last_sequence + 1, event, {}, OPEN_TO_ALL, outcome=LATER)


def appointments(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        query = "SELECT due_at, kept_at IS NOT NULL, cancelled_at IS NOT NULL FROM appointments ORDER BY id"
        return [tuple(row) for row in connection.exec_driver_sql(query)]


def test_a_complete_interview_closes_its_case_and_frees_it(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    finish(store, talk.hold, 3, ended(60), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)
    (stored,) = interviews_for_export(store, practice=False)
    assert (stored.state, stored.disposition, stored.ended_at) == ("ended", "complete", at(60))
    assert (stored.case.state, stored.case.current_code, stored.case.queue) == ("closed", "1.1", None)
    assert (stored.case.lease_by, stored.case.attempt_count) == (None, 1)
    assert [(one.disposition, one.ended_at) for one in stored.attempts] == [("complete", at(60))]


def test_finishing_again_changes_nothing_even_when_another_has_the_case_by_then(store: Store):
    hold = begun(store)
    suspend(store, hold, 60)
    claim_case(store, hold.claim.case_id, "I02", at(90), lease_seconds=LEASE)
    suspend(store, hold, 60)
    file = fetch_case(store, hold.claim.case_id)
    assert (file.case.lease_by, file.case.attempt_count, len(appointments(store))) == ("I02", 1, 1)
    assert len(load_events(store, hold.interview_id)) == 2


def test_a_fault_in_the_outcome_leaves_the_last_event_unwritten_too(store: Store):
    hold = begun(store)
    impossible = replace(COMPLETE, queue=3)
    with pytest.raises(IntegrityError):
        finish(store, hold, 2, ended(60), {}, OPEN_TO_ALL, outcome=impossible)
    assert len(load_events(store, hold.interview_id)) == 1
    assert fetch_case(store, hold.claim.case_id).case.lease_by == "I01"
    finish(store, hold, 2, ended(60), {}, OPEN_TO_ALL, outcome=COMPLETE)


def test_who_lost_the_case_cannot_finish_it(store: Store):
    hold = begun(store)
    claim_case(store, hold.claim.case_id, "I02", at(LEASE + 1), lease_seconds=LEASE)
    with pytest.raises(LeaseLostError):
        finish(store, hold, 2, ended(60), {}, OPEN_TO_ALL, outcome=COMPLETE)


def test_a_suspended_interview_is_resumed_by_another_where_its_events_stand(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    finish(store, talk.hold, 3, suspended(60), talk.answers, OPEN_TO_ALL, outcome=NOBODY)
    claim = claim_case(store, talk.hold.claim.case_id, "I02", at(4000), lease_seconds=LEASE)
    hold = resume(store, claim, talk.hold.interview_id, resumed(4000, "I02"))
    assert hold.last_sequence == 4
    (stored,) = interviews_for_export(store, practice=False)
    assert (stored.state, stored.answers) == ("in_progress", talk.answers)
    assert [one.interviewer for one in stored.attempts] == ["I01", "I02"]


def test_resuming_again_with_the_same_event_is_stored_once(store: Store):
    hold = begun(store)
    suspend(store, hold, 60)
    claim = claim_case(store, hold.claim.case_id, "I01", at(90), lease_seconds=LEASE)
    once = resume(store, claim, hold.interview_id, resumed(90))
    assert resume(store, claim, hold.interview_id, resumed(90)) == once


def test_an_interview_that_is_over_is_not_resumed(store: Store):
    hold = begun(store)
    outcome = replace(COMPLETE, state="callback", queue=3)
    finish(store, hold, 2, ended(60), {}, OPEN_TO_ALL, outcome=outcome)
    claim = claim_case(store, hold.claim.case_id, "I01", at(90), lease_seconds=LEASE)
    with pytest.raises(WrittenElsewhereError):
        resume(store, claim, hold.interview_id, resumed(90))


def test_after_a_crash_the_same_call_goes_on_in_its_own_attempt(store: Store):
    hold = begun(store)
    claim = claim_case(store, hold.claim.case_id, "I01", at(40), lease_seconds=LEASE)
    again = resume(store, claim, hold.interview_id, resumed(40))
    assert again.attempt_id == hold.attempt_id
    assert len(fetch_case(store, claim.case_id).attempts) == 1


def test_long_after_a_crash_the_broken_attempt_ends_where_its_last_event_was(store: Store):
    talk = Conversation(store, begun(store))
    talk.say(answered("V1", "yes", 30))
    claim = claim_case(store, talk.hold.claim.case_id, "I02", at(LEASE * 3), lease_seconds=LEASE)
    resume(store, claim, talk.hold.interview_id, resumed(LEASE * 3, "I02"))
    broken, going_on = fetch_case(store, claim.case_id).attempts
    assert (broken.ended_at, broken.disposition) == (at(30), None)
    assert (going_on.number, going_on.ended_at) == (2, None)


def test_open_interviews_say_who_was_last_and_who_has_the_case(store: Store):
    first, second = begun(store), begun(store, "I02")
    suspend(store, first, 60)
    later, earlier = open_interviews(store, at(61))
    assert (later.interview_id, later.state, later.holder) == (first.interview_id, "suspended", None)
    assert (earlier.interview_id, earlier.state, earlier.holder) == (second.interview_id, "in_progress", "I02")
    assert [one.last_interviewer for one in (later, earlier)] == ["I01", "I02"]
    assert open_interviews(store, at(LEASE + 100))[1].holder is None
    assert open_interviews(store, at(61), practice=True) == []


def test_a_call_that_reached_nobody_is_an_attempt_without_an_interview(store: Store):
    claim = claimed(store)
    attempt = start_attempt(store, claim, at(0))
    assert start_attempt(store, claim, at(0)) == attempt
    for _ in range(2):
        finish_attempt(store, claim, attempt, at(30), NOBODY)
    file = fetch_case(store, claim.case_id)
    assert [(one.number, one.disposition) for one in file.attempts] == [(1, "no_answer")]
    assert (file.case.state, file.case.due_at, file.case.attempt_count) == ("callback", DUE, 1)
    assert file.case.lease_by is None


def test_an_attempt_that_was_none_is_not_counted_and_keeps_the_appointment_open(store: Store):
    claim = claimed(store)
    finish_attempt(store, claim, start_attempt(store, claim, at(0)), at(1), LATER)
    again = claim_case(store, claim.case_id, "I01", at(2), lease_seconds=LEASE)
    finish_attempt(store, again, start_attempt(store, again, at(2)), at(3), FAULT)
    assert fetch_case(store, claim.case_id).case.attempt_count == 1
    assert appointments(store) == [(DUE, 0, 0)]


@pytest.mark.parametrize(("seconds", "settled"), [(60, (DUE, 0, 1)), (3600, (DUE, 1, 0))])
def test_an_appointment_is_kept_by_a_call_at_its_time_and_cancelled_by_one_before(
    store: Store, seconds: int, settled: tuple[int, int, int]
):
    claim = claimed(store)
    finish_attempt(store, claim, start_attempt(store, claim, at(0)), at(1), LATER)
    again = claim_case(store, claim.case_id, "I01", at(seconds), lease_seconds=LEASE)
    finish_attempt(store, again, start_attempt(store, again, at(seconds)), at(seconds + 1), LATER)
    assert appointments(store) == [settled, (DUE, 0, 0)]


def test_a_reserved_appointment_is_offered_to_its_interviewer_first_and_then_to_anyone(store: Store):
    suspend(store, begun(store), 60)
    due, late = at(3600), at(3600 + 900)
    others = claim_next(store, "I02", due, practice=False, lease_seconds=LEASE)
    assert others is not None
    assert others.case_key == "K002"
    release(store, others)
    mine = claim_next(store, "I01", due, practice=False, lease_seconds=60)
    assert mine is not None
    assert mine.case_key == "K001"
    anyones = claim_next(store, "I02", late, practice=False, lease_seconds=LEASE)
    assert anyones is not None
    assert anyones.case_key == "K001"
