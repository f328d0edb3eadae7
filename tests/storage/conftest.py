"""An open database in a folder of its own, closed after the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.storage.store import Store
from storage_fixtures import new_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with new_store(tmp_path, cases=3) as opened:
        yield opened
