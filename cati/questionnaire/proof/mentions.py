"""What conditions and fills name: only that becomes a variable, and numbers are cut where they are compared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from cati.questionnaire.conditions.tree import (
    Asked,
    Compare,
    Condition,
    Constant,
    Count,
    DaysBetween,
    Is,
    NumberOf,
    OnlyIn,
    Ordered,
    Ref,
    Status,
    Sum,
)
from cati.questionnaire.fills import fills_in
from cati.questionnaire.model import DerivedItem
from cati.questionnaire.partial_dates import Moment
from cati.questionnaire.proof.amounts import Amounts, Forms, Linear
from cati.questionnaire.proof.anatomy import (
    Atomic,
    Leaf,
    apart,
    atomic_parts,
    conditionals,
    leaves,
    refs_of,
    sums_of,
)
from cati.questionnaire.proof.clauses import Instrument, Item, case_value
from cati.questionnaire.proof.diagram import TRUE, Diagram
from cati.questionnaire.rules.inspected import texts_in

CUT = (NumberOf, Sum, DaysBetween)
"""Numbers that have classes of their own."""
MOST_CUT = Decimal(10) ** 15


@dataclass
class Mentions:
    """The names that conditions and fills use (`V2`, `V6.a`, `sample.size_class`), and cuts and constants of each.

    `apart` are the questions that conditions name otherwise than in a sum.
    """

    instrument: Instrument
    names: set[str] = field(default_factory=set)
    apart: set[str] = field(default_factory=set)
    cuts: dict[str, set[Decimal]] = field(default_factory=dict)
    constants: dict[str, set[str | Moment]] = field(default_factory=dict)

    def has(self, name: str, *parts: str) -> bool:
        """Whether a question is named: whole, or one of these parts of it."""
        return name in self.names or any(f"{name}.{part}" in self.names for part in parts)

    def collect(self) -> None:
        """Everything named by a condition, a roster, a list of options or a fill."""
        for item in self.instrument.items:
            self.item(item)
        for cases in self.instrument.fills.values():
            self.conditions(case.condition for case in cases if case is not None)
        for text, _ in texts_in(self.instrument.questionnaire, ()):
            for _, words in text.every():
                for fill in fills_in(words) if "{" in words else ():
                    self.fill(fill.name)

    def fill(self, name: str) -> None:
        """A fill: a part of it may be a row or an item, or only the day of an appointment."""
        self.names |= {name, name.partition(".")[0]} if self.kind_of(name) != "grid" else {name}

    def kind_of(self, name: str) -> str | None:
        """What kind of question a fill names."""
        known = self.instrument.scope.questions.get(name.partition(".")[0])
        return None if known is None else known.kind

    def item(self, item: Item) -> None:
        """What one item names."""
        self.conditions(clause.condition for clause in item.clauses())
        if item.source is not None:
            self.names.add(item.source)
        if item.step.roster is not None:
            self.roster(item, item.step.roster.source)
        if item.worked is not None:
            self.conditions(one.test for one in conditionals(item.worked))
        if item.amount is not None and isinstance(item.step.item, DerivedItem):
            self.part(Compare(item.amount, "==", item.amount))
            for limit in (item.step.item.min, item.step.item.max):
                if limit is not None:
                    self.cut(Compare(item.amount, "<", Constant(limit)))

    def roster(self, item: Item, source: str) -> None:
        """The source of a roster; a number is cut wherever there is one time more."""
        self.names.add(source)
        known = self.instrument.scope.questions.get(source)
        for at in item.items if known is not None and known.kind == "number" else ():
            if at is not None:
                self.cut(Compare(NumberOf(Ref("question", source)), ">=", Constant(Decimal(at))))

    def conditions(self, conditions: Iterable[Condition | None]) -> None:
        """What conditions name."""
        for condition in conditions:
            for part in atomic_parts(condition) if condition is not None else ():
                if not isinstance(part, Asked):
                    self.part(part)
                if isinstance(part, Compare):
                    self.cut(part)

    def part(self, part: Atomic) -> None:
        """What one comparison or call names, and the constants of it that are no limits."""
        self.names.update(ref.written() for ref in refs_of(part))
        self.names.update(total.written() for total in sums_of(part))
        self.apart.update(ref.name for ref in apart(part))
        if isinstance(part, (Is, OnlyIn)):
            self.constant(part)
        if isinstance(part, Ordered) and not isinstance(part.right, Ref):
            self.constants.setdefault(owner(part.left), set()).add(part.right)
        for leaf in (*leaves(part.left), *leaves(part.right)) if isinstance(part, Compare) else ():
            if isinstance(leaf, Count) and leaf.atoms is not None:
                self.constant(Is(leaf.ref, leaf.atoms))

    def constant(self, part: Is | OnlyIn) -> None:
        """Numbers cut the number they are compared with; days, times and sample texts become values."""
        for atom in part.atoms:
            if isinstance(atom, Decimal):
                self.cut(Compare(NumberOf(part.ref), "==", Constant(atom)))
            elif not isinstance(atom, Status):
                self.constants.setdefault(owner(part.ref), set()).add(atom)

    def cut(self, part: Compare) -> None:
        """Where the truth of a comparison with one number changes."""
        if not any(isinstance(leaf, CUT) for leaf in (*leaves(part.left), *leaves(part.right))):
            return
        amounts = self.amounts()
        for left in amounts.forms(part.left):
            for right in amounts.forms(part.right):
                form = left.plus(right, Decimal(-1))
                if len(form.terms) == 1:
                    name, factor = form.terms[0]
                    cut = -form.constant / factor
                    if abs(cut) <= MOST_CUT:
                        self.cuts.setdefault(name, set()).add(cut)

    def amounts(self) -> Amounts:
        """Works numbers out, whatever decides between two of them."""
        return Amounts(Diagram(), self.read, lambda _: TRUE)

    def read(self, amount: Leaf) -> Forms:
        """The forms of a number, count or sum, all items of a roster under one name."""
        if isinstance(amount, (Sum, DaysBetween)):
            return {Linear(Decimal(0), ((amount.written(), Decimal(1)),)): TRUE}
        if isinstance(amount, Count):
            return {Linear(Decimal(number)): TRUE for number in range(self.most(amount) + 1)}
        item = self.instrument.by_id.get(amount.ref.name) if amount.ref.source == "question" else None
        derived = item.step.item if item is not None else None
        if item is None or not isinstance(derived, DerivedItem):
            return {Linear(Decimal(0), ((owner(amount.ref), Decimal(1)),)): TRUE}
        if item.amount is not None:
            return self.amounts().forms(item.amount)
        values = (case_value(derived, case.value) for case in derived.cases)
        return {Linear(value): TRUE for value in values if isinstance(value, Decimal)}

    def most(self, count: Count) -> int:
        """The most a count can be."""
        known = self.instrument.scope.questions[count.ref.name]
        cells = len(known.rows) * max(len(known.items), 1)
        return max(len(known.options), cells, len(known.items))


def owner(ref: Ref) -> str:
    """The question or sample field of a reference, without its part."""
    return ref.written() if ref.source == "sample" else ref.name
