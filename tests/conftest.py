"""What holds for all tests: no test changes the process for the next; the benchmarks measure time, not hypothesis."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(autouse=True)
def file_modes_as_before() -> Iterator[None]:
    """`main` narrows the file modes of its process, which here is that of all tests."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)
