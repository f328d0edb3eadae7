"""Who gets which case, and how an interview that was broken off goes on."""

from dataclasses import replace
from pathlib import Path

import pytest

from cati.errors import CaseHeldError, LeaseLostError, StudyError
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case, resume_interview
from cati.fieldwork.practice import load_practice
from cati.fieldwork.room import Room
from cati.fieldwork.start import overview
from cati.interview.events import InterviewStarted
from cati.storage.cases import Contact, NewCase, add_cases, fetch_case, list_cases
from cati.storage.interviews import OpenInterview, open_interviews
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.words import sentence_of
from moving_clock import MovingClock
from phone_room import add_companies, an_empty_room, answer, seated, taken


def open_one(room: Room) -> OpenInterview:
    """The only interview that is open."""
    (found,) = open_interviews(room.store, room.clock())
    return found


def case_of(interview: Interview) -> str:
    """The key of its case."""
    return interview.case.case.case_key


# --- the next case


def test_the_next_case_begins_an_interview_with_its_first_event_on_disk(room: Room):
    interview = taken(next_case(room, practice=False))
    (event,) = load_events(room.store, interview.hold.interview_id)
    assert isinstance(event, InterviewStarted)
    assert (event.interviewer, event.language, event.version) == ("an-peeters", "nl", room.study.version)
    assert interview.session.sample["company_name"] == "Voorbeeld Weverij NV"


def test_an_interview_speaks_with_the_name_and_is_stored_with_the_code(room: Room):
    interview = taken(next_case(room, practice=False))
    assert interview.session.telling().interviewer == "An Peeters"
    assert interview.session.state.interviewer == "an-peeters"


def test_a_second_interviewer_never_gets_the_same_case(room: Room):
    first = taken(next_case(room, practice=False))
    second = taken(next_case(seated(room, "Bo Maes"), practice=False))
    assert [case_of(first), case_of(second)] == ["0042", "0043"]
    assert next_case(seated(room, "Els"), practice=False) is None


def test_two_windows_of_one_interviewer_are_given_two_cases(room: Room):
    assert case_of(taken(next_case(room, practice=False))) != case_of(taken(next_case(room, practice=False)))


def test_an_interview_begins_in_the_language_of_its_case_if_the_study_speaks_it(room: Room):
    add_cases(room.store, [NewCase("0001", language=language, shuffle=at) for at, language in enumerate(["fr"])])
    add_cases(room.store, [NewCase("0002", language="de", shuffle=1)])
    languages = [taken(next_case(room, practice=False)).session.state.language for _ in range(2)]
    assert languages == ["fr", "nl"]


def test_contact_data_of_the_case_is_read_by_the_texts(room: Room):
    add_cases(room.store, [NewCase("0001", contact=Contact(name="mevr. D."), shuffle=0)])
    interview = taken(next_case(room, practice=False))
    assert interview.session.sample["contact_name"] == "mevr. D."


def test_no_case_is_given_while_none_is_due(room: Room):
    for _ in range(2):
        taken(next_case(room, practice=False)).suspend("suspended")
    assert next_case(room, practice=False) is None


def test_a_case_whose_interview_cannot_begin_is_free_again(room: Room, monkeypatch: pytest.MonkeyPatch):
    def broken(*_: object) -> None:
        raise StudyError("errors.unreadable_version", version="0")

    monkeypatch.setattr("cati.fieldwork.next_case.begun", broken)
    with pytest.raises(StudyError):
        next_case(room, practice=False)
    assert all(case.lease_by is None for case in list_cases(room.store))


# --- practice


def test_practice_and_the_live_sample_are_never_mixed(room: Room):
    load_practice(room)
    practised = taken(next_case(room, practice=True))
    live = [taken(next_case(room, practice=False)), taken(next_case(room, practice=False))]
    assert practised.case.case.practice
    assert [case_of(each) for each in live] == ["0042", "0043"]
    assert next_case(room, practice=False) is None


def test_the_practice_sample_is_loaded_once_and_leaves_what_was_practised_alone(room: Room):
    assert load_practice(room) == 40
    taken(next_case(room, practice=True)).end("ceased")
    assert load_practice(room) == 40
    assert case_of(taken(next_case(room, practice=True))) == "P002"


def test_an_invented_company_has_numbers_and_contact_data_apart_from_its_sample(room: Room):
    load_practice(room)
    file = taken(next_case(room, practice=True)).case
    assert [phone.e164 for phone in file.phones] == ["+3250000001"]
    assert file.contact is not None
    assert file.contact.name == "Oefenpersoon 1"
    assert "contact_name" not in file.case.sample


# --- going on


def test_a_suspended_interview_goes_on_at_the_same_question_with_another_interviewer(room: Room):
    first = answer(taken(next_case(room, practice=False)), INT="reached", WHO="self")
    first.suspend("suspended")
    second = resume_interview(seated(room, "Bo Maes"), open_one(room))
    assert second.session.at is not None
    assert second.session.at.key == "CONSENT"
    assert second.session.state.answers == first.session.state.answers
    assert second.session.telling().interviewer == "Bo Maes"


def test_an_interview_that_was_left_goes_on_at_once(room: Room):
    answer(taken(next_case(room, practice=False)), INT="reached").leave()
    again = taken(next_case(seated(room, "Bo Maes"), practice=False))
    assert again.session.at is not None
    assert (case_of(again), again.session.at.key) == ("0042", "WHO")


def test_a_case_in_somebodys_hands_is_not_given_away_and_says_whose_it_is(room: Room):
    taken(next_case(room, practice=False))
    with pytest.raises(CaseHeldError) as held:
        resume_interview(seated(room, "Bo Maes"), open_one(room))
    assert sentence_of(held.value, "nl").startswith("An Peeters werkt aan dossier 0042")


def test_ones_own_broken_interview_is_taken_over_at_once(room: Room):
    answer(taken(next_case(room, practice=False)), INT="reached")
    again = resume_interview(room, open_one(room))
    assert answer(again, WHO="self").session.at is not None


def test_after_the_lease_ran_out_another_interviewer_goes_on(room: Room, clock: MovingClock):
    first = answer(taken(next_case(room, practice=False)), INT="reached")
    clock.forward(minutes=31)
    second = resume_interview(seated(room, "Bo Maes"), open_one(room))
    assert answer(second, WHO="self").session.at is not None
    with pytest.raises(LeaseLostError) as lost:
        answer(first, WHO="refuses")
    assert "Bo Maes" in sentence_of(lost.value, "nl")


def test_a_lease_that_ran_out_but_that_nobody_took_still_saves(room: Room, clock: MovingClock):
    interview = answer(taken(next_case(room, practice=False)), INT="reached")
    clock.forward(hours=2)
    assert len(answer(interview, WHO="self").session.state.answers) == 2


def test_a_suspended_case_that_is_due_is_the_next_case_and_its_interview_goes_on(room: Room, clock: MovingClock):
    answer(taken(next_case(room, practice=False)), INT="reached").suspend("suspended")
    clock.forward(days=2)
    again = taken(next_case(seated(room, "Bo Maes"), practice=False))
    assert (case_of(again), len(again.session.state.answers)) == ("0042", 1)


def test_an_interview_that_is_over_is_not_gone_on_with(room: Room):
    interview = answer(taken(next_case(room, practice=False)), INT="reached")
    found = open_one(room)
    interview.end("hard_refusal")
    assert list(open_interviews(room.store, room.clock())) == []
    with pytest.raises(CaseHeldError) as closed:
        resume_interview(room, found)
    assert sentence_of(closed.value, "nl") == "Dossier 0042 is afgesloten."


def test_drafts_notes_and_the_order_shown_are_there_after_a_resumption(room: Room):
    first = answer(taken(next_case(room, practice=False)), INT="reached")
    assert first.session.at is not None
    first.remark(first.session.at.key, "asks for the director")
    first.suspend("suspended")
    second = resume_interview(room, open_one(room))
    assert second.session.state.remarks == {"WHO": "asks for the director"}
    assert second.session.state.seed == first.session.state.seed


def test_an_interview_in_a_file_goes_on_in_another_program(tmp_path: Path):
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV"])
    answer(taken(next_case(room, practice=False)), INT="reached", WHO="self").suspend("suspended")
    room.store.close()
    with open_store(tmp_path / "db" / "cati.sqlite", create=False) as store:
        other = replace(room, store=store, interviewer="bo-maes", interviewer_name="Bo Maes")
        again = resume_interview(other, open_one(other))
        assert [stop.key for stop in again.session.path.stops] == ["INT", "WHO", "CONSENT"]


def test_the_case_file_of_a_second_call_tells_of_the_first(room: Room, clock: MovingClock):
    answer(taken(next_case(room, practice=False)), INT="reached").suspend("not_available")
    clock.forward(days=2)
    again = taken(next_case(room, practice=False))
    assert [attempt.disposition for attempt in again.case.attempts] == ["not_available"]
    assert fetch_case(room.store, again.case.case.case_id).case.attempt_count == 1
    assert overview(room).open_interviews[0].case_key == "0042"
