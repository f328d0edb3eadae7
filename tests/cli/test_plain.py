"""An interview line by line: every kind of question, every command, in three languages."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.fieldwork.study import open_study
from cati.interview.events import AnswerRecorded, AskedAgain, CheckConfirmed, InterviewEnded, InterviewSuspended
from cati.questionnaire.answer import (
    AnswerKey,
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
from cati.questionnaire.names_given import names_given
from plain_talk import Told, a_study, answers_in, events_in, opened, plain, results_in, state_in
from scenario import multi, single
from spoken import NOW

TWO = single("A") + single("B")
GRID = """\
- id: G
  type: grid
  text: How much?
  rows: [{name: time, label: Time}, {name: money, label: Money}, {name: law, label: Law}]
  options: [{code: 1, name: big, label: big}, {code: 2, name: small, label: small}]
"""
EACH = multi("E", "a b other+other", read_options="each")
NOT_COLLABORATING = [
    *("1", "1", "1"),  # INT, WHO, CONSENT
    "3",  # V1
    "3",  # V2: never
    *("6", "3"),  # V3B, V4B
    "1 2 3",  # V5
    "2",  # V5_TOP
    "1 2 3 4 1 2 3",  # V6, row by row
    "1",  # V7B
    "1",  # V8
    "1 96",  # V8_ROLE
    "een loket",  # … its other text
    "25",  # EMP
    "1",  # PAPER
    "info@bedrijf.example",  # EMAIL
    "",  # close
]


def one(folder: Path, yaml: str, *lines: str) -> Told:
    """One interview on a small questionnaire."""
    return plain(a_study(folder, yaml), "n", "", *lines)


# --- the whole interview


@pytest.mark.parametrize(
    ("language", "asked", "result"),
    [
        ("nl", "Werkt uw bedrijf vandaag op die manier samen", "Case 0042: Volledig interview. Bewaard."),
        ("en", "Does your company today collaborate", "Case 0042: Complete interview. Saved."),
        ("fr", "Votre entreprise collabore-t-elle", "Dossier 0042 : Entretien complet. Enregistré."),
    ],
)
def test_the_whole_interview_by_piped_lines(tmp_path: Path, language: str, asked: str, result: str):
    told = plain(a_study(tmp_path), "n", "", f"lang {language}", *NOT_COLLABORATING, "q", language=language)
    assert (told.code, told.err) == (0, "")
    assert asked in told.out
    assert result in told.out
    assert results_in(tmp_path) == [("ended", "complete")]


def test_what_is_stored_is_what_was_typed(tmp_path: Path):
    plain(a_study(tmp_path), "n", "", *NOT_COLLABORATING, "q")
    answers = answers_in(tmp_path)
    assert answers[AnswerKey("V5")] == Choices(options=("trust", "culture", "staff"))
    assert answers[AnswerKey("V8_ROLE")] == Choices(options=("money", "other"), other="een loket")
    assert answers[AnswerKey("EMP")] == Quantity(value=Decimal(25))
    assert answers[AnswerKey("EMAIL")] == Words(value="info@bedrijf.example")
    ended = events_in(tmp_path)[-1]
    assert isinstance(ended, InterviewEnded)
    assert (ended.disposition, ended.end) == ("complete", "THANKS")


def test_a_company_that_collaborates_is_asked_about_each_partner_and_confirms_a_check(tmp_path: Path):
    rows = ["2 1 2 2 2 2 2 2 2 2 1", "een vzw", "1"]
    told = plain(a_study(tmp_path), "n", "", "1", "1", "1", "4", "1", "1", *rows)
    assert "you introduced nothing new" not in told.out
    assert "En met een vzw?" in told.out
    assert state_in(tmp_path).confirmed.keys() == {("K1", "V2")}
    assert isinstance(events_in(tmp_path)[6], CheckConfirmed)


def test_an_appointment_asked_for_by_the_script(tmp_path: Path):
    filled = ["do 14:30", "", "2", "mevr. D.", "zaakvoerder", "na de middag"]
    told = plain(a_study(tmp_path), "n", "", "1", "3", *filled, "", "q", language="nl")
    assert "begrepen: donderdag 26 november om 14:30" in told.out
    assert "  2  0470 12 34 56" in told.out
    assert "Lees terug: Ik bel u dus op donderdag 26 november om 14:30." in told.out
    answer = answers_in(tmp_path)[AnswerKey("APPT")]
    assert isinstance(answer, Appointment)
    assert (answer.phone, answer.name, answer.firm) == ("+32470123456", "mevr. D.", True)
    assert results_in(tmp_path) == [("ended", "appointment")]


def test_a_refusal_gives_the_results_to_choose_from(tmp_path: Path):
    told = plain(a_study(tmp_path), "n", "", "1", "4", "2", "q")
    assert "  1  Soft refusal\n  2  Hard refusal, do not call again" in told.out
    assert results_in(tmp_path) == [("ended", "hard_refusal")]


# --- every kind of question


@pytest.mark.parametrize(
    ("yaml", "lines", "answer"),
    [
        (single("Q"), ["2"], Choice(option="no")),
        (single("Q", "a other+other"), ["2", "a club"], Choice(option="other", other="a club")),
        (single("Q").replace("code: 2", "code: 97"), ["97"], Choice(option="no")),
        (single("Q").replace("code: 2", "code: 97"), ["A"], Choice(option="no")),
        (multi("Q", "a b c"), ["3 1"], Choices(options=("a", "c"))),
        (multi("Q", "a b c"), ["1,2"], Choices(options=("a", "b"))),
        (multi("Q", "a b other+other"), ["1 3", "a club"], Choices(options=("a", "other"), other="a club")),
        (multi("Q", "a b", read_options="each"), ["1", "2"], Choices(options=("a",), declined=("b",))),
        ("- {id: Q, type: number, min: 1, max: 99999, text: 'Q?'}\n", ["12 500"], Quantity(value=Decimal(12500))),
        ("- {id: Q, type: text, text: 'Q?'}\n", ["  word for word "], Words(value="word for word")),
        ("- {id: Q, type: date, text: 'Q?'}\n", ["26/11/2026"], Day(value=date(2026, 11, 26))),
        ("- {id: Q, type: time, text: 'Q?'}\n", ["14u30"], Clock(value=time(14, 30))),
        ("- {id: Q, type: email, text: 'Q?'}\n", ["a@b.example"], Words(value="a@b.example")),
        (
            "- {id: Q, type: names, max_names: 3, text: 'Q?'}\n",
            ["An", "Bo", "-1", "Cé", ""],
            names_given(["Bo", "Cé"], None),
        ),
        ("- {id: Q, type: phone, text: 'Q?'}\n", ["050 14 01 50"], Words(value="+3250140150")),
        ("- {id: Q, type: statement, text: 'Q.'}\n", [""], Read()),
        (
            GRID.replace("id: G", "id: Q"),
            ["1", "2", "rf"],
            GridRows(rows={"time": Choice(option="big"), "money": Choice(option="small"), "law": Refused()}),
        ),
    ],
)
def test_every_kind_of_question_is_answered(tmp_path: Path, yaml: str, lines: list[str], answer: object):
    told = one(tmp_path, yaml, *lines, "", "q")
    assert answers_in(tmp_path)[AnswerKey("Q")] == answer
    assert results_in(tmp_path) == [("ended", "complete")]
    assert told.code == 0


def test_a_list_of_more_than_35_options_is_searched(tmp_path: Path):
    yaml = single("Q", " ".join(f"trade_{code}" for code in range(1, 41)))
    told = one(tmp_path, yaml, "xyz", "trade_4")
    assert "(40 answers: type a code or part of the answer" in told.out
    assert "trade_12" not in told.out
    assert "No answer in the list fits that." in told.out
    assert answers_in(tmp_path) == {"Q": Choice(option="trade_4")}


def test_a_long_list_tells_what_fits_and_takes_a_code(tmp_path: Path):
    told = one(tmp_path, single("Q", " ".join(f"trade_{code}" for code in range(1, 41))), "trade", "again", "39")
    assert "40 answers fit: type more, or the code.\n  1  (trade_1)\n" in told.out
    assert "  40  (trade_40)" in told.out
    assert answers_in(tmp_path) == {"Q": Choice(option="trade_39")}


def test_several_of_a_long_list_are_given_with_commas(tmp_path: Path):
    yaml = multi("Q", " ".join(f"trade_{code}" for code in range(1, 41)))
    one(tmp_path, yaml, "trade_7, 39")
    assert answers_in(tmp_path) == {"Q": Choices(options=("trade_7", "trade_39"))}


def test_a_question_that_asks_again_is_put_anew(tmp_path: Path):
    told = one(tmp_path, single("WHO", "self through+ask_again"), "2", "1")
    assert told.out.count("WHO?") == 2
    assert "Again, to the new person:" in told.out
    assert [type(event) for event in events_in(tmp_path)[1:3]] == [AskedAgain, AnswerRecorded]


# --- a question is put once


def test_a_question_is_put_once_whatever_is_typed_at_it(tmp_path: Path):
    told = one(tmp_path, TWO, "9", "help", "note hesitates", "xyz", "goto C", "1")
    assert told.out.count("[A]") == 1
    assert told.out.count("A > ") == 6


def test_again_puts_it_once_more(tmp_path: Path):
    assert one(tmp_path, TWO, "again").out.count("[A]") == 2


def test_rows_are_asked_one_by_one_below_the_question(tmp_path: Path):
    told = one(tmp_path, GRID, "1", "x", "2")
    assert told.out.count("How much?") == 1
    assert told.after("How much?").startswith("\n  1 = big, 2 = small\n1/3 Time > 1\n2/3 Money > x\n")
    assert "2/3 Money > 2\n3/3 Law > " in told.out


def test_several_rows_are_answered_on_one_line_until_one_is_not_understood(tmp_path: Path):
    told = one(tmp_path, GRID, "1 2 9 1")
    assert "3/3 Law > " in told.out
    assert len(list(answers_in(tmp_path)[AnswerKey("G")].rows)) == 2


def test_back_goes_to_the_row_above_and_row_to_any(tmp_path: Path):
    told = one(tmp_path, GRID, "1", "back", "2", "row 3", "1", "row 9", "1", "")
    assert "1/3 Time (big) > 2" in told.out
    assert "There is no such row." in told.out
    assert answers_in(tmp_path)[AnswerKey("G")] == GridRows(
        rows={"time": Choice(option="small"), "money": Choice(option="big"), "law": Choice(option="big")}
    )


def test_the_open_rows_are_named_and_a_status_then_fills_them_all(tmp_path: Path):
    told = one(tmp_path, GRID, "row 2", "1", "", "dk", "")
    assert "2 rows still without an answer: Time, Law." in told.out
    assert answers_in(tmp_path)[AnswerKey("G")] == GridRows(
        rows={"time": DontKnow(), "money": Choice(option="big"), "law": DontKnow()}
    )


def test_rows_are_changed_in_a_review_and_enter_keeps_the_rest(tmp_path: Path):
    yaml = GRID + single("B")
    told = one(tmp_path, yaml, "1 1 1", "back", "row 2", "2", "", "1")
    assert "(answered already: 3 rows answered; Enter keeps it)" in told.out
    assert "2/3 Money (big) > 2" in told.out
    assert answers_in(tmp_path)[AnswerKey("G")].rows["money"] == Choice(option="small")
    assert answers_in(tmp_path)[AnswerKey("B")] == Choice(option="yes")


def test_a_yes_or_no_for_each_needs_at_least_one_yes(tmp_path: Path):
    told = one(tmp_path, EACH, "2 2 2", "back", "1", "2", "")
    assert "Too few answers: choose at least 1, or at least 1 times yes." in told.out
    assert answers_in(tmp_path)[AnswerKey("E")] == Choices(options=("b",), declined=("a", "other"))


# --- commands


@pytest.mark.parametrize(
    ("typed", "answer"), [("dk", DontKnow()), ("rf", Refused()), ("/", DontKnow()), ("*", Refused())]
)
def test_dont_know_and_refused(tmp_path: Path, typed: str, answer: object):
    one(tmp_path, TWO, typed)
    assert answers_in(tmp_path) == {"A": answer}


def test_a_status_that_a_question_does_not_take_says_so(tmp_path: Path):
    told = one(tmp_path, single("A", nonresponse="none"), "dk", "rf")
    assert "This question takes no 'don't know'." in told.out
    assert "This question takes no 'refused'." in told.out


def test_back_goes_to_the_question_before_and_enter_keeps_its_answer(tmp_path: Path):
    told = one(tmp_path, TWO, "2", "back", "back", "", "1")
    assert "(answered already: no; Enter keeps it)" in told.out
    assert "This is the first question." in told.out
    assert answers_in(tmp_path) == {"A": Choice(option="no"), "B": Choice(option="yes")}
    assert len(events_in(tmp_path)) == 4  # started, A, B, suspended at the end of the input


def test_goto_and_end_move_along_the_path(tmp_path: Path):
    told = one(tmp_path, TWO + single("C"), "1", "1", "goto a", "2", "end", "goto C9", "1")
    assert "C9 is not a question asked in this interview." in told.out
    assert answers_in(tmp_path) == {
        "A": Choice(option="no"), "B": Choice(option="yes"), "C": Choice(option="yes"),
    }  # fmt: skip


def test_a_change_of_the_path_is_told(tmp_path: Path):
    yaml = single("A") + single("B", ask_if="A == yes") + single("C")
    told = one(tmp_path, yaml, "1", "1", "goto A", "2")
    assert "Path changed: B no longer counts (kept)" in told.out


def test_the_answers_so_far_are_listed(tmp_path: Path):
    told = one(tmp_path, TWO, "1", "note sure?", "goto", "answers")
    assert told.out.count("  A: yes\n  B: to be asked …\n") == 2


def test_another_language_of_the_study(tmp_path: Path):
    told = plain(a_study(tmp_path), "n", "", "lang de", "lang", "lang fr")
    assert told.out.count("The languages of this study: nl, fr, en.") == 2
    assert "Bonjour, An Peeters à l'appareil" in told.out
    assert state_in(tmp_path).languages == ("nl", "fr")


def test_a_note_is_kept_shown_and_taken_away(tmp_path: Path):
    told = one(tmp_path, TWO, "note", "note hesitates", "note", "again", "note -", "note")
    assert [line for line in told.out.splitlines() if line.startswith("(Note")] == [
        "(Note: none)", "(Note: hesitates)", "(Note: hesitates)", "(Note: none)",
    ]  # fmt: skip
    assert state_in(tmp_path).remarks == {}


def test_help_lists_the_commands_and_what_may_be_said(tmp_path: Path):
    told = plain(a_study(tmp_path), "n", "", "help", "?", "help 1", "help 2", "help 3", language="nl")
    assert told.out.count("goto V2        naar een vraag van het pad") == 2
    assert "  Geen tijd → Dat begrijp ik." in told.out
    assert "  Waar komen mijn gegevens vandaan? → Uit een verzonnen bestand." in told.out
    assert "  Kunt u daar iets meer over zeggen?" in told.out


def test_help_says_when_there_is_nothing_to_say(tmp_path: Path):
    told = one(tmp_path, TWO, "help 1", "help 2", "help 3")
    assert "This questionnaire has no objections with answers." in told.out
    assert "This questionnaire has no texts to read on request." in told.out
    assert "This questionnaire has no neutral probes." in told.out


# --- results


def test_stop_gives_the_results_of_the_call_one_key_each(tmp_path: Path):
    told = one(tmp_path, TWO, "stop", "", "stop", "zz", "stop", "4", "no interest")
    assert told.out.count("  1  Appointment\n  2  Suspended, to be resumed\n") == 3
    ended = events_in(tmp_path)[-1]
    assert isinstance(ended, InterviewEnded)
    assert (ended.disposition, ended.reason) == ("soft_refusal", "no interest")


@pytest.mark.parametrize("typed", [("stop", "9", "f"), ("stop 9", "f"), ("stop f",), ("stop no_answer",)])
def test_the_other_results_are_a_key_further_or_named_at_once(tmp_path: Path, typed: tuple[str, ...]):
    told = one(tmp_path, TWO, *typed, "q")
    assert "Case 0042: No answer (30 seconds). Saved." in told.out
    assert results_in(tmp_path) == [("ended", "no_answer")]


def test_stop_with_an_appointment(tmp_path: Path):
    told = one(tmp_path, TWO, "1", "stop 1", "thu 14:30", "2", "", "", "", "", "q")
    assert "Read back: So I will call you on Thursday 26 November at 14:30." in told.out
    event = events_in(tmp_path)[-1]
    assert isinstance(event, InterviewSuspended)
    assert event.appointment is not None
    assert (event.disposition, event.appointment.firm) == ("appointment", False)


def test_an_appointment_that_is_given_up_leads_back_to_the_question(tmp_path: Path):
    told = one(tmp_path, TWO, "stop 1", "", "1")
    assert told.out.count("[A]") == 2
    assert answers_in(tmp_path) == {"A": Choice(option="yes")}


def test_an_appointment_says_what_cannot_stand_and_goes_a_field_back(tmp_path: Path):
    typed = ["stop 1", "30 february 2pm", "thu 2pm", "3", "1", "/back", "2", "12", "", "", "", ""]
    told = one(tmp_path, TWO, *typed, "q")
    assert "30 February does not exist." in told.out
    assert "Type 1 for a firm appointment, 2 for a soft one." in told.out
    assert "Kind: 1 firm, 2 soft (1; Enter keeps it) > 2" in told.out
    assert "This is not a valid phone number" in told.out
    assert results_in(tmp_path) == [("suspended", "appointment")]


def test_a_time_outside_call_hours_is_saved_only_when_that_is_confirmed(tmp_path: Path):
    told = plain(a_study(tmp_path), "n", "", "stop 1", "25/12 2pm", "", "25/12 2pm", "1", *[""] * 5, "q")
    assert told.out.count("This is outside calling hours or on a public holiday. Save anyway?") == 2
    assert results_in(tmp_path) == [("suspended", "appointment")]


# --- texts


@pytest.mark.parametrize("word", ["dk", "stop", "back", "help"])
def test_a_command_word_in_an_open_text_may_be_what_was_said(tmp_path: Path, word: str):
    told = one(tmp_path, "- {id: T, type: text, text: 'Why?'}\n", word, "1")
    assert f"Did the respondent say '{word}'?" in told.out
    assert answers_in(tmp_path) == {"T": Words(value=word)}


def test_a_command_word_in_an_open_text_is_else_a_command_and_with_a_slash_always(tmp_path: Path):
    yaml = "- {id: T, type: text, text: 'Why?'}\n- {id: U, type: text, text: 'And?'}\n"
    one(tmp_path, yaml, "dk", "", "/rf")
    assert answers_in(tmp_path) == {"T": DontKnow(), "U": Refused()}


@pytest.mark.parametrize("text", ["stop calling me", "note that we are small", "/ or so", "end", "back to school"])
def test_a_text_that_begins_like_a_command_is_a_text(tmp_path: Path, text: str):
    one(tmp_path, "- {id: T, type: text, text: 'Why?'}\n", text, "1")
    assert answers_in(tmp_path) == {"T": Words(value=text)}


def test_the_text_of_an_other_option_is_compulsory_and_no_command(tmp_path: Path):
    told = one(tmp_path, single("A", "a other+other"), "2", "", "2", "/stop", "stop", "q")
    assert "Record the other answer." in told.out
    assert "Type the text of this answer first; Enter alone drops it." in told.out
    assert answers_in(tmp_path) == {"A": Choice(option="other", other="stop")}


def test_enter_keeps_the_text_of_an_other_option(tmp_path: Path):
    told = one(tmp_path, single("A", "a other+other"), "2", "a club", "back", "2", "")
    assert "other (a club; Enter keeps it) > " in told.out
    assert answers_in(tmp_path) == {"A": Choice(option="other", other="a club")}


# --- what cannot stand


@pytest.mark.parametrize(
    ("yaml", "line", "sentence"),
    [
        (single("Q"), "9", "That is no answer here."),
        (single("Q"), "", "That is no answer here."),
        (multi("Q", "a b c d", max_choices=3), "1 2 3 4", "At most 3 answers."),
        (multi("Q", "a none+exclusive"), "1 2", "'none' cannot go with another answer."),
        (multi("Q", "a b"), "", "Too few answers"),
        (multi("Q", "a b"), "1 9", "That is no answer here."),
        (multi("Q", "a b", read_options="each"), "3", "That is no answer here."),
        (GRID, "", "3 rows still without an answer: Time, Money, Law."),
        ("- {id: Q, type: number, min: 1, max: 99, text: 'Q?'}\n", "100", "Enter a whole number from 1 to 99."),
        ("- {id: Q, type: number, min: 1, max: 99, text: 'Q?'}\n", "", "Enter a whole number from 1 to 99."),
        ("- {id: Q, type: text, max_length: 3, text: 'Q?'}\n", "four", "At most 3 characters: shorten it."),
        ("- {id: Q, type: text, text: 'Q?'}\n", "", "Nothing has been typed yet."),
        ("- {id: Q, type: text, text: 'Q?'}\n", "half \udcff", "This text holds a character that cannot be stored"),
        ("- {id: Q, type: date, text: 'Q?'}\n", "30/2", "30 February does not exist."),
        ("- {id: Q, type: time, text: 'Q?'}\n", "25:00", "This is not a time"),
        ("- {id: Q, type: email, text: 'Q?'}\n", "a@", "This is not a valid e-mail address."),
        ("- {id: Q, type: phone, text: 'Q?'}\n", "1234", "This is not a valid phone number"),
        ("- {id: Q, type: statement, text: 'Q.'}\n", "1", "That is no answer here."),
        ("- {id: Q, type: appointment, text: 'Q?'}\n", "ever", "This moment cannot be read"),
        ("- {id: Q, type: appointment, text: 'Q?'}\n", "", "That is no answer here."),
    ],
)
def test_what_cannot_be_an_answer_says_why_and_nothing_is_recorded(tmp_path: Path, yaml: str, line: str, sentence: str):
    told = one(tmp_path, yaml, line)
    assert sentence in told.out
    assert (answers_in(tmp_path), told.err) == ({}, "")


def test_a_hard_check_leads_back_to_what_must_be_corrected(tmp_path: Path):
    hard = "[{id: K1, level: hard, fails_if: 'A == yes and B == yes', text: 'Not both.'}]"
    told = one(tmp_path, single("A") + single("B", checks=hard), "1", "1", "1", "2", "2", "", "q")
    assert "Check: Not both.\n  2  Correct: B yes\n  3  Correct: A yes\n" in told.out
    assert "That is right, go on" not in told.out
    assert answers_in(tmp_path) == {"A": Choice(option="yes"), "B": Choice(option="no")}


# --- the end of the input, and going on


def test_the_end_of_the_input_suspends_and_says_where(tmp_path: Path):
    told = one(tmp_path, TWO, "1")
    assert told.code == 0
    assert "\nThe input has ended: interview 0042 is suspended at B. Everything said is saved;" in told.out
    assert results_in(tmp_path) == [("suspended", "suspended")]


@pytest.mark.parametrize("lines", [("stop",), ("stop", "4"), ("stop 1", "thu 2pm"), ("note x", "help")])
def test_the_input_may_end_anywhere(tmp_path: Path, lines: tuple[str, ...]):
    told = one(tmp_path, TWO, "1", *lines)
    assert (told.code, told.err) == (0, "")
    assert results_in(tmp_path) == [("suspended", "suspended")]


def test_an_interview_goes_on_where_it_was_with_another_interviewer(tmp_path: Path):
    one(tmp_path, TWO, "1")
    told = plain(tmp_path, "1", "", "2", "", "q", name="Bo Maes")
    assert "  1  Interrupted interview 0042 Voorbeeld Weverij NV (at B), An Peeters" in told.out
    assert "An interview was interrupted: it goes on at B." in told.out
    assert answers_in(tmp_path) == {"A": Choice(option="yes"), "B": Choice(option="no")}
    assert results_in(tmp_path) == [("ended", "complete")]


def test_rows_that_were_given_are_there_after_a_suspension(tmp_path: Path):
    one(tmp_path, GRID, "1", "2")
    told = plain(tmp_path, "1", "", "1", "", "q")
    assert "3/3 Law > 1" in told.out
    assert results_in(tmp_path) == [("ended", "complete")]


# --- the desk


def test_the_case_is_shown_with_its_numbers_and_what_was_tried(tmp_path: Path):
    one(tmp_path, TWO, "stop 3")
    told = plain(tmp_path, "1")
    assert "Case 0042 Voorbeeld Weverij NV\n  1  056 12 34 56\n  2  0470 12 34 56\n1 attempt so far:\n" in told.out
    assert "  25/11 14:02 Respondent not available now, An Peeters" in told.out


def test_an_interviewer_signs_in_by_name(tmp_path: Path):
    told = plain(a_study(tmp_path, TWO), "", "x" * 50, "Bo Maes", "q", name=None)
    assert told.out.count("Your name, as you give it on the telephone: ") == 3
    assert "Type a name." in told.out
    assert "Bo Maes" in told.after("At most 40 characters")


def test_a_name_on_the_command_line_that_cannot_stand_is_asked_again(tmp_path: Path):
    told = plain(a_study(tmp_path, TWO), "Bo Maes", "q", name="—")
    assert told.out.startswith("Type a name.\nYour name, as you give it on the telephone: Bo Maes\n")


def test_the_menu_says_what_there_is_to_do(tmp_path: Path):
    told = plain(a_study(tmp_path, TWO), "x", "n", "", "stop 5", "", "n", "q")
    assert (
        "  n  Next case (1 to call now)\n  s  Find a case (name, id, phone, enterprise number)\n"
        "  p  Practise (invented companies, counts for nothing)\n  q  Leave\n" in told.out
    )
    assert "That is not in the menu." in told.out
    assert "Today: 0 completes, 0 appointments, 1 refusal, 1 attempt" in told.out
    assert "No case to call now." in told.out


def test_an_empty_database_offers_practice(tmp_path: Path):
    told = plain(a_study(tmp_path, cases=0), "p", "", "4", "", "q")
    assert "No sample yet. Type p for the practice sample of invented companies." in told.out
    assert "PRACTICE, case P001 Weverij De Zilveren Reiger (oefenbedrijf)" in told.out
    assert "[PRACTICE, INT]" in told.out
    assert "Case P001: Company has ceased to exist. Saved." in told.out


def test_a_case_that_somebody_else_has_is_said_and_the_menu_comes_back(tmp_path: Path):
    a_study(tmp_path, TWO, cases=2)
    with opened(tmp_path) as store:
        other = Room(open_study(tmp_path), store, "bo-maes", "Bo Maes", clock=lambda: NOW)
        next_case(other, practice=False)
        told = plain(tmp_path, "1", "n", "", "stop 5", "", "q")
    assert "bo-maes is working on case 0042" in told.out
    assert "Case 0043: Hard refusal, do not call again. Saved." in told.out


def test_markup_and_escape_sequences_of_a_sample_appear_as_characters(tmp_path: Path):
    nasty = "De {V2} [red]NV[/red] \x1b[31m\x1b]0;title\x07 \u202eAB\u200b"
    told = plain(a_study(tmp_path, company_name=nasty), "n", language="nl")
    assert "De {V2} [red]NV[/red] \ufffd[31m\ufffd]0;title\ufffd AB" in told.out
    assert "\x1b" not in told.out
