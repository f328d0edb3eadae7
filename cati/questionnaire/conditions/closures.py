"""Typed conditions compiled once to closures: fast, and nothing is ever evaluated as Python."""

import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
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
    Names,
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
    OptionOf,
    Ordered,
    Picked,
    Ref,
    Same,
    Status,
    Sum,
)
from cati.questionnaire.partial_dates import Moment, PartialDate, difference

GridValues = Mapping[str, Atom]
Unit = Atom | frozenset[str] | tuple[str, ...]
"""One of many: an option, a row, or what was answered at one item of a roster."""
Value = Atom | frozenset[str] | tuple[str, ...] | GridValues | None
"""What a condition sees of an answer: a tuple is names, None no answer at all (not asked, or a statement)."""

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
NOUGHT = Decimal(0)
MOMENTS = (date, PartialDate, time)
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
        case Names():
            return tuple(each.item for each in answer.given)
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


def many(ref: Ref) -> Callable[[Reading], list[Unit]]:
    """A closure that fetches the options of a multi, the rows of a grid, or what a whole roster was answered."""
    fetch, name = look(ref), ref.name

    def units(reading: Reading) -> list[Unit]:
        value = fetch(reading)
        if isinstance(value, (frozenset, tuple)):
            return list(value)
        if isinstance(value, Mapping):
            return list(value.values())
        return list(of_roster(name, reading)) if value is None else []

    return units


def of_roster(name: str, reading: Reading) -> Iterator[Unit]:
    """What a roster was answered, item by item; of a grid each row."""
    for item in reading.items.get(name, ()):
        value = reading.values.get(AnswerKey(f"{name}.{item}"))
        if isinstance(value, Mapping):
            yield from value.values()
        elif value is not None:
            yield value


def compile_test(condition: Condition) -> Test:
    """The closure of a condition."""
    match condition:
        case Is(ref, atoms):
            fetch = look(ref)
            return lambda reading: is_one_of(fetch(reading), atoms)
        case Holds(ref, option):
            return holding(look(ref), option)
        case Same() | Ordered():
            return compared(condition)
        case Asked(ref):
            return asked_test(ref)
        case Answered(ref):
            fetch = look(ref)
            return lambda reading: is_answer(fetch(reading))
        case OnlyIn(ref, atoms):
            return every(many(ref), lambda unit: is_within(unit, atoms))
        case EachHolds(ref, options):
            return every(many(ref), lambda unit: has_all(unit, options))
        case Compare(left, order, right):
            return comparison(compile_number(left), COMPARISONS[order], compile_number(right))
        case Not() | All() | Either() | IfElse():
            return compile_joined(condition)
        case _:
            assert_never(condition)


def compared(condition: Same | Ordered) -> Test:
    """The closure of a comparison of two values that are no numbers."""
    if isinstance(condition, Ordered):
        return in_order(condition)
    one, other = look(condition.left), look(condition.right)
    return lambda reading: is_answer(value := one(reading)) and value == other(reading)


def moment(of: Ref | Moment) -> Look:
    """A closure that fetches a date or time, given or constant."""
    return look(of) if isinstance(of, Ref) else lambda _: of


def in_order(condition: Ordered) -> Test:
    """Whether two dates or times stand in an order, as far as both are known; false if either is none."""
    one, other, order = look(condition.left), moment(condition.right), COMPARISONS[condition.order]

    def test(reading: Reading) -> bool:
        left, right = one(reading), other(reading)
        if not isinstance(left, MOMENTS) or not isinstance(right, MOMENTS):
            return False
        return order(Decimal(difference(left, right)), NOUGHT)

    return test


def days_between(start: Look, end: Look) -> Number:
    """How many days lie from the one day to the other; none if either is none."""

    def number(reading: Reading) -> Decimal | None:
        one, other = start(reading), end(reading)
        return Decimal((other - one).days) if isinstance(one, date) and isinstance(other, date) else None

    return number


def holding(fetch: Look, option: str) -> Test:
    """Whether an option is among those chosen."""
    return lambda reading: isinstance(chosen := fetch(reading), frozenset) and option in chosen


def every(collect: Callable[[Reading], list[Unit]], is_wanted: Callable[[Unit], bool]) -> Test:
    """Whether there is at least one, and each is as wanted."""
    return lambda reading: bool(found := collect(reading)) and all(map(is_wanted, found))


def compile_joined(condition: Not | All | Either | IfElse) -> Test:
    """The closure of a condition made of conditions."""
    if isinstance(condition, IfElse):
        return one_of_two(*map(compile_test, (condition.test, condition.then, condition.other)))
    if isinstance(condition, Not):
        inner = compile_test(condition.part)
        return lambda reading: not inner(reading)
    tests = [compile_test(part) for part in condition.parts]
    if isinstance(condition, All):
        return lambda reading: all(test(reading) for test in tests)
    return lambda reading: any(test(reading) for test in tests)


def is_one_of(value: Value, atoms: frozenset[Atom]) -> bool:
    """Whether a single value is among the atoms."""
    return not isinstance(value, (frozenset, tuple, Mapping)) and value in atoms


def is_answer(value: Value) -> bool:
    """Whether there is an answer that is neither don't know nor refused; of a grid, at any row."""
    if isinstance(value, Mapping):
        return any(not isinstance(row, Status) for row in value.values())
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
        case Sum(ref):
            return summing(ref.name)
        case DaysBetween(start, end):
            return days_between(moment(start), moment(end))
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


def counting(collect: Callable[[Reading], list[Unit]], atoms: frozenset[Atom] | None) -> Number:
    """How many answers there are, or how many of a set."""
    if atoms is None:
        return lambda reading: Decimal(sum(not isinstance(unit, Status) for unit in collect(reading)))
    return lambda reading: Decimal(sum(has_any(unit, atoms) for unit in collect(reading)))


def has_any(unit: Unit, atoms: frozenset[Atom]) -> bool:
    """Whether an answer is one of these, or a set of options has one of them."""
    return bool(unit & atoms) if isinstance(unit, frozenset) else unit in atoms


def has_all(unit: Unit, options: frozenset[str]) -> bool:
    """Whether a set of options has all of these."""
    return isinstance(unit, frozenset) and options <= unit


def is_within(unit: Unit, atoms: frozenset[Atom]) -> bool:
    """Whether an answer is one of these, or a set of options has no other."""
    return unit <= atoms if isinstance(unit, frozenset) else unit in atoms


def summing(name: str) -> Number:
    """The numbers of a roster added up; none if there are none, or one is not known."""

    def total(reading: Reading) -> Decimal | None:
        found = list(of_roster(name, reading))
        numbers = [value for value in found if isinstance(value, Decimal)]
        return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(found) else None

    return total


def arithmetic(left: Number, work: Callable[[Decimal, Decimal], Decimal], right: Number) -> Number:
    """A sum, difference or product; none if either side is none."""

    def number(reading: Reading) -> Decimal | None:
        one, other = left(reading), right(reading)
        return None if one is None or other is None else work(one, other)

    return number
