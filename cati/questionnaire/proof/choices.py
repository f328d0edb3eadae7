"""C310-C312: checks that never or always fail, options and cases that nobody meets, questions without an option."""

from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.uses import Context, Use
from cati.questionnaire.proof.walk import Stage, Walk
from cati.questionnaire.proof.witness import reason

ALWAYS_FAILS = {"soft": "C310.soft_always", "hard": "C310.hard_always"}


def uses_of_gates(walk: Walk, stage: Stage) -> list[Use]:
    """The `ask_if` of the sections around an item and its own, where they are read."""
    return [
        Use(walk.truth, clause, [(visit.gates[index].context, visit.at) for visit in stage.visits])
        for index, clause in enumerate(stage.item.gates)
    ]


def uses_of_options(walk: Walk, stage: Stage) -> list[Use]:
    """The `show_if` of its options."""
    contexts = [(visit.reach, visit.at) for visit in stage.visits]
    return [Use(walk.truth, clause, contexts) for clause in stage.item.shown.values()]


def uses_of_cases(walk: Walk, stage: Stage) -> list[Use]:
    """The cases of a derived item, each where those before it are false."""
    found: list[Use] = []
    contexts: list[Context] = [(visit.reach, visit.at) for visit in stage.visits]
    for clause in stage.item.cases:
        found.append(Use(walk.truth, clause, contexts))
        contexts = [(walk.diagram.without(when, walk.truth.of_clause(clause, at)), at) for when, at in contexts]
    return found


def uses_of_checks(walk: Walk, stage: Stage) -> list[Use]:
    """Its checks, which run when it has been answered."""
    contexts = [(walk.answered(stage.item, visit), visit.at) for visit in stage.visits]
    return [Use(walk.truth, clause, contexts) for clause in stage.item.checks]


def check_outcomes(walk: Walk, findings: Findings, stage: Stage) -> None:
    """C310: a check that can never fail, or that nothing can pass."""
    item = stage.item.step.item
    for number, use in enumerate(uses_of_checks(walk, stage)):
        check = getattr(item, "checks", ())[number]
        if not use.is_possible():
            continue
        if not use.is_possible(use.true_at):
            findings.add("C310.never_fails", use.clause.place, {"check": check.id})
        elif not use.is_possible(use.false_at):
            findings.add(ALWAYS_FAILS[check.level], use.clause.place, {"check": check.id})


def idle_choices(walk: Walk, findings: Findings, stage: Stage) -> None:
    """C311: an option never offered, a case never taken."""
    for use in uses_of_options(walk, stage):
        if not use.is_possible(use.true_at):
            findings.add("C311.option", use.clause.place)
    for use in uses_of_cases(walk, stage):
        if not use.is_possible():
            findings.add("C311.case", use.clause.place)
            return
        if not use.is_possible(use.true_at):
            findings.add("C311.case_never", use.clause.place)


def no_option_left(walk: Walk, findings: Findings, stage: Stage) -> None:
    """C312: a question that can be reached with nothing to choose from."""
    item, diagram = stage.item, walk.diagram
    if not any(walk.ground.is_possible(visit.reach, visit.nothing) for visit in stage.visits):
        return
    reach = diagram.any_of(visit.reach for visit in stage.visits)
    without = diagram.any_of(diagram.both(visit.reach, visit.nothing) for visit in stage.visits)
    walk.alive = diagram.either(walk.alive, diagram.both(without, walk.ground.unknown(f"past {item.id}")))
    found = walk.ground.possible(without)
    if found is None:
        return
    place = (*item.step.place, "options_from")
    if item.source is None:
        place = (*item.step.place, "options")
    answers = reason(walk.ground, found.node, reach)
    word = "C312.always" if not answers.given else "C312.with" if item.source is None else "C312.from"
    places = {"item": item.id, "answers": answers, "source": item.source}
    findings.add(word, place, places, is_certain=found.is_certain)
