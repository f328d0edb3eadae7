"""From a typed line to an answer, or the sentence why not."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from cati.interview.typed import read_typed
from cati.questionnaire.answer import Answer, Clock, Day, Quantity, Words
from cati.questionnaire.email_address import read_email
from cati.questionnaire.model import AnyQuestion, Question
from cati.questionnaire.validity import Invalid
from cati.words import say

TODAY = date(2026, 11, 25)
QUESTION: TypeAdapter[Question] = TypeAdapter(AnyQuestion)


def asked(kind: str, **keys: str) -> Question:
    return QUESTION.validate_python({"id": "Q", "type": kind, "text": "?", **keys})


def typed(question: Question, text: str, language: str = "nl") -> Answer | Invalid:
    return read_typed(question, text, phone_region="BE", today=TODAY, language=language)


def told(question: Question, text: str, language: str = "nl") -> str:
    fault = typed(question, text, language)
    assert isinstance(fault, Invalid)
    return say(language, fault.word, **fault.places)


EMPLOYEES = asked("number", min="1", max="99999")
SHARE = asked("number", min="0", max="12.5", decimals="1")


@pytest.mark.parametrize("text", ["12500", " 12 500 ", "12.500", "12\u00a0500\n"])
def test_a_number_is_an_exact_quantity(text: str):
    assert typed(EMPLOYEES, text) == Quantity(value=Decimal(12500))


@pytest.mark.parametrize("text", ["", "0", "100000", "2,5", "veel", "-98"])
def test_the_check_on_employees_is_told_word_for_word(text: str):
    assert told(EMPLOYEES, text, "nl") == "Vul een geheel getal in van 1 tot 99 999."
    assert told(EMPLOYEES, text, "en") == "Enter a whole number from 1 to 99 999."
    assert told(EMPLOYEES, text, "fr") == "Entrez un nombre entier de 1 à 99 999."


def test_ninety_eight_is_an_answer():
    assert typed(EMPLOYEES, "98") == Quantity(value=Decimal(98))


def test_a_range_with_decimals_is_told_with_the_comma_or_point_of_the_language():
    assert told(SHARE, "12,6", "nl") == "Vul een getal in van 0 tot 12,5."
    assert told(SHARE, "12,6", "en") == "Enter a number from 0 to 12.5."


def test_too_many_decimals_are_counted_in_the_sentence():
    assert told(SHARE, "1,55", "nl") == "Hoogstens 1 cijfer na de komma."
    assert told(asked("number", min="0", max="1", decimals="2"), "0,555") == "Hoogstens 2 cijfers na de komma."


def test_text_is_kept_word_for_word_but_clean():
    assert typed(asked("text"), " Te duur.\r\nEn te traag. ") == Words(value="Te duur.\nEn te traag.")


def test_text_may_not_be_blank_or_too_long():
    assert told(asked("text"), " \n ") == "Er is nog niets getypt."
    assert told(asked("text", max_length="3"), "vier") == "Hoogstens 3 tekens: kort in."


@pytest.mark.parametrize("kind", ["text", "number", "date", "time", "email", "phone"])
def test_what_cannot_be_stored_is_refused_everywhere(kind: str):
    question = asked(kind, **({"min": "1", "max": "9"} if kind == "number" else {}))
    assert typed(question, "a\x00") == Invalid("answers.unstorable", {})


@pytest.mark.parametrize("text", ["26/11/2026", "26/11", "morgen", "2026-11-26", "26 nov"])
def test_a_date_is_a_day(text: str):
    assert typed(asked("date"), text) == Day(value=date(2026, 11, 26))


def test_a_date_that_is_none_or_does_not_exist_or_is_out_of_range_is_told():
    assert told(asked("date"), "ooit") == "Dit is geen datum: typ bijvoorbeeld 26/11/2026."
    assert told(asked("date"), "30/2/2026") == "30 februari bestaat niet."
    assert told(asked("date"), "30/2", "fr") == "Le 30 février n'existe pas."
    assert told(asked("date", min="2026-12-01"), "26/11") == "Dit valt buiten wat kan: 01/12/2026 tot …."


@pytest.mark.parametrize("text", ["14:30", "14u30", "14h30", "14.30", "1430", "2:30 PM"])
def test_a_time_is_a_clock(text: str):
    assert typed(asked("time"), text) == Clock(value=time(14, 30))


def test_a_time_that_is_none_or_out_of_range_is_told():
    assert told(asked("time"), "25:00") == "Dit is geen tijd: typ bijvoorbeeld 14:30."
    assert told(asked("time", min="09:00", max="17:30"), "8") == "Dit valt buiten wat kan: 09:00 tot 17:30."


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("info@voorbeeld.example", "info@voorbeeld.example"),
        (" Jan.Peeters@Voorbeeld.EXAMPLE ", "Jan.Peeters@voorbeeld.example"),
        ("an@café.example", "an@café.example"),
    ],
)
def test_an_address_is_kept_in_its_normal_form(text: str, address: str):
    assert typed(asked("email"), text) == Words(value=address)


@pytest.mark.parametrize(
    "text", ["", "info", "info@", "info@voorbeeld", "a b@c.example", "An <an@c.example>", "a@b..be"]
)
def test_the_check_on_the_address_is_told_word_for_word(text: str):
    assert told(asked("email"), text, "nl") == "Dit is geen geldig e-mailadres."
    assert told(asked("email"), text, "en") == "This is not a valid e-mail address."
    assert told(asked("email"), text, "fr") == "Ceci n'est pas une adresse e-mail valide."


@given(st.text())
def test_any_text_is_an_address_or_not_but_never_a_crash(text: str):
    read_email(text)


def test_a_phone_number_is_kept_in_e164():
    assert typed(asked("phone"), "050 00 00 01") == Words(value="+3250000001")
    assert told(asked("phone"), "070 22 33 44") == "Dit is een betaalnummer (070, 090x): daar bellen we niet naar."


def test_a_question_that_is_not_typed_takes_no_line():
    assert typed(asked("statement", nonresponse="none"), "ja") == Invalid("answers.other_type", {})
