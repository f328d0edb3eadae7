"""Constants of a condition, written there or named under `constants:`, as values of what they are compared with."""

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Literal

from cati.questionnaire.conditions.naming import STATUSES, Naming, Value
from cati.questionnaire.conditions.scope import Kind
from cati.questionnaire.conditions.tree import Atom
from cati.questionnaire.partial_dates import ISO, Moment, PartialDate, at_precision, read_date

MOMENTS: dict[Kind, tuple[Callable[[str], Moment], re.Pattern[str], str]] = {
    "date": (read_date, ISO, "C207.moment_date"),
    "time": (time.fromisoformat, re.compile(r"[0-9]{2}:[0-9]{2}"), "C207.moment_time"),
}
PLAIN_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


@dataclass(frozen=True)
class Said:
    """One constant: how it is written, and as what. One that `constants:` gives may be of any type."""

    node: ast.expr
    text: str
    form: Literal["number", "text", "name", "given", "other"]


@dataclass(frozen=True)
class Atoms:
    """Reads constants, and notes at the naming what is wrong with them."""

    naming: Naming

    def of_set(self, node: ast.expr, value: Value) -> frozenset[Atom]:
        """The constants of a set."""
        given = self.naming.constant(node)
        if isinstance(node, ast.Set):
            found = [self.of(element, value) for element in node.elts]
        elif isinstance(given, tuple):
            found = [self.read(Said(node, text, "given"), value) for text in given]
        else:
            if not self.naming.is_misspelt(node):
                self.naming.fault("C207.no_set", node, found=self.naming.written(node))
            return frozenset()
        return frozenset(atom for atom in found if atom is not None)

    def of(self, node: ast.expr, value: Value) -> Atom | None:
        """One constant."""
        if isinstance(self.naming.constant(node), tuple):
            self.naming.fault("C207.set_alone", node, name=self.naming.written(node))
            return None
        return self.read(self.said(node), value)

    def number(self, node: ast.expr) -> Decimal | None:
        """A number that is written or given by its name; None, with nothing noted, if this is none."""
        said = self.said(node)
        return Decimal(said.text) if said.form in ("number", "given") and PLAIN_NUMBER.fullmatch(said.text) else None

    def said(self, node: ast.expr) -> Said:
        """A constant as it is written."""
        given = self.naming.constant(node)
        match node:
            case ast.Name() if isinstance(given, str):
                return Said(node, given, "given")
            case ast.Name(id=name):
                return Said(node, name, "name")
            case ast.Constant(value=str() as text):
                return Said(node, text, "text")
            case ast.Constant():
                return Said(node, self.naming.written(node), "number")
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float()) as inner):
                return Said(node, f"-{self.naming.written(inner)}", "number")
            case _:
                return Said(node, self.naming.written(node), "other")

    def read(self, said: Said, value: Value) -> Atom | None:
        """A constant as a value of what it is compared with; None, with the reason noted, if it is none."""
        if said.text in STATUSES and said.form in ("name", "given"):
            return self.status(said, value)
        for atom in self.fitting(said, value):
            if is_too_fine(atom, value):
                self.too_fine(said, atom, value)
            return atom
        self.refuse(said, value)
        return None

    def status(self, said: Said, value: Value) -> Atom | None:
        """`dont_know` or `refused`, where they can be given."""
        if value.ref.source == "sample" or value.kind == "none":
            self.naming.fault("C207.status", said.node, name=value.ref.written(), found=said.text)
            return None
        return STATUSES[said.text]

    def fitting(self, said: Said, value: Value) -> Iterator[Atom]:
        """The value that a constant is, if it is of the right type."""
        match value.kind:
            case "choice" | "choices" | "grid":
                option = value.known.option_named(said.text)
                if option is not None and said.form in ("name", "number", "given"):
                    yield option
            case "number":
                if said.form in ("number", "given") and PLAIN_NUMBER.fullmatch(said.text):
                    yield Decimal(said.text)
            case "date" | "time":
                build, form, _ = MOMENTS[value.kind]
                if said.form in ("text", "given") and form.fullmatch(said.text):
                    with suppress(ValueError):
                        yield build(said.text)
            case "text":
                if said.form in ("text", "given") and value.ref.source == "sample":
                    yield said.text

    def too_fine(self, said: Said, atom: Atom, value: Value) -> None:
        """Note that a date is compared with more of it than was asked."""
        better = at_precision(atom, value.known.precision) if isinstance(atom, (date, PartialDate)) else atom
        places = {"name": value.ref.written(), "found": said.text, "better": better}
        self.naming.fault("C207.too_fine", said.node, **places)

    def refuse(self, said: Said, value: Value) -> None:
        """Note why a constant cannot be compared with a value."""
        name, written = value.ref.written(), self.naming.written(said.node)
        if said.form == "given":
            self.naming.fault("C207.given", said.node, name=name, constant=written, found=said.text)
        elif self.naming.is_misspelt(said.node):
            return
        elif value.kind in ("choice", "choices", "grid"):
            listed = ", ".join(f"{code} {option}" for option, code in value.known.options.items())
            self.naming.fault("C206.option", said.node, name=name, found=written, options=listed)
        else:
            word = MOMENTS[value.kind][2] if value.kind in MOMENTS else "C207.constant"
            self.naming.fault(word, said.node, name=name, found=written)


def is_too_fine(atom: Atom, value: Value) -> bool:
    """Whether a date says more than a question asks."""
    return isinstance(atom, (date, PartialDate)) and at_precision(atom, value.known.precision) != atom
