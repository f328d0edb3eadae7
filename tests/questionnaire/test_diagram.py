"""The decision diagram, against truth tables."""

import sys
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node, TooLargeError, deep_enough
from cati.questionnaire.proof.ground import Ground, opposite

WIDTHS = (2, 3, 4)
Assignment = tuple[int, ...]
EVERY = list(product(*map(range, WIDTHS)))

TREES = st.recursive(
    st.tuples(st.sampled_from(range(len(WIDTHS))), st.integers(0, 15)),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), inner, inner),
        st.tuples(st.just("ite"), inner, inner, inner),
    ),
    max_leaves=12,
)


def built(diagram: Diagram, tree: tuple) -> Node:  # type: ignore[type-arg]
    """The node of a tree; a leaf is a variable and, in bits, the values it may have."""
    match tree:
        case ("not", one):
            return diagram.negation(built(diagram, one))
        case ("and", one, other):
            return diagram.both(built(diagram, one), built(diagram, other))
        case ("or", one, other):
            return diagram.either(built(diagram, one), built(diagram, other))
        case ("ite", test, then, other):
            return diagram.ite(built(diagram, test), built(diagram, then), built(diagram, other))
    level, bits = tree
    return diagram.make(level, tuple(bits >> value & 1 for value in range(WIDTHS[level])))


def truth(tree: tuple, values: Assignment) -> bool:  # type: ignore[type-arg]
    """What a tree is for these values, by Python's own connectives."""
    match tree:
        case ("not", one):
            return not truth(one, values)
        case ("and", one, other):
            return truth(one, values) and truth(other, values)
        case ("or", one, other):
            return truth(one, values) or truth(other, values)
        case ("ite", test, then, other):
            return truth(then, values) if truth(test, values) else truth(other, values)
    level, bits = tree
    return bool(bits >> values[level] & 1)


def followed(diagram: Diagram, node: Node, values: Assignment) -> bool:
    while node > TRUE:
        node = diagram.children[node][values[diagram.levels[node]]]
    return node == TRUE


@given(TREES)
def test_a_node_is_what_its_tree_says_for_all_values(tree: tuple):  # type: ignore[type-arg]
    diagram = Diagram()
    node = built(diagram, tree)
    assert [followed(diagram, node, values) for values in EVERY] == [truth(tree, values) for values in EVERY]


@given(TREES, TREES)
def test_equal_functions_are_one_node(one: tuple, other: tuple):  # type: ignore[type-arg]
    diagram = Diagram()
    same = all(truth(one, values) == truth(other, values) for values in EVERY)
    assert (built(diagram, one) == built(diagram, other)) == same


@given(TREES)
def test_an_example_is_found_if_there_is_one(tree: tuple):  # type: ignore[type-arg]
    diagram = Diagram()
    node = built(diagram, tree)
    assert (node != FALSE) == any(truth(tree, values) for values in EVERY)
    if node != FALSE:
        found = diagram.example(node)
        assert truth(tree, tuple(found.get(level, 0) for level in range(len(WIDTHS))))


@given(TREES, st.sets(st.sampled_from(range(len(WIDTHS)))))
def test_variables_are_freed_for_any_or_for_every_value(tree: tuple, freed: set[int]):  # type: ignore[type-arg]
    diagram = Diagram()
    node = built(diagram, tree)
    for join, of_all in ((diagram.either, any), (diagram.both, all)):
        rest = diagram.merged(node, freed, join)
        assert not diagram.mentioned(rest) & freed
        for values in EVERY:
            alike = [each for each in EVERY if all(each[at] == values[at] for at in range(3) if at not in freed)]
            assert followed(diagram, rest, values) == of_all(truth(tree, each) for each in alike)


@given(st.lists(TREES, min_size=1, max_size=3), TREES, st.lists(st.booleans(), min_size=3, max_size=3))
def test_what_is_possible_at_once_is_found_without_building_it(trees: list, law: tuple, turned: list[bool]):  # type: ignore[type-arg]
    ground = Ground()
    variables = [
        ground.variable(f"Q{at}", tuple(str(value) for value in range(width))) for at, width in enumerate(WIDTHS)
    ]
    diagram = ground.diagram
    levels = [variable.level for variable in variables]

    def node_of(tree: tuple) -> Node:  # type: ignore[type-arg]
        wanted = [values for values in EVERY if truth(tree, values)]
        return diagram.any_of(
            diagram.all_of(
                diagram.make(levels[at], tuple(int(value == values[at]) for value in range(WIDTHS[at])))
                for at in range(3)
            )
            for values in wanted
        )

    lawful = [values for values in EVERY if truth(law, values)]
    if {values[:2] for values in lawful} == {values[:2] for values in EVERY}:
        ground.enact([variables[2]], node_of(law))
    else:
        lawful = EVERY
    nodes = [opposite(node_of(tree)) if turn else node_of(tree) for tree, turn in zip(trees, turned, strict=False)]
    wanted = any(
        all(truth(tree, values) != turn for tree, turn in zip(trees, turned, strict=False)) for values in lawful
    )
    assert ground.is_possible(*nodes) == wanted


def test_above_its_limit_it_stops():
    diagram = Diagram(most_nodes=10)
    nodes = (diagram.make(level, (FALSE, TRUE)) for level in range(20))
    with pytest.raises(TooLargeError) as raised:
        diagram.all_of(nodes)
    assert raised.value.most_nodes == len(diagram) == 10


def test_it_is_as_deep_as_there_are_variables():
    diagram, node, limit = Diagram(), TRUE, sys.getrecursionlimit()
    with deep_enough():
        for level in range(5000):
            node = diagram.both(node, diagram.make(-level, (FALSE, TRUE)))
            if level % 500 == 0:
                node = diagram.negation(diagram.negation(node))
        assert len(diagram.example(node)) == 5000
    assert sys.getrecursionlimit() == limit
