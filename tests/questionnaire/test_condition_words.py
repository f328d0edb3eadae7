"""Conditions as sentences."""

import pytest

from cati.questionnaire.condition_words import in_words, simple
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import ALWAYS
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.routing import ANYWHERE, routing
from cati.words import LANGUAGES
from scenario import multi, questionnaire_of, single

QUESTIONNAIRE = questionnaire_of(
    single("V2", "yes formerly never")
    + single("V3", "yes formerly never")
    + multi("M", "red blue")
    + "- {id: N, type: number, min: 0, max: 9, text: N}\n"
    + "- {id: D, type: date, text: D}\n"
    + "- {id: T, type: time, text: T}\n"
    + "- {id: G, type: grid, text: G, rows: [{name: a, label: A}], options: [{code: 1, name: good, label: G}]}\n"
)
SAID = {
    "V2 == yes": "V2 is yes",
    "V2 != yes": "V2 is not yes",
    "V2 in {never, yes}": "V2 is never or yes",
    "V2 not in {never, yes, refused}": "V2 is not never, refused or yes",
    "V2 == dont_know": "V2 is don't know",
    "red in M": "red is chosen at M",
    "red not in M": "red is not chosen at M",
    "V2 == V3": "V2 is the same as V3",
    "V2 != V3": "V2 is not the same as V3",
    "asked(V2)": "V2 was asked",
    "not asked(V2)": "V2 was not asked",
    "answered(V2)": "V2 has an answer",
    "not answered(V2)": "V2 has no answer",
    "only_in(M, {red})": "nothing but red is chosen at M",
    "not only_in(M, {red})": "nothing, or something other than red, is chosen at M",
    "any_in(M, {red, blue})": "the number of times blue or red at M is at least 1",
    "G.a == good": "G.a is good",
    "N < 5": "N is less than 5",
    "N <= 5": "N is at most 5",
    "N >= 5": "N is at least 5",
    "2 < N": "N is more than 2",
    "2 <= N < 5": "N is at least 2 and N is less than 5",
    "N == 5": "N is 5",
    "N != 5": "N is not 5",
    "N == count(M)": "N is the number of choices at M",
    "N != count(M)": "N is not the number of choices at M",
    "count(G, {good}) > 1": "the number of times good at G is more than 1",
    "N * 2 - (N + 1) > 2.5": "(N * 2) - (N + 1) is more than 2.5",
    "not (N < 5)": "it is not so that N is less than 5",
    "D == '2026-11-25'": "D is 2026-11-25",
    "T == '09:30'": "T is 09:30",
    "V2 == yes and (V3 == yes or N > 1)": "V2 is yes and (V3 is yes or N is more than 1)",
    "V2 == yes or V3 == yes or N > 1": "V2 is yes, V3 is yes or N is more than 1",
    "not (V2 == yes or N > 1)": "it is not so that (V2 is yes or N is more than 1)",
}


def words(text: str, language: str = "en") -> str:
    condition, faults = read_condition(text, routing(QUESTIONNAIRE).scope, Here(ANYWHERE))
    assert condition is not None, faults
    return in_words(condition, language)


@pytest.mark.parametrize(("text", "said"), SAID.items(), ids=SAID)
def test_a_condition_is_a_sentence(text: str, said: str):
    assert words(text) == said


@pytest.mark.parametrize("text", SAID)
def test_it_is_another_sentence_in_each_language(text: str):
    assert len({words(text, language) for language in LANGUAGES}) >= 2


def test_dutch_and_french():
    assert words("V2 != yes and answered(N)", "nl") == "V2 is niet yes en N heeft een antwoord"
    assert words("V2 != yes and answered(N)", "fr") == "V2 n'est pas yes et N a une réponse"


def test_no_condition_at_all_is_always_true():
    assert in_words(ALWAYS, "fr") == "toujours"


def test_what_is_no_simple_test_has_no_simple_sentence():
    with pytest.raises(ValueError, match="not a simple test"):
        simple(ALWAYS, "condition.is", "en")
