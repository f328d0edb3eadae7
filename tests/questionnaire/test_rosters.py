"""Rosters by number and by names: what they are repeated for, whose answers they keep, and what is proven of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.answer import Names
from cati.questionnaire.loader import load
from cati.questionnaire.model import Text
from cati.questionnaire.names_given import known_already, names_given
from cati.questionnaire.proof.routes import route_count, routes
from cati.questionnaire.rosters import items_now, roster_options
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.variables import variables
from cati.questionnaire.why import Verdict, why
from scenario import single
from told import Told

CHILDREN = "- {id: N, type: number, min: 0, max: 3, text: N}\n" + single(
    "AGE", "young old", for_each="N", **{"as": "child"}
)
CHILDREN += '- {id: L, type: text, ask_if: "count(AGE, {old}) >= 2", text: L}\n'
PARTNERS = "- {id: W, type: names, max_names: 3, text: W}\n" + single(
    "HOW", "well badly", for_each="W", **{"as": "who"}
)
PARTNERS += '- {id: L, type: text, ask_if: "any_in(HOW, {badly}) and count(W) >= 2", text: L}\n'
NAMES = st.lists(st.sampled_from(["An", "Bo", "Cé", "Di", "E"]), unique=True, max_size=4)


def people(*names: str, before: Names | None = None) -> Names:
    return names_given(names, before)


def test_a_question_is_put_as_often_as_the_number_says():
    assert Told(CHILDREN).answer("N", 2).answers(**{"AGE.1": "old"}).keys == ["N", "AGE.1", "AGE.2"]
    assert Told(CHILDREN).answer("N", 0).ends("complete").keys == ["N", "DONE"]
    assert Told(CHILDREN).answer("N", "refused").ends("complete").keys == ["N", "DONE"]


def test_answers_of_a_time_that_is_gone_are_kept_off_the_path():
    told = Told(CHILDREN).answers(N=3, **{"AGE.1": "young", "AGE.2": "old", "AGE.3": "old"})
    assert told.holds("count(AGE, {old}) == 2")
    assert not told.answer("N", 2).holds("count(AGE, {old}) == 2")
    assert told.keys == ["N", "AGE.1", "AGE.2", "DONE"]
    assert told.answer("N", 3).keys == ["N", "AGE.1", "AGE.2", "AGE.3", "L"]


def test_a_derived_number_repeats_a_question_too():
    derived = "- {id: K, type: derived, value: N + 1, min: 0, max: 4}\n"
    told = Told(CHILDREN.split("- {id: AGE")[0] + derived + single("Q", "a b", for_each="K")).answer("N", 1)
    assert told.answer("Q.1", "a").answer("Q.2", "b").ends("complete").counting == ["N", "K", "Q.1", "Q.2"]


def test_the_item_is_its_number_and_a_name_is_what_was_typed():
    told = Told(CHILDREN).answer("N", 2)
    assert told.session.telling(item="2").roster_label("child") == "2"
    told = Told(PARTNERS).answer("W", people("An", "Bo & C°"))
    assert told.session.telling(item="2").roster_label("who") == "Bo & C°"


def test_an_answer_stays_with_its_name_when_another_is_taken_away():
    told = Told(PARTNERS)
    first = people("An", "Bo", "Cé")
    told.answer("W", first).answers(**{"HOW.1": "well", "HOW.2": "badly", "HOW.3": "badly"})
    told.answer("W", people("An", "Cé", before=first))
    assert told.keys == ["W", "HOW.1", "HOW.3", "L"]
    assert told.session.telling(item="3").roster_label("who") == "Cé"


def test_a_fill_means_a_name_by_its_place_whatever_item_its_answers_are_kept_under():
    first = people("An", "Bo", "Cé")
    told = Told(PARTNERS).answer("W", people("An", "Cé", before=first)).answers(**{"HOW.1": "well", "HOW.3": "badly"})
    assert told.session.telling().tell(Text({"": "{HOW.2}, {W}"})) == "badly, An and Cé"


def test_a_name_in_the_place_of_another_is_asked_anew_and_one_that_returns_has_its_answers():
    first = people("An", "Bo")
    second = people("An", "Di", before=first)
    told = Told(PARTNERS).answer("W", first).answers(**{"HOW.1": "well", "HOW.2": "badly"})
    assert told.answer("W", second).next == "HOW.3"
    assert told.answer("W", people("an", "BÔ", before=second)).keys == ["W", "HOW.1", "HOW.2", "L"]


@given(st.lists(NAMES, min_size=1, max_size=6))
def test_no_item_is_ever_two_names_and_no_name_two_items(lists: list[list[str]]):
    before, owners = None, dict[str, str]()
    for names in lists:
        before = names_given(names, before)
        assert {each.name for each in before.given} == set(names)
        for each in before.given:
            assert owners.setdefault(each.item, each.name) == each.name
    assert len(set(owners.values())) == len(owners)


@pytest.mark.parametrize("other", ["an", "ÁN", " An ", "A-n", "A n"])
def test_names_that_sound_the_same_are_one(other: str):
    assert known_already(other, ["An"])
    assert not known_already("Ann", ["An"])


def test_names_are_refused_where_they_are_empty_twice_too_many_or_too_few():
    told = Told(PARTNERS)
    for wrong in (people("An", "an"), people("An", " "), people("A", "B", "C", "D"), people(), people("A" * 101)):
        assert told.answer("W", wrong).next == "W"
    assert told.answer("W", people("An")).next == "HOW.1"


@pytest.mark.parametrize("text", [CHILDREN, PARTNERS])
def test_each_time_and_each_number_of_them_is_a_route_that_answers_lead_along(text: str):
    told = Told(text)
    found = list(routes(told.questionnaire, 100))
    assert len(found) == route_count(told.questionnaire)
    assert any("L" in route.items for route in found)


def test_what_so_few_can_never_bring_about_is_found():
    few = CHILDREN.replace("max: 3", "max: 1").replace("[]", "")
    loaded = load(
        f"study: {{languages: [en]}}\nquestions:\n{few}- {{id: Z, type: end, disposition: complete, text: Z}}".encode()
    )
    assert [problem.word for problem in loaded.problems] == ["C303.never"]


def test_columns_go_up_to_the_most_there_can_be():
    assert [each.name for each in variables(Told(CHILDREN).questionnaire)][:4] == ["N", "AGE_1", "AGE_2", "AGE_3"]
    names = [each.name for each in variables(Told(PARTNERS).questionnaire)]
    assert names[:7] == ["W_1", "W_2", "W_3", "W_st", "HOW_1", "HOW_2", "HOW_3"]


def test_a_time_that_was_not_asked_is_explained_by_the_number():
    told = Told(CHILDREN).answers(N=1, **{"AGE.1": "old"})
    found = why(told.questionnaire, told.found, "AGE.2")  # type: ignore[arg-type]
    assert (found.verdict, found.where) == (Verdict.NOT_SO_MANY, "N")
    assert found.because[0].name == "N"


def test_an_item_that_cannot_be_repeated_for_has_no_items():
    told = Told(single("A", "x y"))
    assert roster_options(told.questionnaire, step_by_id(told.questionnaire)["A"].item) == ()
    assert items_now("x", ("1",)) == ()


def test_scenarios_give_names_in_a_list_and_change_them_afterwards():
    scenario = """
scenarios:
  - name: Bo gaat weg
    answers: {W: [An, Bo], HOW.1: well, HOW.2: badly, HOW.3: well}
    then: {W: [An, Di]}
    path: [W, HOW.1, HOW.3, Z]
    ends: complete
"""
    done = "- {id: Z, type: end, disposition: complete, text: Z}\n"
    assert load(f"study: {{languages: [en]}}\nquestions:\n{PARTNERS}{done}{scenario}".encode()).problems == ()
