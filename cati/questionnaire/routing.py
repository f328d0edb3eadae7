"""The compiled instrument: each condition typed and turned into a closure, once per questionnaire."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from cati.questionnaire.answer import Choice, Quantity
from cati.questionnaire.conditions.closures import Number, Reading, Test, compile_number, compile_picked, compile_test
from cati.questionnaire.conditions.parsing import Fault
from cati.questionnaire.conditions.scope import Here, Kind, Known, Scope
from cati.questionnaire.conditions.tree import OptionIf, OptionOf, Worked, questions_named
from cati.questionnaire.conditions.typing_rules import read_amount, read_condition, read_picked
from cati.questionnaire.model import (
    AnyItem,
    Check,
    DateQuestion,
    DerivedItem,
    EmailQuestion,
    EndItem,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    PhoneQuestion,
    Questionnaire,
    SampleField,
    SingleQuestion,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.rosters import items_of
from cati.questionnaire.steps import Roster, Step, options_of, roster_of_section, step_by_id, steps, taken_options

ANYWHERE = 1_000_000
"""The order of a condition that may name every question: a named fill's, judged where the fill is used."""


@dataclass(frozen=True)
class CompiledCheck:
    """A check and its test."""

    check: Check
    fails: Test


@dataclass(frozen=True)
class Route:
    """One item with everything about it compiled; `taken` names the options that it has from its `source`."""

    step: Step
    guards: tuple[Test, ...]
    options: tuple[Option, ...] = ()
    shown: Mapping[str, Test] = field(default_factory=dict)
    source: str | None = None
    taken: frozenset[str] = frozenset()
    cases: tuple[tuple[Test, Choice | Quantity], ...] = ()
    amount: Number | None = None
    picked: Callable[[Reading], str] | None = None
    checks: tuple[CompiledCheck, ...] = ()

    @property
    def item(self) -> AnyItem:
        """The item itself."""
        return self.step.item


@dataclass(frozen=True)
class Block:
    """Routes that are walked together: once, or once per item of their roster; `items` are all it can have."""

    roster: Roster | None
    routes: tuple[Route, ...]
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Routing:
    """The instrument, compiled: blocks in list order, and the cases of each named fill."""

    blocks: tuple[Block, ...]
    routes: Mapping[str, Route]
    fills: Mapping[str, tuple[Test | None, ...]]
    scope: Scope


KINDS: Mapping[type[AnyItem], Kind] = {
    SingleQuestion: "choice", MultiQuestion: "choices", NumberQuestion: "number", NamesQuestion: "names",
    TextQuestion: "text", EmailQuestion: "text", PhoneQuestion: "text", DateQuestion: "date", TimeQuestion: "time",
    GridQuestion: "grid",
}  # fmt: skip


def kind_of(item: AnyItem) -> Kind:
    """What conditions can compare an item with."""
    if isinstance(item, DerivedItem):
        return "choice" if item.options else "number"
    return KINDS.get(type(item), "none")


def known_sample(name: str, field_: SampleField) -> Known:
    """A sample field as conditions see it."""
    kinds: dict[str, Kind] = {"integer": "number", "choice": "choice", "date": "date"}
    options = {option.name: option.code for option in field_.options}
    return Known(name, kinds.get(field_.type, "text"), options)


def scope_of(questionnaire: Questionnaire, lines: Mapping[int, int] | None = None) -> Scope:
    """Every name a condition may use; `lines` gives the line of each item by its order, for messages."""
    found: dict[str, Known] = {}
    for step in steps(questionnaire):
        if isinstance(step.item, EndItem):
            continue
        roster = None if step.roster is None else step.roster.source
        items = tuple(option.name for option in items_of(questionnaire, step))
        rows = tuple(row.name for row in step.item.rows) if isinstance(step.item, GridQuestion) else ()
        options = {option.name: option.code for option in options_of(questionnaire, step.item)}
        line = (lines or {}).get(step.order, 0)
        precision = step.item.precision if isinstance(step.item, DateQuestion) else "day"
        known = Known(step.item.id, kind_of(step.item), options, rows, roster, items, step.order, line, precision)
        found.setdefault(step.item.id, known)
    sample = {name: known_sample(name, field_) for name, field_ in questionnaire.sample.items()}
    return Scope(found, sample, questionnaire.constants)


@lru_cache(maxsize=64)
def routing(questionnaire: Questionnaire) -> Routing:
    """The compiled form of a questionnaire that `check` found free of errors."""
    scope = scope_of(questionnaire)
    compiled = [compile_step(questionnaire, step, scope) for step in steps(questionnaire)]
    fills = {
        name: tuple(None if case.if_ is None else test_of(case.if_, scope, Here(ANYWHERE)) for case in cases)
        for name, cases in questionnaire.fills.items()
    }
    return Routing(
        tuple(blocks_of(questionnaire, compiled)), {route.item.id: route for route in compiled}, fills, scope
    )


def blocks_of(questionnaire: Questionnaire, routes: list[Route]) -> Iterator[Block]:
    """Neighbours of one roster walk together."""
    for roster, together in groupby(routes, key=lambda route: route.step.roster):
        found = tuple(together)
        yield Block(roster, found, tuple(option.name for option in items_of(questionnaire, found[0].step)))


def here_of(step: Step, *, own: bool = False) -> Here:
    """From where an item's conditions are read; a check may also name its own item."""
    return Here(step.order + own, None if step.roster is None else step.roster.source)


def test_of(text: str, scope: Scope, here: Here) -> Test:
    """The closure of a condition that is known to be right."""
    condition, faults = read_condition(text, scope, here)
    if condition is None:
        raise ValueError(f"unchecked condition {text!r}: {faults}")
    return compile_test(condition)


def compile_step(questionnaire: Questionnaire, step: Step, scope: Scope) -> Route:
    """One item compiled."""
    item, here = step.item, here_of(step)
    guards = guards_of(step, scope)
    if isinstance(item, EndItem):
        return Route(step, guards)
    checks = tuple(
        CompiledCheck(check, test_of(check.fails_if, scope, here_of(step, own=True))) for check in item.checks
    )
    if isinstance(item, DerivedItem):
        return compile_derived(step, item, scope, guards, checks)
    options = options_of(questionnaire, item)
    shown = {option.name: test_of(option.show_if, scope, here) for option in options if option.show_if is not None}
    source = item.options_from if isinstance(item, (SingleQuestion, MultiQuestion)) else None
    taken = frozenset(option.name for option in taken_options(questionnaire, item))
    return Route(step, guards, options, shown, source, taken, checks=checks)


def guards_of(step: Step, scope: Scope) -> tuple[Test, ...]:
    """The conditions of the sections around an item, each read from its own roster, and the item's own."""
    around = tuple(
        test_of(section.ask_if, scope, Here(step.order, roster_of_section(step, depth)))
        for depth, section in enumerate(step.sections)
        if section.ask_if is not None
    )
    own = step.item.ask_if
    return around if own is None else (*around, test_of(own, scope, here_of(step)))


def compile_derived(
    step: Step, item: DerivedItem, scope: Scope, guards: tuple[Test, ...], checks: tuple[CompiledCheck, ...]
) -> Route:
    """A derived item: its cases, or its expression."""
    here = here_of(step)
    if item.value is not None:
        worked, faults = read_value(item, scope, here)
        match worked:
            case None:
                raise ValueError(f"unchecked expression {item.value!r}: {faults}")
            case OptionOf() | OptionIf():
                return Route(step, guards, item.options, picked=compile_picked(worked), checks=checks)
            case _:
                return Route(step, guards, amount=compile_number(worked), checks=checks)
    cases = tuple((test_of(case.if_, scope, here), derived_value(item, case.value)) for case in item.cases)
    return Route(step, guards, item.options, cases=cases, checks=checks)


def read_value(item: DerivedItem, scope: Scope, here: Here) -> tuple[Worked | None, list[Fault]]:
    """The expression of a derived item, typed: options if it has any, else a number; or None with its faults."""
    text = item.value or ""
    return read_picked(text, scope, here, scope.questions[item.id]) if item.options else read_amount(text, scope, here)


def derived_value(item: DerivedItem, written: str) -> Choice | Quantity:
    """The value of a case: an option by name or code, or a number."""
    for option in item.options:
        if written in (option.name, str(option.code)):
            return Choice(option=option.name)
    return Quantity(value=Decimal(written))


def names_in(questionnaire: Questionnaire, check: Check, step: Step) -> tuple[str, ...]:
    """The questions and derived items that a check's condition names, in list order; derived ones give theirs too."""
    scope, known = routing(questionnaire).scope, step_by_id(questionnaire)
    waiting = named_by(check.fails_if, scope, here_of(step, own=True))
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= named_by_derived(known[name], scope)
    return tuple(sorted(found, key=lambda name: scope.questions[name].order))


def named_by_derived(step: Step, scope: Scope) -> set[str]:
    """The ids that the value of a derived item comes from; none for a question."""
    if not isinstance(step.item, DerivedItem):
        return set()
    if step.item.value is not None:
        worked, _ = read_value(step.item, scope, here_of(step))
        return set() if worked is None else questions_named(worked)
    return {name for case in step.item.cases for name in named_by(case.if_, scope, here_of(step))}


def named_by(text: str, scope: Scope, here: Here) -> set[str]:
    """The ids that a condition names."""
    condition, _ = read_condition(text, scope, here)
    return set() if condition is None else questions_named(condition)
