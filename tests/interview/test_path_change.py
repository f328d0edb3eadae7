"""What the path lost and gained when an earlier answer was changed."""

import pytest

from cati.interview.path_change import path_change
from cati.interview.session import Session
from cati.questionnaire.answer import DontKnow
from spoken import partners, questionnaire_of, say_to, started, the_questionnaire


def collaborating() -> Session:
    opening = say_to(started(the_questionnaire()), INT="reached", WHO="self", CONSENT="yes", V1="both", V2="yes")
    halfway = say_to(opening, V3A=partners("suppliers"), V3A_EACH__suppliers="rather_well")
    return say_to(halfway, V4A="increase", V5=["trust"], V6=DontKnow(), V7A=["nda"], V7A_IP="never")


def test_a_changed_answer_tells_what_no_longer_counts_and_what_comes_in_its_place():
    before = collaborating()
    assert path_change(before, say_to(before, V2="never"), "nl") == (
        "Pad gewijzigd: V3A, V3A_EACH (leveranciers), V4A, V7A, V7A_IP tellen niet meer mee (bewaard); "
        "V3B, V4B, V7B komen erbij."
    )


def test_an_answer_given_back_tells_that_the_kept_ones_count_again():
    before = collaborating()
    away = say_to(before, V2="never")
    assert path_change(away, say_to(away, V2="yes"), "en") == (
        "Path changed: V3A, V3A_EACH (leveranciers), V4A, V7A, V7A_IP count again."
    )


def test_an_item_of_a_roster_is_named_by_its_label():
    before = collaborating()
    assert path_change(before, say_to(before, V3A=partners("customers")), "fr") == (
        "Parcours modifié : V3A_EACH (leveranciers) ne compte plus (conservée); V3A_EACH (klanten) s'ajoute."
    )


def test_going_on_to_the_next_question_is_no_change():
    before = say_to(started(the_questionnaire()), INT="reached", WHO="self", CONSENT="yes", V1="both")
    assert path_change(before, say_to(before, V2="yes"), "nl") is None


def test_the_same_answer_given_again_is_no_change():
    before = collaborating()
    assert path_change(before, say_to(before, V2="yes"), "nl") is None


def test_a_changed_answer_that_leads_the_same_way_is_no_change():
    before = collaborating()
    assert path_change(before, say_to(before, V1="step_by_step"), "nl") is None


def test_a_question_further_down_that_waits_for_its_turn_is_not_lost():
    before = say_to(collaborating(), V8="very")
    told = path_change(before, say_to(before, V2="never"), "nl")
    assert told is not None
    assert "V8" not in told


@pytest.mark.parametrize(("count", "told"), [(6, "Q1, Q2, Q3, Q4, Q5, Q6 tellen"), (7, "Q1, Q2, Q3, Q4, Q5, … tellen")])
def test_no_more_questions_are_named_than_fit(count: int, told: str):
    rest = "".join(
        f"  - {{id: Q{number}, type: single, ask_if: A == yes, text: t, options: [{{use: yn}}]}}\n"
        for number in range(1, count + 1)
    )
    session = started(
        questionnaire_of(
            "study: {languages: [nl]}\n"
            "option_lists: {yn: [{code: 1, name: yes, label: ja}, {code: 2, name: no, label: nee}]}\n"
            f"questions:\n  - {{id: A, type: single, text: t, options: [{{use: yn}}]}}\n{rest}"
            "  - {id: E, type: end, disposition: complete, text: t}\n"
        )
    )
    before = say_to(session, A="yes", **{f"Q{number}": "yes" for number in range(1, count + 1)})
    assert told in (path_change(before, say_to(before, A="no"), "nl") or "")
