"""C303-C313, C315 and C404: every rule about routes, while the list is walked once."""

from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes
from cati.questionnaire.problems import Problem
from cati.questionnaire.proof.branches import in_condition, in_value
from cati.questionnaire.proof.choices import (
    check_outcomes,
    idle_choices,
    no_option_left,
    uses_of_cases,
    uses_of_checks,
    uses_of_gates,
    uses_of_options,
)
from cati.questionnaire.proof.diagram import TooLargeError, deep_enough
from cati.questionnaire.proof.empty_fills import EmptyFills
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.never import always_true, never_reached
from cati.questionnaire.proof.numbering import Numbering, runs_off_the_list
from cati.questionnaire.proof.parts import idle_parts, true_unasked, turned_orders
from cati.questionnaire.proof.walk import Stage, Walk
from cati.questionnaire.steps import steps


def routing_problems(questionnaire: Questionnaire, nodes: Nodes, broken: frozenset[str]) -> list[Problem]:
    """What is wrong with the routes. A question that is `broken` counts as asked with any answer."""
    unlisted = {step.item.id for step in steps(questionnaire) if nodes.is_incomplete((*step.place, "options"))}
    findings = Findings(nodes)
    with deep_enough():
        try:
            prove(Walk(questionnaire, broken | unlisted), findings)
        except TooLargeError as reached:
            findings.add("C315.nodes", ("questions",), {"limit": reached.most_nodes})
        except RecursionError:
            findings.add("C315.deep", ("questions",))
    return findings.problems


def prove(walk: Walk, findings: Findings) -> None:
    """Every rule, from the top of the list to its end."""
    fills = EmptyFills(walk, findings)
    for stages in walk.blocks():
        for stage in stages:
            never_reached(walk, findings, stage)
            if not stage.is_in_doubt:
                conditions_of(walk, findings, stage)
        fills.block([stage for stage in stages if not stage.is_in_doubt])
    fills.unused_cases()
    runs_off_the_list(walk, findings)
    Numbering(walk, findings).report()


def conditions_of(walk: Walk, findings: Findings, stage: Stage) -> None:
    """The rules for the conditions, options and checks of one item."""
    gates = [use for use in uses_of_gates(walk, stage) if use.clause.place not in walk.read]
    walk.read.update(use.clause.place for use in gates)
    asked = [*gates, *uses_of_options(walk, stage)]
    for use in asked:
        always_true(findings, use)
    cases = uses_of_cases(walk, stage)
    for use in (*asked, *cases, *uses_of_checks(walk, stage)):
        true_unasked(findings, use)
        turned_orders(findings, use)
    idle_choices(walk, findings, stage)
    in_value(walk, findings, stage)
    for use in (*asked, *cases, *uses_of_checks(walk, stage)):
        in_condition(findings, use)
    for use in (*asked, *cases):
        idle_parts(findings, use)
    no_option_left(walk, findings, stage)
    check_outcomes(walk, findings, stage)
