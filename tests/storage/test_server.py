"""A database on a server: how it is opened, with which settings, and what is refused."""

import multiprocessing
import os
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url

from cati.errors import DatabaseMissingError, NewerSchemaError, NotADatabaseError, NotSavedError, StorageError
from cati.storage.cases import add_cases, list_cases
from cati.storage.schema_version import SCHEMA
from cati.storage.settings import read_setting, settle
from cati.storage.store import Store, open_store
from postgresql_server import Server, a_server, missing
from storage_fixtures import new_case, new_store_at, on_server

FORK = multiprocessing.get_context("fork")
SETTINGS = {
    "synchronous_commit": "on",
    "statement_timeout": "10s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "15s",
    "application_name": "cati",
    "transaction_isolation": "read committed",
    "transaction_read_only": "off",
    "fsync": "on",
}
WHEN_READING = {
    "statement_timeout": "10min",
    "idle_in_transaction_session_timeout": "10min",
    "transaction_isolation": "repeatable read",
    "transaction_read_only": "on",
}


@on_server
@pytest.mark.parametrize(("door", "changes"), [("transaction", {}), ("recording", {}), ("reading", WHEN_READING)])
def test_every_connection_has_the_same_settings(store: Store, door: str, changes: dict[str, str]):
    for _ in range(2):  # the second time it comes out of the pool
        with getattr(store, door)() as writer:
            run = getattr(writer, "exec_driver_sql", None) or writer.execute
            found = {name: run(f"SHOW {name}").fetchone()[0] for name in SETTINGS}
        assert found == SETTINGS | changes


@on_server
def test_settings_in_the_url_are_kept_but_do_not_weaken_ours(place: str):
    url = f"{place}&options=-c%20synchronous_commit%3Doff%20-c%20work_mem%3D8MB"
    with open_store(url, create=False) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"
        assert connection.exec_driver_sql("SHOW work_mem").scalar() == "8MB"


@on_server
def test_a_reading_sees_one_moment(store: Store):
    with store.reading() as connection:
        before = connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar()
        with store.transaction() as writer:
            writer.exec_driver_sql("DELETE FROM contacts")
        assert connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar() == before == 3


@on_server
def test_a_reading_writes_nothing(store: Store):
    with pytest.raises(NotSavedError) as refused, store.reading() as connection:
        connection.exec_driver_sql("DELETE FROM contacts")
    assert refused.value.word == "storage.read_only_server"


def test_an_empty_database_is_made_once_and_opens_again(empty_database: str):
    new_store_at(empty_database, cases=2).close()
    with open_store(empty_database, create=False) as store:
        assert [case.case_key for case in list_cases(store)] == ["K001", "K002"]


def test_an_empty_database_is_not_made_unasked(empty_database: str, server: Server):
    with pytest.raises(DatabaseMissingError):
        open_store(empty_database, create=False)
    with server.connection(empty_database.partition("@/")[2].partition("?")[0]) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def run_in(url: str, *statements: str) -> None:
    engine = create_engine(make_url(url))
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_the_database_of_another_program_is_refused_and_left_alone(empty_database: str):
    run_in(empty_database, "CREATE TABLE photos (id int)")
    with pytest.raises(NotADatabaseError):
        open_store(empty_database, create=True)


@pytest.mark.parametrize(
    ("said", "refusal"), [(str(SCHEMA + 1), NewerSchemaError), ("9b1f", NotADatabaseError), ("", NotADatabaseError)]
)
def test_a_newer_or_unknown_schema_is_refused(empty_database: str, said: str, refusal: type[StorageError]):
    open_store(empty_database, create=True).close()
    run_in(empty_database, f"UPDATE alembic_version SET version_num = '{said}'")
    with pytest.raises(refusal):
        open_store(empty_database, create=True)


def test_a_database_that_cannot_hold_every_text_is_refused(server: Server):
    with server.connection() as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StorageError) as refused:
        open_store(server.url("latin"), create=True)
    assert refused.value.word == "storage.not_utf8"


def test_a_server_that_does_not_write_through_to_disk_is_refused():
    if reason := missing():
        pytest.skip(reason)
    with a_server(fsync="off") as careless, pytest.raises(StorageError) as refused:
        open_store(careless.make("study"), create=True)
    assert refused.value.word == "storage.fsync_off"


def create_at_once(url: str, barrier: object) -> None:
    barrier.wait()  # type: ignore[attr-defined]
    with open_store(url, create=True) as store:
        settle(store, "agency", os.getpid())


def test_several_that_create_the_database_at_once_all_succeed(empty_database: str):
    barrier = FORK.Barrier(4)
    children = [FORK.Process(target=create_at_once, args=(empty_database, barrier)) for _ in range(4)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
    assert [child.exitcode for child in children] == [0] * 4
    with open_store(empty_database, create=False) as store:
        assert read_setting(store, "agency") in [child.pid for child in children]


@on_server
def test_cases_come_in_the_same_order_as_from_a_file_whatever_the_servers_language(place: str, tmp_path: Path):
    keys = ["a-1", "A 2", "é", "Z", "_", "10", "9", "aa"]
    orders = []
    for where in (place, tmp_path / "x.sqlite"):
        with open_store(where, create=True) as store:
            add_cases(store, [new_case(1, case_key=key) for key in keys])
            orders.append([case.case_key for case in list_cases(store)])
    assert orders[0] == orders[1] == sorted(keys)
