"""An open phone room in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from exporting_room import room_of

from cati.fieldwork.room import Room


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    study = tmp_path / "study"
    study.mkdir()
    made = room_of(study)
    with made.store:
        yield made
