"""The whole list with what became of each item, for the editor: what is asked, and why or why not."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cati.interview.answers_so_far import answer_in_words
from cati.interview.session import Session
from cati.questionnaire.answer import AnswerKey
from cati.questionnaire.model import DerivedItem
from cati.questionnaire.path import Stop
from cati.questionnaire.routing import Route, routing
from cati.questionnaire.steps import steps

State = Literal["answered", "open", "not_asked", "not_reached"]


@dataclass(frozen=True)
class Tested:
    """A condition as the file has it; `is_true` is None while what it asks about is not known yet."""

    text: str
    is_true: bool | None


@dataclass(frozen=True)
class PathLine:
    """One item, or one of a roster's; an end that is reached is `open`."""

    key: AnswerKey
    state: State
    answer: str
    tests: tuple[Tested, ...]


def path_lines(session: Session, language: str) -> tuple[PathLine, ...]:
    """Every item of the questionnaire, from top to bottom; answers in words, the rest in the screen's language."""
    found, routes = session.path, routing(session.questionnaire).routes
    is_over = found.next is None and found.end is None
    last = found.stops[-1].route.step.order if found.stops and not is_over else len(steps(session.questionnaire))
    lines: list[PathLine] = []
    for step in steps(session.questionnaire):
        route = routes[step.item.id]
        stops = [stop for stop in found.stops if stop.route.item.id == step.item.id]
        lines += [line_of(session, stop, language) for stop in stops]
        if not stops:
            is_known = step.order < last and step.roster is None
            state: State = "not_asked" if step.order < last else "not_reached"
            key = AnswerKey(step.item.id)
            lines.append(PathLine(key, state, "", tuple(tested(session, route, None, is_known=is_known))))
    return tuple(lines)


def line_of(session: Session, stop: Stop, language: str) -> PathLine:
    """An item that is on the path."""
    without: State = "not_asked" if isinstance(stop.route.item, DerivedItem) else "open"
    state: State = without if stop.answer is None else "answered"
    tests = tuple(tested(session, stop.route, stop.item, is_known=True))
    return PathLine(stop.key, state, answer_in_words(session, stop, language), tests)


def tested(session: Session, route: Route, item: str | None, *, is_known: bool) -> Iterator[Tested]:
    """The conditions of the sections around an item and its own."""
    session.path.reading.item = item
    for (text, _), guard in zip(route.step.conditions(), route.guards, strict=True):
        yield Tested(" ".join(text.split()), guard(session.path.reading) if is_known else None)
