"""Dates and times in conditions: in order, among others, and the days between two of them."""

import ast
from dataclasses import dataclass
from datetime import date

from cati.questionnaire.conditions.atoms import Atoms
from cati.questionnaire.conditions.naming import Naming, Value
from cati.questionnaire.conditions.scope import Known
from cati.questionnaire.conditions.tree import (
    ALWAYS,
    Atom,
    Condition,
    DaysBetween,
    Either,
    Is,
    Order,
    Ordered,
    Ref,
    Span,
    Status,
)
from cati.questionnaire.partial_dates import CalendarDate, PartialDate, precision_of

MIRRORED: dict[Order, Order] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
A_DAY = Value(Ref("sample", ""), Known("", "date"), "date")
"""What a date in quotes is read as where it stands beside no question."""
EXAMPLE = "days_between(V1, V2)"


@dataclass(frozen=True)
class Moments:
    """Reads what is said of dates and times."""

    naming: Naming
    atoms: Atoms

    def ordered(self, left: ast.expr, order: Order, right: ast.expr, span: Span) -> Condition:
        """Two dates or times, one of which may be a constant, in this order."""
        if not self.naming.is_reference(left):
            left, order, right = right, MIRRORED[order], left
        value = self.naming.value(left)
        if value is None:
            return ALWAYS
        if self.naming.is_reference(right):
            other = self.naming.value(right)
            if other is None:
                return ALWAYS
            if other.kind != value.kind:
                self.naming.fault("C207.not_alike", left, left=value.ref.written(), right=other.ref.written())
                return ALWAYS
            return Ordered(value.ref, order, other.ref, span)  # type: ignore[arg-type]  # never !=
        atom = self.atoms.of(right, value)
        if isinstance(atom, Status):
            self.naming.fault("C207.no_order", right, found=self.naming.written(right))
            return ALWAYS
        return ALWAYS if atom is None or isinstance(atom, str) else Ordered(value.ref, order, atom, span)  # type: ignore[arg-type]

    def among(self, value: Value, atoms: frozenset[Atom], span: Span) -> Condition:
        """One of these; a date of which less is said than is asked, such as a month, stands for all in it."""
        wide = [atom for atom in atoms if isinstance(atom, PartialDate) and precision_of(atom) != value.known.precision]
        if not wide:
            return Is(value.ref, atoms, span)
        parts: list[Condition] = [Ordered(value.ref, "==", atom, span) for atom in sorted(wide, key=str)]
        if len(wide) < len(atoms):
            parts.append(Is(value.ref, atoms - frozenset(wide), span))
        return parts[0] if len(parts) == 1 else Either(tuple(parts), span)

    def days_between(self, node: ast.Call) -> DaysBetween | None:
        """`days_between(a, b)`: two whole days."""
        if len(node.args) != len(("a", "b")):
            self.naming.fault("C207.arguments", node, name="days_between", example=EXAMPLE)
            return None
        start, end = self.day(node.args[0]), self.day(node.args[1])
        return None if start is None or end is None else DaysBetween(start, end)

    def day(self, node: ast.expr) -> Ref | CalendarDate | None:
        """One whole day: a question, a field of sample, or a constant."""
        if not self.naming.is_reference(node):
            atom = self.atoms.of(node, A_DAY)
            if isinstance(atom, date):
                return atom
            if isinstance(atom, PartialDate):
                self.naming.fault("C207.no_day", node, found=self.naming.written(node))
            return None
        value = self.naming.value(node)
        if value is not None and (value.kind != "date" or value.known.precision != "day"):
            self.naming.fault("C207.no_day", node, found=value.ref.written())
            return None
        return None if value is None else value.ref
