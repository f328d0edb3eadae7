"""Names of a condition, looked up where they are read from."""

import ast
import re
from dataclasses import dataclass, field

from cati.questionnaire.conditions.parsing import Fault, span_of
from cati.questionnaire.conditions.scope import Here, Kind, Known, Scope
from cati.questionnaire.conditions.tree import Ref, Span, Status
from cati.questionnaire.nearest import nearest

STATUSES = {status.value: status for status in Status}
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

    def is_moment(self, node: ast.expr) -> bool:
        """Whether this names a date or a time, or what is broken and may be one; nothing is noted."""
        match node:
            case ast.Attribute(value=ast.Name(id="sample"), attr=name):
                known, whole = self.scope.sample.get(name), f"sample.{name}"
            case ast.Attribute(value=ast.Name(id=name)) | ast.Name(id=name):
                known, whole = self.scope.questions.get(name), name
            case _:
                return False
        return whole in self.scope.broken or (known is not None and known.kind in ("date", "time"))

    def is_status(self, node: ast.expr) -> bool:
        """Whether this is `dont_know` or `refused`."""
        return isinstance(node, ast.Name) and node.id in STATUSES

    def constant(self, node: ast.expr) -> str | tuple[str, ...] | None:
        """The value that `constants:` gives to a name, if this is one."""
        return self.scope.constants.get(node.id) if isinstance(node, ast.Name) else None

    def is_set(self, node: ast.expr) -> bool:
        """Whether this is a set of constants, in braces or by its name."""
        return isinstance(node, ast.Set) or isinstance(self.constant(node), tuple)

    def is_misspelt(self, node: ast.expr) -> bool:
        """Whether this can only be meant as a constant that is not there or broken; then it is noted."""
        if not isinstance(node, ast.Name) or self.is_reference(node) or self.constant(node) is not None:
            return False
        if f"constants.{node.id}" in self.scope.broken:
            self.hold_back(node)
            return True
        near = nearest(node.id, self.scope.constants)
        if near is not None:
            self.fault("C205.constant_near", node, name=node.id, near=near)
        return near is not None

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
            word = "C207.roster_counted" if example.isdecimal() else "C207.roster"
            self.fault(word, node, name=known.name, item=example)
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
