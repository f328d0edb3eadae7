"""Every condition of an instrument, typed, with its text and its place; one that cannot be read has no condition."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from cati.questionnaire.conditions.scope import Here, Scope
from cati.questionnaire.conditions.tree import Amount, Condition, OptionIf, OptionOf, Picked, Worked
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.model import DerivedItem, EndItem, MultiQuestion, Option, Questionnaire, SingleQuestion
from cati.questionnaire.rosters import items_of
from cati.questionnaire.routing import ANYWHERE, here_of, read_value, scope_of
from cati.questionnaire.steps import (
    FilePlace,
    Step,
    options_of,
    roster_of_section,
    section_place,
    step_by_id,
    steps,
    taken_options,
)


@dataclass(frozen=True)
class Clause:
    """One condition; `depth` is that of its section, None for any other."""

    condition: Condition | None
    text: str
    place: FilePlace
    depth: int | None = None


@dataclass(frozen=True)
class Item:
    """One item with its conditions: `gates` from the outermost section to its own `ask_if`.

    `source` is what its options are taken from, `taken` are the names of those, `items` what its roster may go over.
    """

    step: Step
    gates: tuple[Clause, ...]
    options: tuple[Option, ...] = ()
    source: str | None = None
    shown: Mapping[str, Clause] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    cases: tuple[Clause, ...] = ()
    worked: Worked | None = None
    checks: tuple[Clause, ...] = ()
    items: tuple[str | None, ...] = (None,)

    @property
    def id(self) -> str:
        """The id of the item."""
        return self.step.item.id

    @property
    def picked(self) -> Picked | None:
        """The option that a derived item is worked out to be."""
        return self.worked if isinstance(self.worked, (OptionOf, OptionIf)) else None

    @property
    def amount(self) -> Amount | None:
        """The number that a derived item is worked out to be."""
        return None if isinstance(self.worked, (OptionOf, OptionIf)) else self.worked

    def clauses(self) -> Iterator[Clause]:
        """All its conditions."""
        yield from self.gates
        yield from self.shown.values()
        yield from self.cases
        yield from self.checks


@dataclass(frozen=True)
class Instrument:
    """What the proof reads of a questionnaire; `broken` names what failed to load."""

    questionnaire: Questionnaire
    scope: Scope
    broken: frozenset[str]
    items: tuple[Item, ...]
    by_id: Mapping[str, Item]
    fills: Mapping[str, tuple[Clause | None, ...]]


def read_instrument(questionnaire: Questionnaire, broken: frozenset[str] = frozenset()) -> Instrument:
    """Every condition of the questionnaire, typed."""
    scope = scope_of(questionnaire)
    broken |= {step.item.id for step in steps(questionnaire) if not can_be_derived(step, scope)}
    scope = replace(scope, broken=broken)
    items = tuple(read_item(questionnaire, step, scope) for step in steps(questionnaire))
    by_id: dict[str, Item] = {}
    for item in items:
        by_id.setdefault(item.id, item)
    fills = {
        name: tuple(
            None if case.if_ is None else clause(case.if_, ("fills", name, index, "if"), scope, Here(ANYWHERE))
            for index, case in enumerate(cases)
        )
        for name, cases in questionnaire.fills.items()
    }
    return Instrument(questionnaire, scope, broken, items, by_id, fills)


def can_be_derived(step: Step, scope: Scope) -> bool:
    """Whether the values of a derived item are readable; other items are not derived."""
    item = step.item
    if not isinstance(item, DerivedItem):
        return True
    if item.value is not None:
        return read_value(item, scope, here_of(step))[0] is not None
    return all(case_value(item, case.value) is not None for case in item.cases)


def clause(text: str, place: FilePlace, scope: Scope, here: Here, depth: int | None = None) -> Clause:
    """One condition, typed if it can be."""
    return Clause(read_condition(text, scope, here)[0], text, place, depth)


def read_item(questionnaire: Questionnaire, step: Step, scope: Scope) -> Item:
    """One item with its conditions."""
    item, here, own = step.item, here_of(step), here_of(step, own=True)
    gates = tuple(gates_of(step, scope))
    items = roster_items(questionnaire, step)
    if isinstance(item, EndItem):
        return Item(step, gates, items=items)
    checks = tuple(
        clause(check.fails_if, (*step.place, "checks", index, "fails_if"), scope, own)
        for index, check in enumerate(item.checks)
    )
    options = options_of(questionnaire, item)
    if isinstance(item, DerivedItem):
        cases = tuple(
            clause(case.if_, (*step.place, "cases", index, "if"), scope, here) for index, case in enumerate(item.cases)
        )
        worked = None if item.value is None else read_value(item, scope, here)[0]
        return Item(step, gates, options, cases=cases, worked=worked, checks=checks, items=items)
    source = item.options_from if isinstance(item, (SingleQuestion, MultiQuestion)) else None
    if source is not None and not is_multi_above(source, scope, here):
        source = None
    shown = {
        option.name: clause(option.show_if, (*step.place, "options", index, "show_if"), scope, here)
        for index, option in enumerate(getattr(item, "options", ()))
        if option.show_if is not None
    }
    taken = frozenset(option.name for option in taken_options(questionnaire, item))
    return Item(step, gates, options, source, shown, taken=taken, checks=checks, items=items)


def gates_of(step: Step, scope: Scope) -> Iterator[Clause]:
    """The `ask_if` of each section around an item, read from the roster it stands in, and its own."""
    for depth, section in enumerate(step.sections):
        if section.ask_if is not None:
            here = Here(step.order, roster_of_section(step, depth))
            yield clause(section.ask_if, (*section_place(step.place, depth), "ask_if"), scope, here, depth)
    if step.item.ask_if is not None:
        yield clause(step.item.ask_if, (*step.place, "ask_if"), scope, here_of(step))


def roster_items(questionnaire: Questionnaire, step: Step) -> tuple[str | None, ...]:
    """What a roster may be repeated for, in order; one None outside a roster, or where its source cannot be one."""
    source = None if step.roster is None else step_by_id(questionnaire).get(step.roster.source)
    if source is None or source.order >= step.order:
        return (None,)
    return tuple(option.name for option in items_of(questionnaire, step)) or (None,)


def is_multi_above(name: str, scope: Scope, here: Here) -> bool:
    """Whether a name is that of a multi that was asked before, once or for the roster item at hand."""
    known = scope.questions.get(name)
    is_multi = known is not None and known.kind == "choices" and known.order < here.order
    return is_multi and known is not None and known.roster in (None, here.roster)


def case_value(item: DerivedItem, written: str) -> str | Decimal | None:
    """The value of a case: an option by name or code, or a number."""
    for option in item.options:
        if written in (option.name, str(option.code)):
            return option.name
    if item.options:
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        return None
