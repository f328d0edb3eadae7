"""The sum of a rostered number as a variable of its own: for each number of items what it can be."""

from decimal import Decimal
from functools import partial

from cati.questionnaire.conditions.tree import Ref, Sum
from cati.questionnaire.model import DerivedItem, NumberQuestion
from cati.questionnaire.proof.amounts import classes
from cati.questionnaire.proof.clauses import Item
from cati.questionnaire.proof.diagram import FALSE, TRUE
from cati.questionnaire.proof.ground import COMPARED, LAWFUL, Value
from cati.questionnaire.proof.mentions import Mentions
from cati.questionnaire.proof.truth import Truth

DERIVED_DECIMALS = 6
"""The most decimals that a number of a questionnaire can have."""


def declare_sum(truth: Truth, mentions: Mentions, item: Item) -> None:
    """The variable of a sum that is named.

    Where the numbers themselves are named nowhere else, each sum within reach can be; else it is only likely.
    """
    question, ref = item.step.item, Ref("question", item.id)
    name = Sum(ref).written()
    if not mentions.has(name) or not isinstance(question, (NumberQuestion, DerivedItem)):
        return
    least, most, parts = question.min, question.max, truth.parts(ref, None, None)
    if least is None or most is None or least > most or not parts:
        return
    reach = [(least * count, most * count) for count in range(1, len(parts) + 1)]
    ends = {end for limits in reach for end in limits}
    decimals = question.decimals if isinstance(question, NumberQuestion) else DERIVED_DECIMALS
    values = classes(mentions.cuts.get(name, set()) | ends, min(ends), max(ends), decimals)
    is_exact = isinstance(question, NumberQuestion) and item.id not in mentions.apart
    variable = truth.ground.variable(name, values, mark=LAWFUL if is_exact else LAWFUL | COMPARED)
    truth.values[name] = variable
    if not is_exact:
        truth.ground.free[name] = variable

    rest = [FALSE, *(truth.ground.test(variable, partial(is_between, limits)) for limits in reach)]
    for part in reversed(parts):
        rest = [truth.diagram.ite(part.is_counted, rest[n + 1], rest[n]) for n in range(len(rest) - 1)]
    truth.ground.enact([variable], truth.diagram.ite(truth.every(parts), rest[0], TRUE))


def is_between(limits: tuple[Decimal, Decimal], value: Value) -> bool:
    """Whether a value is a number within limits."""
    return isinstance(value, Decimal) and limits[0] <= value <= limits[1]
