"""From keys and lines to an answer, one kind of question after the other."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeVar

import pytest

from cati.interview.entry import (
    AskAgain,
    Desk,
    EachEntry,
    Entry,
    Give,
    GridEntry,
    Keep,
    Leave,
    MultiEntry,
    OpenText,
    Outcome,
    SingleEntry,
    StatementEntry,
    Tell,
    TypedEntry,
    entry_for,
)
from cati.questionnaire.answer import (
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    Draft,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
)
from scenario import Scenario, multi, single

DESK = Desk("BE", date(2026, 11, 25), "en")
SINGLE = single("A", "yes no other+other again+ask_again")
MULTI = multi("M", "a b c d other+other none+exclusive", max_choices=3)
EACH = multi("E", "a b other+other", read_options="each")
GRID = """\
- id: G
  type: grid
  text: How much of an obstacle?
  rows: [{name: time, label: Time}, {name: money, label: Money}, {name: law, label: Law}]
  options: [{code: 1, name: big, label: big}, {code: 2, name: small, label: small}]
"""
Kind = TypeVar("Kind", bound=Entry)


def entry_of(scenario: Scenario, kind: type[Kind], question: str | None = None) -> Kind:
    """The entry at a question of the path, by default the next one, which is of this kind."""
    entry = entry_for(scenario.prompt(question), DESK)
    assert isinstance(entry, kind)
    return entry


def told(outcome: Outcome | None) -> str:
    """The last part of the word that was told."""
    assert isinstance(outcome, Tell), outcome
    return outcome.reason.word.removeprefix("answers.")


# --- single


def test_one_key_is_the_answer_to_a_single_question():
    entry = entry_of(Scenario(SINGLE), SingleEntry)
    assert entry.press("2") == Give(Choice(option="no"))


def test_a_key_of_no_option_means_nothing():
    entry = entry_of(Scenario(SINGLE), SingleEntry)
    assert [entry.press(key) for key in ("9", "a", "yes", "", "11")] == [None] * 5


def test_an_other_option_opens_a_line_and_its_text_is_compulsory():
    entry = entry_of(Scenario(SINGLE), SingleEntry)
    assert entry.press("3") == OpenText("other")
    assert told(entry.line("  ")) == "other_missing"
    assert entry.line("  a club ") == Give(Choice(option="other", other="a club"))


def test_an_opened_line_that_is_closed_drops_the_choice():
    entry = entry_of(Scenario(SINGLE), SingleEntry)
    entry.press("3")
    assert entry.close() is None
    assert told(entry.line("late")) == "other_type"


def test_the_text_given_before_stands_in_the_opened_line():
    scenario = Scenario(SINGLE).answer("A", "other", other="a club")
    assert entry_of(scenario, SingleEntry, "A").press("3") == OpenText("other", "a club")


@pytest.mark.parametrize("make", [lambda: (SINGLE, "3"), lambda: (MULTI, "5"), lambda: (EACH, "1")])
def test_a_text_that_no_file_can_hold_is_refused_at_an_other_option(make: Callable[[], tuple[str, str]]):
    yaml, key = make()
    entry = entry_for(Scenario(yaml).prompt(), DESK)
    if isinstance(entry, EachEntry):
        entry.press("2"), entry.press("2")
    assert isinstance(entry.press(key), OpenText)
    assert told(entry.line("half a \ud83d sign")) == "unstorable"


def test_the_text_of_an_other_option_is_cleaned_as_every_text():
    entry = entry_of(Scenario(SINGLE), SingleEntry)
    entry.press("3")
    assert entry.line("cafe\u0301\r\nclub\x1b[31m") == Give(Choice(option="other", other="café club\ufffd[31m"))


def test_an_option_that_asks_again_is_never_the_answer():
    assert entry_of(Scenario(SINGLE), SingleEntry).press("4") == AskAgain("again")


def test_enter_means_nothing_at_a_question_without_an_answer_and_keeps_the_one_it_has():
    scenario = Scenario(SINGLE)
    assert entry_of(scenario, SingleEntry).enter() is None
    assert entry_of(scenario.answer("A", "no"), SingleEntry, "A").enter() == Leave()


def test_enter_does_not_keep_an_answer_that_cannot_stand_any_more():
    yaml = multi("M", "red blue") + "- {id: TOP, type: single, options_from: M, ask_if: answered(M), text: Top}\n"
    scenario = Scenario(yaml).answer("M", ["red"]).answer("TOP", "red").answer("M", ["blue"])
    assert entry_of(scenario, SingleEntry, "TOP").enter() is None


def test_a_long_list_has_no_keys():
    entry = entry_of(Scenario(single("A", " ".join(f"trade_{code}" for code in range(1, 41)))), SingleEntry)
    assert entry.press("1") is None
    assert entry.choose(entry.prompt.options[39]) == Give(Choice(option="trade_40"))


# --- don't know and refused


@pytest.mark.parametrize(
    ("allowed", "dont_know", "refused"),
    [
        ("both", "", ""),
        ("dont_know", "", "no_refused"),
        ("refused", "no_dont_know", ""),
        ("none", "no_dont_know", "no_refused"),
    ],
)
def test_a_status_is_taken_where_the_question_allows_it(allowed: str, dont_know: str, refused: str):
    entry = entry_of(Scenario(single("A", nonresponse=allowed)), SingleEntry)
    outcomes = [(entry.status(DontKnow()), dont_know), (entry.status(Refused()), refused)]
    assert [told(outcome) if isinstance(outcome, Tell) else "" for outcome, _ in outcomes] == [
        word for _, word in outcomes
    ]


@pytest.mark.parametrize("yaml", [SINGLE, MULTI, EACH, "- {id: T, type: text, text: Why?}\n"])
def test_a_status_is_the_whole_answer(yaml: str):
    entry = entry_for(Scenario(yaml).prompt(), DESK)
    assert entry.status(Refused()) == Give(Refused())


@pytest.mark.parametrize("yaml", [MULTI, EACH, GRID])
def test_enter_keeps_a_status_given_before(yaml: str):
    scenario = Scenario(yaml)
    key = scenario.prompt().key
    scenario.answer(key, "dont_know")
    assert entry_for(scenario.prompt(key), DESK).enter() == Leave()


# --- multi


def test_a_key_marks_and_unmarks_an_option_and_enter_gives_them_in_list_order():
    entry = entry_of(Scenario(MULTI), MultiEntry)
    assert entry.press("3") == Keep(Draft(options=("c",)))
    assert entry.press("1") == Keep(Draft(options=("c", "a")))
    assert entry.press("2") == Keep(Draft(options=("c", "a", "b")))
    assert entry.press("2") == Keep(Draft(options=("c", "a")))
    assert entry.enter() == Give(Choices(options=("a", "c")))


def test_nothing_marked_is_too_few():
    assert told(entry_of(Scenario(MULTI), MultiEntry).enter()) == "too_few"


def test_a_fourth_of_at_most_three_is_refused_and_nothing_is_toggled():
    entry = entry_of(Scenario(MULTI), MultiEntry)
    for key in "123":
        entry.press(key)
    outcome = entry.press("4")
    assert told(outcome) == "too_many"
    assert entry.enter() == Give(Choices(options=("a", "b", "c")))


def test_an_exclusive_option_goes_with_no_other_in_either_order():
    entry = entry_of(Scenario(MULTI), MultiEntry)
    entry.press("1")
    assert told(entry.press("6")) == "exclusive"
    entry.press("1"), entry.press("6")
    outcome = entry.press("2")
    assert isinstance(outcome, Tell)
    assert outcome.reason.places == {"option": "none"}
    assert entry.enter() == Give(Choices(options=("none",)))


def test_an_other_option_of_a_multi_is_marked_once_it_has_its_text():
    entry = entry_of(Scenario(MULTI), MultiEntry)
    assert entry.press("5") == OpenText("other")
    assert told(entry.line("")) == "other_missing"
    assert entry.line("a club") == Keep(Draft(options=("other",), text="a club"))
    assert entry.enter() == Give(Choices(options=("other",), other="a club"))


def test_an_other_option_that_is_unmarked_takes_its_text_along():
    entry = entry_of(Scenario(MULTI), MultiEntry)
    entry.press("5"), entry.line("a club"), entry.press("1"), entry.press("5")
    assert entry.enter() == Give(Choices(options=("a",)))


def test_marks_go_on_from_the_draft_and_else_from_the_answer():
    scenario = Scenario(MULTI).answer("M", ["a", "b"])
    assert entry_of(scenario, MultiEntry, "M").chosen == ["a", "b"]
    scenario.draft("M", Draft(options=("c",)))
    assert entry_of(scenario, MultiEntry, "M").chosen == ["c"]


def test_an_answer_whose_marks_are_all_taken_away_is_not_kept_by_enter():
    entry = entry_of(Scenario(MULTI).answer("M", ["a"]), MultiEntry, "M")
    entry.press("1")
    assert told(entry.enter()) == "too_few"


# --- options read one by one


def test_each_option_gets_a_yes_or_a_no_and_is_recorded_at_once():
    entry = entry_of(Scenario(EACH), EachEntry)
    assert (entry.row, entry.press("1")) == ("a", Give(Choices(options=("a",)), stays=True))
    assert (entry.row, entry.press("2")) == ("b", Give(Choices(options=("a",), declined=("b",)), stays=True))
    assert entry.press("3") is None


def test_a_yes_at_other_opens_a_line_and_a_no_drops_its_text():
    entry = entry_of(Scenario(EACH), EachEntry)
    entry.press("2"), entry.press("2")
    assert entry.press("1") == OpenText("other")
    assert told(entry.line(" ")) == "other_missing"
    assert entry.line("a club") == Give(Choices(options=("other",), declined=("a", "b"), other="a club"), stays=True)
    assert entry.press("2") == Give(Choices(declined=("a", "b", "other")), stays=True)


def test_enter_names_the_rows_without_an_answer_and_leaves_when_there_are_none():
    entry = entry_of(Scenario(EACH), EachEntry)
    entry.press("1")
    outcome = entry.enter()
    assert isinstance(outcome, Tell)
    assert outcome.reason.places == {"count": 2, "rows": "b, other"}
    entry.press("2"), entry.press("2")
    assert entry.enter() == Leave()


def test_at_least_one_option_must_get_a_yes():
    entry = entry_of(Scenario(EACH), EachEntry)
    for _ in range(3):
        entry.press("2")
    assert told(entry.enter()) == "too_few"


def test_a_status_holds_for_the_whole_question_and_only_before_any_yes_or_no():
    entry = entry_of(Scenario(EACH), EachEntry)
    assert entry.status(DontKnow()) == Give(DontKnow())
    entry.press("2")
    assert (told(entry.status(DontKnow())), told(entry.status(Refused()))) == ("dont_know_whole", "refused_whole")


def test_what_was_said_before_goes_on_at_the_first_open_row():
    scenario = Scenario(EACH).answer("E", Choices(options=("a",), declined=("b",)))
    entry = entry_of(scenario, EachEntry)
    assert (entry.row, entry.open_rows()) == ("other", ["other"])


# --- grid


def test_a_key_answers_the_row_at_the_caret_and_moves_down():
    entry = entry_of(Scenario(GRID), GridEntry)
    assert (entry.row, entry.row_label) == ("time", "Time")
    assert entry.press("2") == Give(GridRows(rows={"time": Choice(option="small")}), stays=True)
    assert (entry.row, entry.press("9")) == ("money", None)


def test_the_caret_stays_within_the_rows():
    entry = entry_of(Scenario(GRID), GridEntry)
    entry.move(-1)
    assert entry.row == "time"
    entry.move(9)
    assert entry.row == "law"


def test_a_status_answers_one_row_and_after_the_sentence_about_open_rows_all_of_those():
    entry = entry_of(Scenario(GRID), GridEntry)
    assert entry.status(DontKnow()) == Give(GridRows(rows={"time": DontKnow()}), stays=True)
    assert told(entry.enter()) == "rows_open"
    outcome = entry.status(Refused())
    assert outcome == Give(GridRows(rows={"time": DontKnow(), "money": Refused(), "law": Refused()}), stays=True)
    assert entry.enter() == Leave()


def test_an_answer_after_that_sentence_makes_the_next_status_one_of_a_row_again():
    entry = entry_of(Scenario(GRID), GridEntry)
    entry.enter(), entry.press("1")
    assert entry.status(Refused()) == Give(
        GridRows(rows={"time": Choice(option="big"), "money": Refused()}), stays=True
    )


def test_a_grid_that_takes_no_status_says_so_and_changes_nothing():
    entry = entry_of(Scenario(GRID.replace("type: grid", "type: grid\n  nonresponse: none")), GridEntry)
    assert told(entry.status(DontKnow())) == "no_dont_know"
    assert entry.open_rows() == ["Time", "Money", "Law"]


def test_rows_are_recorded_in_questionnaire_order_whatever_the_order_shown():
    scenario = Scenario(GRID.replace("type: grid", "type: grid\n  randomise: true"), seed="3")
    entry = entry_of(scenario, GridEntry)
    for _ in range(3):
        outcome = entry.press("1")
    assert isinstance(outcome, Give)
    assert isinstance(outcome.answer, GridRows)
    assert list(outcome.answer.rows) == ["time", "money", "law"]


def test_a_row_whose_option_is_no_longer_offered_is_open_again():
    yaml = single("A") + GRID.replace("label: small}", "label: small, show_if: A == yes}")
    scenario = Scenario(yaml).answer("A", "yes").answer("G", {"time": "small", "money": "big", "law": "big"})
    entry = entry_of(scenario.answer("A", "no"), GridEntry)
    assert (entry.row, entry.open_rows()) == ("time", ["Time"])


# --- the rest


def test_a_statement_is_read_with_enter():
    entry = entry_of(Scenario("- {id: S, type: statement, text: Thank you.}\n"), StatementEntry)
    assert (entry.press("1"), entry.enter()) == (None, Give(Read()))
    assert told(entry.status(DontKnow())) == "no_dont_know"


@pytest.mark.parametrize(
    ("keys", "typed", "answer"),
    [
        ("type: number, min: 1, max: 99999", "12.500", Quantity(value=Decimal(12500))),
        ("type: number, min: 0, max: 9, decimals: 2", "1,5", Quantity(value=Decimal("1.50"))),
        ("type: text", "  because\tso ", Words(value="because\tso")),
        ("type: date", "26/11/2026", Day(value=date(2026, 11, 26))),
        ("type: time", "14u30", Clock.model_validate({"value": "14:30"})),
        ("type: email", " info@Bedrijf.example", Words(value="info@bedrijf.example")),
        ("type: phone", "050 14 01 50", Words(value="+3250140150")),
    ],
)
def test_a_typed_line_is_the_answer(keys: str, typed: str, answer: object):
    entry = entry_of(Scenario(f"- {{id: T, {keys}, text: 'What?'}}\n"), TypedEntry)
    outcome = entry.line(typed)
    assert isinstance(outcome, Give)
    assert outcome.answer == answer


@pytest.mark.parametrize(
    ("keys", "typed", "word"),
    [
        ("type: number, min: 1, max: 99999", "0", "range"),
        ("type: number, min: 1, max: 99999", "", "range"),
        ("type: text", "   ", "blank"),
        ("type: text, max_length: 3", "four", "too_long"),
        ("type: date", "morgenvroeg", "not_a_date"),
        ("type: time", "25:00", "not_a_time"),
        ("type: email", "info@", "email"),
        ("type: phone", "1234", "phone_not_valid"),
    ],
)
def test_a_typed_line_that_cannot_stand_says_why(keys: str, typed: str, word: str):
    entry = entry_of(Scenario(f"- {{id: T, {keys}, text: 'What?'}}\n"), TypedEntry)
    assert told(entry.line(typed)) == word
    assert entry.enter() is None


def test_98_employees_is_a_number_and_no_status():
    entry = entry_of(Scenario("- {id: EMP, type: number, min: 1, max: 999, text: 'How many?'}\n"), TypedEntry)
    assert entry.line("98") == Give(Quantity(value=Decimal(98)))


def test_an_appointment_has_a_form_of_its_own_and_takes_neither_keys_nor_statuses():
    entry = entry_for(Scenario("- {id: T, type: appointment, text: 'When?'}\n").prompt(), DESK)
    assert (type(entry), entry.press("1"), entry.enter()) == (Entry, None, None)
    assert (told(entry.line("tomorrow")), told(entry.status(Refused()))) == ("other_type", "no_refused")
