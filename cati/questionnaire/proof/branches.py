"""Conditional expressions: C311 for a side that never counts, and what is wrong in the tests of a derived value."""

from collections.abc import Iterator

from cati.questionnaire.conditions.tree import Condition, Worked
from cati.questionnaire.proof.anatomy import Conditional, conditionals
from cati.questionnaire.proof.clauses import Clause
from cati.questionnaire.proof.diagram import Node
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.parts import true_unasked, turned_orders, written
from cati.questionnaire.proof.uses import Use
from cati.questionnaire.proof.walk import Stage, Walk


def uses_of_value(walk: Walk, stage: Stage) -> Iterator[tuple[Use, Conditional]]:
    """The tests in the expression of a derived item, each where it is read."""
    item = stage.item.step.item
    if stage.item.worked is not None:
        whole = Clause(None, getattr(item, "value", ""), (*stage.item.step.place, "value"))
        contexts = [(visit.reach, visit.at) for visit in stage.visits]
        yield from tests_within(Use(walk.truth, whole, contexts), stage.item.worked)


def tests_within(use: Use, node: Condition | Worked) -> Iterator[tuple[Use, Conditional]]:
    """The tests in a condition or value that is read in these contexts."""
    for one in conditionals(node):
        contexts = [(narrowed(use, one, context, at), at) for context, at in use.contexts]
        yield Use(use.truth, Clause(one.test, use.clause.text, use.clause.place), contexts), one


def narrowed(use: Use, one: Conditional, context: Node, at: str | None) -> Node:
    """A context in which it also comes to this conditional expression."""
    for test, is_true in one.path:
        truth = use.truth.of(test, at)
        context = use.diagram.both(context, truth) if is_true else use.diagram.without(context, truth)
    return context


def in_value(walk: Walk, findings: Findings, stage: Stage) -> None:
    """The rules for the tests of a derived value."""
    for use, one in uses_of_value(walk, stage):
        true_unasked(findings, use)
        turned_orders(findings, use)
        dead_side(findings, use, one)


def in_condition(findings: Findings, use: Use) -> None:
    """A side that never counts, in a condition."""
    for inner, one in tests_within(use, use.clause.condition) if use.clause.condition is not None else ():
        dead_side(findings, inner, one)


def dead_side(findings: Findings, use: Use, one: Conditional) -> None:
    """C311: the side of a test that is never true, or always, unless it never comes to it."""
    if not use.is_possible():
        return
    if not use.is_possible(use.true_at):
        (start, end), word = one.sides[0], "C311.then"
    elif not use.is_possible(use.false_at):
        (start, end), word = one.sides[1], "C311.other"
    else:
        return
    places = {"part": " ".join(use.clause.text[start:end].split()), "test": written(use, one.test)}
    findings.add(word, use.clause.place, places, span=(start, end))
