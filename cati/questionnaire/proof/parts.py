"""C305, C306, C313: parts of conditions that are true for the wrong reason, or that decide nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cati.questionnaire.conditions.tree import (
    All,
    Amount,
    Answered,
    Arithmetic,
    Asked,
    Compare,
    Condition,
    Constant,
    Count,
    DaysBetween,
    Either,
    IfElse,
    Not,
    NumberIf,
    NumberOf,
    Ordered,
    Ref,
    Status,
    Sum,
)
from cati.questionnaire.proof.anatomy import Atomic, atomic_parts, numbers_of, proper_parts, questions_of, tests_of
from cati.questionnaire.proof.diagram import TRUE, Node
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.ground import Finding, Mark, opposite
from cati.questionnaire.proof.uses import Use
from cati.questionnaire.proof.witness import possible_values, reason
from cati.questionnaire.proof.wording import Among

OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


@dataclass(frozen=True)
class Literal:
    """A comparison or call, the `not` right around it if there is one, and whether it counts as it stands."""

    atom: Atomic
    whole: Condition
    is_straight: bool


def literals(condition: Condition, *, is_straight: bool = True) -> Iterator[Literal]:
    """The comparisons and calls of a condition; in the test of a conditional expression, which has an `else` for all
    that is not so, each counts as it stands.
    """
    if isinstance(condition, Not):
        if isinstance(condition.part, (All, Either, Not, IfElse)):
            yield from literals(condition.part, is_straight=not is_straight)
        else:
            yield Literal(condition.part, condition, not is_straight)
            for test in tests_of(condition.part):
                yield from literals(test)
    elif isinstance(condition, (All, Either)):
        for part in condition.parts:
            yield from literals(part, is_straight=is_straight)
    elif isinstance(condition, IfElse):
        yield from literals(condition.test)
        yield from literals(condition.then, is_straight=is_straight)
        yield from literals(condition.other, is_straight=is_straight)
    else:
        yield Literal(condition, condition, is_straight)
    for test in tests_of(condition):
        yield from literals(test)


def written(use: Use, part: Condition) -> str:
    """A part of a condition as it is written, on one line."""
    start, end = part.span
    return " ".join(use.clause.text[start:end].split())


def true_unasked(findings: Findings, use: Use) -> None:
    """C305: the condition is true only since a question it names was not asked."""
    for literal in literals(use.clause.condition) if use.clause.condition is not None else ():
        if isinstance(literal.atom, (Asked, Answered)):
            continue
        for ref in questions_of(literal.atom):
            found = use.possible(partial(unasked, use, literal, ref))
            if found is not None:
                report_unasked(findings, use, literal, ref, found)
                break


def report_unasked(findings: Findings, use: Use, literal: Literal, ref: Ref, found: Finding) -> None:
    """Say which part is true of a question that was not asked, and with which answers."""
    answers = reason(use.ground, found.node, use.context)
    part, name = written(use, literal.whole), ref.written()
    word = "C305.unasked" if answers.given else "C305.always_unasked"
    places = {"part": part, "name": name, "answers": answers, "better": f"asked({name}) and {part}"}
    findings.add(word, use.clause.place, places, span=literal.whole.span, is_certain=found.is_certain)


def unasked(use: Use, literal: Literal, ref: Ref, at: str | None) -> tuple[Node, ...]:
    """That what a part names was not asked, and that the condition is true only by that part."""
    return (opposite(use.truth.is_asked(ref, at)), *decided_by(use, literal.atom, at, is_true=literal.is_straight))


def decided_by(use: Use, part: Condition, at: str | None, *, is_true: bool) -> tuple[Node, Node]:
    """That the condition is true, and would be false if this part were not as it is."""
    return use.at(at), opposite(use.with_part(part, at, is_true=not is_true))


def turned_orders(findings: Findings, use: Use) -> None:
    """C313: `not` over `<` and the like is also true of a number that is not known."""
    if use.clause.condition is None or findings.has(use.clause.place, "C305"):
        return
    for whole in turned(use.clause.condition):
        for ref in dict.fromkeys(ref for atom in orders_in(whole) for ref in numbers_of(atom)):
            found = use.possible(partial(unvalued, use, whole, ref))
            if found is not None:
                report_turned(findings, use, whole, ref, found)
                break


def report_turned(findings: Findings, use: Use, whole: Not, ref: Ref, found: Finding) -> None:
    """Say with which values the `not` is true, too, and what may be meant."""
    variable = use.truth.values.get(use.truth.key_of(ref, use.contexts[0][1])[0])
    values = () if variable is None else possible_values(use.ground, found.node, variable)
    missing = tuple(value for value in values if isinstance(value, Status) or value is Mark.EMPTY)
    part = written(use, whole)
    places = {"part": part, "name": ref.written(), "values": Among(missing), "better": suggestion(whole, ref, part)}
    findings.add("C313.order", use.clause.place, places, span=whole.span, is_certain=found.is_certain)


def turned(condition: Condition) -> Iterator[Not]:
    """Each `not` over something with an order in it, itself not under a `not`."""
    if isinstance(condition, Not):
        if any(orders_in(condition)):
            yield condition
    elif isinstance(condition, (All, Either)):
        for part in condition.parts:
            yield from turned(part)
    elif isinstance(condition, IfElse):
        for part in (condition.test, condition.then, condition.other):
            yield from turned(part)


def orders_in(whole: Not) -> Iterator[Compare | Ordered]:
    """The comparisons under a `not` that put numbers, dates or times in order."""
    for atom in atomic_parts(whole.part):
        if isinstance(atom, (Compare, Ordered)) and atom.order != "==":
            yield atom


def unvalued(use: Use, whole: Not, ref: Ref, at: str | None) -> tuple[Node, ...]:
    """That a number was asked but is not known, and that the condition is true only by the `not`."""
    asked = TRUE if ref.source == "sample" else use.truth.is_asked(ref, at)
    unknown = opposite(use.truth.is_answered(ref, at))
    return (asked, unknown, *decided_by(use, whole, at, is_true=True))


def suggestion(whole: Not, ref: Ref, part: str) -> str:
    """What the editor may have meant: the opposite order, or the same of a number that is known."""
    if isinstance(whole.part, Compare):
        left, right = amount_written(whole.part.left), amount_written(whole.part.right)
        return f"{left} {OPPOSITE[whole.part.order]} {right}"
    return f"answered({ref.written()}) and {part}"


def amount_written(amount: Amount) -> str:
    """A number as an editor writes it."""
    match amount:
        case Constant(value):
            return format(value, "f")
        case NumberOf(ref):
            return ref.written()
        case Count(ref, None):
            return f"count({ref.written()})"
        case Count(ref, atoms):
            names = sorted(atom.value if isinstance(atom, Status) else str(atom) for atom in atoms or ())
            return f"count({ref.written()}, {{{', '.join(names)}}})"
        case Sum() | DaysBetween():
            return amount.written()
        case NumberIf(_, then, other):
            return f"({amount_written(then)} if … else {amount_written(other)})"
        case Arithmetic(sign, left, right):
            sides = (amount_written(left), amount_written(right))
            return f" {sign} ".join(f"({side})" if sign == "*" and " " in side else side for side in sides)


def idle_parts(findings: Findings, use: Use) -> None:
    """C306: a part without which the condition would be the same here."""
    if use.clause.condition is None or findings.has(use.clause.place, "C304", "C305", "C311", "C313"):
        return
    for part in proper_parts(use.clause.condition):
        if not all(makes_a_difference(use, part, is_true=is_true) for is_true in (True, False)):
            places = {"part": written(use, part)}
            findings.add(how_idle(use, part), use.clause.place, places, span=part.span)
            return


def makes_a_difference(use: Use, part: Condition, *, is_true: bool) -> bool:
    """Whether the condition could be another with this part always true, or never."""
    return use.is_possible(
        lambda at: (use.at(at), opposite(use.with_part(part, at, is_true=is_true)))
    ) or use.is_possible(lambda at: (opposite(use.at(at)), use.with_part(part, at, is_true=is_true)))


def how_idle(use: Use, part: Condition) -> str:
    """Always true here, never true here, or decided by the rest."""
    if not use.is_possible(lambda at: (opposite(use.truth.of(part, at)),)):
        return "C306.always"
    return "C306.rest" if use.is_possible(lambda at: (use.truth.of(part, at),)) else "C306.never"
