"""One conversation, durable: what each step leaves on disk, and what becomes of the case."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from cati.errors import NotSavedError
from cati.fieldwork.appointments import booking_for, soft_warnings
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.interview.events import AnswerRecorded, LanguageChanged
from cati.interview.prompt import Prompt
from cati.interview.session import folded
from cati.interview.view import CheckView, EndView, QuestionView
from cati.questionnaire.answer import Appointment, Choices, Draft, GridRows, Quantity, Words
from cati.storage.cases import Case, list_cases
from cati.storage.stored_interviews import load_events
from cati.storage.tables import APPOINTMENTS, CONTACT_ANSWERS
from cati.storage.verify import verify
from moving_clock import MovingClock
from phone_room import answer, taken
from spoken import partners


@pytest.fixture
def interview(room: Room) -> Interview:
    return taken(next_case(room, practice=False))


def prompt_of(interview: Interview) -> Prompt:
    """What is asked now."""
    view = interview.view()
    assert isinstance(view, QuestionView), view
    return view.prompt


def case_of(room: Room, key: str = "0042") -> Case:
    """A case as it stands."""
    return next(case for case in list_cases(room.store) if case.case_key == key)


def made(interview: Interview, when: str, **texts: str) -> Appointment:
    """An appointment filled in at the form."""
    booking = booking_for(interview)
    booking.texts |= {"when": when, **texts}
    appointment = booking.appointment()
    assert isinstance(appointment, Appointment)
    return appointment


def appointments(room: Room) -> list[tuple[int, str, bool, bool]]:
    """The appointment rows: due (UTC seconds), wall time, firm, still open."""
    with room.store.reading() as connection:
        return [
            (row.due_at, row.wall, row.firm, row.cancelled_at is None and row.kept_at is None)
            for row in connection.execute(APPOINTMENTS.select().order_by(APPOINTMENTS.c.id))
        ]


# --- recording


def test_an_answer_is_an_event_on_disk_before_the_session_knows_of_it(interview: Interview):
    before = len(load_events(interview.room.store, interview.hold.interview_id))
    interview.answer(prompt_of(interview), answer_reached(), elapsed_ms=900, unused_keys=2)
    events = load_events(interview.room.store, interview.hold.interview_id)
    assert len(events) == before + 1
    assert isinstance(events[-1], AnswerRecorded)
    assert (events[-1].elapsed_ms, events[-1].unused_keys) == (900, 2)


def answer_reached() -> Words:
    """An answer of the wrong kind: kept as it is, and asked anew."""
    return Words(value="yes")


def test_an_answer_that_cannot_stand_is_kept_and_asked_anew(interview: Interview):
    interview.answer(prompt_of(interview), answer_reached())
    assert prompt_of(interview).key == "INT"
    assert prompt_of(interview).answer == answer_reached()


def test_while_nothing_can_be_saved_the_session_stays_and_a_retry_stores_it_once(
    interview: Interview, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object, **__: object) -> None:
        raise NotSavedError("storage.disk_full")

    with monkeypatch.context() as patched:
        patched.setattr("cati.fieldwork.interview.append", full)
        with pytest.raises(NotSavedError):
            answer(interview, INT="reached")
    assert (interview.session.state.answers, interview.unsaved is None) == ({}, False)
    interview.retry()
    interview.retry()
    assert interview.unsaved is None
    assert len(load_events(interview.room.store, interview.hold.interview_id)) == 2


def test_a_draft_or_note_that_is_kept_already_is_not_written_again(interview: Interview):
    key = prompt_of(interview).key
    for _ in range(2):
        interview.keep(key, Draft(text="ye"))
        interview.remark(key, "hesitates")
        interview.change_language("nl")
    assert len(load_events(interview.room.store, interview.hold.interview_id)) == 3


def test_the_language_changes_with_an_event_and_changes_nothing_else(interview: Interview):
    before = prompt_of(interview).key
    interview.change_language("fr")
    events = load_events(interview.room.store, interview.hold.interview_id)
    assert isinstance(events[-1], LanguageChanged)
    assert (prompt_of(interview).key, prompt_of(interview).language) == (before, "fr")


def test_what_is_personal_is_kept_apart(interview: Interview):
    whole_interview(interview, PAPER="yes")
    interview.answer(prompt_of(interview), Words(value="info@bedrijf.example"))
    with interview.room.store.reading() as connection:
        rows = list(connection.execute(CONTACT_ANSWERS.select()))
    assert [row.question_id for row in rows] == ["EMAIL"]
    assert interview.personal == {"EMAIL", "APPT"}


def whole_interview(interview: Interview, **last: str) -> Interview:
    """A company that does not collaborate, up to the question about the whitepaper."""
    answer(interview, INT="reached", WHO="self", CONSENT="yes", V1="both", V2="never", V3B="none", V4B="rather_not")
    answer(interview, V5=Choices(options=("none",)))
    rows = [row.name for row in prompt_of(interview).rows]
    answer(interview, V6=GridRows.model_validate({"rows": {row: {"kind": "refused"} for row in rows}}))
    answer(interview, V7B="very", V8="very", V8_ROLE=Choices(options=("money",)), EMP=Quantity(value=Decimal(25)))
    return answer(interview, **last)


# --- rows of one question


def test_rows_stay_at_their_question_until_it_is_left(interview: Interview):
    answer(interview, INT="reached", WHO="self", CONSENT="yes", V1="both", V2="yes")
    prompt = prompt_of(interview)
    interview.answer(prompt, Choices(options=("own_group",)), stays=True)
    assert (prompt_of(interview).key, interview.reviewing) == ("V3A", "V3A")
    interview.answer(prompt, partners("own_group"), stays=True)
    assert prompt_of(interview).key == "V3A"
    interview.go_on()
    assert prompt_of(interview).key == "V3A_EACH.own_group"


# --- moving


def test_back_moves_to_the_question_before_and_says_when_there_is_none(interview: Interview):
    answer(interview, INT="reached", WHO="self")
    assert [interview.go_back(), interview.go_back(), interview.go_back()] == [True, True, False]
    assert prompt_of(interview).key == "INT"
    interview.go_on()
    assert prompt_of(interview).key == "WHO"
    interview.go_first_open()
    assert prompt_of(interview).key == "CONSENT"


def test_a_question_of_the_path_can_be_gone_to(interview: Interview):
    answer(interview, INT="reached", WHO="self", CONSENT="yes")
    interview.go_to(interview.session.path.stops[0].key)
    view = interview.view()
    assert isinstance(view, QuestionView)
    assert (view.prompt.key, view.is_review) == ("INT", True)


def test_a_soft_check_is_confirmed_with_an_event(interview: Interview):
    answer(interview, INT="reached", WHO="self", CONSENT="yes", V1="nothing_new", V2="yes")
    view = interview.view()
    assert isinstance(view, CheckView)
    interview.confirm(view.pending)
    assert prompt_of(interview).key == "V3A"


# --- ends


def test_a_complete_interview_closes_its_case_and_keeps_its_end(interview: Interview, room: Room):
    whole_interview(interview, PAPER="no")
    view = interview.view()
    assert isinstance(view, EndView)
    interview.end("complete")
    case = case_of(room)
    assert (case.state, case.queue, case.current_code, case.lease_by) == ("closed", None, "1.1", None)
    assert interview.session.state.ended is not None
    assert (interview.session.state.ended.end, interview.is_over) == ("THANKS", True)


def test_an_appointment_asked_for_by_the_script_makes_a_firm_appointment(interview: Interview, room: Room):
    answer(interview, INT="reached", WHO="unavailable")
    answer(interview, APPT=made(interview, "do 14:30"))
    view = interview.view()
    assert isinstance(view, EndView)
    assert view.text == "Ik bel u dus op donderdag 26 november om 14:30."
    interview.end(view.end.disposition[0])
    due = datetime.fromisoformat("2026-11-26T14:30+01:00")
    assert appointments(room) == [(int(due.timestamp()), "2026-11-26T14:30", True, True)]
    assert (case_of(room).state, case_of(room).due_at) == ("firm", int((due - timedelta(minutes=5)).timestamp()))


def test_a_soft_appointment_is_soft(interview: Interview, room: Room):
    interview.suspend("appointment", appointment=made(interview, "do 14:30", firm="2"))
    assert [(firm, is_open) for _, _, firm, is_open in appointments(room)] == [(False, True)]
    assert case_of(room).state == "soft"


def test_a_kept_appointment_is_no_longer_open_after_the_call(interview: Interview, room: Room, clock: MovingClock):
    interview.suspend("appointment", appointment=made(interview, "do 14:30"))
    clock.now = datetime.fromisoformat("2026-11-26T14:31+01:00")
    again = taken(next_case(room, practice=False))
    assert again.case.case.case_key == "0042"
    again.suspend("not_available")
    assert [is_open for *_, is_open in appointments(room)] == [False]


def test_an_interview_that_ends_otherwise_makes_no_appointment_of_what_was_typed(interview: Interview, room: Room):
    answer(interview, INT="reached", WHO="unavailable")
    answer(interview, APPT=made(interview, "do 14:30"))
    interview.end("hard_refusal")
    assert appointments(room) == []


def test_a_wrong_number_leads_to_the_other_number_and_then_closes_the_case(room: Room, clock: MovingClock):
    for _ in range(2):
        interview = taken(next_case(room, practice=False))
        assert interview.case.case.case_key == "0042"
        answer(interview, INT="wrong_number").end("wrong_number")
        clock.forward(minutes=1)
    assert case_of(room).state == "closed"
    assert taken(next_case(room, practice=False)).case.case.case_key == "0043"


def test_a_second_soft_refusal_closes_the_case(room: Room, clock: MovingClock):
    taken(next_case(room, practice=False)).end("soft_refusal")
    assert (case_of(room).state, case_of(room).current_code) == ("callback", "2.112")
    clock.forward(days=9)
    taken(next_case(room, practice=False)).end("soft_refusal")
    assert case_of(room).state == "closed"


def test_every_fold_is_that_of_its_events(interview: Interview, room: Room):
    whole_interview(interview, PAPER="no").end("complete")
    assert verify(room.store, lambda events: folded(events).answers) == []


# --- appointments


def test_the_form_knows_the_numbers_of_the_case_and_the_language_of_the_interview(interview: Interview):
    interview.change_language("fr")
    booking = booking_for(interview)
    booking.put("when", "do 14:30")
    assert booking.phones == ["+3256123456", "+32470123456"]
    assert booking.understood() == "jeudi 26 novembre à 14:30"


@pytest.mark.parametrize(
    ("when", "warned"),
    [("2026-11-26T14:30", False), ("2026-11-26T12:30", True), ("2026-11-28T14:30", True), ("2026-12-25T14:30", True)],
)
def test_a_time_outside_call_hours_or_on_a_holiday_is_a_warning(room: Room, when: str, warned: bool):
    moment = datetime.fromisoformat(when).replace(tzinfo=room.study.zone)
    assert [fault.word for fault in soft_warnings(room, moment)] == ["answers.outside_call_hours"] * warned
