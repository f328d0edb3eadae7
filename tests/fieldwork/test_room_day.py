"""Beside the calls: notes, appointments to come, who is at work, and who is given what."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from cati.errors import LeaseLostError
from cati.fieldwork.appointments import is_missed, my_appointments, reminder, soft_warnings
from cati.fieldwork.call_result import CallResult
from cati.fieldwork.case_card import CaseCard, next_card, open_card
from cati.fieldwork.give_result import give_result
from cati.fieldwork.holding import keep_hold
from cati.fieldwork.notes import read_by_interviewer, words_of, write_note
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.questionnaire.answer import Appointment
from cati.sample.said import Said
from cati.storage.cases import fetch_case, list_cases
from cati.storage.tables import CASES, INTERVIEWERS
from moving_clock import MovingClock
from phone_room import seated

REFUSED = CallResult("soft_refusal", Said(by="respondent", reason="no_time"))


def card_at(room: Room) -> CaseCard:
    """The next card, which must be there."""
    card = next_card(room, room.command(), practice=False)
    assert card is not None
    return card


def promised(moment: datetime, *, firm: bool = True) -> Appointment:
    return Appointment(at=moment, wall=moment.replace(tzinfo=None), timezone="Europe/Brussels", firm=firm)


def appointed(room: Room, moment: datetime, *, for_me: bool = False) -> CaseCard:
    """A case with an appointment at this desk."""
    card = card_at(room)
    result = CallResult("appointment", Said(by="respondent"), promised(moment), for_me=for_me)
    give_result(card, result, room.command())
    return card


# --- notes


def test_a_note_is_on_the_card_from_now_on_and_is_written_once(room: Room):
    card, command = card_at(room), room.command()
    for _ in range(2):
        assert write_note(room, card.claim.case_id, " Receptie vraagt naar 'ontwikkeling'. ", command) is None
    (note,) = fetch_case(room.store, card.claim.case_id).notes
    assert (words_of(note), note.kind, note.author) == ("Receptie vraagt naar 'ontwikkeling'.", "note", "an-peeters")


def test_a_note_of_the_supervisor_is_new_once(room: Room):
    Supervisor(room).note("0042", "Vraag naar mevr. D.")
    card = card_at(room)
    assert [note.text for note in read_by_interviewer(card, room.command())] == ["Vraag naar mevr. D."]
    again = open_card(room, card.claim.case_id, room.command())
    assert read_by_interviewer(again, room.command()) == ()


# --- appointments


def test_ones_appointments_are_listed_the_soonest_first_until_they_are_called(room: Room, clock: MovingClock):
    later = appointed(room, clock.now + timedelta(hours=5))
    sooner = appointed(room, clock.now + timedelta(hours=3), for_me=True)
    assert [each.case_id for each in my_appointments(room)] == [sooner.claim.case_id, later.claim.case_id]
    assert my_appointments(seated(room, "Bo Maes")) == ()


def test_the_reminder_comes_a_quarter_of_an_hour_ahead_and_stays_when_it_is_late(room: Room, clock: MovingClock):
    card = appointed(room, clock.now + timedelta(hours=2))
    seen = []
    for minutes in (104, 1, 46):
        clock.forward(minutes=minutes)
        due = reminder(room)
        seen.append(due and (due.case_id, is_missed(due, clock.now)))
    assert seen == [None, (card.claim.case_id, False), (card.claim.case_id, True)]


def test_a_firm_appointment_comes_before_all_else_five_minutes_ahead(room: Room, clock: MovingClock):
    card = appointed(room, clock.now + timedelta(hours=2))
    clock.forward(minutes=114)
    assert card_at(room).claim.case_id != card.claim.case_id
    clock.forward(minutes=1)
    assert card_at(room).claim.case_id == card.claim.case_id


def test_a_reserved_one_is_its_own_interviewers_until_ten_minutes_after_and_then_anybodys(
    room: Room, clock: MovingClock
):
    card, other = appointed(room, clock.now + timedelta(hours=2), for_me=True), seated(room, "Bo Maes")
    clock.forward(hours=2, minutes=9)
    card_at(other)
    assert next_card(other, room.command(), practice=False) is None
    clock.forward(minutes=1)
    assert card_at(other).claim.case_id == card.claim.case_id


def test_a_promise_is_kept_in_the_evening_too(room: Room, clock: MovingClock):
    card = appointed(room, clock.now + timedelta(hours=6))
    clock.forward(hours=6)
    assert card_at(room).claim.case_id == card.claim.case_id
    assert next_card(room, room.command(), practice=False) is None


def test_a_firm_one_that_meets_nobody_is_tried_twice_more_and_then_called_back(room: Room, clock: MovingClock):
    card = appointed(room, clock.now + timedelta(hours=1))
    clock.forward(hours=1)
    states = []
    for _ in range(3):
        again = open_card(room, card.claim.case_id, room.command())
        give_result(again, CallResult("no_answer"), room.command())
        case = fetch_case(room.store, card.claim.case_id).case
        states.append((case.state, case.due_at - clock.now.timestamp() <= 900))
        clock.forward(minutes=15)
    assert states == [("soft", True), ("soft", True), ("callback", False)]


def test_a_call_before_the_time_that_meets_nobody_breaks_no_promise(room: Room, clock: MovingClock):
    moment = clock.now + timedelta(hours=3)
    card = appointed(room, moment)
    give_result(open_card(room, card.claim.case_id, room.command()), CallResult("busy"), room.command())
    file = fetch_case(room.store, card.claim.case_id)
    assert (file.case.state, file.case.due_at) == ("firm", moment.timestamp() - 300)
    assert [each.is_open for each in file.agreed] == [True]


def test_a_quarter_of_an_hour_that_is_full_is_a_warning_and_no_bar(room: Room):
    moment = datetime(2026, 11, 26, 9, 5, tzinfo=UTC)
    appointed(room, moment)
    faults = soft_warnings(room, moment.astimezone(room.study.zone) + timedelta(minutes=8))
    assert [(fault.word, fault.places) for fault in faults] == [("answers.appointments_already", {"count": 1})]
    seated(room, "Bo Maes")
    assert soft_warnings(room, moment.astimezone(room.study.zone)) == []


# --- who is given what


def test_who_refused_softly_is_not_called_by_the_same_interviewer_while_another_is_here(room: Room, clock: MovingClock):
    card = card_at(room)
    give_result(card, REFUSED, room.command())
    clock.forward(days=9)
    other = seated(room, "Bo Maes")
    assert card_at(room).claim.case_id != card.claim.case_id
    assert next_card(room, room.command(), practice=False) is None
    assert card_at(other).claim.case_id == card.claim.case_id


def test_alone_at_work_one_calls_back_ones_own_refusals(room: Room, clock: MovingClock):
    card = card_at(room)
    give_result(card, REFUSED, room.command())
    clock.forward(days=9)
    found = {card_at(room).claim.case_id for _ in range(2)}
    assert card.claim.case_id in found


@pytest.mark.parametrize(("languages", "count"), [("fr en", 1), ("nl fr", 2), (None, 2)])
def test_an_interviewer_is_given_only_cases_in_her_languages(room: Room, languages: str | None, count: int):
    first, _ = list_cases(room.store)
    with room.store.transaction() as connection:
        connection.execute(update(CASES).where(CASES.c.id == first.case_id).values(language="fr"))
        connection.execute(update(INTERVIEWERS).values(languages=languages))
    found = [next_card(room, room.command(), practice=False) for _ in range(3)]
    assert sum(card is not None for card in found) == count


def test_a_language_of_the_study_that_nobody_here_speaks_parks_the_case(room: Room):
    with room.store.transaction() as connection:
        connection.execute(update(INTERVIEWERS).values(languages="nl"))
    card = card_at(room)
    give_result(card, CallResult("language_barrier", Said(language="fr")), room.command())
    case = fetch_case(room.store, card.claim.case_id).case
    assert (case.state, case.parked_because, case.queue) == ("parked", "language", None)


def test_what_is_referred_to_the_supervisor_waits_for_the_supervisor(room: Room):
    card = card_at(room)
    give_result(card, CallResult("refer_supervisor", Said(words="twee bedrijven?")), room.command())
    case = fetch_case(room.store, card.claim.case_id).case
    assert (case.state, case.parked_because) == ("parked", "supervisor")


# --- holding


def test_a_card_that_stays_open_is_kept_as_long_as_it_is_renewed_and_no_longer(room: Room, clock: MovingClock):
    card, other = card_at(room), seated(room, "Bo Maes")
    for _ in range(3):
        clock.forward(minutes=29)
        keep_hold(room, card.claim, room.command())
    clock.forward(minutes=31)
    assert open_card(other, card.claim.case_id, other.command()).claim.case_id == card.claim.case_id
    with pytest.raises(LeaseLostError) as lost:
        keep_hold(room, card.claim, room.command())
    assert lost.value.places["holder"] == "Bo Maes"
