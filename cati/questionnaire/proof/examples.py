"""One interview for each option, status, check and end that any answers lead to."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Literal

from cati.questionnaire.answer import Answer, Answers, Choice, Choices, GridRows
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.conditions.tree import Status
from cati.questionnaire.model import EndItem, GridQuestion, MultiQuestion, Question, Questionnaire
from cati.questionnaire.path import Path, failing_checks
from cati.questionnaire.proof.concrete import Interview, concrete
from cati.questionnaire.proof.declare import STATUSES
from cati.questionnaire.proof.diagram import TRUE, Node, deep_enough
from cati.questionnaire.proof.plausible import Wishes
from cati.questionnaire.proof.routes import walked
from cati.questionnaire.proof.walk import Stage, Visit, Walk, answer_key_of

Kind = Literal["option", "status", "check", "end"]


@dataclass(frozen=True)
class Example:
    """Answers of a whole interview that meets something; `name` is the option, status, check or disposition."""

    kind: Kind
    item: str
    name: str
    answers: Answers
    sample: Mapping[str, SampleValue]


@dataclass(frozen=True)
class Attempt:
    """Answers that may meet it, what to answer there, and how to see that it is met."""

    node: Node
    forced: Wishes
    is_met: Callable[[Path], bool]


@dataclass(frozen=True)
class Aim:
    """Something to meet, with an attempt for each roster item."""

    kind: Kind
    item: str
    name: str
    attempts: tuple[Attempt, ...]


def examples(questionnaire: Questionnaire) -> list[Example]:
    """An example of everything that can be met, down the list. Raises `TooLargeError` like `routes`."""
    with deep_enough():
        walk = walked(questionnaire)
        found = [met(walk, aim) for stage in walk.stages for aim in aims(walk, stage)]
    return [example for example in found if example is not None]


def met(walk: Walk, aim: Aim) -> Example | None:
    """An interview that meets an aim, if any does."""
    for attempt in aim.attempts:
        if walk.ground.is_possible(attempt.node):
            found = concrete(walk, walk.ground.lawful(walk.passing(attempt.node)), attempt.is_met, attempt.forced)
            if found is not None:
                return Example(aim.kind, aim.item, aim.name, found[1], found[0])
    return None


def reaching(questionnaire: Questionnaire, item: str) -> Interview | None:
    """The sample and answers of an interview that comes to an item; None if none was found.

    Raises `TooLargeError` like `routes`.
    """
    with deep_enough():
        walk = walked(questionnaire)
        visits = [visit for stage in walk.stages if stage.item.step.item.id == item for visit in stage.visits]
        for visit in visits:
            if walk.ground.is_possible(visit.reach):
                found = concrete(walk, walk.ground.lawful(walk.passing(visit.reach)), partial(comes_to, item))
                if found is not None:
                    return found
    return None


def comes_to(item: str, path: Path) -> bool:
    """Whether an item is on a path."""
    return any(stop.route.item.id == item for stop in path.stops)


def aims(walk: Walk, stage: Stage) -> Iterator[Aim]:
    """What there is to meet at an item."""
    item = stage.item.step.item
    if isinstance(item, EndItem):
        attempts = tuple(Attempt(visit.reach, Wishes(), partial(has_ended, item)) for visit in stage.visits)
        yield from (Aim("end", item.id, disposition, attempts) for disposition in item.disposition)
        return
    if isinstance(item, Question):
        for option in stage.item.options:
            if not option.ask_again:
                given = tuple(answering(walk, stage, visit, item, option.name) for visit in stage.visits)
                yield Aim("option", item.id, option.name, given)
        for status in STATUSES[item.nonresponse]:
            given = tuple(answering(walk, stage, visit, item, status) for visit in stage.visits)
            yield Aim("status", item.id, status.value, given)
    for number, check in enumerate(item.checks):
        attempts = tuple(failing(walk, stage, visit, number, check.id) for visit in stage.visits)
        yield Aim("check", item.id, check.id, attempts)


def failing(walk: Walk, stage: Stage, visit: Visit, number: int, check: str) -> Attempt:
    """To let a check fail."""
    fails = walk.truth.of_clause(stage.item.checks[number], visit.at)
    return Attempt(walk.diagram.both(walk.answered(stage.item, visit), fails), Wishes(), partial(has_failed, check))


def answering(walk: Walk, stage: Stage, visit: Visit, question: Question, wish: str | Status) -> Attempt:
    """To give an option or a status at a question; at a grid in every row."""
    key, nodes, forced = answer_key_of(stage.item, visit.at), [visit.reach], Wishes()
    if isinstance(wish, str):
        nodes.append(visit.offered.get(wish, TRUE))
    if isinstance(question, MultiQuestion) and isinstance(wish, str):
        forced.chosen[key] = {wish: True}
        if key in walk.truth.bits:
            nodes.append(walk.truth.all_chosen(key, {wish}))
    else:
        rows = [row.name for row in question.rows] if isinstance(question, GridQuestion) else [None]
        for row in rows:
            cell = key if row is None else f"{key}.{row}"
            forced.values[cell] = wish
            if cell in walk.truth.values:
                nodes.append(walk.truth.valued(key, row, frozenset({wish})))
    return Attempt(walk.diagram.all_of(nodes), forced, partial(has_answered, key, wish))


def has_ended(item: EndItem, path: Path) -> bool:
    """Whether a path comes to this end."""
    return path.end is item


def has_failed(check: str, path: Path) -> bool:
    """Whether a check fails on a path."""
    held = [] if path.held is None else [path.held.check]
    return any(compiled.check.id == check for compiled in (*held, *(found for _, found in failing_checks(path))))


def has_answered(key: str, wish: str | Status, path: Path) -> bool:
    """Whether an option or a status was given at an answer key."""
    stop = path.stop(key)
    return stop is not None and stop.answer is not None and is_given(stop.answer, wish)


def is_given(answer: Answer, wish: str | Status) -> bool:
    """Whether an answer is, or holds, an option or a status."""
    if isinstance(answer, GridRows):
        return all(is_given(row, wish) for row in answer.rows.values())
    if isinstance(wish, Status):
        return answer.kind == wish.value
    if isinstance(answer, Choices):
        return wish in answer.options
    return isinstance(answer, Choice) and answer.option == wish
