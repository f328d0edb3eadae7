"""Numbers of conditions as sums over number variables: each form that an amount can take, and when."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from cati.questionnaire.conditions.tree import (
    Amount,
    Arithmetic,
    Condition,
    Constant,
    Count,
    DaysBetween,
    NumberIf,
    NumberOf,
    Sum,
)
from cati.questionnaire.proof.anatomy import Leaf
from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node

NOUGHT = Decimal(0)


@dataclass(frozen=True)
class Linear:
    """A constant and terms: name of a number, factor. A product of two numbers is a term of its own."""

    constant: Decimal
    terms: tuple[tuple[str, Decimal], ...] = ()

    def plus(self, other: "Linear", factor: Decimal) -> "Linear":
        """The sum with a multiple of another."""
        terms = dict(self.terms)
        for name, times in other.terms:
            terms[name] = terms.get(name, NOUGHT) + factor * times
        kept = tuple(sorted((name, times) for name, times in terms.items() if times))
        return Linear(self.constant + factor * other.constant, kept)

    def times(self, other: "Linear") -> "Linear":
        """The product."""
        if not other.terms:
            return Linear(NOUGHT).plus(self, other.constant)
        if not self.terms:
            return Linear(NOUGHT).plus(other, self.constant)
        one, two = sorted(form.sides().format("-") for form in (self, other))
        return Linear(NOUGHT, ((f"({one}) * ({two})", Decimal(1)),))

    def sides(self) -> str:
        """What is added, a place for a sign, what is subtracted: `A {} B + 10`."""
        all_ = [*self.terms, ("", self.constant)]
        sides = [[written(name, abs(times)) for name, times in all_ if times * sign > 0] for sign in (1, -1)]
        return " {} ".join(" + ".join(side) or "0" for side in sides)


def written(name: str, times: Decimal) -> str:
    """One term as an editor would write it."""
    return str(times) if not name else name if times == 1 else f"{times} * {name}"


Forms = dict[Linear, Node]


@dataclass(frozen=True)
class Amounts:
    """Works amounts out; `read` gives the forms of what is not made of others, `test` when a condition is true."""

    diagram: Diagram
    read: Callable[[Leaf], Forms]
    test: Callable[[Condition], Node]

    def forms(self, amount: Amount) -> Forms:
        """Each form the amount can take and when it does; where none does, it has no value."""
        match amount:
            case Constant(value):
                return {Linear(value): TRUE}
            case Arithmetic(sign, left, right):
                return self.joined(sign, self.forms(left), self.forms(right))
            case NumberIf(test, then, other):
                return self.either(self.test(test), self.forms(then), self.forms(other))
            case NumberOf() | Count() | Sum() | DaysBetween():
                return self.read(amount)

    def either(self, test: Node, then: Forms, other: Forms) -> Forms:
        """The forms of the one where the test is true, else those of the other."""
        found = {form: self.diagram.both(test, when) for form, when in then.items()}
        for form, when in other.items():
            found[form] = self.diagram.either(found.get(form, FALSE), self.diagram.without(when, test))
        return found

    def joined(self, sign: str, left: Forms, right: Forms) -> Forms:
        """Every form of the left with every form of the right."""
        found: Forms = {}
        for one, is_one in left.items():
            for other, is_other in right.items():
                form = one.times(other) if sign == "*" else one.plus(other, Decimal(1 if sign == "+" else -1))
                when = self.diagram.both(is_one, is_other)
                found[form] = self.diagram.either(found[form], when) if form in found else when
        return found


def classes(cuts: set[Decimal], least: Decimal | None, most: Decimal | None, decimals: int) -> tuple[Decimal, ...]:
    """Numbers that stand for all others: the limits, and each cut with its neighbours, one step away."""
    step = Decimal(1).scaleb(-decimals)
    found = {limit for limit in (least, most) if limit is not None}
    for cut in cuts:
        below = cut // step * step
        below = below - step if below > cut else below
        found |= {below - step, below, below + step}
    kept = sorted(n for n in found if (least is None or n >= least) and (most is None or n <= most))
    return tuple(kept) or (Decimal(1),)
