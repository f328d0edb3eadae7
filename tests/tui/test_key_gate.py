"""The key gate, rule by rule: 1-5, 7, 8 and 15 of the interview screen."""

import pytest

from cati.tui.key_gate import KeyGate, Meaning, Verdict
from gate_scenario import TAKEN, Interview, held, taken

# Rule 1


def test_a_key_read_before_the_question_was_painted_answers_nothing():
    interview = Interview().ask(at=10.0)
    assert interview.press("1", 9.999) is Verdict.NOT_YET_PAINTED


def test_a_key_within_150_ms_of_the_painting_answers_nothing_and_one_after_it_answers():
    assert Interview().ask(at=10.0).press("1", 10.149) is Verdict.NOT_YET_PAINTED
    assert Interview().ask(at=10.0).press("1", 10.151) is TAKEN


def test_nothing_is_taken_between_an_answer_and_the_next_painting():
    interview = Interview().ask(at=0)
    assert interview.press("1", 1.0) is TAKEN
    assert [interview.press(key, at) for key, at in [("2", 1.3), ("3", 9.0)]] == [Verdict.NOT_YET_PAINTED] * 2


def test_a_command_waits_for_the_painting_but_not_for_the_look_at_it():
    interview = Interview().ask(at=10.0)
    assert interview.press("f3", 9.99, Meaning.COMMAND) is Verdict.NOT_YET_PAINTED
    assert interview.press("f3", 10.01, Meaning.COMMAND) is TAKEN


def test_stop_and_appointment_pass_a_gate_that_is_shut():
    gate = KeyGate()
    gate.shut()
    assert gate.takes("f8", 0.0, Meaning.ALWAYS, printable=False) is TAKEN


def test_a_painting_that_was_overtaken_opens_nothing():
    gate = KeyGate()
    overtaken, current = gate.shut(), gate.shut()
    gate.painted(0.0, overtaken)
    assert gate.takes("1", 1.0, Meaning.ANSWER, printable=True) is Verdict.NOT_YET_PAINTED
    gate.painted(0.0, current)
    assert gate.takes("1", 1.0, Meaning.ANSWER, printable=True) is TAKEN


def test_four_keys_in_one_write_are_one_answer():
    interview = Interview().ask(at=0)
    assert taken([interview.answer(key, 1.0) for key in "1213"]) == 1


# Rule 2


@pytest.mark.parametrize("rate", [30, 11, 10])
@pytest.mark.parametrize("first_delay", [0.25, 0.4, 0.66])
def test_a_key_held_down_answers_one_question(rate: int, first_delay: float):
    interview = Interview().ask(at=0)
    arrivals = held(1.0, first_delay, rate, seconds=2.5)
    assert taken([interview.answer("1", at) for at in arrivals]) == 1


def test_the_700_ms_count_from_the_last_arrival_of_the_key_not_from_the_last_answer():
    interview = Interview().ask(at=0)
    arrivals = [1.0, 1.6, 2.2, 2.8, 3.6]
    verdicts = [interview.answer("1", at) for at in arrivals]
    assert verdicts == [TAKEN, Verdict.HELD, Verdict.HELD, Verdict.HELD, TAKEN]


def test_another_key_than_the_last_answers_at_once():
    interview = Interview().ask(at=0)
    assert [interview.answer(key, at) for key, at in [("1", 1.0), ("2", 1.2), ("1", 1.4)]] == [TAKEN] * 3


def test_a_letter_held_while_shift_goes_down_is_still_the_same_key():
    interview = Interview().ask(at=0)
    assert [interview.answer(key, at) for key, at in [("a", 1.0), ("A", 1.3)]] == [TAKEN, Verdict.HELD]


def test_the_first_row_of_a_grid_is_another_question():
    interview = Interview().ask(at=0)
    interview.answer("1", 1.0)
    assert interview.press("1", 1.5, Meaning.ROW) is Verdict.HELD
    assert interview.press("1", 2.3, Meaning.ROW) is TAKEN


# Rule 3


def test_in_a_painted_grid_every_key_counts_in_order_at_any_speed():
    interview = Interview().ask(at=0)
    keys = "1212321"
    verdicts = [interview.press(key, 1.0 + n * 0.010, Meaning.ROW) for n, key in enumerate(keys)]
    assert verdicts == [TAKEN] * len(keys)


def test_the_same_key_fills_two_rows_when_it_is_pressed_twice():
    interview = Interview().ask(at=0)
    assert [interview.press("1", at, Meaning.ROW) for at in (1.0, 1.081)] == [TAKEN] * 2


def test_a_key_held_in_a_grid_fills_two_rows():
    interview = Interview().ask(at=0)
    arrivals = held(1.0, 0.5, 30, seconds=2.5)
    assert taken([interview.press("1", at, Meaning.ROW) for at in arrivals]) == 2


def test_the_enter_that_leaves_a_grid_shuts_it():
    interview = Interview().ask(at=0)
    interview.press("1", 1.0, Meaning.ROW)
    assert interview.press("enter", 1.01) is TAKEN
    assert interview.press("2", 1.3, Meaning.ROW) is Verdict.NOT_YET_PAINTED


# Rule 4


@pytest.mark.parametrize("stray", ["escape", "[", "~", "9"])
def test_a_printable_key_or_escape_without_meaning_shuts_the_gate_for_300_ms(stray: str):
    interview = Interview().ask(at=0)
    assert interview.press(stray, 1.0, Meaning.NOTHING) is Verdict.STRAY
    assert interview.press("1", 1.299) is Verdict.STRAY


def test_each_key_after_a_stray_one_prolongs_the_300_ms():
    interview = Interview().ask(at=0)
    interview.press("[", 1.0, Meaning.NOTHING)
    verdicts = [interview.press(key, at) for key, at in [("1", 1.2), ("2", 1.4), ("1", 1.6), ("1", 1.91)]]
    assert verdicts == [Verdict.STRAY] * 3 + [TAKEN]


def test_the_halves_of_a_torn_f2_answer_nothing():
    interview = Interview().ask(at=0)
    meanings = [(key, Meaning.ANSWER if key in "12" else Meaning.NOTHING) for key in ("escape", *"[12~")]
    assert taken([interview.press(key, 1.0, meaning) for key, meaning in meanings]) == 0


def test_a_stray_key_read_during_a_commit_still_shuts_the_next_question():
    interview = Interview().ask(at=0)
    interview.press("1", 1.0)
    interview.press("[", 1.15, Meaning.NOTHING)
    assert interview.ask(at=1.2).press("2", 1.4) is Verdict.STRAY


def test_an_arrow_without_meaning_shuts_nothing():
    interview = Interview().ask(at=0)
    assert interview.press("up", 1.0, Meaning.NOTHING) is Verdict.WITHOUT_MEANING
    assert interview.press("1", 1.01) is TAKEN


def test_stop_passes_among_stray_keys():
    interview = Interview().ask(at=0)
    interview.press("[", 1.0, Meaning.NOTHING)
    assert interview.press("f8", 1.1, Meaning.ALWAYS) is TAKEN


# Rule 5


def test_unused_keys_are_counted_until_they_are_collected():
    interview = Interview().ask(at=0)
    for at in (1.0, 1.005, 1.05):
        interview.answer("1", at)
    assert interview.gate.unused_keys == 2
    assert interview.gate.collect_unused() == 2
    assert interview.gate.unused_keys == 0


# Rule 7


def test_typing_in_a_painted_field_is_not_gated():
    interview = Interview().ask(at=1.0)
    verdicts = [interview.press(key, 1.001, Meaning.TYPING) for key in ("1", "1", "backspace", "é")]
    assert verdicts == [TAKEN] * 4


def test_typing_before_the_field_was_painted_is_not_taken():
    assert Interview().ask(at=1.0).press("a", 0.9, Meaning.TYPING) is Verdict.NOT_YET_PAINTED


def test_the_enter_after_typing_is_an_answer_key_also_on_the_numeric_keypad():
    interview = Interview().ask(at=0)
    assert interview.answer("enter", 1.0) is TAKEN
    interview.press("5", 1.2, Meaning.TYPING)
    assert interview.answer("ctrl+j", 1.4) is Verdict.HELD


def test_fast_typing_after_a_stray_key_does_not_hold_up_the_enter():
    interview = Interview().ask(at=0)
    interview.press("escape", 1.0, Meaning.NOTHING)
    for n in range(6):
        interview.press("x", 1.1 + n * 0.1, Meaning.TYPING)
    assert interview.press("enter", 1.7) is TAKEN


# Rules 8 and 15


def test_a_question_asked_again_starts_the_gate_anew():
    interview = Interview().ask(at=0).ask(at=5.0)
    assert interview.press("1", 5.1) is Verdict.NOT_YET_PAINTED
    assert interview.press("1", 5.2) is TAKEN


def test_a_window_that_is_too_small_shuts_the_gate():
    interview = Interview().ask(at=0)
    interview.gate.shut()
    assert interview.press("1", 5.0) is Verdict.NOT_YET_PAINTED


def test_a_gate_that_is_open_at_once_waits_for_the_painting_only():
    interview = Interview(KeyGate.open_at_once())
    assert interview.press("1", 0.0) is Verdict.NOT_YET_PAINTED
    interview.ask(at=1.0)
    assert [interview.answer("1", at) for at in (1.0, 1.01, 1.02)] == [TAKEN] * 3
