"""What holds for all tests: no test changes the process for the next; the benchmarks measure time, not hypothesis."""

import os
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import settings

from cati.storage.doors import Store

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def file_modes_as_before() -> Iterator[None]:
    """`main` narrows the file modes of its process, which here is that of all tests."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture(autouse=True)
def stores_are_closed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database that a test leaves open would keep its files open for all the tests after it."""
    opened: list[Store] = []
    first = Store.__init__

    def noted(store: Store, *engine: Any, **more: Any) -> None:  # noqa: ANN401 - whatever a store is made of
        first(store, *engine, **more)
        opened.append(store)

    monkeypatch.setattr(Store, "__init__", noted)
    yield
    for store in opened:
        with suppress(AttributeError):  # one that could not be opened
            store.close()
