"""Names typed one by one: what is taken, what is refused, and what becomes the answer."""

import pytest
from test_entry import DESK

from cati.interview.entry import Give, Keep, Leave, NamesEntry, Tell, entry_for
from cati.questionnaire.answer import DontKnow, Draft, Names, Refused
from cati.questionnaire.names_given import names_given
from scenario import Scenario

PARTNERS = "- {id: W, type: names, max_names: 3, text: Who?}\n- {id: R, type: text, for_each: W, text: R}\n"
AN, BO = names_given(["An", "Bo"], None).given


def entry_of(told: Scenario) -> NamesEntry:
    entry = entry_for(told.prompt("W"), DESK)
    assert isinstance(entry, NamesEntry)
    return entry


def typed(*lines: str) -> NamesEntry:
    entry = entry_of(Scenario(PARTNERS))
    for line in lines:
        entry.line(line)
    return entry


def test_each_line_is_a_name_more_and_enter_alone_ends_the_list():
    entry = entry_of(Scenario(PARTNERS))
    assert entry.line(" An ") == Keep(Draft(options=("An",)))
    assert entry.line("Bo") == Keep(Draft(options=("An", "Bo")))
    assert entry.enter() == Give(Names(given=(AN, BO)))


@pytest.mark.parametrize(
    ("line", "word"), [("", "name_empty"), ("ÁN", "name_twice"), ("B" * 101, "name_too_long"), ("\0", "unstorable")]
)
def test_what_can_be_no_name_is_refused_with_a_sentence(line: str, word: str):
    entry = typed("An")
    found = entry.line(line)
    assert isinstance(found, Tell)
    assert found.reason.word == f"answers.{word}"
    assert entry.names == ["An"]


def test_no_more_names_than_there_may_be_and_no_fewer():
    found = typed("An", "Bo", "Cé").line("Di")
    assert isinstance(found, Tell)
    assert found.reason.word == "answers.too_many_names"
    none = typed().enter()
    assert isinstance(none, Tell)
    assert none.reason.word == "answers.too_few_names"


def test_a_name_is_changed_where_it_stands_and_an_empty_one_is_taken_away():
    entry = typed("An", "Bo", "Cé")
    assert entry.put(1, "Di") == Keep(Draft(options=("An", "Di", "Cé")))
    assert entry.put(0, " ") == Keep(Draft(options=("Di", "Cé")))
    assert isinstance(entry.put(0, "ce"), Tell)


def test_the_same_names_again_are_nothing_to_record():
    entry = entry_of(Scenario(PARTNERS).answer("W", Names(given=(AN, BO))))
    assert entry.names == ["An", "Bo"]
    assert entry.enter() == Leave()


def test_a_refusal_given_before_stands_until_a_name_is_typed():
    told = Scenario(PARTNERS).answer("W", Refused())
    assert entry_of(told).enter() == Leave()
    entry = entry_of(told)
    entry.line("An")
    assert entry.enter() == Give(Names(given=(AN,)))


def test_names_after_a_dont_know_are_none_of_those_before_it():
    told = Scenario(PARTNERS).answer("W", Names(given=(AN, BO))).answer("W", DontKnow())
    entry = entry_of(told)
    entry.line("Di")
    given = entry.enter()
    assert isinstance(given, Give)
    assert isinstance(given.answer, Names)
    assert [each.item for each in given.answer.given] == ["3"]
