"""Long instruments are proven in seconds, and one that cannot be proven says so."""

import time

import pytest

from cati.questionnaire.loader import load
from cati.questionnaire.proof import walk as walk_module
from cati.questionnaire.proof.diagram import Diagram, deep_enough
from cati.questionnaire.proof.ground import Ground
from cati.questionnaire.proof.routes import route_count
from cati.questionnaire.proof.rules import routing_problems
from cati.questionnaire.proof.walk import Walk
from grown_instruments import grown
from random_instruments import read


@pytest.mark.parametrize(("count", "seconds"), [(300, 2), (1000, 8)])
def test_long_instruments_are_proven_in_seconds(count: int, seconds: float):
    text = grown(count).encode()
    start = time.process_time()
    assert load(text).problems == ()
    assert time.process_time() - start < seconds


@pytest.mark.parametrize(("count", "nodes"), [(300, 10_000), (1000, 35_000)])
def test_the_diagram_grows_with_the_list_and_no_faster(count: int, nodes: int):
    questionnaire, _ = read(grown(count))
    with deep_enough():
        assert len(Walk(questionnaire).to_the_end().diagram) < nodes


def test_routes_are_counted_where_they_are_far_too_many_to_be_walked():
    questionnaire, _ = read(grown(90))
    count = route_count(questionnaire)
    assert count is not None
    assert count > 10**9


def test_above_the_limit_of_nodes_a_note_says_that_nothing_more_is_proven(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walk_module, "Ground", lambda: Ground(Diagram(most_nodes=40)))
    (problem,) = routing_problems(*read(grown(300)), frozenset())
    assert (problem.word, problem.severity, problem.line) == ("C315.nodes", "note", 3)
    assert problem.message("en").startswith("Not proven: more than 40 nodes.")


def test_where_python_goes_no_deeper_a_note_says_so(monkeypatch: pytest.MonkeyPatch):
    def too_deep(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(Walk, "visit", too_deep)
    assert [problem.word for problem in routing_problems(*read(grown(15)), frozenset())] == ["C315.deep"]
