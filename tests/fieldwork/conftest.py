"""A phone room in memory: two companies, a clock that a test moves, and nobody at the desk but An Peeters."""

from collections.abc import Iterator
from functools import cache
from itertools import count

import pytest

from cati.fieldwork.room import Room
from cati.fieldwork.study import Study
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import add_companies, seated, the_study


@cache
def study() -> Study:
    """The project's own study, loaded once."""
    return the_study()


@pytest.fixture
def clock() -> MovingClock:
    return MovingClock()


@pytest.fixture
def room(clock: MovingClock) -> Iterator[Room]:
    numbers = count()
    with open_store(":memory:", create=True) as store:
        empty = Room(study(), store, clock=clock, chance=lambda: f"{next(numbers):016x}")
        add_companies(empty, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
        yield seated(empty)
