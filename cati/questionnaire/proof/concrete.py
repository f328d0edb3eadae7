"""From an example of the diagram to real answers: a whole interview that `path` can be fed."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice, product

from cati.questionnaire.answer import Answers, Quantity
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.model import DateQuestion, NumberQuestion, Questionnaire, SampleField, TimeQuestion
from cati.questionnaire.partial_dates import Moment, neighbour
from cati.questionnaire.path import Path, path
from cati.questionnaire.proof.diagram import Node
from cati.questionnaire.proof.ground import COMPARED, Mark, Value
from cati.questionnaire.proof.plausible import Wishes, answer_to, moments
from cati.questionnaire.proof.walk import Walk
from cati.questionnaire.steps import step_by_id

WORD = "…"
SUM, DAYS = "sum(", "days_between("
A_YEAR = 366
NAMES = re.compile(r"[A-Za-z][\w.]*")
NUMBERS = re.compile(r"(?<![\w.])[0-9][0-9.]*")
MOST_TRIES = 500
Interview = tuple[dict[str, SampleValue], Answers]


def concrete(walk: Walk, node: Node, is_met: Callable[[Path], bool], forced: Wishes | None = None) -> Interview | None:
    """Answers that make the function true and lead to a path as wanted, or None if none were found."""
    questionnaire = walk.instrument.questionnaire
    for wishes in islice(attempts(walk, node), MOST_TRIES):
        wanted = wishes if forced is None else wishes.with_forced(forced)
        sample = sample_of(questionnaire, wanted)
        answers = interview(questionnaire, sample, wanted)
        if is_met(path(questionnaire, sample, answers)):
            return sample, answers
    return None


def attempts(walk: Walk, node: Node) -> Iterator[Wishes]:
    """What an example decides, and where values are compared with each other the same with other values."""
    wishes = Wishes()
    for level, place in walk.diagram.example(node).items():
        wishes.decide(walk.ground.at_level(level), place)
    yield wishes
    if walk.diagram.marks[node] & COMPARED:
        free = [each for each in walk.ground.free.values() if "{}" in each.name or each.name.startswith(DAYS)]
        compared = [variable.name for variable in free]
        names = list(dict.fromkeys(name for text in compared for name in NAMES.findall(text)))
        steps_ = {Decimal(number) for text in compared for number in NUMBERS.findall(text)} | {Decimal(0), Decimal(1)}
        steps_ |= {value for variable in free for value in variable.values if isinstance(value, Decimal)}
        candidates = [candidates_for(walk, name, steps_) for name in names]
        for values in product(*candidates):
            yield replace(wishes, values={**wishes.values, **dict(zip(names, values, strict=True))})


def candidates_for(walk: Walk, name: str, steps_: set[Decimal]) -> list[Value]:
    """Values to try for a number, a day or a time that is compared with another."""
    step = step_by_id(walk.instrument.questionnaire).get(name.partition(".")[0])
    item = None if step is None else step.item
    if isinstance(item, (DateQuestion, TimeQuestion)):
        return apart(next(moments(item)), steps_)
    variable = walk.truth.values.get(name)
    known = [value for value in variable.values if isinstance(value, Decimal)] if variable is not None else []
    found = {value + sign * each for value in known for each in steps_ for sign in (1, -1)}
    if isinstance(item, NumberQuestion):
        found = {value for value in found if item.min <= value <= item.max}
    return [*sorted(found)] or [Mark.GIVEN]


def apart(first: Moment, steps_: set[Decimal]) -> list[Value]:
    """A date or time and others that lie so far from it; of days one in another month and year, too."""
    away = sorted({0, 1, A_YEAR, *(abs(int(step)) for step in steps_)})
    return [moment for step in away if (moment := neighbour(first, step)) is not None]


def interview(questionnaire: Questionnaire, sample: Mapping[str, SampleValue], wishes: Wishes) -> Answers:
    """Answers to every question of the path, with the sums that are wished for."""
    answers = answers_down(questionnaire, sample, wishes)
    for name, total in wishes.values.items():
        if name.startswith(SUM) and isinstance(total, Decimal):
            parts = adding_up(path(questionnaire, sample, answers), name[len(SUM) : -1], total)
            wishes = replace(wishes, values={**wishes.values, **parts})
            answers = answers_down(questionnaire, sample, wishes)
    return answers


def adding_up(found: Path, question: str, total: Decimal) -> dict[str, Decimal]:
    """Numbers at the items of a roster that come to a total, as far as their range lets them."""
    parts: dict[str, Decimal] = {}
    stops = [stop for stop in found.stops if stop.route.item.id == question and isinstance(stop.answer, Quantity)]
    missing = total - sum(stop.answer.value for stop in stops if isinstance(stop.answer, Quantity))
    for stop in stops:
        if isinstance(stop.answer, Quantity) and isinstance(stop.route.item, NumberQuestion):
            value = min(max(stop.answer.value + missing, stop.route.item.min), stop.route.item.max)
            missing -= value - stop.answer.value
            parts[stop.key] = value
    return parts


def answers_down(questionnaire: Questionnaire, sample: Mapping[str, SampleValue], wishes: Wishes) -> Answers:
    """Answers to every question of the path, down to its end or to a hard check that fails."""
    answers: Answers = {}
    while True:
        stop = path(questionnaire, sample, answers).next
        answer = None if stop is None or stop.key in answers else answer_to(stop, wishes)
        if stop is None or answer is None:
            return answers
        answers[stop.key] = answer


def sample_of(questionnaire: Questionnaire, wishes: Wishes) -> dict[str, SampleValue]:
    """The sample of a case; a field that is not required and not wished for is empty."""
    found: dict[str, SampleValue] = {}
    for name, sample_field in questionnaire.sample.items():
        wish = wishes.values.get(f"sample.{name}")
        if wish is None and sample_field.required:
            wish = Mark.GIVEN
        if wish is not None and wish is not Mark.EMPTY:
            found[name] = sample_value(sample_field, wish, wishes.others(f"sample.{name}"))
    return found


def sample_value(sample_field: SampleField, wish: Value, others: tuple[Value, ...]) -> SampleValue:
    """One value of the sample, other than those a condition names."""
    if isinstance(wish, (str, Decimal)) and not isinstance(wish, Mark):
        return wish
    if isinstance(wish, date):
        return wish
    match sample_field.type:
        case "choice":
            return sample_field.options[0].name
        case "integer":
            return Decimal(1)
        case "date":
            return next(day for day in map(date.fromordinal, range(739_000, 740_000)) if day not in others)
        case _:
            return next(text for text in (WORD * count for count in range(1, 1000)) if text not in others)
