"""Stopping a conversation: the results on the menu, and what a refusal is called by how far it came."""

from dataclasses import replace

import pytest

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.fieldwork.stop import OTHERS_KEY, other_results, refused_at, results
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.storage.cases import fetch_case, list_attempts
from moving_clock import MovingClock
from phone_room import answer, taken
from scenario import Scenario, questionnaire_of, single

NUMBERED = "".join(single(f"V{at}", number=at) for at in range(1, 5))


@pytest.fixture
def interview(room: Room) -> Interview:
    return taken(next_case(room, practice=False))


def refusal(answered: int, name: str = "soft_refusal", **rules: str) -> str:
    """What a refusal is called after so many of four numbered questions."""
    fieldwork = Fieldwork.model_validate(rules)
    questionnaire = questionnaire_of(single("HELLO") + NUMBERED).model_copy(update={"fieldwork": fieldwork})
    scenario = Scenario(questionnaire).answer("HELLO", "yes")
    for at in range(1, answered + 1):
        scenario.answer(f"V{at}", "refused")
    return refused_at(scenario.session, name)


# --- the menu


def test_the_results_of_every_day_have_the_keys_1_to_8(interview: Interview):
    rows = results(interview)
    assert [(row.key, row.shown.name) for row in rows] == [
        ("1", "appointment"), ("2", "suspended"), ("3", "not_available"), ("4", "soft_refusal"), ("5", "hard_refusal"),
        ("6", "wrong_number"), ("7", "language_barrier"), ("8", "not_eligible"),
    ]  # fmt: skip
    assert [row.kind for row in rows] == ["appointment", "suspend", "suspend", *["end"] * 5]


def test_all_other_results_of_an_interviewer_have_letters_behind_one_key(interview: Interview):
    rows = other_results(interview)
    assert OTHERS_KEY not in {row.key for row in results(interview)}
    assert [row.key for row in rows] == list("abcdefghijklmnopqrst")[: len(rows)]
    assert {"no_answer", "busy", "machine_unknown", "technical"} <= {row.shown.name for row in rows}


def test_the_menu_offers_every_result_an_interviewer_may_give_and_none_that_rules_give(interview: Interview):
    offered = {row.shown.name for row in (*results(interview), *other_results(interview))}
    wanted = {name for name, found in dispositions().items() if found.set_by == "interviewer"}
    assert offered == wanted | {"wrong_number", "not_eligible"}


def test_a_refusal_asks_for_a_reason_and_a_busy_tone_does_not(interview: Interview):
    asks = {row.shown.name: row.asks_reason for row in (*results(interview), *other_results(interview))}
    assert (asks["soft_refusal"], asks["hard_refusal"], asks["unable"]) == (True, True, True)
    assert (asks["busy"], asks["no_answer"], asks["wrong_number"]) == (False, False, False)


@pytest.mark.parametrize("name", [name for name, found in dispositions().items() if found.set_by == "interviewer"])
def test_every_result_can_be_given_and_frees_the_case(interview: Interview, room: Room, name: str):
    answer(interview, INT="reached")
    row = next(row for row in (*results(interview), *other_results(interview)) if row.shown.name == name)
    give = interview.end if row.kind == "end" else interview.suspend
    give(row.disposition.name, reason="because")
    (attempt,) = list_attempts(room.store)
    assert (attempt.disposition, interview.is_over) == (name, True)
    assert taken(next_case(room, practice=False)).case.case.case_key in ("0042", "0043")


def test_an_interview_that_was_begun_waits_when_a_later_call_is_not_answered(room: Room, clock: MovingClock):
    first = answer(taken(next_case(room, practice=False)), INT="reached", WHO="self", CONSENT="yes", V1="both")
    first.suspend("suspended")
    clock.forward(days=2)
    again = taken(next_case(room, practice=False))
    row = next(row for row in other_results(again) if row.shown.name == "no_answer")
    assert row.kind == "suspend"
    again.suspend(row.disposition.name)
    clock.forward(days=7)
    third = taken(next_case(room, practice=False))
    assert third.session.state.answers == first.session.state.answers


def test_a_call_that_was_not_answered_at_all_leaves_no_interview_open(interview: Interview):
    assert next(row for row in other_results(interview) if row.shown.name == "no_answer").kind == "end"


# --- refusals


def test_a_refusal_before_the_first_numbered_question_stays_a_refusal():
    assert (refusal(0), refusal(0, "hard_refusal")) == ("soft_refusal", "hard_refusal")


def test_a_soft_refusal_in_the_middle_is_a_break_off_and_a_hard_one_stays_hard():
    assert (refusal(1, partial_from="V3"), refusal(1, "hard_refusal", partial_from="V3")) == (
        "break_off",
        "hard_refusal",
    )


def test_a_refusal_after_the_partial_threshold_is_a_partial_interview():
    assert [refusal(at, partial_from="V3", complete_from="V4") for at in (2, 3)] == ["break_off", "partial"]
    assert refusal(3, "hard_refusal", partial_from="V3") == "partial"


def test_a_refusal_after_the_complete_threshold_is_a_complete_interview():
    assert refusal(4, partial_from="V3", complete_from="V4") == "complete"


def test_without_a_threshold_half_of_the_numbered_questions_make_a_partial_interview():
    assert [refusal(at) for at in (1, 2)] == ["break_off", "partial"]


def test_a_questionnaire_without_numbers_knows_no_break_off():
    scenario = Scenario(single("A") + single("B")).answer("A", "yes")
    assert refused_at(scenario.session, "soft_refusal") == "soft_refusal"


def test_a_threshold_question_that_is_off_the_path_does_not_count():
    variants = single("V2A", number=2, ask_if="V1 == yes") + single("V2B", number=2, ask_if="V1 != yes")
    fieldwork = Fieldwork.model_validate({"partial_from": "V2A"})
    questionnaire = questionnaire_of(single("V1", number=1) + variants).model_copy(update={"fieldwork": fieldwork})
    scenario = Scenario(questionnaire).answers(V1="yes", V2A="yes")
    assert refused_at(scenario.session, "soft_refusal") == "partial"
    assert refused_at(scenario.answer("V1", "no").session, "soft_refusal") == "break_off"


def test_the_row_of_a_refusal_shows_the_refusal_and_stores_what_it_comes_to(interview: Interview):
    answer(interview, INT="reached", WHO="self", CONSENT="yes", V1="both")
    row = next(row for row in results(interview) if row.shown.name == "soft_refusal")
    assert row.disposition.name == "break_off"


def test_who_refuses_for_good_in_the_middle_is_not_called_again_whatever_the_interview_counts_as(
    interview: Interview, room: Room
):
    row = next(row for row in results(interview) if row.shown.name == "hard_refusal")
    interview.end("partial", result=replace(row, disposition=dispositions()["partial"]).given)
    file = fetch_case(room.store, interview.case.case.case_id)
    assert {phone.state for phone in file.phones} == {"do_not_call"}
