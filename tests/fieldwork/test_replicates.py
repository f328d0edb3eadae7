"""Replicates: a part of the sample that waits until it is released."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.fieldwork.sample_status import release_replicate, status_of_sample
from cati.storage.audit import list_deeds
from cati.storage.store import open_store
from moving_clock import MovingClock
from phone_room import seated, the_study
from sample_files import a_row, case_files, imported


@pytest.fixture
def room(clock: MovingClock, tmp_path: Path) -> Iterator[Room]:
    """A room with a company in the first replicate and one in the second."""
    with open_store(":memory:", create=True) as store:
        room = seated(Room(the_study(), store, clock=clock, chance=lambda: "0" * 16))
        imported(room, tmp_path, a_row("Een", replicate="1"), a_row("Twee", "050 00 00 02", replicate="2"))
        yield room


def test_a_replicate_waits_and_is_in_no_queue(room: Room):
    case = case_files(room)["Twee"].case
    assert (case.state, case.queue, case.parked_because) == ("parked", None, "replicate")
    assert status_of_sample(room).replicates == {2: 1}


def test_once_released_it_is_called_also_in_files_to_come(room: Room, tmp_path: Path):
    assert release_replicate(room, 2) == 1
    imported(room, tmp_path, a_row("Drie", "050 00 00 03", replicate="2"))
    assert {name: file.case.state for name, file in case_files(room).items()} == dict.fromkeys(
        ("Een", "Twee", "Drie"), "fresh"
    )
    assert status_of_sample(room).replicates == {}


def test_the_first_replicate_is_called_first(room: Room):
    release_replicate(room, 2)
    assert next_case(room, practice=False) is not None
    assert [file.case.state for file in case_files(room).values() if file.case.lease_by] == ["fresh"]
    assert case_files(room)["Een"].case.lease_by


def test_releasing_is_on_record_and_done_twice_frees_nothing_more(room: Room):
    assert [release_replicate(room, 2), release_replicate(room, 2)] == [1, 0]
    assert [deed.detail for deed in list_deeds(room.store, verb="replicate_released")] == [{"cases": 1}, {"cases": 0}]
