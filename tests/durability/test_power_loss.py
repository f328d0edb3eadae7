"""The power fails at any moment: every answer that had been acknowledged is there, and nothing half is."""

import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from disk import NEEDS_STRACE, Disk, can_trace, traced

from cati.errors import DatabaseMissingError
from cati.interview.session import folded
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import ALL, trials
from storage.old.make_file import FOLDER, read
from storage_fixtures import fold

PROGRAM = Path(__file__).with_name("answering.py")
OLD = FOLDER / "schema_1.sqlite"
UPGRADING = "import sys; from cati.storage.store import open_store; open_store(sys.argv[1], create=False).close()"
CHANCES: tuple[Random | bool, ...] = (False, True, Random(1), Random(2), Random(3))  # noqa: S311


class Image(NamedTuple):
    """A disk after a power cut, and the last answer that had been acknowledged by then."""

    number: int
    files: dict[Path, bytes]
    acknowledged: int


def images(command: Sequence[str], folder: Path, disk: Disk, chances: Sequence[Random | bool]) -> Iterator[Image]:
    """A program's disks before each sync, after each acknowledgement, and when it is over; each by every chance."""
    numbers = count(1)
    steps = traced(command, folder)
    for step in steps:
        if step.deed == "sync":
            yield from (Image(next(numbers), disk.after_a_power_cut(chance), disk.acknowledged) for chance in chances)
        disk.take(step)
        if step.deed == "acknowledge" or step is steps[-1]:
            yield from (Image(next(numbers), disk.after_a_power_cut(chance), disk.acknowledged) for chance in chances)


def answering(folder: Path, synchronous: str, chances: Sequence[Random | bool]) -> Iterator[Image]:
    """The disks of a program that answers."""
    return images([sys.executable, str(PROGRAM), str(folder), synchronous], folder, Disk(), chances)


@contextmanager
def started_again(image: Image, folder: Path) -> Iterator[Path]:
    """Where the database lies when the machine is started again."""
    with TemporaryDirectory(dir=folder.parent) as name:
        again = Path(name)
        for path, content in image.files.items():
            file = again / path.relative_to(folder)
            if path.suffix:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
        yield again / "db" / "cati.sqlite"


def stored(image: Image, folder: Path) -> int:
    """How many events are there when the machine is started again; all of them sound."""
    with started_again(image, folder) as place:
        try:
            with open_store(place, create=False) as store:
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
    for image in answering(folder, "FULL", CHANCES):
        assert stored(image, folder) >= image.acknowledged, image.number
        tried += 1
    assert tried >= trials("power_cut")


def test_the_simulated_power_cut_finds_the_answers_that_a_log_not_synced_loses(folder: Path):
    lost = [stored(image, folder) < image.acknowledged for image in answering(folder, "NORMAL", CHANCES[:3])]
    assert sum(lost) > len(lost) // 4


def test_an_upgrade_that_the_power_cuts_off_leaves_the_old_database_or_the_new_one(folder: Path):
    place, disk, tried = folder / "db" / "cati.sqlite", Disk(), 0
    place.parent.mkdir(mode=0o700)
    shutil.copyfile(OLD, place)
    disk.hold(place)
    expected = json.loads(OLD.with_suffix(".json").read_text(encoding="utf-8"))
    for image in images([sys.executable, "-c", UPGRADING, str(place)], folder, disk, CHANCES):
        with started_again(image, folder) as found, open_store(found, create=False) as store:
            assert read(store) == expected, image.number
            assert verify(store, lambda events: folded(events).answers) == []
        tried += 1
    assert tried >= trials("upgrade_cut_off")
