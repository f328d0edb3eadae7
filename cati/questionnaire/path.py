"""The one rule for the path: down the list once, and what is above decides what is asked.

`path` is pure, total and linear in the list. Interview, export, flow and simulation all use this one
function; nothing stores its result as the truth (law 1).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
    Answers,
    Choice,
    DontKnow,
    GridRows,
    Quantity,
    Refused,
    answer_key,
)
from cati.questionnaire.conditions.closures import Reading, SampleValue, value_of
from cati.questionnaire.model import DerivedItem, EndItem, GridQuestion, Option, Question, Questionnaire
from cati.questionnaire.rosters import items_now
from cati.questionnaire.routing import Block, CompiledCheck, Route, routing
from cati.questionnaire.validity import why_invalid


@dataclass(frozen=True)
class Stop:
    """One place on the path: a question (of one roster item), a derived item or an end.

    `answer` is valid now; it is None at the next question, at an end, and at a derived item without value.
    """

    key: AnswerKey
    route: Route
    item: str | None
    answer: Answer | None
    offered: tuple[Option, ...] = ()

    @property
    def question(self) -> Question | None:
        """The question put here, if it is one."""
        return self.route.step.question


@dataclass(frozen=True)
class Held:
    """A stop whose answer, or derived value, a hard check does not let pass: it is kept and does not count."""

    stop: Stop
    check: CompiledCheck


@dataclass(frozen=True)
class Path:
    """What is asked with these answers, in order.

    `next` is the first question without a valid answer (all below it is not reached), `end` the end item
    reached. Both are None only if an instrument lacks an end. `held` says so if `next` is where a hard check
    fails; only then can `next` be a derived item.
    """

    stops: tuple[Stop, ...]
    next: Stop | None
    end: EndItem | None
    reading: Reading
    held: Held | None = None

    def stop(self, key: str) -> Stop | None:
        """The stop of an answer key, if it is on the path."""
        return next((stop for stop in self.stops if stop.key == key), None)

    def questions(self) -> tuple[Stop, ...]:
        """The stops that have a screen, without ends and derived items."""
        return tuple(stop for stop in self.stops if stop.question is not None)


def path(questionnaire: Questionnaire, sample: Mapping[str, SampleValue], answers: Mapping[AnswerKey, Answer]) -> Path:
    """The path of these answers through the questionnaire."""
    reading = Reading(sample=sample)
    stops: list[Stop] = []
    for block in routing(questionnaire).blocks:
        for route, item in walked(block, reading):
            reading.item = item
            if not all(guard(reading) for guard in route.guards):
                continue
            stop = stop_at(route, item, answers, reading)
            stops.append(stop)
            if isinstance(route.item, EndItem):
                return Path(tuple(stops), None, route.item, reading)
            if stop.answer is None and not isinstance(route.item, DerivedItem):
                reading.asked.add(stop.key)
                return Path(tuple(stops), stop, None, reading)
            note(stop, reading)
            check = failing_hard_check(stop, reading)
            if check is not None:
                forget(stop, reading)
                stops[-1] = replace(stop, answer=None)
                return Path(tuple(stops), stops[-1], None, reading, Held(stop, check))
    return Path(tuple(stops), None, None, reading)


def walked(block: Block, reading: Reading) -> Iterator[tuple[Route, str | None]]:
    """The routes of a block, once or once per item that its roster has now."""
    if block.roster is None:
        for route in block.routes:
            yield route, None
        return
    for item in items_now(reading.values.get(AnswerKey(block.roster.source)), block.items):
        for route in block.routes:
            yield route, item


def stop_at(route: Route, item: str | None, answers: Mapping[AnswerKey, Answer], reading: Reading) -> Stop:
    """The stop at an item that is on the path."""
    key = answer_key(route.item.id, item)
    if isinstance(route.item, EndItem):
        return Stop(key, route, item, None)
    if isinstance(route.item, DerivedItem):
        return Stop(key, route, item, derived(route, route.item, reading))
    offered = offered_options(route, reading)
    answer = row_by_row(route.item, answers.get(key))
    if answer is not None and why_invalid(route.item, offered, answer) is not None:
        answer = None
    return Stop(key, route, item, answer, offered)


def row_by_row(question: Question, answer: Answer | None) -> Answer | None:
    """A don't know or refusal of a whole grid as that of each row: conditions, checks and exports see rows only."""
    if isinstance(question, GridQuestion) and isinstance(answer, (DontKnow, Refused)):
        return GridRows(rows={row.name: answer for row in question.rows})
    return answer


def offered_options(route: Route, reading: Reading) -> tuple[Option, ...]:
    """The options that can be chosen now: shown, and where they are taken from another question, chosen there."""
    hidden: frozenset[str] = frozenset()
    if route.source is not None:
        keys = (answer_key(route.source, reading.item), answer_key(route.source))
        chosen = next((reading.values[key] for key in keys if key in reading.values), None)
        hidden = route.taken - chosen if isinstance(chosen, frozenset) else route.taken
    return tuple(
        option
        for option in route.options
        if option.name not in hidden and (option.name not in route.shown or route.shown[option.name](reading))
    )


def derived(route: Route, item: DerivedItem, reading: Reading) -> Answer | None:
    """The value of a derived item: its first true case, its option, or its number within its range."""
    if route.picked is not None:
        return Choice(option=route.picked(reading))
    if route.amount is None:
        return next((value for test, value in route.cases if test(reading)), None)
    number = route.amount(reading)
    if number is None or (item.min is not None and number < item.min) or (item.max is not None and number > item.max):
        return None
    return Quantity(value=number)


def note(stop: Stop, reading: Reading) -> None:
    """Let what is below read this stop; a derived item without value was not asked."""
    if stop.answer is None:
        return
    reading.asked.add(stop.key)
    reading.values[stop.key] = value_of(stop.answer)
    if stop.item is not None:
        reading.items.setdefault(stop.route.item.id, []).append(stop.item)


def with_answer(stop: Stop, reading: Reading) -> Reading:
    """The same reading as it would be if the answer of this stop counted."""
    items = {question: list(items) for question, items in reading.items.items()}
    noted = Reading(dict(reading.values), set(reading.asked), items, reading.sample, stop.item)
    note(stop, noted)
    return noted


def forget(stop: Stop, reading: Reading) -> None:
    """Take back what was noted: the answer does not count, though its question is asked."""
    reading.values.pop(stop.key, None)
    if stop.item is not None:
        reading.items[stop.route.item.id].remove(stop.item)
    if stop.question is None:
        reading.asked.discard(stop.key)


def failing_hard_check(stop: Stop, reading: Reading) -> CompiledCheck | None:
    """The hard check that does not let this answer pass, if any: it then reads as unanswered, as if out of range."""
    if stop.answer is None:
        return None
    return next((check for check in stop.route.checks if check.check.level == "hard" and check.fails(reading)), None)


def failing_checks(found: Path) -> Iterator[tuple[Stop, CompiledCheck]]:
    """Every check on the path that fails now, from top to bottom. Off the path no check runs."""
    for stop in found.stops:
        if stop.answer is None:
            continue
        found.reading.item = stop.item
        for check in stop.route.checks:
            if check.fails(found.reading):
                yield stop, check


def on_path_answers(found: Path) -> Answers:
    """The answers that count now, derived ones included."""
    return {stop.key: stop.answer for stop in found.stops if stop.answer is not None}
