"""Typed conditions compiled once to closures: fast, and nothing is ever evaluated as Python."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TypeVar, assert_never

from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.conditions.tree import (
    All,
    Amount,
    Answered,
    Arithmetic,
    Asked,
    Atom,
    Compare,
    Condition,
    Constant,
    Count,
    Either,
    Holds,
    IfElse,
    Is,
    Not,
    NumberIf,
    NumberOf,
    OnlyIn,
    OptionOf,
    Picked,
    Ref,
    Same,
    Status,
)

GridValues = Mapping[str, Atom]
Value = Atom | frozenset[str] | GridValues | None
"""What a condition sees of an answer; None is no answer at all (not asked, or a statement)."""

SampleValue = str | Decimal | date


@dataclass(slots=True)
class Reading:
    """What conditions read: values of what is on the path, the sample, and the roster item at hand."""

    values: dict[AnswerKey, Value] = field(default_factory=dict)
    asked: set[AnswerKey] = field(default_factory=set)
    items: dict[str, list[str]] = field(default_factory=dict)
    sample: Mapping[str, SampleValue] = field(default_factory=dict)
    item: str | None = None


Worked = TypeVar("Worked")
Test = Callable[[Reading], bool]
Number = Callable[[Reading], Decimal | None]
Look = Callable[[Reading], Value]

COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq,
}  # fmt: skip
SUMS: dict[str, Callable[[Decimal, Decimal], Decimal]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


def value_of(answer: Answer) -> Value:
    """An answer as conditions see it."""
    match answer:
        case DontKnow():
            return Status.DONT_KNOW
        case Refused():
            return Status.REFUSED
        case Choice():
            return answer.option
        case Choices():
            return frozenset(answer.options)
        case Quantity() | Words() | Day() | Clock():
            return answer.value
        case GridRows():
            return {row: atom_of(given) for row, given in answer.rows.items()}
        case Read():
            return None
        case Appointment():
            return answer.wall.date()
        case _:
            assert_never(answer)


def atom_of(given: Choice | DontKnow | Refused) -> Atom:
    """The answer at a grid row as conditions see it."""
    if isinstance(given, Choice):
        return given.option
    return Status.DONT_KNOW if isinstance(given, DontKnow) else Status.REFUSED


def look(ref: Ref) -> Look:
    """A closure that fetches the value of a reference."""
    name, part = ref.name, ref.part
    if ref.source == "sample":
        return lambda reading: reading.sample.get(name)
    if ref.at_hand:
        if part is None:
            return lambda reading: reading.values.get(AnswerKey(f"{name}.{reading.item}"))
        return lambda reading: row_of(reading.values.get(AnswerKey(f"{name}.{reading.item}")), part)
    if part is None:
        key = AnswerKey(name)
        return lambda reading: reading.values.get(key)
    item_key = AnswerKey(f"{name}.{part}")

    def parted(reading: Reading) -> Value:
        grid = reading.values.get(AnswerKey(name))
        return row_of(grid, part) if grid is not None else reading.values.get(item_key)

    return parted


def row_of(value: Value, row: str) -> Value:
    """One row of a grid's value; a status for a grid read whole stands for each row."""
    return value.get(row) if isinstance(value, Mapping) else value


def many(ref: Ref) -> Callable[[Reading], list[Atom]]:
    """A closure that fetches all atoms of a multi, a grid or a whole roster."""
    fetch, name = look(ref), ref.name

    def atoms(reading: Reading) -> list[Atom]:
        value = fetch(reading)
        if isinstance(value, frozenset):
            return list(value)
        if isinstance(value, Mapping):
            return list(value.values())
        if value is None and name in reading.items:
            found = (reading.values.get(AnswerKey(f"{name}.{item}")) for item in reading.items[name])
            return [each for each in found if each is not None and not isinstance(each, (frozenset, Mapping))]
        return []

    return atoms


def compile_test(condition: Condition) -> Test:
    """The closure of a condition."""
    match condition:
        case Is(ref, atoms):
            fetch = look(ref)
            return lambda reading: is_one_of(fetch(reading), atoms)
        case Holds(ref, option):
            fetch = look(ref)
            return lambda reading: isinstance(chosen := fetch(reading), frozenset) and option in chosen
        case Same(left, right):
            one, other = look(left), look(right)
            return lambda reading: is_answer(value := one(reading)) and value == other(reading)
        case Asked(ref):
            return asked_test(ref)
        case Answered(ref):
            fetch = look(ref)
            return lambda reading: is_answer(fetch(reading))
        case OnlyIn(ref, atoms):
            collect = many(ref)
            return lambda reading: bool(found := collect(reading)) and all(atom in atoms for atom in found)
        case Compare(left, order, right):
            return comparison(compile_number(left), COMPARISONS[order], compile_number(right))
        case IfElse(test, then, other):
            return one_of_two(compile_test(test), compile_test(then), compile_test(other))
        case Not() | All() | Either():
            return compile_joined(condition)
        case _:
            assert_never(condition)


def compile_joined(condition: Not | All | Either) -> Test:
    """The closure of a condition made of conditions."""
    if isinstance(condition, Not):
        inner = compile_test(condition.part)
        return lambda reading: not inner(reading)
    tests = [compile_test(part) for part in condition.parts]
    if isinstance(condition, All):
        return lambda reading: all(test(reading) for test in tests)
    return lambda reading: any(test(reading) for test in tests)


def is_one_of(value: Value, atoms: frozenset[Atom]) -> bool:
    """Whether a single value is among the atoms."""
    return not isinstance(value, (frozenset, Mapping)) and value in atoms


def is_answer(value: Value) -> bool:
    """Whether there is an answer that is neither don't know nor refused."""
    return value is not None and not isinstance(value, Status)


def asked_test(ref: Ref) -> Test:
    """Whether a question, or any item of a roster, is on the path."""
    name, part = ref.name, ref.part
    if ref.at_hand:
        return lambda reading: AnswerKey(f"{name}.{reading.item}") in reading.asked
    key = AnswerKey(name)
    if part is None:
        return lambda reading: key in reading.asked or bool(reading.items.get(name))
    item_key = AnswerKey(f"{name}.{part}")
    return lambda reading: key in reading.asked or item_key in reading.asked


def comparison(left: Number, order: Callable[[Decimal, Decimal], bool], right: Number) -> Test:
    """Two numbers in order, false if either is none."""

    def test(reading: Reading) -> bool:
        one, other = left(reading), right(reading)
        return one is not None and other is not None and order(one, other)

    return test


def compile_number(amount: Amount) -> Number:
    """The closure of a number expression."""
    match amount:
        case Constant(value):
            return lambda _: value
        case NumberOf(ref):
            fetch = look(ref)
            return lambda reading: number if isinstance(number := fetch(reading), Decimal) else None
        case Count(ref, atoms):
            return counting(many(ref), atoms)
        case Arithmetic(sign, left, right):
            return arithmetic(compile_number(left), SUMS[sign], compile_number(right))
        case NumberIf(test, then, other):
            return one_of_two(compile_test(test), compile_number(then), compile_number(other))
        case _:
            assert_never(amount)


def compile_picked(picked: Picked) -> Callable[[Reading], str]:
    """The closure of an option, or of one of two."""
    if isinstance(picked, OptionOf):
        return lambda _: picked.name
    return one_of_two(compile_test(picked.test), compile_picked(picked.then), compile_picked(picked.other))


def one_of_two(
    test: Test, then: Callable[[Reading], Worked], other: Callable[[Reading], Worked]
) -> Callable[[Reading], Worked]:
    """The one value if the test is true, else the other."""
    return lambda reading: then(reading) if test(reading) else other(reading)


def counting(collect: Callable[[Reading], list[Atom]], atoms: frozenset[Atom] | None) -> Number:
    """How many answers there are, or how many of a set."""
    if atoms is None:
        return lambda reading: Decimal(sum(not isinstance(atom, Status) for atom in collect(reading)))
    return lambda reading: Decimal(sum(atom in atoms for atom in collect(reading)))


def arithmetic(left: Number, work: Callable[[Decimal, Decimal], Decimal], right: Number) -> Number:
    """A sum, difference or product; none if either side is none."""

    def number(reading: Reading) -> Decimal | None:
        one, other = left(reading), right(reading)
        return None if one is None or other is None else work(one, other)

    return number
