"""An appointment, field by field."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from cati.interview.booking import FIELDS, Booking, Field
from cati.questionnaire.answer import Appointment, Draft
from cati.questionnaire.validity import Invalid

BRUSSELS = ZoneInfo("Europe/Brussels")
NOW = datetime(2026, 11, 25, 14, 9, tzinfo=BRUSSELS)
PHONES = ("+3256123456", "+32470123456")


def a_booking(**texts: str) -> Booking:
    """A form with these fields filled in."""
    booking = Booking(NOW, "nl", "BE", PHONES)
    for name, text in texts.items():
        assert booking.put(field(name), text) is None
    return booking


def field(name: str) -> Field:
    """A field by its name."""
    return next(known for known in FIELDS if known == name)


def test_an_appointment_needs_only_its_time():
    assert a_booking(when="do 14:30").appointment() == Appointment(
        at=datetime(2026, 11, 26, 13, 30, tzinfo=UTC),
        wall=datetime(2026, 11, 26, 14, 30),  # noqa: DTZ001 - wall time, as spoken
        timezone="Europe/Brussels",
        firm=True,
        phone="+3256123456",
    )


def test_everything_that_was_filled_in_is_in_it():
    filled = {"when": "morgen 9u", "firm": "2", "phone": "2", "name": "mevr. D.", "position": "baas", "note": "zacht"}
    made = a_booking(**filled).appointment()
    assert isinstance(made, Appointment)
    assert (made.firm, made.phone) == (False, "+32470123456")
    assert (made.name, made.position, made.note) == ("mevr. D.", "baas", "zacht")


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("when", "", "when_unreadable"),
        ("when", "do", "when_which_time"),
        ("when", "vandaag 9u", "when_past"),
        ("when", "30 februari 14u", "when_no_day"),
        ("firm", "misschien", "firm_or_soft"),
        ("phone", "3", "phone_not_valid"),
        ("note", "half \ud83d", "unstorable"),
    ],
)
def test_a_field_that_cannot_stand_says_why(name: str, text: str, word: str):
    fault = Booking(NOW, "nl", "BE", PHONES).put(field(name), text)
    assert isinstance(fault, Invalid)
    assert fault.word == f"answers.{word}"


def test_what_was_typed_stays_in_its_field_also_when_it_cannot_stand():
    booking = a_booking()
    booking.put("when", "  ooit  ")
    assert booking.draft() == Draft(fields={"when": "ooit"})


@pytest.mark.parametrize(("name", "text"), [("when", "ooit"), ("phone", "1234"), ("firm", "3")])
def test_there_is_no_appointment_while_a_field_cannot_stand(name: str, text: str):
    booking = a_booking(when="do 14:30")
    booking.put(field(name), text)
    assert isinstance(booking.appointment(), Invalid)


def test_a_number_is_one_of_the_case_by_its_place_or_a_new_one_or_else_the_first():
    assert [a_booking(phone=text).phone() for text in ("", "1", "2", "050 14 01 50")] == [
        *(PHONES[0], PHONES[0], PHONES[1]),
        "+3250140150",
    ]


def test_a_case_without_numbers_may_have_an_appointment_without_one():
    booking = Booking(NOW, "nl", "BE")
    booking.put("when", "+2u")
    made = booking.appointment()
    assert isinstance(made, Appointment)
    assert made.phone == ""


def test_line_breaks_in_a_field_become_spaces():
    assert a_booking(note="een\r\ntwee").texts == {"note": "een twee"}


def test_a_draft_goes_on_where_it_was_left():
    draft = a_booking(when="do 14:30", name="mevr. D.").draft()
    again = Booking.kept(draft, NOW, "nl", "BE", PHONES)
    assert (again.understood(), again.texts["name"]) == ("donderdag 26 november om 14:30", "mevr. D.")


def test_the_time_is_read_back_in_the_language_of_the_interview_and_faults_in_that_of_the_screen():
    booking = Booking(NOW, "fr", "BE", PHONES, screen="nl")
    fault = booking.put("when", "30 februari 14u")
    assert isinstance(fault, Invalid)
    assert fault.places == {"day": "30 februari"}
    booking.put("when", "do 14:30")
    assert booking.understood() == "jeudi 26 novembre à 14:30"


def test_an_unreadable_time_is_not_read_back():
    booking = a_booking()
    booking.put("when", "ooit")
    assert booking.understood() == ""
