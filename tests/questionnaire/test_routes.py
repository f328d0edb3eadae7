"""The routes of the script: counted by the diagram, listed with answers, and walked one by one without it."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from cati.questionnaire.answer import Answer, Answers, Choice, Choices, GridRows, Quantity
from cati.questionnaire.loader import load_file
from cati.questionnaire.model import DerivedItem, EndItem, Questionnaire
from cati.questionnaire.path import Stop, path
from cati.questionnaire.proof.plausible import Wishes, answer_to
from cati.questionnaire.proof.routes import Route, route_count, routes
from cati.questionnaire.steps import step_by_id
from every_answer import STATUSES

SIZES = ("micro", "small", "medium", "large")
SETS = {
    "V3A": (("suppliers",), ("own_group", "customers", "start_ups")),
    "V5": (("trust",), ("none",), ("trust", "aims"), ("culture", "money", "other")),
    "V7A": (("trust",), ("verbal",), ("email", "nda"), ("company",)),
}
NUMBERS = (1, 9, 10, 49, 250, 99_999)
ONE_ANSWER = (
    "V1",
    "V3A_EACH",
    "V3B",
    "V4A",
    "V4B",
    "V5_TOP",
    "V6",
    "V7A_IP",
    "V7B",
    "V8_ROLE",
    "V8_WHY",
    "EMAIL",
    "APPT",
)


@cache
def script() -> Questionnaire:
    loaded = load_file(Path(__file__).parents[2] / "questionnaire.yaml")
    assert loaded.questionnaire is not None
    return loaded.questionnaire


def answers_at(stop: Stop) -> Iterator[Answer]:
    """Answers of every kind that some condition of the script tells apart, and more."""
    name, question = stop.route.item.id, stop.question
    assert question is not None
    if name in ONE_ANSWER:
        answer = answer_to(stop, Wishes())
        assert answer is not None
        yield answer
        return
    if name in SETS:
        read = [option.name for option in stop.offered if option.read is not False]
        for chosen in SETS[name]:
            declined = tuple(option for option in read if option not in chosen) if name == "V3A" else ()
            yield Choices(options=chosen, declined=declined, other="…" if "other" in chosen else None)
    elif name == "EMP":
        yield from (Quantity(value=number) for number in NUMBERS)
    else:
        yield from (Choice(option=option.name) for option in stop.offered if not option.ask_again)
    yield from (status for status in STATUSES if question.nonresponse in ("both", status.kind))


def walked(answers: Answers) -> Iterator[tuple[str, ...]]:
    """The sequence of items of every interview that begins with these answers."""
    found = path(script(), {}, answers)
    if found.next is None:
        ids = (stop.route.item.id for stop in found.stops if not isinstance(stop.route.item, DerivedItem))
        yield tuple(dict.fromkeys(ids))
        return
    for answer in answers_at(found.next):
        yield from walked({**answers, found.next.key: answer})


@cache
def listed() -> list[Route]:
    return routes(script(), 1000)


def test_the_script_has_127_routes_of_which_120_are_complete():
    assert route_count(script()) == len(listed()) == 127
    assert Counter(route.dispositions for route in listed()) == {
        ("complete",): 120,
        ("soft_refusal", "hard_refusal"): 2,
        ("appointment",): 2,
        ("not_eligible",): 1,
        ("wrong_number",): 1,
        ("ceased",): 1,
    }


def test_a_walk_over_all_kinds_of_answers_meets_the_same_routes():
    assert set(walked({})) == {route.items for route in listed()}


def test_on_each_complete_route_each_of_the_eight_questions_is_asked_once_and_in_order():
    known = step_by_id(script())
    for route in listed():
        if route.dispositions == ("complete",):
            numbers = [getattr(known[item].item, "number", None) for item in route.items]
            assert [number for number in numbers if number is not None] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_the_answers_of_each_route_lead_along_it_and_to_its_end():
    for route in listed():
        found = path(script(), route.sample, route.answers)
        assert found.next is None
        assert isinstance(found.end, EndItem)
        assert found.end.id == route.end == route.items[-1]


def test_a_route_is_between_2_and_20_items_long():
    lengths = [len(route.items) for route in listed()]
    assert (min(lengths), max(lengths)) == (2, 20)


@pytest.mark.parametrize("limit", [0, 1, 50])
def test_no_more_routes_are_listed_than_wanted(limit: int):
    assert routes(script(), limit) == listed()[:limit]


def test_a_roster_is_one_item_of_a_route():
    longest = max(listed(), key=lambda route: len(route.items))
    assert longest.items.count("V3A_EACH") == 1
    assert isinstance(longest.answers["V6"], GridRows)
