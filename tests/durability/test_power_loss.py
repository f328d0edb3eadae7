"""The power fails at any moment: every answer that had been acknowledged is there, and nothing half is."""

import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from disk import NEEDS_STRACE, Disk, can_trace, traced

from cati.errors import DatabaseMissingError
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import ALL, trials
from storage_fixtures import fold

PROGRAM = Path(__file__).with_name("answering.py")
CHANCES: tuple[Random | bool, ...] = (False, True, Random(1), Random(2), Random(3))  # noqa: S311


class Image(NamedTuple):
    """A disk after a power cut, and the last answer that had been acknowledged by then."""

    number: int
    files: dict[Path, bytes]
    acknowledged: int


def images(folder: Path, synchronous: str, chances: Sequence[Random | bool]) -> Iterator[Image]:
    """A program's disks before each sync, after each acknowledgement, and when it is over; each by every chance."""
    disk, numbers = Disk(), count(1)
    steps = traced([sys.executable, str(PROGRAM), str(folder), synchronous], folder)
    for step in steps:
        if step.deed == "sync":
            yield from (Image(next(numbers), disk.after_a_power_cut(chance), disk.acknowledged) for chance in chances)
        disk.take(step)
        if step.deed == "acknowledge" or step is steps[-1]:
            yield from (Image(next(numbers), disk.after_a_power_cut(chance), disk.acknowledged) for chance in chances)


def stored(image: Image, folder: Path) -> int:
    """How many events are there when the machine is started again; all of them sound."""
    with TemporaryDirectory(dir=folder.parent) as name:
        again = Path(name)
        for path, content in image.files.items():
            file = again / path.relative_to(folder)
            if path.suffix:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        try:
            with open_store(again / "db" / "cati.sqlite", create=False) as store:
                events = load_events(store, 1)
                assert verify(store, fold) == []
                return len(events)
        except DatabaseMissingError:
            return 0


@pytest.fixture
def folder(fast_folder: Path) -> Iterator[Path]:
    if not can_trace():
        assert not ALL, NEEDS_STRACE
        pytest.skip(NEEDS_STRACE)
    with TemporaryDirectory(dir=fast_folder) as name:
        (study := Path(name) / "study").mkdir()
        yield study


def test_no_acknowledged_answer_is_lost_to_a_power_cut(folder: Path):
    tried = 0
    for image in images(folder, "FULL", CHANCES):
        assert stored(image, folder) >= image.acknowledged, image.number
        tried += 1
    assert tried >= trials("power_cut")


def test_the_simulated_power_cut_finds_the_answers_that_a_log_not_synced_loses(folder: Path):
    lost = [stored(image, folder) < image.acknowledged for image in images(folder, "NORMAL", CHANCES[:3])]
    assert sum(lost) > len(lost) // 4
