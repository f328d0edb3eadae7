"""One answer, durable: appended once, by the holder alone, with the fold beside it."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from cati.errors import LeaseLostError, UnstorableTextError, WrittenElsewhereError
from cati.interview.events import LanguageChanged
from cati.questionnaire.answer import AnswerKey, DontKnow
from cati.storage.cases import add_cases
from cati.storage.interviews import append, begin, finish
from cati.storage.leases import claim_case
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.tables import CASES
from storage_fixtures import (
    COMPLETE,
    LEASE,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    answered,
    at,
    begun,
    claimed,
    ended,
    fold,
    new_case,
    started,
    words,
)


def test_what_was_appended_is_read_back_in_order_and_the_fold_is_stored(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"), ("V2.suppliers", words("vijf")), ("V1", DontKnow()))
    events = load_events(store, talk.hold.interview_id)
    assert [event.kind for event in events] == ["interview_started", *["answer_recorded"] * 3]
    assert [event.at for event in events] == [at(0), at(1), at(2), at(3)]
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.answers == fold(events) == talk.answers


def test_the_same_event_twice_is_stored_once(store: Store):
    hold = begun(store)
    event, answers = answered("V1", "yes", 1), {AnswerKey("V1"): answered("V1", "yes").answer}
    once = append(store, hold, 2, event, answers, OPEN_TO_ALL)
    again = append(store, hold, 2, event, answers, OPEN_TO_ALL)
    assert again == once
    assert append(store, once, 2, event, answers, OPEN_TO_ALL) == once
    assert len(load_events(store, hold.interview_id)) == 2


def test_a_hold_that_never_heard_of_its_last_success_still_goes_on(store: Store):
    hold = begun(store)
    first = append(store, hold, 2, answered("V1", "yes", 1), {}, OPEN_TO_ALL)
    second = append(store, hold, 3, answered("V2", "no", 2), {}, OPEN_TO_ALL)
    assert (first.last_sequence, second.last_sequence) == (2, 3)


def test_another_event_at_a_taken_place_is_refused_and_nothing_is_overwritten(store: Store):
    hold = begun(store)
    append(store, hold, 2, answered("V1", "yes", 1), {}, OPEN_TO_ALL)
    with pytest.raises(WrittenElsewhereError):
        append(store, hold, 2, answered("V1", "no", 1), {}, OPEN_TO_ALL)
    assert load_events(store, hold.interview_id)[1] == answered("V1", "yes", 1)


@pytest.mark.parametrize("sequence", [3, 1, 0])
def test_a_sequence_that_is_not_next_is_refused(store: Store, sequence: int):
    hold = begun(store)
    with pytest.raises(WrittenElsewhereError):
        append(store, hold, sequence, answered("V1", "yes"), {}, OPEN_TO_ALL)
    assert len(load_events(store, hold.interview_id)) == 1


def test_a_second_writer_of_the_same_interviewer_takes_over_and_the_first_is_refused(store: Store):
    talk = Conversation(store, begun(store))
    claim = claim_case(store, talk.hold.claim.case_id, "I01", at(5), lease_seconds=LEASE)
    with pytest.raises(LeaseLostError):
        talk.answer(("V1", "yes"))
    second = Conversation(store, replace(talk.hold, claim=claim))
    assert second.answer(("V1", "no")).last_sequence == 2


def test_who_lost_the_lease_is_told_who_has_the_case_and_what_is_saved(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"), ("V2", "no"))
    claim_case(store, talk.hold.claim.case_id, "I02", at(LEASE + 9), lease_seconds=LEASE)
    with pytest.raises(LeaseLostError) as lost:
        talk.answer(("V3", "yes"))
    assert lost.value.word == "storage.lease_lost"
    assert lost.value.places["holder"] == "I02"
    assert lost.value.places["question"] == "V2"
    assert len(load_events(store, talk.hold.interview_id)) == 3


def test_a_lease_that_ran_out_but_that_nobody_took_still_saves(store: Store):
    talk = Conversation(store, begun(store))
    talk.say(answered("V1", "yes", seconds=LEASE + 3600))
    assert len(load_events(store, talk.hold.interview_id)) == 2
    assert claim_held_by(store, talk) == "I01"


def claim_held_by(store: Store, talk: Conversation) -> str | None:
    with store.reading() as connection:
        until = int(at(LEASE + 3600).timestamp()) + LEASE
        held = select(CASES.c.lease_by).where(CASES.c.id == talk.hold.claim.case_id, CASES.c.lease_until == until)
        return connection.execute(held).scalar()


def test_an_event_saved_before_the_lease_was_lost_counts_as_saved_when_tried_again(store: Store):
    hold = begun(store)
    saved = append(store, hold, 2, answered("V1", "yes", 1), {}, OPEN_TO_ALL)
    claim_case(store, hold.claim.case_id, "I02", at(LEASE + 9), lease_seconds=LEASE)
    assert append(store, hold, 2, answered("V1", "yes", 1), {}, OPEN_TO_ALL) == saved


def test_a_case_has_one_open_interview(store: Store):
    hold = begun(store)
    with pytest.raises(WrittenElsewhereError) as refused:
        begin(store, hold.claim, started(7), a_version(store))
    assert refused.value.word == "storage.interview_open"


def test_beginning_again_with_the_same_event_is_the_same_interview(store: Store):
    claim, version = claimed(store), a_version(store)
    once = begin(store, claim, started(), version)
    assert begin(store, claim, started(), version) == once


def test_an_ended_interview_leaves_room_for_another(store: Store):
    first = begun(store)
    outcome = replace(COMPLETE, state="callback", queue=3)
    finish(store, first, 2, ended(9), {}, OPEN_TO_ALL, outcome=outcome)
    second = begin(store, claimed(store, seconds=20), started(20), a_version(store))
    assert second.claim.case_id == first.claim.case_id
    assert second.interview_id != first.interview_id


def test_the_stored_language_follows_the_conversation(store: Store):
    talk = Conversation(store, begun(store))
    talk.say(LanguageChanged(at=at(1), language="fr"))
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.language == "fr"


def test_a_clock_that_jumps_back_changes_neither_order_nor_fold_and_extends_no_lease(store: Store):
    talk = Conversation(store, begun(store))
    for seconds, option in ((10, "a"), (-3600, "b"), (20, "c")):
        talk.say(answered("V1", option, seconds))
    events = load_events(store, talk.hold.interview_id)
    assert [event.at for event in events] == [at(0), at(10), at(-3600), at(20)]
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.answers == talk.answers
    assert stored.case.lease_until == int(at(20).timestamp()) + LEASE


NASTY = [
    "👩🏽‍🏭 É e\u0301",
    "'); DROP TABLE cases; --",
    'a "b" \\u0000 \\',
    "twee\nregels\t\r\n",
    "\u202eabc",
    "<b>&amp;",
    "",
]


@pytest.mark.parametrize("text", NASTY)
def test_any_text_returns_as_it_was_given(store: Store, text: str):
    talk = Conversation(store, begun(store))
    talk.answer(("V8", words(text)))
    assert load_events(store, talk.hold.interview_id)[1].answer.value == text
    add_cases(store, [new_case(9, sample={"name": text, text: 1})])
    (stored,) = interviews_for_export(store, practice=False)
    assert stored.answers["V8"].value == text


@pytest.fixture
def talk(store: Store) -> Conversation:
    """One conversation for all examples."""
    return Conversation(store, begun(store))


@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"])))
def test_any_text_at_all_returns_as_it_was_given(talk: Conversation, text: str):
    talk.answer(("V8", words(text)))
    assert load_events(talk.store, talk.hold.interview_id)[-1].answer.value == text


@pytest.mark.parametrize(("text", "name"), [("a\x00b", "U+0000"), ("\ud83d", "U+D83D")])
def test_what_no_engine_can_hold_is_refused_with_the_same_error(store: Store, text: str, name: str):
    talk = Conversation(store, begun(store))
    with pytest.raises(UnstorableTextError) as refused:
        talk.answer(("V8", words("").model_copy(update={"value": text})))
    assert refused.value.places == {"character": name}
    with pytest.raises(UnstorableTextError):
        add_cases(store, [new_case(9, sample={"name": text})])
    with pytest.raises(UnstorableTextError):
        add_cases(store, [new_case(9, case_key=text)])
    assert len(load_events(store, talk.hold.interview_id)) == 1
