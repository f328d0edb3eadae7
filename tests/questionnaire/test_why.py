"""Why a question was or was not asked: the chain of answers and conditions."""

from cati.questionnaire.answer import AnswerKey
from cati.questionnaire.why import Verdict, Why, why
from scenario import Given, Scenario, multi, questionnaire_of, single

QUESTIONNAIRE = questionnaire_of(
    single("A", "yes no")
    + "- {id: OUT, type: end, ask_if: A == no, disposition: not_eligible, text: Bye.}\n"
    + multi("M", "red blue green", ask_if="A == yes")
    + single("EACH", "well badly", for_each="M", **{"as": "hue"})
    + "- {id: D, type: derived, options: [{code: 1, name: many, label: X}], cases: [{if: count(M) > 1, value: many}]}\n"
    + single("B", "yes no", ask_if="D == many")
    + single("C", "yes no", ask_if="B == yes")
    + "- {id: Z, type: end, disposition: complete, text: Thanks.}\n"
)  # fmt: skip


def reason(key: str, **answers: Given) -> Why:
    return why(QUESTIONNAIRE, Scenario(QUESTIONNAIRE).answers(**answers).session.path, AnswerKey(key))


def chain(link: Why, depth: int = 0) -> list[str]:
    tests = "".join("+" if test.is_true else "-" for test in link.tests)
    told = f"{'  ' * depth}{link.name} {link.verdict.name}{tests}"
    return [told, *(line for each in link.because for line in chain(each, depth + 1))]


ONE = {"A": "yes", "M": ["red"], "EACH__red": "well"}
TWO = {"A": "yes", "M": ["red", "blue"], "EACH__red": "well", "EACH__blue": "well"}


def test_a_question_past_which_the_conditions_led():
    assert chain(reason("B", **ONE)) == ["B NOT_ASKED-", "  D UNDERIVED", "    M ANSWERED+", "      A ANSWERED"]


def test_a_question_that_is_asked_now():
    assert chain(reason("B", **TWO)) == ["B NEXT+", "  D DERIVED", "    M ANSWERED+", "      A ANSWERED"]


def test_what_a_question_depends_on_is_followed_up_to_one_without_a_condition():
    found = reason("C", **TWO, B="no")
    assert chain(found)[:3] == ["C NOT_ASKED-", "  B ANSWERED+", "    D DERIVED"]


def test_an_item_of_a_roster_that_was_not_chosen():
    found = reason("EACH.green", **TWO)
    assert (found.verdict, found.where) == (Verdict.NOT_CHOSEN, "M")
    assert chain(found)[1:] == ["  M ANSWERED+", "    A ANSWERED"]


def test_an_item_of_a_roster_that_was_chosen():
    assert reason("EACH.blue", **TWO).verdict is Verdict.ANSWERED


def test_an_interview_that_ended_before_it():
    found = reason("B", A="no")
    assert (found.verdict, found.where) == (Verdict.ENDED, "OUT")
    assert "  OUT END+" in chain(found)


def test_a_question_that_is_not_reached_yet():
    found = reason("C", A="yes")
    assert (found.verdict, found.where) == (Verdict.NOT_REACHED, "M")


def test_an_end_that_is_reached():
    assert reason("Z", **ONE).verdict is Verdict.END
