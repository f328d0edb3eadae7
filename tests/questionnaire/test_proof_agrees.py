"""On small random instruments the proof and all interviews, walked one by one, say the same."""

from itertools import islice
from random import Random

import pytest
from every_answer import Interview, every_interview
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from random_instruments import instrument, read

from cati.questionnaire.model import DerivedItem, Questionnaire
from cati.questionnaire.path import failing_checks
from cati.questionnaire.problems import has_errors
from cati.questionnaire.proof.diagram import deep_enough
from cati.questionnaire.proof.ground import opposite
from cati.questionnaire.proof.routes import route_count, routes
from cati.questionnaire.proof.rules import routing_problems
from cati.questionnaire.proof.walk import Stage, Walk, answer_key_of

MOST_INTERVIEWS = 1200
KINDS = ["single", "single multi number", "single multi roster", "single derived grid number", "multi roster derived grid"]
DRAWN = st.randoms(use_true_random=False)
quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), database=None)


def all_interviews(questionnaire: Questionnaire) -> list[Interview]:
    """Every interview, if there are not too many."""
    found = list(islice(every_interview(questionnaire), MOST_INTERVIEWS + 1))
    assume(len(found) <= MOST_INTERVIEWS)
    return found


def walked(questionnaire: Questionnaire) -> Walk:
    with deep_enough():
        return Walk(questionnaire).to_the_end()


def came_by(interview: Interview, order: int) -> bool:
    """Whether an interview got so far down the list that an item of this order came up."""
    found = interview.found
    if found.end is not None:
        return found.stops[-1].route.step.order >= order
    return found.next is None or found.next.route.step.order >= order


def is_reached(walk: Walk, stage: Stage) -> bool:
    return any(walk.ground.is_possible(visit.reach) for visit in stage.visits)


@pytest.mark.parametrize("kinds", KINDS)
@quick
@given(random=DRAWN)
def test_they_agree_on_what_is_asked_offered_and_failing_and_on_every_route(kinds: str, random: Random):
    questionnaire, _ = read(instrument(random, kinds))
    interviews = all_interviews(questionnaire)
    stops = [stop for interview in interviews for stop in interview.found.stops]
    walk = walked(questionnaire)

    asked = {stop.route.item.id for stop in stops}
    assert {stage.item.id for stage in walk.stages if is_reached(walk, stage)} == asked

    offered = {(stop.route.item.id, option.name) for stop in stops for option in stop.offered}
    assert {
        (stage.item.id, name)
        for stage in walk.stages
        for visit in stage.visits
        for name, node in visit.offered.items()
        if walk.ground.is_possible(visit.reach, node)
    } == offered

    failing = {check.check.id for interview in interviews for _, check in failing_checks(interview.found)}
    assert {
        check.id
        for stage in walk.stages
        for check, clause in zip(getattr(stage.item.step.item, "checks", ()), stage.item.checks, strict=True)
        for visit in stage.visits
        if walk.ground.is_possible(
            walk.truth.on_path(answer_key_of(stage.item, visit.at)), walk.truth.of_clause(clause, visit.at)
        )
    } == failing

    sequences = {interview.sequence for interview in interviews if interview.found.next is None}
    assert {route.items for route in routes(questionnaire, 10_000)} == sequences
    assert route_count(questionnaire) == len(sequences)


@pytest.mark.parametrize("kinds", KINDS)
@quick
@given(random=DRAWN)
def test_they_agree_on_every_condition_that_is_always_true(kinds: str, random: Random):
    questionnaire, _ = read(instrument(random, kinds))
    interviews = all_interviews(questionnaire)
    walk = walked(questionnaire)
    for stage in walk.stages:
        step = stage.item.step
        if step.item.ask_if is None or step.roster is not None:
            continue
        (gate,) = stage.visits[0].gates
        came = [interview for interview in interviews if came_by(interview, step.order)]
        passed = [interview for interview in came if interview.found.stop(step.item.id) is not None]
        assert walk.ground.is_possible(gate.context) == bool(came)
        assert walk.ground.is_possible(gate.context, opposite(gate.truth)) == (len(passed) < len(came))


@pytest.mark.parametrize("kinds", KINDS)
@quick
@given(random=DRAWN)
def test_an_instrument_without_errors_keeps_what_the_proof_promises(kinds: str, random: Random):
    questionnaire, nodes = read(instrument(random, kinds, 5))
    assume(not has_errors(routing_problems(questionnaire, nodes, frozenset())))
    interviews = all_interviews(questionnaire)
    assert all(interview.found.end is not None for interview in interviews)
    asked = {stop.route.item.id for interview in interviews for stop in interview.found.stops}
    assert asked == {stage.item.id for stage in walked(questionnaire).stages}
    assert all(stop.offered for interview in interviews for stop in interview.found.stops if stop.route.options)


@pytest.mark.parametrize("kinds", KINDS)
@quick
@given(random=DRAWN)
def test_what_is_said_never_to_be_asked_is_in_no_interview(kinds: str, random: Random):
    questionnaire, nodes = read(instrument(random, kinds))
    named = {
        str(problem.places["item"])
        for problem in routing_problems(questionnaire, nodes, frozenset())
        if problem.code in ("C303", "C308")
    }
    assume(named)
    asked = {stop.route.item.id for interview in all_interviews(questionnaire) for stop in interview.found.stops}
    assert not named & asked


@quick
@given(random=DRAWN)
def test_where_numbers_are_compared_nothing_that_happens_is_said_never_to(random: Random):
    questionnaire, _ = read(instrument(random, "number number single", 5, compares_numbers=True))
    interviews = all_interviews(questionnaire)
    asked = {stop.route.item.id for interview in interviews for stop in interview.found.stops}
    walk = walked(questionnaire)
    assert asked <= {stage.item.id for stage in walk.stages if is_reached(walk, stage)}
    sequences = {interview.sequence for interview in interviews if interview.found.next is None}
    assert {route.items for route in routes(questionnaire, 1000)} <= sequences


def test_a_derived_item_is_never_a_screen_of_a_route():
    questionnaire, _ = read(instrument(Random(4), "single derived"))
    derived = {stage.item.id for stage in walked(questionnaire).stages if isinstance(stage.item.step.item, DerivedItem)}
    assert derived
    assert not any(derived & set(route.items) for route in routes(questionnaire, 1000))
