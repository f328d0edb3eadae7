"""Which items stand in another order: the fewest that must have moved."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.sides import At, Sides


def moves(sides: Sides) -> Iterator[Change]:
    """Each item that moved, with the kept item it stood after and the one it stands after now."""
    old = [step.item.id for step in sides.old_steps if step.item.id in sides.kept]
    new = [step.item.id for step in sides.new_steps if step.item.id in sides.kept]
    place = {name: order for order, name in enumerate(old)}
    stayed = {old[each] for each in longest_rising([place[name] for name in new])}
    for step in sides.old_steps:
        name = step.item.id
        if name in sides.kept and name not in stayed:
            at = At(name, step.order)
            yield at.change(ChangeKind.ORDER_CHANGED, old=before(old, name), new=before(new, name))


def before(names: Sequence[str], name: str) -> str:
    """The name that stands before another; nothing at the top."""
    place = names.index(name)
    return names[place - 1] if place else ""


def longest_rising(numbers: Sequence[int]) -> list[int]:
    """A longest rising part of a sequence of different numbers, by patience sorting."""
    tops: list[int] = []
    places: list[int] = []
    came_from: list[int] = []
    for place, number in enumerate(numbers):
        pile = bisect_left(tops, number)
        came_from.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [number]
        places[pile : pile + 1] = [place]
    found: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        found.append(numbers[place])
        place = came_from[place]
    return found[::-1]
