"""What a supervisor may do to a case, what it leaves behind, and what nobody may do."""

from dataclasses import replace

import pytest

from cati.errors import CaseHeldError, LeaseLostError, StudyError
from cati.fieldwork.keeping import answers_after
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.cases import Case, list_cases
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.subjects import held_of
from cati.storage.verify import verify
from moving_clock import MovingClock
from phone_room import answer, taken


@pytest.fixture
def supervisor(room: Room) -> Supervisor:
    return Supervisor(replace(room, interviewer="bo"), "asked to")


def case(room: Room, key: str = "0042") -> Case:
    return next(each for each in list_cases(room.store) if each.case_key == key)


def ended(room: Room, disposition: str) -> None:
    """A call on 0042 that came to this."""
    answer(taken(next_case(room, practice=False)), INT="reached").end(disposition)


def refused(word: str, deed: object) -> None:
    with pytest.raises((StudyError, CaseHeldError)) as told:
        deed()  # type: ignore[operator]
    assert told.value.word == word


def test_a_reopened_case_is_due_at_once_with_the_code_of_what_else_happened(room: Room, supervisor: Supervisor):
    ended(room, "not_eligible")
    assert (case(room).state, case(room).current_code) == ("closed", "4.10")
    supervisor.reopen("0042")
    assert (case(room).state, case(room).queue, case(room).current_code) == ("callback", 3, "3.11")
    (deed,) = list_deeds(room.store, verb="reopen")
    assert (deed.actor, deed.object, deed.detail["reason"]) == ("bo", "0042", "asked to")
    assert verify(room.store, answers_after) == []


def test_a_hard_refusal_is_never_reopened(room: Room, supervisor: Supervisor):
    ended(room, "hard_refusal")
    refused("powers.refused_for_good", lambda: supervisor.reopen("0042"))
    assert case(room).state == "closed"
    assert list(list_deeds(room.store)) == []


def test_an_interview_that_counts_is_corrected_not_reopened(room: Room, supervisor: Supervisor):
    ended(room, "complete")
    refused("powers.interview_counts", lambda: supervisor.reopen("0042"))


def test_a_parked_case_is_not_offered_until_it_is_released(room: Room, supervisor: Supervisor):
    supervisor.park("0042")
    assert taken(next_case(room, practice=False)).case.case.case_key == "0043"
    refused("powers.is_parked", lambda: supervisor.call_now("0042"))
    supervisor.release("0042")
    assert taken(next_case(room, practice=False)).case.case.case_key == "0042"


def test_a_case_that_must_be_called_now_comes_before_all_fresh_ones(room: Room, supervisor: Supervisor):
    supervisor.call_now("0043")
    assert taken(next_case(room, practice=False)).case.case.case_key == "0043"


def test_a_reserved_case_waits_for_its_interviewer(room: Room, supervisor: Supervisor, clock: MovingClock):
    supervisor.call_now("0042")
    supervisor.reserve("0042", "an-peeters")
    other = replace(room, interviewer="els")
    assert taken(next_case(other, practice=False)).case.case.case_key == "0043"
    clock.forward(minutes=1)
    assert taken(next_case(room, practice=False)).case.case.case_key == "0042"


def test_an_unknown_name_is_told_with_the_one_that_was_meant(room: Room, supervisor: Supervisor):
    refused("why.no_case_near", lambda: supervisor.park("042"))
    refused("why.no_case", lambda: supervisor.park("nothing like it"))
    refused("powers.no_interviewer_near", lambda: supervisor.reserve("0042", "an-peters"))
    refused("powers.no_disposition_near", lambda: supervisor.change_result("0042", "not_eligble"))
    assert case(room).state == "fresh"


def test_a_case_in_somebodys_hands_is_told_with_its_holder_and_is_taken_only_by_breaking(
    room: Room, supervisor: Supervisor
):
    interview = answer(taken(next_case(room, practice=False)), INT="reached")
    refused("powers.held", lambda: supervisor.park("0042"))
    replace(supervisor, breaks=True).park("0042")
    with pytest.raises(LeaseLostError):
        answer(interview, WHO="self")
    assert len(load_events(room.store, 1)) == 2


def test_another_result_changes_the_code_and_leaves_the_first_in_the_history(room: Room, supervisor: Supervisor):
    ended(room, "complete")
    supervisor.change_result("0042", "not_eligible")
    assert (case(room).state, case(room).current_code) == ("closed", "4.10")
    (stored,) = interviews_for_export(room.store, practice=False)
    assert stored.disposition == "not_eligible"
    assert [attempt.disposition for attempt in stored.attempts] == ["complete"]
    assert verify(room.store, answers_after) == []


def test_an_interim_result_has_the_case_called_again(room: Room, supervisor: Supervisor):
    ended(room, "not_eligible")
    supervisor.change_result("0042", "not_available")
    assert (case(room).state, case(room).queue) == ("callback", 3)


def test_a_note_for_the_next_interviewer_stands_with_the_case(room: Room, supervisor: Supervisor):
    supervisor.note("0042", "vraag naar de zaakvoerder")
    (note,) = held_of(room.store, case(room).case_id).notes
    assert (note.kind, note.text) == ("to_interviewer", "vraag naar de zaakvoerder")


def test_a_review_needs_an_interview(room: Room, supervisor: Supervisor):
    refused("powers.no_interview", lambda: supervisor.mark("0042", "listened", "in order"))
    ended(room, "complete")
    supervisor.mark("0042", "listened", "in order")
    assert [deed.detail["mark"] for deed in list_deeds(room.store, verb="review")] == ["listened"]
