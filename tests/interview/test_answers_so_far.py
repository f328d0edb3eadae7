"""The answers so far, as they are listed for the interviewer."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from cati.interview.answers_so_far import AnswerLine, answers_so_far
from cati.interview.session import Session
from cati.questionnaire.answer import (
    Answer,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
)
from spoken import (
    NOW,
    answered,
    confirmed,
    partners,
    questionnaire_of,
    remarked,
    say_to,
    started,
    the_questionnaire,
)


def opening() -> Session:
    return say_to(started(the_questionnaire()), INT="reached", WHO="self", CONSENT="yes")


def line(session: Session, key: str, language: str = "nl") -> AnswerLine:
    return next(found for found in answers_so_far(session, language) if found.key == key)


def test_the_path_is_listed_in_order_and_ends_with_the_question_to_be_asked():
    lines = answers_so_far(say_to(opening(), V1="both"), "nl")
    assert [(found.key, found.is_answered) for found in lines] == [
        ("INT", True), ("WHO", True), ("CONSENT", True), ("V1", True), ("V2", False),
    ]  # fmt: skip


def test_a_line_tells_the_question_and_its_answer_in_words():
    found = line(say_to(opening(), V1="both", V2="formerly"), "V2")
    assert found.text.startswith("Werkt uw bedrijf vandaag op die manier samen")
    assert found.answer == "Nee, maar vroeger wel"


def test_an_answer_off_the_path_is_not_listed():
    session = say_to(opening(), V1="both", V2="yes", V3A=partners("suppliers"))
    assert "V3A" not in [found.key for found in answers_so_far(say_to(session, V2="never"), "nl")]


def test_an_item_of_a_roster_says_which_one():
    session = say_to(opening(), V1="both", V2="yes", V3A=partners("suppliers"), V3A_EACH__suppliers="rather_well")
    assert line(session, "V3A_EACH.suppliers").text.startswith("leveranciers: ")


EVERY_KIND = questionnaire_of("""
study: {languages: [nl]}
questions:
  - {id: SINGLE, type: single, text: t, options: [{code: 1, name: a, label: een}, {code: 2, name: b, label: twee, other: true}]}
  - {id: MULTI, type: multi, text: t, options: [{code: 1, name: a, label: een}, {code: 2, name: b, label: twee}]}
  - {id: NUMBER, type: number, text: t, min: 0, max: 9999}
  - {id: WORDS, type: text, text: t}
  - {id: DAY, type: date, text: t}
  - {id: CLOCK, type: time, text: t}
  - {id: GRID, type: grid, text: t, rows: [{name: r, label: rij}], options: [{code: 1, name: a, label: een}]}
  - {id: READ, type: statement, text: t}
  - {id: APPT, type: appointment, text: t}
  - {id: EACH, type: multi, text: t, min_choices: 1, read_options: each, options: [{code: 1, name: a, label: een}]}
  - {id: END, type: end, disposition: complete, text: t}
""")  # noqa: E501
GIVEN: dict[str, Answer] = {
    "SINGLE": Choice(option="b", other="iets anders"),
    "MULTI": Choices(options=("a", "b")),
    "NUMBER": Quantity(value=Decimal(1250)),
    "WORDS": Words(value="gewoon [b]tekst[/b]"),
    "DAY": Day(value=date(2026, 11, 26)),
    "CLOCK": Clock(value=time(9, 5)),
    "GRID": GridRows(rows={"r": Choice(option="a")}),
    "READ": Read(),
    "APPT": Appointment(at=NOW, wall=datetime(2026, 11, 25, 14, 2), timezone="Europe/Brussels"),  # noqa: DTZ001
    "EACH": DontKnow(),
}
IN_WORDS = {
    "SINGLE": "iets anders",
    "MULTI": "een en twee",
    "NUMBER": "1.250",
    "WORDS": "gewoon [b]tekst[/b]",
    "DAY": "donderdag 26 november",
    "CLOCK": "09:05",
    "GRID": "1 rij beantwoord",
    "READ": "voorgelezen",
    "APPT": "woensdag 25 november om 14:02",
    "EACH": "weet niet",
}


@pytest.mark.parametrize("key", IN_WORDS)
def test_every_kind_of_answer_has_words(key: str):
    assert line(say_to(started(EVERY_KIND), **GIVEN), key).answer == IN_WORDS[key]


def test_a_refusal_is_told_in_the_language_of_the_screen():
    assert line(started(EVERY_KIND).take(answered("SINGLE", Refused())), "SINGLE", "fr").answer == "refus"


def test_a_question_without_an_answer_has_no_words():
    assert line(started(EVERY_KIND), "SINGLE").answer == ""


def test_a_note_is_marked():
    session = opening().take(remarked("CONSENT", "belt liever na de middag"))
    assert [found.key for found in answers_so_far(session, "nl") if found.has_note] == ["CONSENT"]


def test_an_accepted_check_is_marked_where_it_stands():
    session = confirmed(say_to(opening(), V1="nothing_new", V2="yes"))
    assert [found.key for found in answers_so_far(session, "nl") if found.is_checked] == ["V2"]


def test_a_check_accepted_for_other_values_is_not_marked():
    session = say_to(confirmed(say_to(opening(), V1="nothing_new", V2="yes")), V1="both")
    assert not any(found.is_checked for found in answers_so_far(session, "nl"))


def test_a_check_of_a_derived_item_is_marked_at_the_question_behind_it():
    rest = say_to(opening(), V1="both", V2="never", V3B="start_ups", V4B="rather_yes", V5=["none"])
    rest = say_to(rest, V6=Refused(), V7B="very", V8=DontKnow(), EMP=Quantity(value=Decimal(230)))
    assert line(confirmed(rest), "EMP").is_checked
