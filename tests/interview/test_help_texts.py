"""What an interviewer may say when asked or contradicted."""

from cati.interview.help_texts import help_texts
from cati.interview.prompt import prompt_at
from cati.interview.session import Session
from spoken import in_language, say_to, started, the_questionnaire


def at_v1() -> Session:
    return say_to(started(the_questionnaire()), INT="reached", WHO="self", CONSENT="yes")


def test_the_texts_are_in_the_language_of_the_interview():
    assert help_texts(in_language(at_v1(), "fr"), None).objections[0].said == "Pas le temps"


def test_an_objection_says_where_it_may_lead():
    leads = {each.said: each.leads_to for each in help_texts(at_v1(), None).objections}
    assert leads["Bel mij niet meer"] == "hard_refusal"


def test_where_the_number_comes_from_can_be_told_at_any_question():
    session = at_v1()
    assert session.at is not None
    asked = help_texts(session, prompt_at(session, session.at)).on_request
    assert [each.say for each in asked if "gegevens" in each.said][:1] == ["Uit een verzonnen bestand."]


def test_the_texts_of_the_question_at_hand_come_first_and_each_comes_once():
    session = say_to(started(the_questionnaire()), INT="reached", WHO="self")
    assert session.at is not None
    prompt = prompt_at(session, session.at)
    asked = help_texts(session, prompt).on_request
    assert asked[: len(prompt.on_request)] == prompt.on_request
    assert len(set(asked)) == len(asked)


def test_the_probes_of_the_study_are_there_without_a_question():
    assert "Kunt u daar iets meer over zeggen?" in help_texts(at_v1(), None).probes
