"""Personal values lie in a table of their own; the event and the fold only say so."""

import pytest

from cati.errors import WrittenElsewhereError
from cati.interview.events import CheckConfirmed, DraftKept, Event, InterviewSuspended, RemarkMade
from cati.questionnaire.answer import AnswerKey, Appointment, Draft, Refused
from cati.storage.interviews import append, finish
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.verify import verify
from storage_fixtures import COMPLETE, NOON, PERSONAL, Conversation, answered, at, begun, ended, fold, words

EMAIL = AnswerKey("EMAIL")
PRIVATE = "an.peeters@example.be"
PROMISE = Appointment(at=NOON, wall=NOON.replace(tzinfo=None), timezone="Europe/Brussels", name=PRIVATE)
PERSONAL_EVENTS: list[Event] = [
    answered("EMAIL", words(PRIVATE), 1),
    DraftKept(at=at(1), key=EMAIL, draft=Draft(text=PRIVATE)),
    RemarkMade(at=at(1), key=EMAIL, text=PRIVATE),
    CheckConfirmed(at=at(1), check="K1", key=AnswerKey("V1"), values={"EMAIL": PRIVATE, "V1": "yes"}),
    InterviewSuspended(at=at(1), disposition="suspended", appointment=PROMISE),
]


def table_texts(store: Store, table: str) -> str:
    with store.reading() as connection:
        return repr(connection.exec_driver_sql(f"SELECT * FROM {table}").all())


@pytest.mark.parametrize("event", PERSONAL_EVENTS, ids=lambda event: event.kind)
def test_a_personal_value_is_in_its_own_table_alone_and_comes_back_whole(store: Store, event: Event):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.say(event)
    assert PRIVATE not in table_texts(store, "interview_events") + table_texts(store, "interviews")
    assert PRIVATE in table_texts(store, "contact_answers")
    assert load_events(store, talk.hold.interview_id)[1] == event
    in_passing = {"storage.fault.row"} if isinstance(event, InterviewSuspended) else set()
    assert {fault.word for fault in verify(store, fold)} == in_passing  # it is `finish` that suspends the row too


def forget(store: Store) -> None:
    with store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM contact_answers")


@pytest.mark.parametrize("event", PERSONAL_EVENTS[:4], ids=lambda event: event.kind)
def test_an_event_whose_value_was_erased_is_left_out_and_the_rest_still_folds(store: Store, event: Event):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.answer(("V1", "yes"))
    talk.say(event)
    forget(store)
    talk.answer(("V2", "no"))
    assert [one.kind for one in load_events(store, talk.hold.interview_id)][1:] == ["answer_recorded"] * 2
    assert verify(store, fold) == []


def test_a_suspension_whose_appointment_was_erased_is_still_a_suspension(store: Store):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.say(PERSONAL_EVENTS[-1])
    forget(store)
    last = load_events(store, talk.hold.interview_id)[-1]
    assert isinstance(last, InterviewSuspended)
    assert last.appointment is None


def test_a_refusal_identifies_nobody_and_stays_in_the_open(store: Store):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.answer(("EMAIL", words(PRIVATE)), ("EMAIL", Refused()))
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.answers == {"EMAIL": Refused()}
    assert stored.kept_apart == frozenset()
    assert verify(store, fold) == []


def test_an_export_reads_that_there_is_an_answer_but_not_which(store: Store):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.answer(("V1", "yes"), ("EMAIL", words(PRIVATE)))
    finish(store, talk.hold, 4, ended(9), talk.answers, PERSONAL, outcome=COMPLETE)
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.kept_apart == {"EMAIL"}
    assert list(stored.answers) == ["V1"]
    assert PRIVATE not in repr(stored)
    assert [event.key for event in stored.events] == [None, "V1", "EMAIL", None]


def test_the_same_personal_event_twice_is_stored_once(store: Store):
    hold = begun(store)
    event = answered("EMAIL", words(PRIVATE), 1)
    answers = {EMAIL: event.answer}
    assert append(store, hold, 2, event, answers, PERSONAL) == append(store, hold, 2, event, answers, PERSONAL)


def test_another_personal_value_at_a_taken_place_is_refused(store: Store):
    hold = begun(store)
    append(store, hold, 2, answered("EMAIL", words(PRIVATE), 1), {}, PERSONAL)
    with pytest.raises(WrittenElsewhereError):
        append(store, hold, 2, answered("EMAIL", words("other@example.be"), 1), {}, PERSONAL)


def test_everything_about_a_person_goes_with_the_interview_but_the_events_stand(store: Store):
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.answer(("EMAIL", words(PRIVATE)))
    forget(store)
    assert table_texts(store, "interview_events").count("kept_apart") == 1
