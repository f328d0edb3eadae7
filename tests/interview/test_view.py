"""What is before the interviewer, and how a review moves through the path."""

import pytest

from cati.interview.events import InterviewEnded
from cati.interview.view import CheckView, EndView, NoEndView, OverView, QuestionView, after_answer, before, view_of
from cati.questionnaire.answer import AnswerKey
from cati.questionnaire.model import Questionnaire
from scenario import NOW, Scenario, single

THREE = single("A") + single("B") + single("C")
CHECKED = "[{id: K1, level: soft, fails_if: 'A == yes and B == yes', text: 'Both?'}]"


def question(scenario: Scenario) -> tuple[str, bool]:
    """The question that is shown, and whether it is a review."""
    view = scenario.view()
    assert isinstance(view, QuestionView), view
    return view.prompt.key, view.is_review


def go_back(scenario: Scenario) -> str | None:
    """One step back."""
    scenario.reviewing = before(scenario.session, scenario.reviewing)
    return scenario.reviewing


def go_on(scenario: Scenario) -> str | None:
    """Keep the answer and go on."""
    scenario.reviewing = after_answer(scenario.session, scenario.reviewing)
    return scenario.reviewing


# --- what is shown


def test_the_first_question_is_shown_first():
    assert question(Scenario(THREE)) == ("A", False)


def test_a_check_stands_before_the_next_question_with_its_text_and_its_question():
    scenario = Scenario(single("A") + single("B", checks=CHECKED) + single("C")).answers(A="yes", B="yes")
    view = scenario.view()
    assert isinstance(view, CheckView)
    assert view.prompt is not None
    assert (view.text, view.prompt.key, view.may_confirm) == ("Both?", "B", True)


@pytest.mark.parametrize(
    ("key", "target"), [("2", "B"), ("3", "A"), ("4", None), ("1", None), ("x", None), ("²", None)]
)
def test_keys_from_2_on_go_back_to_what_may_be_corrected(key: str, target: str | None):
    view = Scenario(single("A") + single("B", checks=CHECKED)).answers(A="yes", B="yes").view()
    assert isinstance(view, CheckView)
    found = view.correction(key)
    assert (None if found is None else found.key) == target


def test_a_hard_check_cannot_be_confirmed():
    hard = CHECKED.replace("soft", "hard")
    view = Scenario(single("A") + single("B", checks=hard)).answers(A="yes", B="yes").view()
    assert isinstance(view, CheckView)
    assert not view.may_confirm


def test_an_end_is_shown_with_its_text_and_an_ended_interview_with_its_disposition():
    scenario = Scenario(single("A")).answer("A", "yes")
    view = scenario.view()
    assert isinstance(view, EndView)
    assert (view.end.id, view.text) == ("DONE", "Thanks.")
    scenario.take(InterviewEnded(at=NOW, disposition="complete", end="DONE"))
    assert scenario.view() == OverView("complete")


def test_a_list_without_an_end_says_so():
    question = {"id": "A", "type": "statement", "text": "Good day."}
    unchecked = Questionnaire.model_validate({"study": {"languages": ["en"]}, "questions": [question]})
    assert isinstance(Scenario(unchecked).answer("A").view(), NoEndView)


# --- movement


def test_back_leads_from_the_next_question_to_the_one_before_and_stops_at_the_first():
    scenario = Scenario(THREE).answers(A="yes", B="no").at("C")
    assert [go_back(scenario) for _ in range(3)] == ["B", "A", "A"]
    assert question(scenario) == ("A", True)


def test_back_at_the_very_first_question_stays_there():
    scenario = Scenario(THREE)
    assert go_back(scenario) is None
    assert question(scenario) == ("A", False)


def test_enter_in_a_review_keeps_the_answer_and_goes_on_until_the_review_has_caught_up():
    scenario = Scenario(THREE).answers(A="yes", B="no")
    go_back(scenario), go_back(scenario)
    assert [go_on(scenario), go_on(scenario)] == ["B", None]
    assert question(scenario) == ("C", False)


def test_after_a_change_the_review_goes_on_along_the_new_path():
    scenario = Scenario(single("A") + single("B", ask_if="A == yes") + single("C") + single("D"))
    scenario.answers(A="yes", B="no", C="yes").at("D")
    scenario.reviewing = AnswerKey("A")
    scenario.answer("A", "no")
    assert go_on(scenario) == "C"


def test_a_question_that_a_change_brings_is_asked_and_is_no_review():
    scenario = Scenario(single("A") + single("B", ask_if="A == yes") + single("C")).answers(A="no", C="yes")
    scenario.reviewing = AnswerKey("A")
    scenario.answer("A", "yes")
    assert go_on(scenario) is None
    assert question(scenario) == ("B", False)


def test_a_check_that_a_change_brings_comes_before_the_review_goes_on():
    scenario = Scenario(single("A") + single("B", checks=CHECKED) + single("C")).answers(A="no", B="yes", C="yes")
    scenario.reviewing = AnswerKey("A")
    scenario.answer("A", "yes")
    assert go_on(scenario) is None
    assert isinstance(scenario.view(), CheckView)


def test_back_from_a_check_leads_to_its_question_wherever_the_interview_had_got_to():
    scenario = Scenario(single("A") + single("B", checks=CHECKED) + THREE.replace("id: ", "id: Z")).answers(
        A="no", B="yes", ZA="yes", ZB="yes"
    )
    scenario.answer("A", "yes")
    assert go_back(scenario) == "B"
    assert question(scenario) == ("B", True)


def test_back_from_an_end_leads_to_the_last_question():
    scenario = Scenario(THREE).answers(A="yes", B="no", C="yes").at(None)
    assert go_back(scenario) == "C"


def test_the_last_question_of_a_review_leads_on_to_the_end():
    scenario = Scenario(THREE).answers(A="yes", B="no", C="yes")
    go_back(scenario)
    assert go_on(scenario) is None
    assert isinstance(scenario.view(), EndView)


def test_a_question_that_was_gone_back_to_and_left_the_path_shows_what_is_next():
    scenario = Scenario(single("A") + single("B", ask_if="A == yes") + single("C")).answers(A="yes", B="no")
    scenario.reviewing = AnswerKey("B")
    scenario.answer("A", "no")
    assert question(scenario) == ("C", False)


def test_a_question_held_by_a_hard_check_is_gone_back_to_with_its_answer():
    scenario = Scenario(single("A") + single("B", checks=CHECKED.replace("soft", "hard"))).answers(A="yes", B="yes")
    scenario.reviewing = AnswerKey("B")
    view = view_of(scenario.session, scenario.reviewing)
    assert isinstance(view, QuestionView)
    assert view.prompt.answer == scenario.session.state.answers[AnswerKey("B")]
