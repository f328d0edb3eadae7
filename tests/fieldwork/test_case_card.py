"""The case card: a case held before it is called, its numbers dialled one by one, its result."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from cati.errors import CaseHeldError, LeaseLostError, ResultIncompleteError
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.case_card import CaseCard, dial, next_card, open_card, put_back
from cati.fieldwork.give_result import give_result
from cati.fieldwork.next_case import begin_interview
from cati.fieldwork.room import Command, Room
from cati.questionnaire.answer import Appointment
from cati.questionnaire.dispositions import dispositions
from cati.sample.said import Said
from cati.storage.cases import Case, CaseFile, fetch_case, list_cases
from cati.storage.dialling import Forbidden
from cati.storage.do_not_call import Entry, forbid
from moving_clock import MovingClock
from phone_room import answer, seated

THURSDAY = datetime(2026, 11, 26, 13, 30, tzinfo=UTC)
PROMISE = Appointment(at=THURSDAY, wall=datetime(2026, 11, 26, 14, 30), timezone="Europe/Brussels", name="mevr. D.")  # noqa: DTZ001
ASKED = {
    "said": Said(by="respondent", reason="no_time", language="fr", words="zei dat ze het druk had"),
    "promised": PROMISE,
}
BY_HAND = [name for name, row in dispositions().items() if row.set_by == "interviewer"]


@pytest.fixture
def card(room: Room) -> CaseCard:
    return given(next_card(room, room.command(), practice=False))


def given(card: CaseCard | Forbidden | None) -> CaseCard:
    """The card, which must be there."""
    assert isinstance(card, CaseCard)
    return card


def calling(card: CaseCard, number: int = 1, **tried: str) -> CaseCard:
    """The card with a number of the case dialled."""
    phone = card.file.phones[number - 1].phone_id
    assert phone is not None
    return given(dial(card, phone, card.room.command(), **tried))


def finished(card: CaseCard, name: str, **asked: object) -> CaseCard | None:
    """The call with its result."""
    return give_result(card, CallResult(name, **asked), card.room.command())  # type: ignore[arg-type]


def file_of(card: CaseCard) -> CaseFile:
    return fetch_case(card.room.store, card.claim.case_id)


def put_on_the_list(room: Room, *entries: tuple[str, str]) -> None:
    with room.store.transaction() as connection:
        forbid(connection, [Entry(kind, value, "asked", "2026-11-03") for kind, value in entries], room.clock(), "bo")  # type: ignore[arg-type]


# --- taking a case


def test_a_card_holds_its_case_and_begins_nothing(room: Room, card: CaseCard):
    assert card.file.case.lease_by == room.interviewer
    assert (card.file.attempts, card.attempt_id) == ((), None)
    put_back(card)
    assert file_of(card).case.lease_by is None


def test_taken_twice_with_the_same_command_it_is_the_same_case_once(room: Room):
    command = room.command()
    first, again = (given(next_card(room, command, practice=False)) for _ in range(2))
    assert first.claim == again.claim
    assert given(next_card(room, room.command(), practice=False)).claim.case_id != first.claim.case_id


def test_a_case_that_was_looked_up_is_refused_with_the_holders_name_while_another_has_it(room: Room, card: CaseCard):
    other = seated(room, "Bo Maes")
    with pytest.raises(CaseHeldError) as held:
        open_card(other, card.claim.case_id, other.command())
    assert held.value.places["holder"] == "An Peeters"
    put_back(card)
    assert open_card(other, card.claim.case_id, other.command()).claim.interviewer == other.interviewer


def test_who_calls_in_outside_call_hours_is_helped_but_nobody_is_called(room: Room, clock: MovingClock):
    clock.forward(hours=8)
    assert next_card(room, room.command(), practice=False) is None
    (case, *_) = list_cases(room.store)
    assert open_card(room, case.case_id, room.command()).file.case == replace(
        case, lease_by="an-peeters", lease_until=case_held(room, case)
    )


def case_held(room: Room, case: Case) -> int:
    return fetch_case(room.store, case.case_id).case.lease_until


# --- dialling


def test_a_number_that_is_dialled_opens_the_attempt_and_stands_in_the_history(card: CaseCard):
    on_the_line = calling(card, 2)
    (dialled,) = file_of(on_the_line).dials
    assert (dialled.phone_id, dialled.position, dialled.result) == (card.file.phones[1].phone_id, 2, None)
    assert dialled.attempt_id == on_the_line.attempt_id


def test_dialled_twice_with_the_same_command_it_was_dialled_once(room: Room, card: CaseCard):
    command, phone = room.command(), card.file.phones[0].phone_id
    assert phone is not None
    first, again = (given(dial(card, phone, command)) for _ in range(2))
    assert first.attempt_id == again.attempt_id
    assert len(file_of(again).dials) == 1


def test_another_number_in_the_same_call_ends_the_first_with_what_came_of_it(card: CaseCard, clock: MovingClock):
    on_the_line = calling(card)
    clock.forward(minutes=1)
    both = calling(on_the_line, 2, tried="disconnected")
    assert [dialled.result for dialled in both.file.dials] == ["disconnected", None]
    assert [phone.state for phone in both.file.phones] == ["bad", "usable"]
    assert len(both.file.attempts) == 1


def test_a_number_put_on_the_do_not_call_list_while_it_is_on_the_screen_is_not_dialled(room: Room, card: CaseCard):
    put_on_the_list(room, ("phone", card.file.phones[0].e164))
    phone = card.file.phones[0].phone_id
    assert phone is not None
    assert dial(card, phone, room.command()) == Forbidden("2026-11-03", is_closed=False)
    assert [phone.state for phone in file_of(card).phones] == ["do_not_call", "usable"]
    assert calling(card, 2).dialled == card.file.phones[1].phone_id


def test_a_company_put_on_the_list_while_it_is_on_the_screen_is_closed(room: Room, card: CaseCard):
    put_on_the_list(room, *(("phone", phone.e164) for phone in card.file.phones))
    command, phone = room.command(), card.file.phones[0].phone_id
    assert phone is not None
    assert [dial(card, phone, command) for _ in range(2)] == [Forbidden("", is_closed=True)] * 2
    file = file_of(card)
    assert (file.case.state, file.case.current_code, file.dials) == ("closed", "3.90", ())
    assert [attempt.disposition for attempt in file.attempts] == ["on_do_not_call_list"]


def test_a_company_on_the_list_is_closed_before_its_number_is_shown_and_the_next_is_given(room: Room):
    first, second = list_cases(room.store)
    put_on_the_list(room, *(("phone", phone.e164) for phone in fetch_case(room.store, first.case_id).phones))
    assert given(next_card(room, room.command(), practice=False)).claim.case_id == second.case_id
    assert fetch_case(room.store, first.case_id).case.state == "closed"
    with pytest.raises(CaseHeldError):
        open_card(room, first.case_id, room.command())


# --- results


@pytest.mark.parametrize("name", BY_HAND)
def test_every_result_an_interviewer_may_give_is_kept_with_what_it_asks(card: CaseCard, name: str):
    finished(calling(card), name, **ASKED)
    file = file_of(card)
    assert [attempt.disposition for attempt in file.attempts] == [name]
    assert [dialled.result for dialled in file.dials] == [name]
    assert Said.read(next(note.text for note in file.notes if note.kind == "reason")) == ASKED["said"]


@pytest.mark.parametrize("name", BY_HAND)
def test_a_result_given_twice_with_the_same_command_is_given_once(card: CaseCard, name: str):
    on_the_line, result, command = calling(card), CallResult(name, **ASKED), card.room.command()  # type: ignore[arg-type]
    give_result(on_the_line, result, command)
    once = file_of(card)
    give_result(on_the_line, result, command)
    assert file_of(card) == once


@pytest.mark.parametrize("name", BY_HAND)
def test_a_result_without_what_it_asks_is_not_given(card: CaseCard, name: str):
    must = [ask for ask in dispositions()[name].asks if not ask.endswith("?") and (name, ask) != ("suspended", "time")]
    if must:
        with pytest.raises(ResultIncompleteError, match=f"ask_{must[0]}"):
            finished(calling(card), name)
    else:
        finished(calling(card), name)
    assert [attempt.disposition for attempt in file_of(card).attempts] == [None if must else name]


def test_a_dead_number_leads_the_same_interviewer_to_the_next_at_once_and_the_last_closes_the_case(
    card: CaseCard, clock: MovingClock
):
    again = given(finished(calling(card), "disconnected"))
    assert again.claim == card.claim
    assert [phone.state for phone in again.file.phones] == ["bad", "usable"]
    clock.forward(minutes=1)
    assert finished(calling(again, 2), "fax") is None
    assert (file_of(card).case.state, file_of(card).case.current_code) == ("closed", "3.90")


def test_a_new_number_is_added_and_called_next(card: CaseCard, clock: MovingClock):
    again = given(finished(calling(card), "wrong_number", new_number="+3250000001"))
    assert [phone.e164 for phone in again.file.phones if phone.state == "usable"][-1] == "+3250000001"
    clock.forward(minutes=1)
    last = given(finished(calling(again, 2), "disconnected"))
    assert [phone.state for phone in last.file.phones] == ["bad", "bad", "usable"]


def test_a_hard_refusal_puts_the_number_and_the_company_on_the_do_not_call_list(card: CaseCard):
    finished(calling(card), "hard_refusal", **ASKED)
    assert [phone.state for phone in file_of(card).phones] == ["do_not_call", "usable"]
    assert file_of(card).case.state == "closed"


def test_a_refusal_by_somebody_else_has_its_own_code(card: CaseCard):
    finished(calling(card), "soft_refusal", said=Said(by="other", reason="no_interest"))
    assert (file_of(card).case.current_code, file_of(card).case.not_by) == ("2.111", "an-peeters")


def test_a_language_of_the_study_goes_with_the_case_and_another_closes_it(room: Room, card: CaseCard):
    finished(calling(card), "language_barrier", said=Said(language="fr"))
    assert (file_of(card).case.language, file_of(card).case.state) == ("fr", "callback")
    second = given(next_card(room, room.command(), practice=False))
    finished(calling(second), "language_barrier", said=Said(language="tr"))
    assert (file_of(second).case.state, file_of(second).case.current_code) == ("closed", "2.33")


def test_an_appointment_kept_for_oneself_is_reserved_and_names_who_to_ask_for(card: CaseCard):
    finished(calling(card), "appointment", said=Said(by="respondent"), promised=PROMISE, for_me=True)
    file = file_of(card)
    assert (file.case.state, file.case.reserved_for, file.case.due_at) == (
        "firm",
        "an-peeters",
        THURSDAY.timestamp() - 300,
    )
    assert [note.text for note in file.notes if note.kind == "appointment"] == ["mevr. D."]


def test_a_better_time_makes_a_soft_appointment(card: CaseCard):
    finished(calling(card), "not_available", promised=PROMISE)
    assert (file_of(card).case.state, file_of(card).case.due_at) == ("soft", THURSDAY.timestamp())


def test_whoever_lost_the_case_gives_it_no_result(room: Room, card: CaseCard, clock: MovingClock):
    on_the_line = calling(card)
    clock.forward(minutes=31)
    other = seated(room, "Bo Maes")
    open_card(other, card.claim.case_id, other.command())
    with pytest.raises(LeaseLostError) as lost:
        finished(on_the_line, "busy")
    assert lost.value.places["holder"] == "Bo Maes"


# --- and the interview


def test_the_interview_is_begun_in_the_call_that_is_under_way(card: CaseCard, clock: MovingClock):
    on_the_line = calling(card)
    clock.forward(minutes=1)
    interview = begin_interview(on_the_line, card.room.command())
    answer(interview, INT="wrong_number").end("wrong_number")
    file = file_of(card)
    assert [attempt.disposition for attempt in file.attempts] == ["wrong_number"]
    assert ([phone.state for phone in file.phones], file.case.state) == (["bad", "usable"], "callback")


def test_begun_twice_with_the_same_command_there_is_one_interview(card: CaseCard):
    on_the_line, command = calling(card), card.room.command()
    first, again = (begin_interview(on_the_line, command) for _ in range(2))
    assert first.hold == again.hold


def test_a_suspended_interview_is_closed_with_its_case_by_how_far_it_came(
    room: Room, card: CaseCard, clock: MovingClock
):
    answer(begin_interview(calling(card), room.command()), INT="reached", WHO="self", CONSENT="yes", V1="both").suspend(
        "suspended"
    )
    clock.forward(days=1)
    again = open_card(room, card.claim.case_id, room.command())
    finished(calling(again), "soft_refusal", said=Said(by="respondent", reason="no_time"))
    assert [attempt.disposition for attempt in file_of(card).attempts] == ["suspended", "break_off"]


def test_a_command_has_an_id_and_a_moment_of_its_own(room: Room):
    first, second = room.command(), room.command()
    assert isinstance(first, Command)
    assert first.token != second.token


# --- what a call costs


def test_a_call_from_card_to_result_takes_a_counted_number_of_statements(room: Room):
    said: list[str] = []
    with room.store.reading() as connection:
        engine = connection.engine
    event.listen(engine, "before_cursor_execute", lambda _c, _cursor, statement, *_: said.append(statement))
    spent = []
    card = given(next_card(room, room.command(), practice=False))
    spent.append(len(said))
    on_the_line = calling(card)
    spent.append(len(said) - sum(spent))
    finished(on_the_line, "busy")
    spent.append(len(said) - sum(spent))
    assert spent == [15, 12, 9]
