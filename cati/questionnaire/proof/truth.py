"""Conditions as nodes of the diagram, read as the path reads them: a comparison with what was not asked is false."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from functools import partial
from typing import NamedTuple, assert_never

from cati.questionnaire.conditions.closures import COMPARISONS
from cati.questionnaire.conditions.tree import (
    All,
    Answered,
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
    NumberOf,
    OnlyIn,
    Ordered,
    Ref,
    Same,
    Status,
    Sum,
)
from cati.questionnaire.model import DateQuestion
from cati.questionnaire.partial_dates import CalendarDate, Moment, PartialDate, difference
from cati.questionnaire.proof.amounts import NOUGHT, Amounts, Forms, Linear, classes
from cati.questionnaire.proof.anatomy import Atomic, Leaf
from cati.questionnaire.proof.clauses import Clause, Instrument
from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node
from cati.questionnaire.proof.ground import COMPARED, Ground, Mark, Value, Variable

FLIPPED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "=="}
Forced = Mapping[int, Node]
NOTHING_FORCED: Forced = {}


class Part(NamedTuple):
    """One of many (an option, a row, a roster item): that it is there, and that it is one of those counted."""

    is_there: Node
    is_counted: Node


@dataclass
class Truth:
    """What is known so far, going down the list.

    `asked` holds when each answer key is on the path, `values` the variable of each single value (of a multi:
    whether it is answered), `bits` those of the options of a multi, `cases` and `forms` what derived items are.
    """

    instrument: Instrument
    ground: Ground
    asked: dict[str, Node] = field(default_factory=dict)
    values: dict[str, Variable] = field(default_factory=dict)
    bits: dict[str, dict[str, Variable]] = field(default_factory=dict)
    cases: dict[str, list[tuple[Atom, Node]]] = field(default_factory=dict)
    forms: dict[str, Forms] = field(default_factory=dict)
    cuts: Mapping[str, set[Decimal]] = field(default_factory=dict)

    @property
    def diagram(self) -> Diagram:
        """The diagram all nodes are of."""
        return self.ground.diagram

    def of_clause(self, clause: Clause, at: str | None, forced: Forced = NOTHING_FORCED) -> Node:
        """A condition at a roster item; one that could not be read may be true or false."""
        if clause.condition is None:
            return self.ground.unknown(f"{clause.place} {at}")
        return self.of(clause.condition, at, forced)

    def of(self, condition: Condition, at: str | None, forced: Forced = NOTHING_FORCED) -> Node:
        """A condition at a roster item; `forced` gives the node of some of its parts, by identity."""
        if id(condition) in forced:
            return forced[id(condition)]
        match condition:
            case Not(part):
                return self.diagram.negation(self.of(part, at, forced))
            case All(parts):
                return self.diagram.all_of(self.of(part, at, forced) for part in parts)
            case Either(parts):
                return self.diagram.any_of(self.of(part, at, forced) for part in parts)
            case IfElse(test, then, other):
                return self.diagram.ite(*(self.of(part, at, forced) for part in (test, then, other)))
            case Compare():
                return self.compare(condition, at, forced)
            case _:
                return self.of_atomic(condition, at)

    def of_atomic(self, condition: Atomic, at: str | None) -> Node:
        """A comparison or call at a roster item, whatever it is made of."""
        match condition:
            case Is(ref, atoms):
                return self.is_one_of(ref, atoms, at)
            case Holds(ref, option):
                key, _ = self.key_of(ref, at)
                return self.all_chosen(key, {option})
            case Same(left, right):
                return self.same(left, right, at)
            case Ordered():
                return self.ordered(condition, at)
            case Asked(ref):
                return self.is_asked(ref, at)
            case Answered(ref):
                return self.is_answered(ref, at)
            case OnlyIn(ref, atoms):
                return self.every(self.parts(ref, atoms, at, is_within=True))
            case EachHolds(ref, options):
                return self.every([self.holding(ref, item, options) for item in self.items_of(ref)])
            case Compare():
                return self.compare(condition, at)
            case _:
                assert_never(condition)

    def key_of(self, ref: Ref, at: str | None) -> tuple[str, str | None]:
        """The answer key of a reference, and the grid row."""
        if ref.source == "sample":
            return ref.written(), None
        if ref.at_hand:
            return f"{ref.name}.{at}", ref.part
        known = self.instrument.scope.questions[ref.name]
        if ref.part is None or (known.kind == "grid" and known.roster is None):
            return ref.name, ref.part
        return f"{ref.name}.{ref.part}", None

    def on_path(self, key: str) -> Node:
        """That an answer key is on the path; sample values always are."""
        return TRUE if key.startswith("sample.") else self.asked.get(key, FALSE)

    def is_asked(self, ref: Ref, at: str | None) -> Node:
        """`asked(Q)`; of a roster as a whole: any of its items."""
        known = self.instrument.scope.questions[ref.name]
        if known.roster is not None and ref.part is None and not ref.at_hand:
            return self.diagram.any_of(self.on_path(f"{ref.name}.{item}") for item in known.items)
        return self.on_path(self.key_of(ref, at)[0])

    def valued(self, key: str, row: str | None, wanted: frozenset[Value] | None) -> Node:
        """That a single value is one of these; of None: that it is neither a status nor empty."""
        variable = self.values.get(key if row is None else f"{key}.{row}")
        if variable is None:
            return FALSE
        if wanted is None:
            test = self.ground.test(variable, lambda value: value is not Mark.EMPTY and not isinstance(value, Status))
        else:
            test = self.ground.test(variable, lambda value: value in wanted)
        return self.diagram.both(self.on_path(key), test)

    def is_one_of(self, ref: Ref, atoms: frozenset[Atom], at: str | None) -> Node:
        """`value in {atoms}`."""
        key, row = self.key_of(ref, at)
        if key in self.cases:
            return self.diagram.any_of(node for atom, node in self.cases[key] if atom in atoms)
        if key in self.forms:
            numbers = [atom for atom in atoms if isinstance(atom, Decimal)]
            tests = (self.compare(Compare(NumberOf(ref), "==", Constant(number)), at) for number in numbers)
            return self.diagram.any_of(tests)
        return self.valued(key, row, atoms)

    def is_answered(self, ref: Ref, at: str | None) -> Node:
        """`answered(Q)`: neither don't know nor refused, of a grid at any row; a sample field that is filled."""
        key, row = self.key_of(ref, at)
        known = self.instrument.scope.questions.get(ref.name)
        if ref.source == "question" and known is not None and known.kind == "grid" and row is None:
            return self.diagram.any_of(self.valued(key, each, None) for each in known.rows)
        if key in self.cases or key in self.forms:
            return self.on_path(key)
        return self.valued(key, row, None)

    def all_chosen(self, key: str, options: set[str]) -> Node:
        """That all these options of a multi are chosen."""
        bits = self.bits.get(key, {})
        tests = [self.is_chosen(bits[option]) if option in bits else FALSE for option in options]
        return self.diagram.all_of([self.valued(key, None, None), *tests])

    def is_chosen(self, bit: Variable) -> Node:
        """The bit of an option."""
        return self.ground.test(bit, lambda value: value is True)

    def same(self, left: Ref, right: Ref, at: str | None) -> Node:
        """Two values of one option list one by one; of two days or times only that both are given."""
        known = self.instrument.scope.questions if left.source == "question" else self.instrument.scope.sample
        if known[left.name].kind in ("choice", "grid"):
            options = [frozenset({option}) for option in known[left.name].options]
            both = (self.diagram.both(self.is_one_of(left, one, at), self.is_one_of(right, one, at)) for one in options)
            return self.diagram.any_of(both)
        return self.ordered(Ordered(left, "==", right), at)

    def ordered(self, part: Ordered, at: str | None) -> Node:
        """A date or time against a constant; of two that are given only how they compare."""
        holds, right = COMPARISONS[part.order], part.right
        key, _ = self.key_of(part.left, at)
        if not isinstance(right, Ref):
            variable = self.values.get(key)
            test = FALSE if variable is None else self.ground.test(variable, partial(stands, part.order, right))
            return self.diagram.both(self.on_path(key), test)
        other, _ = self.key_of(right, at)
        first, second = sorted((key, other))
        signs = {Mark.LESS: Decimal(-1), Mark.EQUAL: NOUGHT, Mark.MORE: Decimal(1)}
        turned = 1 if (key, other) == (first, second) else -1
        found = TRUE if holds(NOUGHT, NOUGHT) else FALSE
        if first != second:
            compared = self.ground.compared(f"{first} {{}} {second}")
            found = self.ground.test(compared, lambda value: holds(turned * signs[value], NOUGHT))  # type: ignore[index]
        return self.diagram.all_of([self.is_answered(part.left, at), self.is_answered(right, at), found])

    def items_of(self, ref: Ref) -> tuple[str, ...]:
        """The items of a whole roster."""
        return self.instrument.scope.questions[ref.name].items

    def parts(self, ref: Ref, atoms: frozenset[Atom] | None, at: str | None, *, is_within: bool = False) -> list[Part]:
        """The options of a multi, rows of a grid or items of a roster; None counts every answer.

        A multi in a roster is counted if any of the atoms is chosen, or with `is_within` if no other is.
        """
        key, _ = self.key_of(ref, at)
        known = self.instrument.scope.questions[ref.name]
        is_roster = known.roster is not None and ref.part is None and not ref.at_hand
        if known.kind == "names" and not is_roster:
            return [Part(there, there) for there in self.names(key)]
        if known.kind == "grid":
            keys = [f"{key}.{item}" for item in known.items] if is_roster else [key]
            return [Part(self.on_path(each), self.valued(each, row, atoms)) for each in keys for row in known.rows]
        if is_roster and known.kind == "choices":
            return [self.multi_part(f"{key}.{item}", atoms, is_within=is_within) for item in known.items]
        if is_roster:
            return [self.roster_part(Ref("question", ref.name, item), atoms) for item in known.items]
        found: list[Part] = []
        for option in self.bits.get(key, {}):
            chosen = self.all_chosen(key, {option})
            found.append(Part(chosen, chosen if atoms is None or option in atoms else FALSE))
        return found

    def names(self, key: str) -> list[Node]:
        """That there is a first name, a second, and so on."""
        variable = self.values.get(key)
        if variable is None:
            return []
        most = max((int(value) for value in variable.values if isinstance(value, Decimal)), default=0)
        return [self.valued(key, None, frozenset(map(Decimal, range(place, most + 1)))) for place in range(1, most + 1)]

    def roster_part(self, one: Ref, atoms: frozenset[Atom] | None) -> Part:
        """One item of a roster, with a single value."""
        counted = self.is_answered(one, None) if atoms is None else self.is_one_of(one, atoms, None)
        return Part(self.is_asked(one, None), counted)

    def multi_part(self, key: str, atoms: frozenset[Atom] | None, *, is_within: bool) -> Part:
        """One item of a roster, with a set of options."""
        answered, options = self.valued(key, None, None), self.bits.get(key, {})
        if atoms is None:
            return Part(self.on_path(key), answered)
        wanted = self.diagram.any_of(self.all_chosen(key, {option}) for option in options if option in atoms)
        others = self.diagram.any_of(self.all_chosen(key, {option}) for option in options if option not in atoms)
        found = self.diagram.without(answered, others) if is_within else wanted
        statuses = frozenset(atom for atom in atoms if isinstance(atom, Status))
        return Part(self.on_path(key), self.diagram.either(found, self.valued(key, None, statuses)))

    def holding(self, ref: Ref, item: str, options: frozenset[str]) -> Part:
        """One item of a roster, where all these options are to be chosen."""
        key = f"{ref.name}.{item}"
        return Part(self.on_path(key), self.all_chosen(key, set(options)))

    def every(self, parts: list[Part]) -> Node:
        """At least one is there, and all that are there are counted."""
        outside = self.diagram.any_of(self.diagram.without(part.is_there, part.is_counted) for part in parts)
        return self.diagram.without(self.diagram.any_of(part.is_there for part in parts), outside)

    def between(self, nodes: list[Node], least: int, most: int) -> Node:
        """That at least and at most so many of these are true."""
        rest = [TRUE if least <= count <= most else FALSE for count in range(len(nodes) + 1)]
        for node in reversed(nodes):
            rest = [self.diagram.ite(node, rest[count + 1], rest[count]) for count in range(len(rest) - 1)]
        return rest[0]

    def amounts(self, at: str | None, forced: Forced = NOTHING_FORCED) -> Amounts:
        """Works numbers out at a roster item."""
        return Amounts(self.diagram, lambda amount: self.read(amount, at), lambda test: self.of(test, at, forced))

    def compare(self, part: Compare, at: str | None, forced: Forced = NOTHING_FORCED) -> Node:
        """Two numbers in order, form by form; false where either has no value."""
        left, right, order = part.left, part.right, part.order
        if isinstance(left, Constant) and isinstance(right, Count):
            left, right, order = right, left, FLIPPED[order]  # type: ignore[assignment]  # the same five orders
        if isinstance(left, Count) and isinstance(right, Constant):
            counted = [one.is_counted for one in self.parts(left.ref, left.atoms, at)]
            wanted = [n for n in range(len(counted) + 1) if COMPARISONS[order](Decimal(n), right.value)]
            return self.between(counted, wanted[0], wanted[-1]) if wanted else FALSE
        amounts = self.amounts(at, forced)
        found = FALSE
        for one, is_one in amounts.forms(left).items():
            for other, is_other in amounts.forms(right).items():
                truth = self.of_form(one.plus(other, Decimal(-1)), order)
                found = self.diagram.either(found, self.diagram.all_of((is_one, is_other, truth)))
        return found

    def read(self, amount: Leaf, at: str | None) -> Forms:
        """The forms of a number, count or sum here."""
        if isinstance(amount, Sum):
            has_sum = self.every(self.parts(amount.ref, None, None))
            return {Linear(NOUGHT, ((amount.written(), Decimal(1)),)): has_sum}
        if isinstance(amount, Count):
            counted = [part.is_counted for part in self.parts(amount.ref, amount.atoms, at)]
            return {Linear(Decimal(n)): self.between(counted, n, n) for n in range(len(counted) + 1)}
        if isinstance(amount, DaysBetween):
            return self.days_between(amount, at)
        key, _ = self.key_of(amount.ref, at)
        if key in self.forms:
            return self.forms[key]
        if key in self.cases:
            return {Linear(atom): node for atom, node in self.cases[key] if isinstance(atom, Decimal)}
        return {Linear(NOUGHT, ((key, Decimal(1)),)): self.valued(key, None, None)}

    def days_between(self, amount: DaysBetween, at: str | None) -> Forms:
        """The days between two dates: a number of its own, within what the limits of the two leave."""
        keys = [self.key_of(side, at)[0] if isinstance(side, Ref) else str(side) for side in (amount.start, amount.end)]
        name = f"days_between({', '.join(keys)})"
        if name not in self.values:
            (first, last), (start, end) = self.limits(amount.start), self.limits(amount.end)
            least = None if start is None or last is None else Decimal((start - last).days)
            most = None if end is None or first is None else Decimal((end - first).days)
            values = classes(self.cuts.get(amount.written(), set()), least, most, 0)
            self.values[name] = self.ground.free[name] = self.ground.variable(name, values, mark=COMPARED)
        given = self.diagram.all_of(self.is_answered(ref, at) for ref in amount.refs)
        return {Linear(NOUGHT, ((name, Decimal(1)),)): given}

    def limits(self, side: Ref | CalendarDate) -> tuple[date | None, date | None]:
        """The first and the last day that a date can be, where that is said."""
        if not isinstance(side, Ref):
            return (side, side) if isinstance(side, date) else (None, None)
        item = self.instrument.by_id.get(side.name) if side.source == "question" else None
        if item is None or not isinstance(item.step.item, DateQuestion):
            return None, None
        least, most = item.step.item.min, item.step.item.max
        return least if isinstance(least, date) else None, most if isinstance(most, date) else None

    def of_form(self, form: Linear, order: str) -> Node:
        """A sum compared with nought: by the classes of its one number, or left open where there are more."""
        holds = COMPARISONS[order]
        if not form.terms:
            return TRUE if holds(form.constant, NOUGHT) else FALSE
        (name, factor), *more = form.terms
        if not more and name in self.values:
            constant = form.constant
            return self.ground.test(
                self.values[name],
                lambda value: isinstance(value, Decimal) and holds(constant + factor * value, NOUGHT),
            )
        if factor < 0:
            return self.of_form(Linear(NOUGHT).plus(form, Decimal(-1)), FLIPPED[order])
        signs = {Mark.LESS: Decimal(-1), Mark.EQUAL: NOUGHT, Mark.MORE: Decimal(1)}
        return self.ground.test(self.ground.compared(form.sides()), lambda value: holds(signs[value], NOUGHT))  # type: ignore[index]


def stands(order: str, moment: Moment, value: Value) -> bool:
    """Whether a value is a date or time that stands in an order with another."""
    return isinstance(value, (date, PartialDate, time)) and COMPARISONS[order](
        Decimal(difference(value, moment)), NOUGHT
    )
