"""From Python's expression tree to a typed condition, or all that is wrong with its names and types."""

import ast
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, pairwise

from cati.questionnaire.conditions.atoms import Atoms
from cati.questionnaire.conditions.moments import Moments
from cati.questionnaire.conditions.naming import STATUSES, Naming, Value
from cati.questionnaire.conditions.parsing import Fault, UnreadableError, parse
from cati.questionnaire.conditions.scope import Here, Known, Scope
from cati.questionnaire.conditions.tree import (
    ALWAYS,
    All,
    Amount,
    Answered,
    Arithmetic,
    Asked,
    Compare,
    Condition,
    Constant,
    Count,
    EachHolds,
    Either,
    Holds,
    IfElse,
    Not,
    NumberIf,
    NumberOf,
    OnlyIn,
    OptionIf,
    OptionOf,
    Order,
    Ordered,
    Picked,
    Ref,
    Same,
    Span,
    Status,
    Sum,
)

ORDERS: dict[type[ast.cmpop], Order] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
NUMBERS = ("count", "sum", "days_between")
MANY = frozenset({"choices", "grid", "names"})
NONE = Constant(Decimal(0))
EXAMPLES = {
    "asked": "asked(V1)",
    "answered": "answered(V1)",
    "count": "count(V1)",
    "sum": "sum(V1)",
    "days_between": "days_between(V1, V2)",
    "any_in": "any_in(V1, {1, 2})",
    "all_in": "all_in(V1, {1, 2})",
    "only_in": "only_in(V1, {1, 2})",
}


def read_condition(text: str, scope: Scope, here: Here) -> tuple[Condition | None, list[Fault]]:
    """The typed condition, or None with every fault found in it."""
    try:
        tree, offsets = parse(text)
    except UnreadableError as problem:
        return None, [problem.fault]
    reader = Typing(Naming(text, offsets, scope, here))
    condition = reader.condition(tree)
    return (None, reader.naming.faults) if reader.naming.faults else (condition, [])


def read_amount(text: str, scope: Scope, here: Here) -> tuple[Amount | None, list[Fault]]:
    """The typed number expression of a derived item, or None with every fault found in it."""
    try:
        tree, offsets = parse(text)
    except UnreadableError as problem:
        return None, [problem.fault]
    reader = Typing(Naming(text, offsets, scope, here))
    amount = reader.amount(tree)
    return (None, reader.naming.faults) if reader.naming.faults else (amount, [])


def read_picked(text: str, scope: Scope, here: Here, known: Known) -> tuple[Picked | None, list[Fault]]:
    """The value of a derived item with options, `a if … else b`, or None with every fault found in it."""
    try:
        tree, offsets = parse(text)
    except UnreadableError as problem:
        return None, [problem.fault]
    reader = Typing(Naming(text, offsets, scope, here))
    picked = reader.picked(tree, Value(Ref("question", known.name), known, "choice"))
    return (None, reader.naming.faults) if reader.naming.faults else (picked, [])


def first(names: tuple[str, ...]) -> str:
    """A name for an example."""
    return names[0] if names else "…"


@dataclass
class Typing:
    """One reading of one condition: each part is read even where another is wrong."""

    naming: Naming

    @property
    def moments(self) -> Moments:
        """Reads its dates and times."""
        return Moments(self.naming, self.atoms)

    @property
    def atoms(self) -> Atoms:
        """Reads its constants."""
        return Atoms(self.naming)

    def condition(self, node: ast.expr) -> Condition:
        """A condition, whole."""
        match node:
            case ast.BoolOp(op=ast.And()):
                return All(tuple(self.condition(part) for part in node.values), self.naming.span(node))
            case ast.BoolOp():
                return Either(tuple(self.condition(part) for part in self.flagged(node)), self.naming.span(node))
            case ast.UnaryOp(op=ast.Not()):
                return Not(self.condition(node.operand), self.naming.span(node))
            case ast.Compare():
                return self.comparison(node)
            case ast.IfExp():
                test, then, other = (self.condition(part) for part in (node.test, node.body, node.orelse))
                return IfElse(test, then, other, self.naming.span(node))
            case ast.Call(func=ast.Name(id=name)) if name not in NUMBERS:
                return self.called(node, name)
            case _:
                return self.alone([node], None)

    def flagged(self, node: ast.BoolOp) -> list[ast.expr]:
        """The parts of an `or`; values alone after a comparison (`A == 1 or 2 or 3`) are one fault, with its remedy."""
        kept: list[ast.expr] = []
        for is_alone, group in groupby(node.values, self.is_alone):
            parts = list(group)
            if is_alone:
                self.alone(parts, kept[-1] if kept else None)
            else:
                kept.extend(parts)
        return kept

    def is_alone(self, node: ast.expr) -> bool:
        """Whether this is a constant where a condition should be."""
        return isinstance(node, (ast.Name, ast.Constant)) and not self.naming.is_reference(node)

    def alone(self, nodes: list[ast.expr], before: ast.expr | None) -> Condition:
        """C208: a value is not a condition; after `A == 1 or` a set is meant."""
        found = [self.naming.written(node) for node in nodes]
        match before:
            case ast.Compare(left=left, ops=[ast.Eq()], comparators=[constant]):
                inside = ", ".join([self.naming.written(constant), *found])
                better = f"{self.naming.written(left)} in {{{inside}}}"
                self.naming.fault("C208.one_of", nodes[0], found=found[0], better=better)
            case _:
                self.naming.fault("C208.alone", nodes[0], found=found[0])
        return ALWAYS

    def comparison(self, node: ast.Compare) -> Condition:
        """A comparison or a chain of them; each pair is a part of its own."""
        sides = [node.left, *node.comparators]
        parts = [
            self.pair(left, operator, right, node)
            for (left, right), operator in zip(pairwise(sides), node.ops, strict=True)
        ]
        return parts[0] if len(parts) == 1 else All(tuple(parts), self.naming.span(node))

    def pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr, node: ast.Compare) -> Condition:
        """Two sides and what stands between them."""
        if isinstance(operator, (ast.In, ast.NotIn)):
            found = self.membership(left, right, node)
            return Not(found, self.naming.span(node)) if isinstance(operator, ast.NotIn) else found
        order = ORDERS[type(operator)]
        if order in ("==", "!="):
            found = self.equality(left, right, node)
            return Not(found, self.naming.span(node)) if order == "!=" else found
        if self.naming.is_moment(left) or self.naming.is_moment(right):
            return self.moments.ordered(left, order, right, self.naming.span(node))
        return Compare(self.amount(left), order, self.amount(right), self.naming.span(node))  # type: ignore[arg-type]

    def membership(self, left: ast.expr, right: ast.expr, node: ast.Compare) -> Condition:
        """`value in {constants}` or `constant in MULTI`."""
        if isinstance(self.naming.constant(right), str):
            self.naming.fault("C207.no_set", right, found=self.naming.written(right))
            return ALWAYS
        if self.naming.is_misspelt(right):
            return ALWAYS
        value = self.naming.value(left if self.naming.is_set(right) else right)
        if value is None:
            return ALWAYS
        name, span = value.ref.written(), self.naming.span(node)
        if self.naming.is_set(right):
            if value.kind == "grid" or (value.kind == "choices" and not self.are_statuses(right)):
                self.naming.fault("C207.set_of_many", left, name=name, set=self.naming.written(right))
                return ALWAYS
            return self.moments.among(value, self.atoms.of_set(right, value), span)
        found = self.naming.written(left)
        if value.kind != "choices":
            self.naming.fault("C207.not_a_multi", right, name=name, constant=found)
        elif self.naming.is_status(left):
            self.naming.fault("C207.status_in", left, name=name, found=found)
        else:
            option = self.atoms.of(left, value)
            return Holds(value.ref, str(option), span) if isinstance(option, str) else ALWAYS
        return ALWAYS

    def are_statuses(self, node: ast.expr) -> bool:
        """Whether a set holds nothing but `dont_know` and `refused`."""
        given = self.naming.constant(node)
        if isinstance(given, tuple):
            return set(given) <= set(STATUSES)
        return isinstance(node, ast.Set) and all(map(self.naming.is_status, node.elts))

    def equality(self, left: ast.expr, right: ast.expr, node: ast.Compare) -> Condition:
        """`value == constant`, `value == value`, or two amounts."""
        if self.is_amount(left) or self.is_amount(right):
            return Compare(self.amount(left), "==", self.amount(right), self.naming.span(node))
        if self.naming.is_reference(left) and self.naming.is_reference(right):
            return self.same(left, right, node)
        if not self.naming.is_reference(left) and self.naming.is_reference(right):
            left, right = right, left
        if not self.naming.is_reference(left):
            return self.alone([left], None)
        value = self.naming.value(left)
        if value is None:
            return ALWAYS
        if value.kind == "grid" or (value.kind == "choices" and not self.naming.is_status(right)):
            word, row = "C207.equals_multi" if value.kind == "choices" else "C207.equals_grid", first(value.known.rows)
            self.naming.fault(word, left, name=value.ref.written(), constant=self.naming.written(right), row=row)
            return ALWAYS
        atom = self.atoms.of(right, value)
        return ALWAYS if atom is None else self.moments.among(value, frozenset({atom}), self.naming.span(node))

    def same(self, left: ast.expr, right: ast.expr, node: ast.Compare) -> Condition:
        """Two values of one option list, or two numbers, days or times."""
        one, other = self.naming.value(left), self.naming.value(right)
        if one is None or other is None:
            return ALWAYS
        if one.kind == other.kind == "number":
            return Compare(NumberOf(one.ref), "==", NumberOf(other.ref), self.naming.span(node))
        alike = one.kind == other.kind and one.kind in ("choice", "date", "time")
        if not alike or dict(one.known.options) != dict(other.known.options):
            self.naming.fault("C207.not_alike", node, left=one.ref.written(), right=other.ref.written())
            return ALWAYS
        if one.known.precision != other.known.precision:
            return Ordered(one.ref, "==", other.ref, self.naming.span(node))
        return Same(one.ref, other.ref, self.naming.span(node))

    def is_amount(self, node: ast.expr) -> bool:
        """Whether this can only be a number worked out: a count, a sum, a negative number, one of two."""
        return isinstance(node, (ast.BinOp, ast.UnaryOp, ast.IfExp)) or (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NUMBERS
        )

    def amount(self, node: ast.expr) -> Amount:
        """A number: written, given, counted or worked out."""
        number = self.atoms.number(node)
        if number is not None:
            return Constant(number)
        match node:
            case ast.BinOp(op=(ast.Add() | ast.Sub() | ast.Mult()) as sign):
                written = {ast.Add: "+", ast.Sub: "-"}.get(type(sign), "*")
                return Arithmetic(written, self.amount(node.left), self.amount(node.right))  # type: ignore[arg-type]
            case ast.IfExp():
                test, then, other = self.condition(node.test), self.amount(node.body), self.amount(node.orelse)
                return NumberIf(test, then, other, self.sides(node))
            case ast.Call(func=ast.Name(id="count")):
                return self.count(node)
            case ast.Call(func=ast.Name(id="sum")):
                return self.sum(node)
            case ast.Call(func=ast.Name(id="days_between")):
                return self.moments.days_between(node) or NONE
            case ast.Name() | ast.Attribute() if self.naming.is_reference(node):
                value = self.naming.value(node)
                if value is not None and value.kind != "number":
                    self.naming.fault("C207.not_a_number", node, name=value.ref.written())
                return NONE if value is None else NumberOf(value.ref)
            case _:
                self.no_number(node)
                return NONE

    def sides(self, node: ast.IfExp) -> tuple[Span, Span]:
        """Where the two values of a conditional expression stand."""
        return self.naming.span(node.body), self.naming.span(node.orelse)

    def picked(self, node: ast.expr, value: Value) -> Picked:
        """An option, or a conditional expression of options."""
        if isinstance(node, ast.IfExp):
            test, then, other = (
                self.condition(node.test),
                self.picked(node.body, value),
                self.picked(node.orelse, value),
            )
            return OptionIf(test, then, other, self.sides(node))
        if self.naming.is_status(node):
            self.naming.fault("C207.status", node, name=value.ref.written(), found=self.naming.written(node))
            return OptionOf("")
        return OptionOf(str(self.atoms.of(node, value)))

    def no_number(self, node: ast.expr) -> None:
        """C207: what stands where a number should be."""
        given, written = self.naming.constant(node), self.naming.written(node)
        if isinstance(given, tuple):
            self.naming.fault("C207.set_alone", node, name=written)
        elif given is not None:
            self.naming.fault("C207.given_no_number", node, constant=written, found=given)
        elif not self.naming.is_misspelt(node):
            self.naming.fault("C207.no_number", node, found=written)

    def count(self, node: ast.Call) -> Amount:
        """`count(X)` or `count(X, {…})`."""
        value = self.many(node, least=1)
        if value is None:
            return NONE
        atoms = self.atoms.of_set(node.args[1], value) if len(node.args) == 2 else None
        return Count(value.ref, atoms)

    def sum(self, node: ast.Call) -> Amount:
        """`sum(X)`: the numbers of a whole roster."""
        if len(node.args) != 1:
            self.naming.fault("C207.arguments", node, name="sum", example=EXAMPLES["sum"])
            return NONE
        value = self.naming.value(node.args[0], whole=True)
        if value is None:
            return NONE
        name = value.ref.written()
        if value.kind != "number":
            self.naming.fault("C207.not_a_number", node.args[0], name=name)
        elif not value.is_whole_roster:
            self.naming.fault("C207.no_roster", node.args[0], name=name)
        return Sum(value.ref)

    def many(self, node: ast.Call, *, least: int) -> Value | None:
        """The first argument: a multi, a grid, or a rostered question as a whole."""
        name = self.naming.written(node.func)
        if not least <= len(node.args) <= 2:
            self.naming.fault("C207.arguments", node, name=name, example=EXAMPLES[name])
            return None
        value = self.naming.value(node.args[0], whole=True)
        if value is not None and value.kind not in MANY and not value.is_whole_roster:
            self.naming.fault("C207.not_many", node.args[0], name=value.ref.written(), function=name)
            return None
        return value

    def called(self, node: ast.Call, name: str) -> Condition:
        """`asked`, `answered`, `any_in`, `all_in`, `only_in`."""
        span = self.naming.span(node)
        if name in ("asked", "answered"):
            if len(node.args) != 1:
                self.naming.fault("C207.arguments", node, name=name, example=EXAMPLES[name])
                return ALWAYS
            value = self.naming.value(node.args[0], whole=name == "asked")
            if value is None:
                return ALWAYS
            if name == "asked" and value.ref.source == "sample":
                self.naming.fault("C207.asked_sample", node, name=value.ref.written())
            return Asked(value.ref, span) if name == "asked" else Answered(value.ref, span)
        value = self.many(node, least=2)
        if value is None:
            return ALWAYS
        if name == "all_in" and value.kind == "choices":
            return self.all_chosen(node, value)
        atoms = self.atoms.of_set(node.args[1], value)
        if name in ("all_in", "only_in"):
            return OnlyIn(value.ref, atoms, span)
        return Compare(Count(value.ref, atoms), ">=", Constant(Decimal(1)), span)

    def all_chosen(self, node: ast.Call, value: Value) -> Condition:
        """`all_in(MULTI, {…})`: every option of the set; in a roster every time that it is asked."""
        atoms, span = self.atoms.of_set(node.args[1], value), self.naming.span(node)
        options = frozenset(atom for atom in atoms if isinstance(atom, str))
        for status in sorted(atom.value for atom in atoms if isinstance(atom, Status)):
            self.naming.fault("C207.status_in", node.args[1], name=value.ref.written(), found=status)
        if value.is_whole_roster:
            return EachHolds(value.ref, options, span)
        return All(tuple(Holds(value.ref, option, span) for option in sorted(options)), span)
