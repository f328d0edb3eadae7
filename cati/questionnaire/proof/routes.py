"""Routes: every different sequence of items that answers can lead through, a roster as one item."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from cati.questionnaire.answer import Answers
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.model import DerivedItem, EndItem, Questionnaire
from cati.questionnaire.path import Path
from cati.questionnaire.proof.concrete import concrete
from cati.questionnaire.proof.diagram import FALSE, TRUE, Node, TooLargeError, deep_enough
from cati.questionnaire.proof.walk import Stage, Walk

MOST_STATES = 20_000


@dataclass(frozen=True)
class Route:
    """One sequence of items that are asked, the end it comes to, and answers that lead there."""

    items: tuple[str, ...]
    end: str | None
    dispositions: tuple[str, ...]
    answers: Answers
    sample: Mapping[str, SampleValue]


def routes(questionnaire: Questionnaire, limit: int) -> list[Route]:
    """Up to `limit` routes, in the order of the list: where an item can be asked, the routes that ask it come first.

    Raises `TooLargeError` if the diagram grows beyond its limit.
    """
    found: list[Route] = []
    with deep_enough():
        walk = walked(questionnaire)
        for items, end, node in sequences(walk):
            if len(found) == limit:
                break
            met = concrete(walk, walk.ground.lawful(walk.passing(node)), partial(takes, items))
            if met is not None:
                dispositions = end.disposition if end is not None else ()
                found.append(Route(items, None if end is None else end.id, dispositions, met[1], met[0]))
    return found


def takes(items: tuple[str, ...], path: Path) -> bool:
    """Whether a path goes over these items: those that have a screen, and its end, a roster's once."""
    ids = (stop.route.item.id for stop in path.stops if not isinstance(stop.route.item, DerivedItem))
    return path.next is None and tuple(dict.fromkeys(ids)) == items


@lru_cache(maxsize=4)
def walked(questionnaire: Questionnaire) -> Walk:
    """The walk of a questionnaire that is free of errors."""
    return Walk(questionnaire).to_the_end()


def sequences(walk: Walk) -> Iterator[tuple[tuple[str, ...], EndItem | None, Node]]:
    """Each sequence of items, its end, and the answers that take it, as a node."""
    stages = [stage for stage in walk.stages if not isinstance(stage.item.step.item, DerivedItem)]
    open_: list[tuple[int, tuple[str, ...], Node]] = [(0, (), TRUE)]
    while open_:
        place, items, node = open_.pop()
        if place == len(stages):
            if walk.ground.is_possible(node, walk.alive):
                yield items, None, node
            continue
        stage = stages[place]
        reach = reach_of(walk, stage)
        taken = walk.ground.lawful(walk.diagram.both(node, reach))
        passed = walk.ground.lawful(walk.diagram.without(node, reach))
        if passed != FALSE:
            open_.append((place + 1, items, passed))
        if taken != FALSE and isinstance(stage.item.step.item, EndItem):
            yield (*items, stage.item.id), stage.item.step.item, taken
        elif taken != FALSE:
            open_.append((place + 1, (*items, stage.item.id), taken))


def reach_of(walk: Walk, stage: Stage) -> Node:
    """When an item is reached, a roster as one item."""
    return walk.diagram.any_of(visit.reach for visit in stage.visits)


def route_count(questionnaire: Questionnaire) -> int | None:
    """How many routes there are, exactly, without walking them one by one; None if that is too much to work out.

    Answers that make no difference below are forgotten, so that routes which have become alike are counted together.
    """
    with deep_enough():
        try:
            return counted(walked(questionnaire))
        except TooLargeError:
            return None


def counted(walk: Walk) -> int | None:
    """The number of routes: for each set of answers that still matter, in how many ways it came about."""
    stages = [stage for stage in walk.stages if not isinstance(stage.item.step.item, DerivedItem)]
    needed = needed_below(walk, stages)
    states: dict[Node, int] = {TRUE: 1}
    finished = 0
    for stage, levels in zip(stages, needed, strict=True):
        reach, ended = reach_of(walk, stage), isinstance(stage.item.step.item, EndItem)
        below: dict[Node, int] = {}
        for node, ways in states.items():
            sides = (walk.diagram.both(node, reach), ended), (walk.diagram.without(node, reach), False)
            for side, is_end in ((walk.ground.lawful(side), is_end) for side, is_end in sides):
                if side == FALSE:
                    continue
                if is_end:
                    finished += ways
                    continue
                kept = walk.diagram.merged(side, walk.diagram.mentioned(side) - levels, walk.diagram.either)
                below[kept] = below.get(kept, 0) + ways
        states = below
        if len(states) > MOST_STATES:
            return None
    return finished + sum(ways for node, ways in states.items() if walk.ground.is_possible(node, walk.alive))


def needed_below(walk: Walk, stages: list[Stage]) -> list[set[int]]:
    """For each item the variables that decide what is reached below it."""
    needed: list[set[int]] = []
    seen = walk.ground.rests_on(walk.alive)
    for stage in reversed(stages):
        needed.append(set(seen))
        seen |= walk.ground.rests_on(reach_of(walk, stage))
    return needed[::-1]
