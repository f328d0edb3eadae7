"""F7: an appointment, field by field, always repeated in words."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from showing import Shown, showing

from cati.interview.booking import Booking
from cati.questionnaire.answer import Appointment
from cati.questionnaire.validity import Invalid, invalid
from cati.tui.key_gate import PATIENT
from cati.tui.press import Press
from cati.tui.screens.appointment import AppointmentScreen, no_warnings
from spoken import NOW

BRUSSELS = ZoneInfo("Europe/Brussels")
PHONES = ("+3256123456", "+32470123456")


def booking(language: str = "nl", phones: Sequence[str] = PHONES, **texts: str) -> Booking:
    return Booking(NOW.astimezone(BRUSSELS), language, "BE", phones, dict(texts))


def form(made: Booking) -> AppointmentScreen:
    return AppointmentScreen(made, no_warnings)


def outside_hours(moment: datetime) -> list[Invalid]:
    return [invalid("outside_call_hours")] if moment.hour >= 20 else []


def result(shown: Shown) -> Appointment:
    (made,) = shown.results
    assert isinstance(made, Appointment)
    return made


async def test_a_moment_and_enter_after_each_field_make_an_appointment():
    async with showing(lambda: form(booking())) as shown:
        await shown.type("do 14:30")
        await shown.press(*["enter"] * 6)
        made = result(shown)
        assert (made.wall, made.firm, made.phone) == (datetime(2026, 11, 26, 14, 30), True, PHONES[0])  # noqa: DTZ001


async def test_f7_saves_from_any_field():
    async with showing(lambda: form(booking(when="morgen 14u"))) as shown:
        await shown.press("f7")
        assert result(shown).timezone == "Europe/Brussels"


async def test_every_field_is_in_the_appointment():
    async with showing(lambda: form(booking())) as shown:
        for text in ("do 14:30", "2", "2", "mevr. D.", "zaakvoerder", "via receptie"):
            await shown.type(text)
            await shown.press("enter")
        made = result(shown)
        assert (made.firm, made.phone, made.name) == (False, PHONES[1], "mevr. D.")
        assert (made.position, made.note) == ("zaakvoerder", "via receptie")


async def test_the_moment_is_understood_while_it_is_typed():
    async with showing(lambda: form(booking())) as shown:
        await shown.type("do 14")
        assert "begrepen" not in shown.text
        await shown.type("u")
        assert "begrepen: donderdag 26 november om 14:00" in shown.text


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "“Ik bel u dus op donderdag 26 november om 14:30.”"),
        ("en", "“So I will call you on Thursday 26 November at 14:30.”"),
        ("fr", "“Je vous rappelle donc le jeudi 26 novembre à 14:30.”"),
    ],
)
async def test_it_is_read_back_in_the_language_of_the_interview(language: str, sentence: str):
    async with showing(lambda: form(booking(language, when="26/11 14:30")), language="nl") as shown:
        assert f"Lees terug: {sentence}" in shown.text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("gisteren 14u", "! De afspraak moet in de toekomst liggen."),
        ("30/2 14u", "! 30 februari bestaat niet."),
        ("do 14", "! '14' is geen tijd: typ 14u of 14:00."),
        ("ooit", "! Dit moment is niet te lezen"),
    ],
)
async def test_a_moment_that_cannot_be_is_told_at_the_field_and_stays_to_be_corrected(typed: str, told: str):
    async with showing(lambda: form(booking(when=typed))) as shown:
        await shown.press("enter")
        assert told in shown.text.splitlines()[3]
        assert shown.screen.here == "when"
        assert typed in shown.text


async def test_what_is_wrong_is_no_longer_told_once_it_is_being_corrected():
    async with showing(lambda: form(booking(when="do 14"))) as shown:
        await shown.press("enter")
        await shown.type(":30")
        assert "!" not in shown.text


async def test_a_kind_that_is_neither_firm_nor_soft_is_told_at_the_field():
    async with showing(lambda: form(booking(when="do 14u", firm="7"))) as shown:
        await shown.press("enter", "enter")
        assert "! Typ 1 voor een vaste afspraak, 2 voor een zachte." in shown.text


async def test_another_number_can_be_typed():
    async with showing(lambda: form(booking(when="do 14u", phone="051 00 00 01"))) as shown:
        await shown.press("f7")
        assert result(shown).phone == "+3251000001"


async def test_a_number_that_cannot_be_called_is_told_and_has_the_keys():
    async with showing(lambda: form(booking(when="do 14u", phone="0900 12 345"))) as shown:
        await shown.press("f7")
        assert shown.results == []
        assert shown.screen.here == "phone"
        assert "!" in shown.text


async def test_the_choice_that_holds_is_marked():
    async with showing(lambda: form(booking(firm="2", phone="2"))) as shown:
        assert "►2 zacht" in shown.text
        assert "►2 0470 12 34 56" in shown.text


async def test_a_case_without_numbers_asks_for_one():
    async with showing(lambda: form(booking(phones=()))) as shown:
        assert "of typ een ander" in shown.text


async def test_many_numbers_are_cut_and_never_push_the_fields_away():
    async with showing(lambda: form(booking(phones=[f"+325612345{digit}" for digit in range(9)]))) as shown:
        assert "…" in shown.text.splitlines()[6]
        assert shown.text.splitlines()[7].startswith("   Wie")


async def test_arrows_move_between_the_fields_whatever_stands_in_them():
    async with showing(lambda: form(booking(when="ooit"))) as shown:
        await shown.press("down", "down", "up")
        assert shown.screen.here == "firm"
        await shown.press("up", "up")
        assert shown.screen.here == "when"


async def test_a_time_outside_the_call_hours_is_saved_only_after_one_more_key():
    async with showing(lambda: AppointmentScreen(booking(when="do 21u"), outside_hours)) as shown:
        await shown.press("f7")
        assert shown.results == []
        assert "! Dit valt buiten de beluren of op een feestdag. Toch bewaren?" in shown.text
        await shown.press("enter", "f7", "x")
        assert shown.results == []
        await shown.press("1")
        assert result(shown).wall.hour == 21


@pytest.mark.parametrize("key", ["2", "escape"])
async def test_the_time_can_be_changed_after_the_warning(key: str):
    async with showing(lambda: AppointmentScreen(booking(when="do 21u"), outside_hours)) as shown:
        await shown.press("f7", key)
        assert shown.screen.here == "when"
        await shown.press("backspace", "backspace", "backspace")
        await shown.type("10u")
        await shown.press("f7")
        assert result(shown).wall.hour == 10


async def test_the_warning_is_not_answered_by_a_key_read_before_it_stood_there():
    async with showing(lambda: AppointmentScreen(booking(when="do 21u"), outside_hours), times=PATIENT) as shown:
        shown.screen.save()
        await shown.settle()
        too_soon = shown.app.gate._painted_at + PATIENT.look - 0.001
        shown.screen.arrived(Press("1", "1", too_soon, is_printable=True))
        assert shown.results == []


@pytest.mark.parametrize("key", ["escape", "f8"])
async def test_nothing_typed_is_lost_when_the_form_is_left(key: str):
    made = booking()
    async with showing(lambda: form(made)) as shown:
        await shown.type("do 14")
        await shown.press("down", "down", "down")
        await shown.type("mevr. D.")
        await shown.press(key)
        assert shown.results == [None]
    assert made.draft().fields == {"when": "do 14", "name": "mevr. D."}


async def test_the_form_opens_again_as_it_was_left():
    async with showing(lambda: form(booking(when="do 14:30", name="[b]mevr.[/b] D."))) as shown:
        assert "do 14:30" in shown.text
        assert "[b]mevr.[/b] D." in shown.text


async def test_a_call_can_be_stopped_from_the_form_and_from_its_warning():
    for keys in (["f8"], ["f7", "f8"]):
        async with showing(lambda: AppointmentScreen(booking(when="do 21u"), outside_hours)) as shown:
            below = shown.app.screen_stack[-2]
            await shown.press(*keys)
            assert below.done == ["stop"]


async def test_digits_and_letters_are_typed_and_choose_nothing():
    async with showing(lambda: form(booking())) as shown:
        await shown.type("1a2")
        assert shown.screen.booking.texts["when"] == "1a2"
