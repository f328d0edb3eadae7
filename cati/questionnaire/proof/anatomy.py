"""Conditions taken apart: the comparisons and calls they are made of, and what those name."""

from collections.abc import Iterator

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
    Either,
    Holds,
    Is,
    Not,
    NumberOf,
    OnlyIn,
    Ref,
    Same,
)

Atomic = Is | Holds | Same | Asked | Answered | OnlyIn | Compare


def atomic_parts(condition: Condition) -> Iterator[Atomic]:
    """The comparisons and calls a condition is made of, from left to right."""
    match condition:
        case Not(part):
            yield from atomic_parts(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from atomic_parts(part)
        case _:
            yield condition


def conjuncts(condition: Condition | None) -> Iterator[Condition]:
    """The parts that must all be true."""
    if isinstance(condition, All):
        for part in condition.parts:
            yield from conjuncts(part)
    elif condition is not None:
        yield condition


def proper_parts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that have a place of their own, larger ones first."""
    inner = condition.part if isinstance(condition, Not) else condition
    for part in inner.parts if isinstance(inner, (All, Either)) else ():
        if part.span != condition.span:
            yield part
            yield from proper_parts(part)


def refs_of(part: Atomic) -> Iterator[Ref]:
    """The references of a comparison or call."""
    match part:
        case Same(left, right):
            yield from (left, right)
        case Compare(left, _, right):
            yield from refs_of_amount(left)
            yield from refs_of_amount(right)
        case Is() | Holds() | Asked() | Answered() | OnlyIn():
            yield part.ref


def questions_of(part: Atomic) -> tuple[Ref, ...]:
    """The questions of a comparison or call, each once."""
    return tuple(dict.fromkeys(ref for ref in refs_of(part) if ref.source == "question"))


def refs_of_amount(amount: Amount) -> Iterator[Ref]:
    """The references of a number."""
    for leaf in leaves(amount):
        if not isinstance(leaf, Constant):
            yield leaf.ref


def leaves(amount: Amount) -> Iterator[NumberOf | Count | Constant]:
    """What a number is worked out from."""
    if isinstance(amount, Arithmetic):
        yield from leaves(amount.left)
        yield from leaves(amount.right)
    else:
        yield amount


def numbers_of(part: Atomic) -> Iterator[Ref]:
    """The numbers that a comparison puts in order."""
    if isinstance(part, Compare):
        for leaf in (*leaves(part.left), *leaves(part.right)):
            if isinstance(leaf, NumberOf):
                yield leaf.ref
