# ruff: noqa: S311 - chance that can be repeated
"""On small random instruments the proof and all interviews, walked one by one, say the same."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cati.questionnaire.path import Path, failing_checks
from cati.questionnaire.problems import has_errors
from cati.questionnaire.proof.diagram import deep_enough
from cati.questionnaire.proof.ground import opposite
from cati.questionnaire.proof.routes import route_count, routes, sequences
from cati.questionnaire.proof.rules import routing_problems
from cati.questionnaire.proof.walk import Stage, Walk
from every_answer import Interview, every_interview
from random_instruments import instrument, named_in, read

MOST_INTERVIEWS = 600
KINDS = [
    "single",
    "single multi number",
    "single multi roster",
    "single derived grid number",
    "multi roster derived",
    "number worked single",
    "multi amounts single",
    "names number amounts sets",
    "multi sets single",
    "number roster single",
    "names roster single number",
    "day month single",
]
SEEDS = st.integers(0, 2**32)
quiet = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@dataclass
class Both:
    """One instrument, as the proof sees it and as all its interviews go."""

    text: str

    def __post_init__(self) -> None:
        self.questionnaire, self.nodes = read(self.text)
        found = every_interview(self.questionnaire, named_in(self.text))
        self.interviews = list(islice(found, MOST_INTERVIEWS + 1))
        assume(len(self.interviews) <= MOST_INTERVIEWS)
        self.stops = [stop for interview in self.interviews for stop in interview.found.stops]
        self.asked = {stop.route.item.id for stop in self.stops}
        self.sequences = {each.sequence for each in self.interviews if each.found.next is None}

    @cached_property
    def walk(self) -> Walk:
        with deep_enough():
            return Walk(self.questionnaire).to_the_end()

    def is_possible(self, *nodes: int) -> bool:
        return self.walk.ground.is_possible(*nodes)

    def is_reached(self, stage: Stage) -> bool:
        return any(self.is_possible(visit.reach) for visit in stage.visits)

    def offered(self) -> set[tuple[str, str]]:
        return {
            (stage.item.id, name)
            for stage in self.walk.stages
            for visit in stage.visits
            for name, node in visit.offered.items()
            if self.is_possible(visit.reach, node)
        }

    def failing(self) -> set[str]:
        truth = self.walk.truth
        return {
            check.id
            for stage in self.walk.stages
            for check, clause in zip(getattr(stage.item.step.item, "checks", ()), stage.item.checks, strict=True)
            for visit in stage.visits
            if self.is_possible(self.walk.answered(stage.item, visit), truth.of_clause(clause, visit.at))
        }


def failing_in(found: Path) -> set[str]:
    """The checks that fail on a path, one that does not let an answer pass included."""
    held = set() if found.held is None else {found.held.check.check.id}
    return held | {check.check.id for _, check in failing_checks(found)}


def came_by(interview: Interview, order: int) -> bool:
    """Whether an interview got so far down the list that an item of this order came up."""
    last = interview.found.next or (interview.found.stops[-1] if interview.found.end is not None else None)
    return last is None or last.route.step.order >= order


@pytest.mark.parametrize("kinds", KINDS)
@settings(max_examples=60, **quiet)
@given(seed=SEEDS)
def test_they_agree_on_what_is_asked_offered_failing_and_always_true_and_on_every_route(kinds: str, seed: int):
    both = Both(instrument(Random(seed), kinds))
    assert {stage.item.id for stage in both.walk.stages if both.is_reached(stage)} == both.asked
    assert both.offered() == {(stop.route.item.id, option.name) for stop in both.stops for option in stop.offered}
    assert both.failing() == {check for each in both.interviews for check in failing_in(each.found)}
    assert {items for items, _, _ in sequences(both.walk)} == both.sequences
    assert route_count(both.questionnaire) == len(both.sequences)
    for stage in both.walk.stages:
        step = stage.item.step
        if step.item.ask_if is not None and step.roster is None:
            (gate,) = stage.visits[0].gates
            came = [interview for interview in both.interviews if came_by(interview, step.order)]
            passed = [interview for interview in came if interview.found.stop(step.item.id) is not None]
            assert both.is_possible(gate.context) == bool(came)
            assert both.is_possible(gate.context, opposite(gate.truth)) == (len(passed) < len(came))


@pytest.mark.parametrize("kinds", KINDS)
@settings(max_examples=15, **quiet)
@given(seed=SEEDS)
def test_an_instrument_without_errors_keeps_what_the_proof_promises(kinds: str, seed: int):
    text = instrument(Random(seed), kinds, 5)
    assume(not has_errors(routing_problems(*read(text), frozenset())))
    both = Both(text)
    assert all(interview.found.end is not None or interview.found.held is not None for interview in both.interviews)
    assert both.asked == {stage.item.id for stage in both.walk.stages}
    assert all(stop.offered for stop in both.stops if stop.route.options and stop.question is not None)


@pytest.mark.parametrize("kinds", KINDS)
@settings(max_examples=15, **quiet)
@given(seed=SEEDS)
def test_what_is_said_never_to_be_asked_is_in_no_interview(kinds: str, seed: int):
    text = instrument(Random(seed), kinds)
    problems = routing_problems(*read(text), frozenset())
    named = {str(problem.places["item"]) for problem in problems if problem.code in ("C303", "C308")}
    assume(named)
    assert not named & Both(text).asked


@pytest.mark.parametrize("kinds", ["number number single", "day day month single"])
@settings(max_examples=30, **quiet)
@given(seed=SEEDS)
def test_where_numbers_or_dates_are_compared_nothing_that_happens_is_said_never_to(kinds: str, seed: int):
    both = Both(instrument(Random(seed), kinds, 4, compares_numbers=True))
    assert both.asked <= {stage.item.id for stage in both.walk.stages if both.is_reached(stage)}
    assert {route.items for route in routes(both.questionnaire, 1000)} <= both.sequences


@pytest.mark.parametrize("kinds", ["single multi roster number derived", "multi amounts sets single"])
@settings(max_examples=20, **quiet)
@given(seed=SEEDS)
def test_the_answers_of_each_route_lead_along_it(kinds: str, seed: int):
    both = Both(instrument(Random(seed), kinds))
    assert {route.items for route in routes(both.questionnaire, 10_000)} == both.sequences
