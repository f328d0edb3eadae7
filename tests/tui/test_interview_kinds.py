"""Every kind of question by its keys: what is recorded, what is said, where it leads."""

from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from conversing import conversing, interview_of

from cati.questionnaire.answer import (
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Names,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.names_given import names_given
from phone_room import an_interview

TWO = "options: [{code: 1, name: one, label: een}, {code: 2, name: two, label: twee}]"
OTHER = "options: [{code: 1, name: one, label: een}, {code: 96, name: other, label: 'iets anders', other: true}]"
TOWNS = ", ".join(f"{{code: {code}, name: town_{code}, label: Gemeente {code}}}" for code in range(1, 41))


# One option


async def test_an_option_with_a_text_opens_a_line_under_itself(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {OTHER}}}")) as talk:
        await talk.press("a")
        await talk.type("koffie")
        assert " ► a  (iets anders)" in talk.rows
        await talk.press("enter")
        assert talk.answers() == {"A": Choice(option="other", other="koffie")}


async def test_an_empty_line_says_what_is_wanted(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {OTHER}}}")) as talk:
        await talk.press("a", "enter")
        assert "Noteer het andere antwoord." in talk.status
        assert talk.answers() == {}


async def test_escape_drops_the_choice_whose_line_was_open(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {OTHER}}}")) as talk:
        await talk.press("a", "x", "escape", "1")
        assert talk.answers() == {"A": Choice(option="one")}


async def test_the_key_stays_with_the_option_when_the_list_is_shuffled(tmp_path: Path):
    shuffled = "options: [" + ", ".join(f"{{code: {n}, name: o{n}, label: L{n}}}" for n in range(1, 7)) + "]"
    asked = f"- {{id: A, type: single, text: A, randomise: true, {shuffled}}}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        listed = [row.strip() for row in talk.rows if "(L" in row]
        assert listed != sorted(listed)
        assert all(row[0] == row[5] for row in listed)
        await talk.press("4")
        assert talk.answers() == {"A": Choice(option="o4")}


async def test_what_must_be_read_keeps_the_answers_shut_until_enter(tmp_path: Path):
    asked = f"- {{id: A, type: single, must_read: true, text: A, {TWO}}}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        await talk.press("1", "f2")
        assert talk.answers() == {}
        await talk.press("1")
        assert "! Lees alles voor, dan Enter." in talk.status
        await talk.press("enter", "1")
        assert talk.answers() == {"A": Choice(option="one")}


async def test_a_list_of_more_options_than_keys_is_searched_by_typing(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, options: [{TOWNS}]}}")) as talk:
        await talk.type("gem 33")
        assert "1 gevonden" in talk.text
        await talk.press("enter")
        assert talk.answers() == {"A": Choice(option="town_33")}


async def test_enter_takes_the_row_at_the_caret(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, options: [{TOWNS}]}}")) as talk:
        await talk.type("gemeente 1")
        await talk.press("down", "down", "enter")
        assert talk.answers() == {"A": Choice(option="town_11")}


TRADES = ", ".join(
    f"{{code: {code}, name: n{code}, label: Bedrijfstak {code} van café's}}" for code in range(1001, 2001)
)
SEARCHED = f"- {{id: A, type: single, search: true, text: A, options: [{TRADES}]}}"


async def test_one_of_a_thousand_is_found_by_its_code_or_by_words_without_accents(tmp_path: Path):
    async with conversing(interview_of(tmp_path, SEARCHED)) as talk:
        await talk.type("cafes 1742")
        assert "1 gevonden" in talk.text
        await talk.press("enter")
        assert talk.answers() == {"A": Choice(option="n1742")}


async def test_the_arrows_alone_choose_too_and_the_list_moves_with_them(tmp_path: Path):
    async with conversing(interview_of(tmp_path, SEARCHED)) as talk:
        await talk.press(*["down"] * 12, "enter")
        assert talk.answers() == {"A": Choice(option="n1013")}


async def test_a_status_at_a_searched_list_is_taken_whatever_was_typed(tmp_path: Path):
    async with conversing(interview_of(tmp_path, SEARCHED)) as talk:
        await talk.type("cafe")
        await talk.press("f4")
        assert talk.answers() == {"A": Refused()}


async def test_a_search_that_finds_nothing_says_so(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, options: [{TOWNS}]}}")) as talk:
        await talk.type("xyz")
        await talk.press("enter")
        assert "Niets gevonden voor 'xyz'." in talk.text
        assert talk.answers() == {}


async def test_an_empty_search_takes_nothing(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, options: [{TOWNS}]}}")) as talk:
        await talk.press("enter")
        assert "Typ eerst een deel van het antwoord." in talk.status


async def test_several_of_a_long_list_are_marked_one_by_one_and_ended_with_an_empty_search(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: multi, text: A, options: [{TOWNS}]}}")) as talk:
        await talk.type("gemeente 33")
        await talk.press("enter")
        await talk.type("gemeente 7")
        await talk.press("enter", "enter")
        assert talk.answers() == {"A": Choices(options=("town_7", "town_33"))}


# Names

NAMES = "- {id: A, type: names, max_names: 3, text: A}\n- {id: R, type: text, for_each: A, as: who, text: 'En {who}?'}"


def given(*names: str) -> Names:
    return names_given(names, None)


async def test_names_are_typed_one_by_one_and_enter_alone_ends_the_list(tmp_path: Path):
    async with conversing(interview_of(tmp_path, NAMES)) as talk:
        await talk.type("An")
        await talk.press("enter")
        await talk.type("Bo")
        await talk.press("enter", "enter")
        assert talk.answers() == {"A": given("An", "Bo")}
        assert "En An?" in talk.text


async def test_a_name_is_changed_in_the_field_and_an_empty_one_goes(tmp_path: Path):
    async with conversing(interview_of(tmp_path, NAMES)) as talk:
        for name in ("An", "Bo", "Cé"):
            await talk.type(name)
            await talk.press("enter")
        await talk.press("up", "backspace", "backspace", "enter")
        await talk.press("up", "up", "e", "enter", "enter")
        assert talk.answers() == {"A": given("Ane", "Bo")}


async def test_escape_leaves_a_name_as_it_was(tmp_path: Path):
    async with conversing(interview_of(tmp_path, NAMES)) as talk:
        await talk.type("An")
        await talk.press("enter", "up", "x", "escape", "enter")
        assert talk.answers() == {"A": given("An")}


async def test_letters_typed_ahead_of_the_next_question_are_no_answer_to_it(tmp_path: Path):
    asked = NAMES.splitlines()[0] + f"\n- {{id: B, type: single, text: B, {TWO}}}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        await talk.type("An")
        await talk.press("enter", "f2", "a", "n")
        assert talk.answers() == {"A": DontKnow()}


# Several options


async def test_a_key_toggles_and_enter_goes_on(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: multi, text: A, {TWO}}}")) as talk:
        await talk.press("1", "2", "1", "enter")
        assert talk.answers() == {"A": Choices(options=("two",))}


async def test_what_is_marked_is_there_again_in_the_next_sitting(tmp_path: Path):
    interview = interview_of(tmp_path, f"- {{id: A, type: multi, text: A, {TWO}}}")
    async with conversing(interview) as talk:
        await talk.press("2")
    async with conversing(interview) as talk:
        assert "   2 [x] (twee)" in talk.rows


async def test_too_many_are_refused_and_nothing_is_toggled(tmp_path: Path):
    asked = f"- {{id: A, type: multi, max_choices: 1, text: A, {TWO}}}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        await talk.press("1", "2")
        assert "Hoogstens 1 antwoorden. Zet er eerst een af." in talk.status
        assert "   2 [ ] (twee)" in talk.rows
        assert "1 van hoogstens 1 gekozen" in talk.text


async def test_none_of_these_goes_with_nothing_else(tmp_path: Path):
    asked = (
        "- {id: A, type: multi, text: A, options: [{code: 1, name: one, label: een}, "
        "{code: 97, name: none, label: geen van deze, exclusive: true}]}"
    )
    async with conversing(interview_of(tmp_path, asked)) as talk:
        await talk.press("1", "a")
        assert "'geen van deze' gaat niet samen met een ander antwoord." in talk.status


async def test_the_text_of_another_answer_is_shown_with_its_option(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: multi, text: A, {OTHER}}}")) as talk:
        await talk.press("a")
        await talk.type("thee")
        await talk.press("enter")
        assert "   a [x] (iets anders thee)" in talk.rows
        await talk.press("enter")
        assert talk.answers() == {"A": Choices(options=("other",), other="thee")}


async def test_enter_with_nothing_marked_says_how_many_are_wanted(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: multi, text: A, {TWO}}}")) as talk:
        await talk.press("enter")
        assert "Te weinig antwoorden" in talk.status


# Rows


GRID = f"- {{id: G, type: grid, text: G, rows: [{{name: r, label: Rij R}}, {{name: s, label: Rij S}}], {TWO}}}"
EACH = f"- {{id: E, type: multi, read_options: each, text: E, {TWO}}}"


async def test_a_key_answers_the_row_at_the_caret_and_moves_down(tmp_path: Path):
    async with conversing(interview_of(tmp_path, GRID)) as talk:
        await talk.press("1", "2", "enter")
        assert talk.answers() == {"G": GridRows(rows={"r": Choice(option="one"), "s": Choice(option="two")})}
        assert talk.at == "DONE"


async def test_the_arrows_go_to_a_row_that_was_answered_already(tmp_path: Path):
    async with conversing(interview_of(tmp_path, GRID)) as talk:
        await talk.press("1", "up", "2", "2", "enter")
        assert talk.answers()["G"].rows["r"] == Choice(option="two")


async def test_each_row_is_saved_at_once_and_counted(tmp_path: Path):
    async with conversing(interview_of(tmp_path, GRID)) as talk:
        await talk.press("1")
        assert talk.status == "• 1 van 2 bewaard"


async def test_gaps_are_named_and_then_f2_fills_them(tmp_path: Path):
    async with conversing(interview_of(tmp_path, GRID)) as talk:
        await talk.press("enter")
        assert "Nog 2 rijen zonder antwoord: Rij R, Rij S." in talk.status
        await talk.press("f2", "enter")
        assert talk.answers() == {"G": GridRows(rows={"r": DontKnow(), "s": DontKnow()})}


async def test_f4_answers_one_row_of_a_grid(tmp_path: Path):
    async with conversing(interview_of(tmp_path, GRID)) as talk:
        await talk.press("f4")
        assert talk.answers() == {"G": GridRows(rows={"r": Refused()})}


async def test_options_read_one_by_one_get_a_yes_or_a_no(tmp_path: Path):
    async with conversing(interview_of(tmp_path, EACH)) as talk:
        await talk.press("1", "2")
        assert any(row.endswith("JA") for row in talk.rows)
        await talk.press("enter")
        assert talk.answers() == {"E": Choices(options=("one",), declined=("two",))}


async def test_dont_know_holds_for_the_whole_question_and_says_so_once_there_is_a_yes_or_no(tmp_path: Path):
    async with conversing(interview_of(tmp_path, EACH)) as talk:
        await talk.press("1", "f2")
        assert "'Weet niet' geldt hier voor de hele vraag: 2 is nee." in talk.status


async def test_a_yes_at_another_kind_asks_which(tmp_path: Path):
    asked = f"- {{id: E, type: multi, read_options: each, text: E, {OTHER}}}"
    async with conversing(interview_of(tmp_path, asked)) as talk:
        await talk.press("2", "1")
        await talk.type("club")
        await talk.press("enter", "enter")
        assert talk.answers() == {"E": Choices(options=("other",), declined=("one",), other="club")}


# What is typed


@pytest.mark.parametrize(
    ("kind", "typed", "answer"),
    [
        ("type: number, min: 1, max: 99999", "98", Quantity(value=Decimal(98))),
        ("type: text", "een woord", Words(value="een woord")),
        ("type: date", "26/11/2026", Day(value=date(2026, 11, 26))),
        ("type: time", "14:30", Clock(value=time(14, 30))),
        ("type: email", "an@voorbeeld.be", Words(value="an@voorbeeld.be")),
        ("type: phone", "056 12 34 56", Words(value="+3256123456")),
    ],
)
async def test_enter_ends_what_is_typed(tmp_path: Path, kind: str, typed: str, answer: object):
    async with conversing(interview_of(tmp_path, f"- {{id: A, {kind}, text: A}}")) as talk:
        await talk.type(typed)
        await talk.press("enter")
        assert talk.answers() == {"A": answer}


async def test_what_cannot_stand_stays_in_the_field_with_the_reason(tmp_path: Path):
    async with conversing(interview_of(tmp_path, "- {id: A, type: number, min: 1, max: 99999, text: A}")) as talk:
        await talk.type("100000")
        await talk.press("enter")
        assert "Vul een geheel getal in van 1 tot 99 999." in talk.status.replace("\u00a0", " ")
        assert talk.screen.typed == "100000"


async def test_escape_gives_back_what_was_there(tmp_path: Path):
    async with conversing(interview_of(tmp_path, "- {id: A, type: number, min: 1, max: 99, text: A}")) as talk:
        await talk.type("12")
        await talk.press("enter", "f3", "backspace", "7", "escape")
        assert talk.screen.typed == "12"


async def test_enter_in_a_review_records_nothing_if_nothing_changed(tmp_path: Path):
    async with conversing(interview_of(tmp_path, "- {id: A, type: number, min: 1, max: 99, text: A}")) as talk:
        await talk.type("12")
        await talk.press("enter", "f3")
        before = talk.interview.session.state.sequence
        await talk.press("enter")
        assert talk.at == "DONE"
        assert talk.interview.session.state.sequence == before


async def test_a_text_longer_than_it_may_be_is_refused(tmp_path: Path):
    async with conversing(interview_of(tmp_path, "- {id: A, type: text, max_length: 3, text: A}")) as talk:
        await talk.type("vier")
        assert "4 / 3" in talk.text
        await talk.press("enter")
        assert "Hoogstens 3 tekens: kort in." in talk.status


async def test_a_statement_is_read_and_left_with_enter(tmp_path: Path):
    async with conversing(interview_of(tmp_path, "- {id: A, type: statement, text: Luister.}")) as talk:
        await talk.press("enter")
        assert talk.answers() == {"A": Read()}


# Checks and ends


CHECKED = f"""
- {{id: A, type: single, text: A, {TWO}}}
- {{id: B, type: single, text: B, {TWO},
   checks: [{{id: K, level: soft, fails_if: A == one and B == one, text: Allebei een. Klopt dat?, correct: [A, B]}}]}}
- {{id: C, type: single, text: C, {TWO}}}
"""


async def test_1_accepts_a_soft_check_and_goes_on(tmp_path: Path):
    async with conversing(interview_of(tmp_path, CHECKED)) as talk:
        await talk.press("1", "1")
        assert "┌─ Controle ─" in talk.text
        await talk.press("1")
        assert talk.at == "C"


@pytest.mark.parametrize(("key", "question"), [("2", "A"), ("3", "B")])
async def test_2_and_3_go_to_the_question_that_may_be_corrected(tmp_path: Path, key: str, question: str):
    async with conversing(interview_of(tmp_path, CHECKED)) as talk:
        await talk.press("1", "1", key)
        assert talk.at == question
        assert " ► 1  (een)" in talk.rows


@pytest.mark.parametrize("key", ["enter", "escape", "space", "f2", "4"])
async def test_nothing_else_settles_a_check(tmp_path: Path, key: str):
    async with conversing(interview_of(tmp_path, CHECKED)) as talk:
        await talk.press("1", "1", key)
        assert "Allebei een." in talk.text
        assert talk.interview.session.state.confirmed == {}


async def test_a_hard_check_has_no_1(tmp_path: Path):
    async with conversing(interview_of(tmp_path, CHECKED.replace("soft", "hard"))) as talk:
        await talk.press("1", "1", "1")
        assert "Klopt, verder" not in talk.text
        assert "Allebei een." in talk.text


async def test_enter_at_the_end_gives_the_interview_its_disposition(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}")) as talk:
        await talk.press("1", "enter")
        assert talk.results == ["complete"]
        assert talk.interview.session.state.ended is not None


async def test_an_end_with_several_dispositions_asks_which(tmp_path: Path):
    end = "- {id: STOP, type: end, disposition: [soft_refusal, hard_refusal], text: Dank u.}"
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}\n{end}")) as talk:
        await talk.press("1", "enter")
        assert talk.results == []
        await talk.press("2")
        assert talk.results == ["hard_refusal"]


async def test_f3_at_the_end_goes_back_to_the_last_question(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}")) as talk:
        await talk.press("1", "f3")
        assert talk.at == "A"


async def test_a_result_at_f8_ends_the_call_and_leaves_the_screen(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "f8", "2")
        assert talk.results == ["suspended"]
        assert talk.interview.session.state.is_suspended


async def test_an_appointment_at_f7_suspends_the_interview(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "f7")
        await talk.type("morgen 14u")
        await talk.press("f7")
        assert talk.results == ["appointment"]


async def test_an_appointment_question_opens_the_form_and_takes_its_answer(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "3")
        assert talk.at == "APPT"
        await talk.press("enter")
        await talk.type("morgen 14u")
        await talk.press("f7")
        assert talk.at == "X_CALLBACK"
        assert "donderdag 26 november om 14:00" in talk.text


async def test_what_was_typed_in_an_appointment_question_is_kept_when_it_is_left(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "3", "enter")
        await talk.type("morgen")
        await talk.press("escape", "enter")
        assert "morgen" in talk.text


# Notes, answers so far, palette


async def test_a_note_is_kept_with_the_question(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("f6")
        await talk.type("bel later")
        await talk.press("enter")
        assert talk.interview.session.state.remarks == {"INT": "bel later"}
        assert talk.at == "INT"


async def test_enter_in_the_answers_so_far_goes_there(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "1", "f9", "up", "up", "enter")
        assert talk.at == "INT"


async def test_an_action_of_the_palette_is_done(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "ctrl+p")
        await talk.type("terug")
        await talk.press("enter")
        assert talk.at == "INT"


# Keyboards


async def test_a_belgian_keyboard_answers_without_shift(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}"), keyboard="be") as talk:
        await talk.press("é")
        assert talk.answers() == {"A": Choice(option="two")}


async def test_a_first_accented_e_where_a_digit_is_due_asks_for_the_keyboard(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}")) as talk:
        await talk.press("é")
        assert "Belgisch klavier" in talk.text
        await talk.press("&", "é")
        assert talk.answers() == {"A": Choice(option="two")}


async def test_who_says_no_is_not_asked_again(tmp_path: Path):
    async with conversing(interview_of(tmp_path, f"- {{id: A, type: single, text: A, {TWO}}}")) as talk:
        await talk.press("é", "2", "é")
        assert talk.answers() == {}
        assert "Belgisch klavier" not in talk.text


async def test_a_note_stands_with_its_question(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        await talk.press("1", "f6")
        await talk.type("vraag naar An")
        await talk.press("enter", "f3", "enter")
        assert " … vraag naar An" in talk.rows


async def test_no_widget_is_mounted_from_question_to_question(tmp_path: Path):
    async with conversing(an_interview(tmp_path)) as talk:
        before = list(talk.screen.walk_children())
        await talk.press("1", "1", "enter", "1", "1", "enter", "2", "1", "1", "2", "enter", "1", "2")
        assert talk.at == "V6"
        assert list(talk.screen.walk_children()) == before
