"""What the path lost and gained when an earlier answer was changed.

Going on to the next question is no change of the path. Questions that are still to be asked are read over,
so that a question further down which only waits for its turn does not count as lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cati.interview.session import Session
from cati.questionnaire.conditions.closures import Reading
from cati.questionnaire.model import EndItem
from cati.questionnaire.path import Stop, note, stop_at, walked
from cati.questionnaire.routing import routing
from cati.words import say

MOST_NAMED = 6
"""More questions than this do not fit in one line."""


@dataclass(frozen=True)
class PathChange:
    """Questions by what an interviewer calls them: answered but no longer counted, new, and counted once more."""

    dropped: tuple[str, ...]
    added: tuple[str, ...]
    restored: tuple[str, ...]


def path_change(before: Session, after: Session, language: str) -> str | None:
    """The sentence about a changed path, in the language of the screen; None if nothing need be said."""
    change = change_between(before, after)
    if change is None:
        return None
    parts = [
        say(language, "path_change.dropped", count=len(change.dropped), questions=named(change.dropped)),
        say(language, "path_change.added", count=len(change.added), questions=named(change.added)),
        say(language, "path_change.restored", count=len(change.restored), questions=named(change.restored)),
    ]
    told = [part for part, names in zip(parts, (change.dropped, change.added, change.restored), strict=True) if names]
    return say(language, "path_change.changed", parts="; ".join(told))


def change_between(before: Session, after: Session) -> PathChange | None:
    """What changed, or None if no answer was altered or the path stayed as it was."""
    if not is_altered(before, after):
        return None
    old = {stop.key: stop for stop in in_reach(before)}
    new = {stop.key: stop for stop in in_reach(after)}
    gained = [stop for key, stop in new.items() if key not in old]
    change = PathChange(
        dropped=tuple(name_of(before, stop) for key, stop in old.items() if key not in new and stop.answer is not None),
        added=tuple(name_of(after, stop) for stop in gained if stop.answer is None),
        restored=tuple(name_of(after, stop) for stop in gained if stop.answer is not None),
    )
    return change if change.dropped or change.added or change.restored else None


def is_altered(before: Session, after: Session) -> bool:
    """Whether an answer that counted is another one now."""
    given = (stop for stop in before.path.questions() if stop.answer is not None)
    return any(after.state.answers.get(stop.key) != stop.answer for stop in given)


def in_reach(session: Session) -> Iterator[Stop]:
    """The questions that are or may still be asked with these answers, past those without an answer."""
    answers = session.state.answers
    reading = Reading(sample=session.sample)
    for block in routing(session.questionnaire).blocks:
        for route, item in walked(block, reading):
            reading.item = item
            if not all(guard(reading) for guard in route.guards):
                continue
            if isinstance(route.item, EndItem):
                return
            stop = stop_at(route, item, answers, reading)
            note(stop, reading)
            if stop.question is not None:
                reading.asked.add(stop.key)
                yield stop


def name_of(session: Session, stop: Stop) -> str:
    """The id of a question, with the item of its roster in words."""
    roster = stop.route.step.roster
    if roster is None or roster.alias is None:
        return stop.key
    return f"{stop.route.item.id} ({session.telling(item=stop.item).roster_label(roster.alias)})"


def named(names: tuple[str, ...]) -> str:
    """As many names as fit."""
    return ", ".join(names) if len(names) <= MOST_NAMED else f"{', '.join(names[: MOST_NAMED - 1])}, …"
