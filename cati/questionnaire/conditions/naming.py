"""Names and constants of a condition, looked up where they are read from."""

import ast
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from cati.questionnaire.conditions.parsing import Fault, span_of
from cati.questionnaire.conditions.scope import Here, Kind, Known, Scope
from cati.questionnaire.conditions.tree import Atom, Ref, Span, Status
from cati.questionnaire.nearest import nearest

STATUSES = {status.value: status for status in Status}
MOMENTS: dict[Kind, tuple[Callable[[str], date | time], re.Pattern[str], str]] = {
    "date": (date.fromisoformat, re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "C207.moment_date"),
    "time": (time.fromisoformat, re.compile(r"[0-9]{2}:[0-9]{2}"), "C207.moment_time"),
}
IS_QUESTION = re.compile(r"[A-Z][A-Z0-9_]*")


@dataclass(frozen=True)
class Value:
    """A reference and what is known of it; `kind` is that of the part named (a grid row is a choice)."""

    ref: Ref
    known: Known
    kind: Kind
    is_whole_roster: bool = False


@dataclass
class Naming:
    """Looks names up and collects what is wrong with them."""

    text: str
    offsets: tuple[int, ...]
    scope: Scope
    here: Here
    faults: list[Fault] = field(default_factory=list)

    def span(self, node: ast.AST) -> Span:
        """Where a node stands, in characters."""
        return span_of(node, self.offsets)

    def written(self, node: ast.AST) -> str:
        """A node as it was written."""
        start, end = self.span(node)
        return self.text.replace("\n", " ")[start:end]

    def fault(self, word: str, node: ast.AST, **places: object) -> None:
        """Note what is wrong with a node."""
        self.faults.append(Fault(word, *self.span(node), places))

    def unknown(self, word: str, node: ast.AST, name: str, known: list[str], **places: object) -> None:
        """Note an unknown name, with the known one it is nearest to."""
        near = nearest(name, known)
        if near is not None:
            self.fault(f"{word}_near", node, name=name, near=near, **places)
        else:
            self.fault(word, node, name=name, **places)

    def hold_back(self, node: ast.AST) -> None:
        """Give up without a problem of its own: what this names is broken already."""
        self.faults.append(Fault("held_back", *self.span(node)))

    def is_reference(self, node: ast.expr) -> bool:
        """Whether this names a question, a part of one, or a sample field."""
        return isinstance(node, ast.Attribute) or (isinstance(node, ast.Name) and bool(IS_QUESTION.fullmatch(node.id)))

    def is_status(self, node: ast.expr) -> bool:
        """Whether this is `dont_know` or `refused`."""
        return isinstance(node, ast.Name) and node.id in STATUSES

    def value(self, node: ast.expr, *, whole: bool = False) -> Value | None:
        """What a reference means here; `whole` lets a roster be meant as a whole."""
        match node:
            case ast.Attribute(value=ast.Name(id="sample"), attr=name):
                if f"sample.{name}" in self.scope.broken:
                    self.hold_back(node)
                    return None
                known = self.scope.sample.get(name)
                if known is None:
                    self.unknown("C205.sample", node, name, list(self.scope.sample))
                    return None
                return Value(Ref("sample", name, span=self.span(node)), known, known.kind)
            case ast.Attribute(value=ast.Name(id=name), attr=part):
                known = self.question(node.value, name)
                return None if known is None else self.part_of(node, known, part)
            case ast.Name(id=name) if IS_QUESTION.fullmatch(name):
                known = self.question(node, name)
                return None if known is None else self.unparted(node, known, whole=whole)
            case _:
                self.fault("C207.no_value", node, found=self.written(node))
                return None

    def question(self, node: ast.expr, name: str) -> Known | None:
        """A question that may be named from here."""
        if name in self.scope.broken:
            self.hold_back(node)
            return None
        known = self.scope.questions.get(name)
        if known is None:
            self.unknown("C205.question", node, name, [*self.scope.questions, *self.scope.broken])
            return None
        if known.order >= self.here.order:
            word = "C301.itself" if known.order == self.here.order else "C301.later"
            self.fault(word, node, name=name, line=known.line)
            return None
        return known

    def unparted(self, node: ast.expr, known: Known, *, whole: bool) -> Value | None:
        """A question named without a part."""
        at_hand = known.roster is not None and known.roster == self.here.roster
        ref = Ref("question", known.name, None, at_hand, self.span(node))
        if known.roster is not None and not at_hand and not whole:
            example = known.items[0] if known.items else "…"
            self.fault("C207.roster", node, name=known.name, item=example)
            return None
        return Value(ref, known, known.kind, known.roster is not None and not at_hand)

    def part_of(self, node: ast.expr, known: Known, part: str) -> Value | None:
        """A row of a grid, or one item of a roster; within its roster the rows of a grid are those at hand."""
        at_hand = known.kind == "grid" and known.roster is not None and known.roster == self.here.roster
        is_row = known.kind == "grid" and (known.roster is None or at_hand)
        parts = known.rows if is_row else known.items
        if known.roster in self.scope.broken:
            self.hold_back(node)
            return None
        if part not in parts:
            self.unknown("C205.part", node, part, list(parts), question=known.name)
            return None
        return Value(
            Ref("question", known.name, part, at_hand, self.span(node)), known, "choice" if is_row else known.kind
        )

    def atoms(self, node: ast.expr, value: Value) -> frozenset[Atom]:
        """The constants of a set."""
        if not isinstance(node, ast.Set):
            self.fault("C207.no_set", node, found=self.written(node))
            return frozenset()
        found = [self.atom(element, value) for element in node.elts]
        return frozenset(atom for atom in found if atom is not None)

    def atom(self, node: ast.expr, value: Value) -> Atom | None:
        """One constant, as a value of what it is compared with."""
        if self.is_status(node):
            return self.status(node, value)
        match value.kind:
            case "choice" | "choices" | "grid":
                return self.option(node, value)
            case "number":
                return self.number(node, value)
            case "date" | "time":
                return self.moment(node, value)
            case "text":
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and value.ref.source == "sample":
                    return node.value
        self.fault("C207.constant", node, name=value.ref.written(), found=self.written(node))
        return None

    def status(self, node: ast.expr, value: Value) -> Atom | None:
        """`dont_know` or `refused`, where they can be given."""
        if value.ref.source == "sample" or value.kind == "none":
            self.fault("C207.status", node, name=value.ref.written(), found=self.written(node))
            return None
        return STATUSES[self.written(node)]

    def option(self, node: ast.expr, value: Value) -> Atom | None:
        """An option by name or code."""
        written = self.written(node)
        if isinstance(node, (ast.Name, ast.Constant)) and not isinstance(getattr(node, "value", 0), str):
            found = value.known.option_named(written)
            if found is not None:
                return found
        listed = ", ".join(f"{code} {name}" for name, code in value.known.options.items())
        self.fault("C206.option", node, name=value.ref.written(), found=written, options=listed)
        return None

    def number(self, node: ast.expr, value: Value) -> Atom | None:
        """A number as written."""
        inner = node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else node
        if isinstance(inner, ast.Constant) and isinstance(inner.value, (int, float)):
            written = Decimal(self.written(inner))
            return written if inner is node else -written
        self.fault("C207.constant", node, name=value.ref.written(), found=self.written(node))
        return None

    def moment(self, node: ast.expr, value: Value) -> Atom | None:
        """A day or time in quotes."""
        build, form, word = MOMENTS[value.kind]
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and form.fullmatch(node.value):
            with suppress(ValueError):
                return build(node.value)
        self.fault(word, node, name=value.ref.written(), found=self.written(node))
        return None
