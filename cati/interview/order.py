"""The order in which options and rows are shown: drawn once per interview, the same in every replay.

Sorted by SHA-256 of seed, question and name: unlike `random.shuffle` this is promised for ever, and a new
option leaves the order of the others alone.
"""

import hashlib
from collections.abc import Sequence

from cati.questionnaire.model import Closed, GridQuestion, Option


def shuffled(seed: str, question: str, names: Sequence[str], movable: frozenset[str]) -> tuple[str, ...]:
    """The names with the movable ones in the order of this seed, the others in their places."""
    ranked = iter(sorted((name for name in names if name in movable), key=lambda name: rank(seed, question, name)))
    return tuple(next(ranked) if name in movable else name for name in names)


def rank(seed: str, question: str, name: str) -> str:
    """Where a name comes in the order of this seed."""
    return hashlib.sha256(f"{seed}:{question}:{name}".encode()).hexdigest()


def shown_options(question: Closed, offered: Sequence[Option], seed: str) -> tuple[Option, ...]:
    """The offered options in the order shown."""
    if isinstance(question, GridQuestion):
        return tuple(offered)
    by_name = {option.name: option for option in offered}
    movable = movable_names(question, offered) & by_name.keys()
    return tuple(by_name[name] for name in shuffled(seed, question.id, list(by_name), frozenset(movable)))


def shown_rows(question: GridQuestion, seed: str) -> tuple[str, ...]:
    """The names of a grid's rows in the order shown."""
    names = [row.name for row in question.rows]
    wanted = question.randomise
    movable = frozenset(names) if wanted is True else frozenset(wanted or ())
    return shuffled(seed, question.id, names, movable)


def movable_names(question: Closed, offered: Sequence[Option]) -> frozenset[str]:
    """The names that change places; `randomise: true` leaves `other` and exclusive options at their place."""
    if question.randomise is True:
        return frozenset(option.name for option in offered if not option.other and not option.exclusive)
    return frozenset(question.randomise or ())
