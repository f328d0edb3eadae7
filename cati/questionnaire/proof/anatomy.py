"""Conditions taken apart: the comparisons and calls they are made of, and what those name."""

from collections.abc import Iterator
from dataclasses import dataclass

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
    EachHolds,
    Either,
    Holds,
    IfElse,
    Is,
    Not,
    NumberIf,
    NumberOf,
    OnlyIn,
    OptionIf,
    Ordered,
    Ref,
    Same,
    Span,
    Sum,
    Worked,
)

Atomic = Is | Holds | Same | Ordered | Asked | Answered | OnlyIn | EachHolds | Compare


def atomic_parts(condition: Condition) -> Iterator[Atomic]:
    """The comparisons and calls a condition is made of, from left to right."""
    match condition:
        case Not(part):
            yield from atomic_parts(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from atomic_parts(part)
        case IfElse(test, then, other):
            for part in (test, then, other):
                yield from atomic_parts(part)
        case _:
            yield condition
            for test in tests_of(condition):
                yield from atomic_parts(test)


def tests_of(part: Condition) -> Iterator[Condition]:
    """The conditions that decide which numbers a comparison compares."""
    if isinstance(part, Compare):
        yield from tests_in(part.left)
        yield from tests_in(part.right)


def tests_in(amount: Amount) -> Iterator[Condition]:
    """The conditions that decide what a number is, not those within them."""
    match amount:
        case Arithmetic(_, left, right):
            yield from tests_in(left)
            yield from tests_in(right)
        case NumberIf(test, then, other):
            yield test
            yield from tests_in(then)
            yield from tests_in(other)
        case _:
            return


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
    for part in inner_parts(inner):
        if part.span != condition.span:
            yield part
            yield from proper_parts(part)


def inner_parts(condition: Condition) -> tuple[Condition, ...]:
    """The conditions that a condition is made of."""
    match condition:
        case All(parts) | Either(parts):
            return parts
        case IfElse(test, then, other):
            return test, then, other
        case Compare():
            return tuple(tests_of(condition))
        case _:
            return ()


Leaf = NumberOf | Count | Sum | DaysBetween
"""What a number is worked out from, apart from numbers that are written."""

Tests = tuple[tuple[Condition, bool], ...]
"""Tests from the outermost, each with whether it is true."""


@dataclass(frozen=True)
class Conditional:
    """One `then if test else other`, where its two sides stand, and the tests that lead to it."""

    test: Condition
    sides: tuple[Span, Span]
    path: Tests


def conditionals(node: Condition | Worked, path: Tests = ()) -> Iterator[Conditional]:
    """Every conditional expression in a condition or value, outer ones first."""
    match node:
        case IfElse(test, then, other):
            yield from conditional(test, then, other, (then.span, other.span), path)
        case NumberIf(test, one, two, sides) | OptionIf(test, one, two, sides):
            yield from conditional(test, one, two, sides, path)
        case Compare(left, _, right) | Arithmetic(_, left, right):
            yield from conditionals(left, path)
            yield from conditionals(right, path)
        case Not(part):
            yield from conditionals(part, path)
        case All(parts) | Either(parts):
            for each in parts:
                yield from conditionals(each, path)


def conditional(
    test: Condition, then: Condition | Worked, other: Condition | Worked, sides: tuple[Span, Span], path: Tests
) -> Iterator[Conditional]:
    """One conditional expression and those within it."""
    yield Conditional(test, sides, path)
    yield from conditionals(test, path)
    yield from conditionals(then, (*path, (test, True)))
    yield from conditionals(other, (*path, (test, False)))


def refs_of(part: Atomic) -> Iterator[Ref]:
    """The references of a comparison or call."""
    match part:
        case Same(left, right):
            yield from (left, right)
        case Ordered():
            yield from part.refs
        case Compare(left, _, right):
            yield from refs_of_amount(left)
            yield from refs_of_amount(right)
        case Is() | Holds() | Asked() | Answered() | OnlyIn() | EachHolds():
            yield part.ref


def questions_of(part: Atomic) -> tuple[Ref, ...]:
    """The questions of a comparison or call, each once."""
    return tuple(dict.fromkeys(ref for ref in refs_of(part) if ref.source == "question"))


def refs_of_amount(amount: Amount) -> Iterator[Ref]:
    """The references of a number, without those that only decide which of two it is."""
    for leaf in leaves(amount):
        yield from refs_of_leaf(leaf)


def refs_of_leaf(leaf: Leaf | Constant) -> tuple[Ref, ...]:
    """The references of what a number is worked out from."""
    match leaf:
        case Constant():
            return ()
        case DaysBetween():
            return leaf.refs
        case _:
            return (leaf.ref,)


def leaves(amount: Amount) -> Iterator[Leaf | Constant]:
    """What a number is worked out from."""
    match amount:
        case Arithmetic(_, one, other) | NumberIf(_, one, other):
            yield from leaves(one)
            yield from leaves(other)
        case _:
            yield amount


def apart(part: Atomic) -> Iterator[Ref]:
    """The references of a comparison or call, without those that are only added up."""
    if isinstance(part, Compare):
        for leaf in (*leaves(part.left), *leaves(part.right)):
            yield from () if isinstance(leaf, Sum) else refs_of_leaf(leaf)
    else:
        yield from refs_of(part)


def sums_of(part: Condition) -> Iterator[Sum]:
    """The sums in a comparison."""
    if isinstance(part, Compare):
        yield from (leaf for leaf in (*leaves(part.left), *leaves(part.right)) if isinstance(leaf, Sum))


def numbers_of(part: Atomic) -> Iterator[Ref]:
    """The numbers, dates or times that a comparison puts in order."""
    if isinstance(part, Ordered):
        yield from refs_of(part)
    if isinstance(part, Compare):
        for leaf in (*leaves(part.left), *leaves(part.right)):
            if isinstance(leaf, NumberOf):
                yield leaf.ref
