"""Imports by processes of their own: two at once, and one that is killed."""

import multiprocessing
import os
import signal
from pathlib import Path

from cati.fieldwork.import_order import Order
from cati.fieldwork.import_sample import import_sample
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.cases import list_cases
from cati.storage.store import open_store
from phone_room import the_study
from sample_files import a_row, as_csv, counts, in_silence, written

FORK = multiprocessing.get_context("fork")
SIZE = 1_500
STUDY = the_study()


def a_sample(folder: Path) -> Path:
    rows = (a_row(f"Bedrijf {at}", f"050 00 {at // 100:02} {at % 100:02}") for at in range(SIZE))
    return written(folder, as_csv(*rows))


def a_room(folder: Path) -> Room:
    return Room(STUDY, open_store(folder / "cati.sqlite", create=True))


def test_two_supervisors_at_once_import_every_company_once(tmp_path: Path):
    a_room(tmp_path).store.close()
    results = FORK.SimpleQueue()

    def supervise(number: int) -> None:
        folder = tmp_path / str(number)
        folder.mkdir()
        room = a_room(tmp_path)
        results.put(counts(import_sample(room, Order(a_sample(folder)), in_silence)))

    both = [FORK.Process(target=supervise, args=(number,)) for number in range(2)]
    for each in both:
        each.start()
    found = sorted((results.get() for _ in both), key=str)
    for each in both:
        each.join()
    assert found == [{"new": SIZE}, {"unchanged": SIZE}]
    room = a_room(tmp_path)
    assert sum(1 for _ in list_cases(room.store)) == SIZE
    room.store.close()


def test_an_import_that_is_killed_leaves_nothing_and_can_be_done_again(tmp_path: Path):
    a_room(tmp_path).store.close()
    file = a_sample(tmp_path)

    def import_and_die() -> None:
        seen = []

        def die(row: int, _expected: int) -> None:
            seen.append(row)
            if 0 in seen and row >= 1_000:  # 0 is told when writing begins
                os.kill(os.getpid(), signal.SIGKILL)

        import_sample(a_room(tmp_path), Order(file), die)

    child = FORK.Process(target=import_and_die)
    child.start()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    room = a_room(tmp_path)
    assert list(list_cases(room.store)) == []
    assert list(list_deeds(room.store)) == []
    assert counts(import_sample(room, Order(file), in_silence)) == {"new": SIZE}
    room.store.close()
