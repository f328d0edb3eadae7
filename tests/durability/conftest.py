"""Where thousands of databases are opened once each: in memory if it can be, for nothing there has to last."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder inside it is made for its owner alone


@pytest.fixture(scope="module")
def fast_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder whose files are in memory where the system has such a place."""
    if not MEMORY.is_dir():
        yield tmp_path_factory.mktemp("fast")
        return
    with tempfile.TemporaryDirectory(prefix="cati-", dir=MEMORY) as name:
        yield Path(name)
