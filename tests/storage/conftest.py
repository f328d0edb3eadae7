"""An open database, closed after the test: each test that asks for one runs on both engines.

The server is a real one, started once a session in a folder of its own.
"""

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from cati.storage.store import Store, open_store
from postgresql_server import Server, a_server, missing
from storage_fixtures import new_store_at

SUITE = "suite"
_numbers = count(1)


@pytest.fixture(autouse=True)
def the_umask_of_the_tests() -> Iterator[None]:
    """Running a command sets the process's own, for good."""
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL server with a database that has the schema and no rows."""
    if reason := missing():
        pytest.skip(reason)
    with a_server() as started:
        open_store(started.make(SUITE), create=True).close()
        yield started


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | str:
    """Where a database is, or may be made."""
    if request.param == "sqlite":
        return tmp_path / "db" / "cati.sqlite"
    started: Server = request.getfixturevalue("server")
    started.empty(SUITE)
    return started.url(SUITE)


@pytest.fixture
def empty_database(server: Server) -> str:
    """A database without anything in it."""
    return server.make(f"empty_{next(_numbers)}")


@pytest.fixture
def store(place: Path | str) -> Iterator[Store]:
    """Three cases."""
    with new_store_at(place, cases=3) as opened:
        yield opened
