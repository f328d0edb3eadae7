"""A corrected answer stands beside the first one, is read as in an interview, and moves the path."""

from dataclasses import replace

import pytest

from cati.errors import StudyError
from cati.fieldwork.correcting import correct
from cati.fieldwork.keeping import answers_after
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.interview.events import AnswerCorrected, AnswerRecorded
from cati.questionnaire.answer import Choice
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.tables import CONTACT_ANSWERS
from cati.storage.verify import verify
from phone_room import answer, taken


@pytest.fixture
def supervisor(room: Room) -> Supervisor:
    interview = answer(taken(next_case(room, practice=False)), INT="reached", WHO="self", CONSENT="yes", V1="both")
    answer(interview, V2="never")
    interview.end("break_off")
    return Supervisor(replace(room, interviewer="bo"), "misheard")


def test_the_first_answer_stays_in_its_event_and_the_new_one_counts(room: Room, supervisor: Supervisor):
    found = correct(supervisor, "0042", "V1", "entirely_new")
    events = load_events(room.store, 1)
    assert [event.answer for event in events if isinstance(event, AnswerRecorded) and event.key == "V1"] == [
        Choice(option="both")
    ]
    (corrected,) = (event for event in events if isinstance(event, AnswerCorrected))
    assert (corrected.answer, corrected.actor, corrected.reason) == (Choice(option="entirely_new"), "bo", "misheard")
    (stored,) = interviews_for_export(room.store, practice=False)
    assert stored.answers["V1"] == Choice(option="entirely_new")
    assert found.after.startswith("2") or "entirely_new" in found.after
    assert verify(room.store, answers_after) == []


def test_a_code_is_as_good_as_a_name(room: Room, supervisor: Supervisor):
    correct(supervisor, "0042", "V1", "2")
    (stored,) = interviews_for_export(room.store, practice=False)
    assert stored.answers["V1"] == Choice(option="entirely_new")


def test_what_the_correction_does_to_the_path_is_said(supervisor: Supervisor):
    assert "V3A" in correct(supervisor, "0042", "V2", "yes").path


@pytest.mark.parametrize(
    ("question", "text", "word"),
    [
        ("V1", "nee", "powers.not_an_answer"),
        ("V5", "trust,none", "powers.invalid_answer"),
        ("V99", "1", "why.no_question_near"),
        ("EMP", "0", "powers.invalid_answer"),
    ],
)
def test_what_cannot_be_an_answer_is_refused_and_nothing_is_written(
    room: Room, supervisor: Supervisor, question: str, text: str, word: str
):
    before = load_events(room.store, 1)
    with pytest.raises(StudyError) as told:
        correct(supervisor, "0042", question, text)
    assert told.value.word.startswith(word.removesuffix("_near"))
    assert load_events(room.store, 1) == before


def test_a_corrected_address_is_kept_apart(room: Room, supervisor: Supervisor):
    correct(supervisor, "0042", "EMAIL", "an@voorbeeld.example")
    with room.store.reading() as connection:
        kept = connection.execute(CONTACT_ANSWERS.select()).all()
        events = connection.exec_driver_sql("SELECT body FROM interview_events").scalars().all()
    assert "an@voorbeeld.example" in kept[0].value
    assert not any("voorbeeld" in body for body in events)
    assert verify(room.store, answers_after) == []
