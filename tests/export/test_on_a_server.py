"""The database on a server gives the bytes that the file gives."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from exporting_room import conduct, room_of, sample_cases
from test_export_folder import EVERYTHING, fieldwork_done, names

from cati.fieldwork.export import export_folder
from cati.fieldwork.export_contacts import export_contacts
from cati.fieldwork.export_source import SALT
from cati.fieldwork.room import Room
from cati.storage.cases import add_cases
from cati.storage.settings import settle
from cati.storage.store import open_store
from postgresql_server import a_server, missing


@pytest.fixture
def rooms(tmp_path: Path) -> Iterator[tuple[Room, Room]]:
    """The same phone room twice: its database in a file, and on a server."""
    if reason := missing():
        pytest.skip(reason)
    one, two = tmp_path / "one" / "study", tmp_path / "two" / "study"
    one.mkdir(parents=True)
    two.mkdir(parents=True)
    with a_server() as server, open_store(server.make("exports"), create=True) as store:
        add_cases(store, sample_cases())
        with (local := room_of(one)).store, (other := room_of(two)).store:
            yield local, replace(other, store=store)


def test_an_export_from_a_server_is_byte_for_byte_that_from_a_file(rooms: tuple[Room, Room], tmp_path: Path):
    for room, name in zip(rooms, ("file", "server"), strict=True):
        settle(room.store, SALT, "0" * 16)
        fieldwork_done(room)
        conduct(room, practice=True).end("complete")
        export_folder(room, EVERYTHING, tmp_path / name)
        export_contacts(room, tmp_path / f"{name}.csv", "x")
    one, two = tmp_path / "file", tmp_path / "server"
    assert names(one) == names(two)
    assert [name for name in names(one) if (one / name).read_bytes() != (two / name).read_bytes()] == []
    assert (tmp_path / "file.csv").read_bytes() == (tmp_path / "server.csv").read_bytes()
