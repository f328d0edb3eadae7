"""A conversation as a fold over its events, and the checks it may stand at."""

from decimal import Decimal

import pytest

from cati.interview.events import InterviewEnded, InterviewResumed, InterviewSuspended
from cati.questionnaire.answer import AnswerKey, Draft, Quantity
from scenario import NOW, Scenario, closed, multi, single

EMP = "- {id: EMP, type: number, min: 1, max: 99999, text: 'How many?'}\n"
LOOP = multi("M", "red green blue") + single("EACH", "good bad", for_each="M", **{"as": "colour"})


def check(level: str, fails_if: str, correct: str = "", text: str = "Really?") -> str:
    """The `checks` key of a question."""
    back = f", correct: [{correct}]" if correct else ""
    return f"[{{id: K1, level: {level}, fails_if: '{fails_if}', text: '{text}'{back}}}]"


# --- the fold


def test_an_interview_begins_with_its_version_language_interviewer_and_seed():
    state = Scenario(single("A"), seed="ab").session.state
    assert (state.version, state.language, state.interviewer, state.seed) == ("v", "en", "an-peeters", "ab")
    assert (state.sequence, state.languages, state.answers) == (1, ("en",), {})


def test_a_later_answer_replaces_the_earlier_one_and_both_are_events():
    scenario = Scenario(single("A")).answer("A", "yes").answer("A", "no").replayed()
    assert scenario.session.state.answers == Scenario(single("A")).answer("A", "no").session.state.answers
    assert scenario.session.state.sequence == 3


def test_an_answer_takes_the_draft_of_its_question_away_and_no_other():
    scenario = Scenario(single("A") + single("B"))
    scenario.draft("A", Draft(text="ye")).draft("B", Draft(text="n")).answer("A", "yes")
    assert scenario.session.state.drafts == {"B": Draft(text="n")}


def test_an_empty_draft_and_an_empty_remark_take_the_last_one_back():
    scenario = Scenario(single("A")).draft("A", Draft(text="ye")).remark("A", "hesitates")
    scenario.draft("A", Draft()).remark("A", "")
    assert (scenario.session.state.drafts, scenario.session.state.remarks) == ({}, {})


def test_an_option_that_asks_again_is_counted_and_is_never_the_answer():
    scenario = Scenario(single("WHO", "self through+ask_again")).ask_again("WHO", "through").at("WHO")
    assert scenario.ask_again("WHO", "through").prompt().asked_before == 2
    assert scenario.session.state.answers == {}


def test_the_language_changes_and_all_that_were_used_are_remembered():
    scenario = Scenario(
        "study: {languages: [nl, fr]}\nquestions:\n" + " " + "- {id: X, type: end, disposition: complete, text: '.'}"
    )
    assert scenario.speak("fr").speak("nl").session.state.languages == ("nl", "fr", "nl")


def test_a_suspended_interview_goes_on_with_another_interviewer_and_the_same_answers():
    scenario = Scenario(single("A") + single("B")).answer("A", "yes")
    before = scenario.session.state.answers
    scenario.take(InterviewSuspended(at=NOW, disposition="suspended"))
    assert scenario.session.state.is_suspended
    scenario.take(InterviewResumed(at=NOW, interviewer="els")).at("B").replayed()
    assert (scenario.session.state.is_suspended, scenario.session.state.interviewer) == (False, "els")
    assert scenario.session.state.answers == before


def test_an_ended_interview_keeps_its_disposition():
    scenario = Scenario(single("A")).answer("A", "yes").take(InterviewEnded(at=NOW, disposition="complete", end="DONE"))
    ended = scenario.session.state.ended
    assert ended is not None
    assert ended.disposition == "complete"


def test_what_a_respondent_hears_is_the_name_and_what_is_stored_is_the_code():
    yaml = "- {id: A, type: statement, text: 'This is {interviewer.name}.'}\n"
    assert Scenario(yaml).prompt().text == "This is An Peeters."


# --- the path


def test_an_answer_off_the_path_is_kept_but_reads_as_not_asked_and_returns_with_its_branch():
    scenario = Scenario(single("A") + single("B", ask_if="A == yes") + single("C", ask_if="B == no"))
    scenario.answers(A="yes", B="no").at("C")
    scenario.answer("A", "no").path("A", "DONE")
    scenario.answer("A", "yes").at("C").path("A", "B", "C").replayed()


def test_an_answer_whose_option_is_no_longer_offered_is_asked_anew_and_counts_again_when_it_is():
    scenario = Scenario(
        multi("M", "red green blue") + "- {id: TOP, type: single, options_from: M, ask_if: answered(M), text: 'Top?'}\n"
    )
    scenario.answer("M", ["red", "green"]).answer("TOP", "green").at(None)
    scenario.answer("M", ["red", "blue"]).at("TOP")
    scenario.answer("M", ["green", "blue"]).at(None)


def test_a_roster_is_asked_once_per_chosen_option_in_list_order():
    scenario = Scenario(LOOP).answer("M", ["red", "blue"]).at("EACH.red")
    scenario.answer("EACH.red", "good").at("EACH.blue").answer("EACH.blue", "bad")
    scenario.path("M", "EACH.red", "EACH.blue", "DONE")


def test_a_roster_item_that_is_unchosen_keeps_its_answer_for_when_it_is_chosen_again():
    scenario = Scenario(LOOP).answer("M", ["red", "blue"]).answers(EACH__red="good", EACH__blue="bad")
    scenario.answer("M", ["blue"]).path("M", "EACH.blue", "DONE")
    scenario.answer("M", ["red", "blue"]).at(None).path("M", "EACH.red", "EACH.blue", "DONE")


# --- soft checks


def test_a_soft_check_is_confirmed_for_the_present_values_only():
    scenario = Scenario(single("A") + single("B", checks=check("soft", "A == yes and B == yes")))
    scenario.answers(A="yes", B="yes").checks("K1").confirm("K1").checks(None).at(None)
    scenario.answer("B", "no").checks(None).replayed()


def test_a_changed_value_withdraws_a_confirmation_and_the_old_value_brings_it_back():
    scenario = Scenario(EMP.replace("}", ", checks: " + check("soft", "EMP > 100") + "}"))
    scenario.answer("EMP", 200).confirm("K1").checks(None)
    scenario.answer("EMP", 300).checks("K1")
    scenario.answer("EMP", 200).checks(None)


def test_a_check_off_the_path_does_not_run():
    scenario = Scenario(single("A") + single("B", ask_if="A == yes", checks=check("soft", "B == yes")))
    scenario.answers(A="yes", B="yes").checks("K1")
    scenario.answer("A", "no").checks(None)


def test_checks_are_pending_in_the_order_of_the_questionnaire():
    yaml = single("A", checks=check("soft", "A == yes")) + single(
        "B", checks=check("soft", "B == yes").replace("K1", "K2")
    )
    scenario = Scenario(yaml).answers(A="yes", B="yes").checks("K1").confirm("K1").checks("K2")
    scenario.confirm("K2").checks(None)


def test_a_check_goes_back_to_what_it_names_nearest_first_unless_the_editor_lists_others():
    yaml = single("A") + single("B") + single("C", checks=check("soft", "A == yes and C == yes"))
    pending = Scenario(yaml).answers(A="yes", B="yes", C="yes").session.pending
    assert pending is not None
    assert [stop.key for stop in pending.correct] == ["C", "A"]
    listed = Scenario(yaml.replace("text: 'Really?'", "text: 'Really?', correct: [B]")).answers(
        A="yes", B="no", C="yes"
    )
    assert listed.session.pending is not None
    assert [stop.key for stop in listed.session.pending.correct] == ["B"]


DERIVED = (
    EMP
    + closed("single", "CLASS", "small large", {"ask_if": "EMP == dont_know"})
    + "- id: SIZE\n  type: derived\n  options: [{code: 1, name: small, label: s}, {code: 2, name: large, label: l}]\n"
    + "  cases: [{if: EMP < 10 or CLASS == small, value: small}, {if: EMP >= 10 or CLASS == large, value: large}]\n"
)


@pytest.mark.parametrize(
    ("answers", "correct"), [({"EMP": 50}, ["EMP"]), ({"EMP": "dont_know", "CLASS": "large"}, ["EMP", "CLASS"])]
)
def test_a_check_on_a_derived_item_goes_back_to_those_of_its_questions_that_are_on_the_path(
    answers: dict[str, object], correct: list[str]
):
    yaml = DERIVED + "  checks: " + check("soft", "SIZE == large", "EMP, CLASS") + "\n"
    pending = Scenario(yaml).answers(**answers).session.pending
    assert pending is not None
    assert (pending.stop.key, [stop.key for stop in pending.correct]) == ("SIZE", correct)


def test_a_check_on_a_derived_item_goes_back_to_its_sources_where_nothing_is_listed():
    yaml = DERIVED + "  checks: " + check("soft", "SIZE == large") + "\n"
    pending = Scenario(yaml).answers(EMP="dont_know", CLASS="large").session.pending
    assert pending is not None
    assert [stop.key for stop in pending.correct] == ["CLASS", "EMP"]


def test_a_confirmation_at_a_derived_item_is_withdrawn_when_what_it_was_derived_from_changes():
    yaml = DERIVED + "  checks: " + check("soft", "SIZE == large") + "\n"
    scenario = Scenario(yaml).answer("EMP", 23).confirm("K1").checks(None)
    scenario.answer("EMP", 24).checks("K1")


def test_a_check_over_a_whole_roster_is_withdrawn_when_any_item_changes():
    yaml = LOOP + single("Z", checks=check("soft", "any_in(EACH, {bad})"))
    scenario = Scenario(yaml).answer("M", ["red", "blue"]).answers(EACH__red="bad", EACH__blue="good", Z="yes")
    scenario.confirm("K1").checks(None)
    scenario.answer("EACH.blue", "bad").checks("K1")


def test_a_check_in_a_roster_is_confirmed_item_by_item():
    yaml = multi("M", "red blue") + single("EACH", "good bad", for_each="M", checks=check("soft", "EACH == bad"))
    scenario = Scenario(yaml).answer("M", ["red", "blue"]).answers(EACH__red="bad").confirm("K1").checks(None)
    scenario.answer("EACH.blue", "bad").checks("K1").answer("EACH.blue", "good").checks(None)


# --- hard checks


HARD = EMP + EMP.replace("EMP", "PART").replace("}", ", checks: " + check("hard", "PART > EMP") + "}") + single("C")


def test_a_hard_check_keeps_the_answer_that_fails_it_and_does_not_let_it_count():
    scenario = Scenario(HARD).answers(EMP=10, PART=11).checks("K1").at("PART").path("EMP", "PART")
    assert scenario.session.state.answers[AnswerKey("PART")] == Quantity(value=Decimal(11))
    assert scenario.prompt().answer == Quantity(value=Decimal(11))
    scenario.answer("PART", 9).checks(None).at("C").replayed()


def test_a_hard_check_is_never_confirmed():
    pending = Scenario(HARD).answers(EMP=10, PART=11).session.pending
    assert pending is not None
    assert (pending.check.level, dict(pending.values)) == ("hard", {})
    assert [stop.key for stop in pending.correct] == ["PART", "EMP"]


def test_an_answer_that_fails_a_hard_check_after_a_change_above_counts_again_when_the_change_is_undone():
    scenario = Scenario(HARD).answers(EMP=10, PART=9, C="yes").at(None)
    scenario.answer("EMP", 5).at("PART").checks("K1")
    scenario.answer("EMP", 10).at(None).checks(None).path("EMP", "PART", "C", "DONE")


def test_what_fails_a_hard_check_reads_as_unanswered_below():
    scenario = Scenario(HARD + single("D", ask_if="PART > 5")).answers(EMP=10, PART=11, C="yes", D="yes")
    assert not scenario.session.path.reading.values.get(AnswerKey("PART"))
    scenario.path("EMP", "PART")


def test_the_text_of_a_hard_check_tells_the_answer_that_does_not_pass():
    yaml = EMP.replace("}", ", checks: " + check("hard", "EMP > 100", text="You said {EMP}.") + "}")
    scenario = Scenario(yaml).answer("EMP", 200)
    assert scenario.session.pending is not None
    assert (
        scenario.session.telling_at_check(scenario.session.pending).tell(scenario.session.pending.check.text)
        == "You said 200."
    )


def test_a_hard_check_on_a_derived_item_asks_nothing_below_before_a_source_is_corrected():
    yaml = DERIVED + "  checks: " + check("hard", "SIZE == large") + "\n" + single("C")
    scenario = Scenario(yaml).answer("EMP", 50).checks("K1").at(None).path("EMP", "SIZE")
    assert scenario.session.path.end is None
    assert scenario.session.pending is not None
    assert [stop.key for stop in scenario.session.pending.correct] == ["EMP"]
    scenario.answer("EMP", 5).checks(None).at("C")


def test_a_soft_check_above_is_settled_before_a_hard_check_below():
    yaml = single("A", checks=check("soft", "A == yes")) + HARD.replace("K1", "K2")
    Scenario(yaml).answers(A="yes", EMP=1, PART=2).checks("K1").confirm("K1").checks("K2")


def test_a_hard_check_in_a_roster_holds_the_item_at_hand():
    yaml = multi("M", "red blue") + single("EACH", "good bad", for_each="M", checks=check("hard", "EACH == bad"))
    scenario = Scenario(yaml).answer("M", ["red", "blue"]).answers(EACH__red="good", EACH__blue="bad")
    scenario.checks("K1").at("EACH.blue").path("M", "EACH.red", "EACH.blue")
    scenario.answer("EACH.blue", "good").at(None)


def test_a_hard_check_that_names_only_questions_off_the_path_sends_back_to_the_question_before_it():
    talk = Scenario(
        """
        - {id: A, type: single, text: "A?", options: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]}
        - {id: B, type: number, text: "B?", min: 0, max: 9, ask_if: A == yes}
        - {id: C, type: number, text: "C?", min: 0, max: 9,
           checks: [{id: K, level: hard, fails_if: not answered(B), text: "Klopt niet.", correct: [B]}]}
        """
    )
    talk.answer("A", "no").answer("C", "3")
    pending = talk.session.pending
    assert pending is not None
    assert [stop.key for stop in pending.correct] == ["C"]
