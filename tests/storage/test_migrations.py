"""One way a schema is made; an older database is brought to it after a copy was set aside, or is left alone."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlmodel import SQLModel

from cati.cli.commands import main
from cati.errors import NotADatabaseError, OlderSchemaError
from cati.storage import migrating, schema_version
from cati.storage.cases import list_cases
from cati.storage.schema_version import SCHEMA
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from postgresql_server import Server
from storage_fixtures import Conversation, begun, fold, new_store_at

OLD = Path(__file__).parents[1] / "data" / "schemas"
NEXT = OLD / "fake_revision"
"""A folder with one more revision, as small as can be: it adds a table, and fills it."""

CATALOGUE = """
SELECT 'column', attrelid::regclass::text, attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull
       || ' ' || attidentity::text || ' ' || coalesce((SELECT collname FROM pg_collation WHERE oid = attcollation), '')
  FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped
   AND attrelid IN (SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace)
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname || ' ' || pg_get_constraintdef(oid)
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'index', indrelid::regclass::text, pg_get_indexdef(indexrelid)
  FROM pg_index WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
UNION ALL SELECT 'trigger', tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
"""


def schema_text(connection: Connection) -> set[tuple[str, ...]]:
    """All tables, columns, constraints, indexes and triggers as the engine itself spells them."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL").all()
    else:
        rows = connection.exec_driver_sql(CATALOGUE).all()
    return {
        tuple(re.sub(r"\s+", " ", str(cell)).strip() for cell in row)
        for row in rows
        if "alembic_version" not in str(row)
    }


def declared(url: str) -> set[tuple[str, ...]]:
    """The schema as `tables.py` says it, made by SQLAlchemy alone."""
    engine = create_engine(url)
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        text = schema_text(connection)
    engine.dispose()
    return text


def migrated(store: Store) -> set[tuple[str, ...]]:
    with store.reading() as connection:
        return schema_text(connection)


def test_all_migrations_on_an_empty_file_are_the_schema():
    with open_store(":memory:", create=True) as store:
        assert migrated(store) == declared("sqlite://")
        with store.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_all_migrations_on_an_empty_server_database_are_the_schema(server: Server, empty_database: str):
    other = server.make("declared")
    with open_store(empty_database, create=True) as store:
        assert migrated(store) == declared(other)
        with store.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection), SQLModel.metadata) == []


def test_the_comparison_would_see_a_check_a_condition_and_a_trigger_that_are_not_the_same():
    whole = declared("sqlite://")
    for before, after in (
        ("BETWEEN 0 AND 4", "BETWEEN 0 AND 5"),
        ("queue IS NOT NULL", "queue > 0"),
        ("RAISE", "RAISES"),
    ):
        assert any(before in row[-1] for row in whole)
        assert {(*row[:-1], row[-1].replace(before, after)) for row in whole} != whole


def test_the_number_of_the_schema_is_that_of_the_last_revision():
    assert migrating.last_schema() == SCHEMA


OPENING = """
import sys
from cati.storage.store import open_store
open_store(sys.argv[1], create=True).close()
print(*sorted(name for name in sys.modules if name in ("alembic", "mako", "psycopg")))
"""


def loaded_by_opening(place: Path | str) -> list[str]:
    done = subprocess.run([sys.executable, "-c", OPENING, str(place)], check=True, capture_output=True, text=True)
    return done.stdout.split()


def test_alembic_is_not_imported_when_there_is_nothing_to_do(tmp_path: Path):
    assert "alembic" in loaded_by_opening(tmp_path / "x.sqlite")
    assert loaded_by_opening(tmp_path / "x.sqlite") == []


def test_nor_on_a_server(empty_database: str):
    assert "alembic" in loaded_by_opening(empty_database)
    assert loaded_by_opening(empty_database) == ["psycopg"]


def loaded(number: int, folder: Path) -> Path:
    """A database of a schema as it was, from its dump."""
    file = folder / "db" / "cati.sqlite"
    file.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript((OLD / f"schema_{number}.sql").read_text(encoding="utf-8"))
        raw.execute("PRAGMA journal_mode=WAL")
    file.chmod(0o600)
    return file


@pytest.mark.parametrize("number", range(1, SCHEMA + 1))
def test_a_database_of_each_schema_opens_and_is_sound(tmp_path: Path, number: int):
    with open_store(loaded(number, tmp_path), create=False) as store:
        assert [case.case_key for case in list_cases(store)] == ["K001", "K002", "K003"]
        assert len(load_events(store, 1)) == 4
        assert verify(store, fold) == []


def test_the_calls_of_an_older_file_are_told_as_history(tmp_path: Path):
    with open_store(loaded(1, tmp_path), create=False) as store, store.reading() as connection:
        told = connection.exec_driver_sql("SELECT case_id, at, state, code, because FROM case_history").all()
        (ended_at,) = connection.exec_driver_sql("SELECT ended_at FROM call_attempts").scalars()
    assert [tuple(row) for row in told] == [(1, ended_at, "closed", "1.1", "complete")]


@pytest.fixture
def next_schema(monkeypatch: pytest.MonkeyPatch) -> int:
    """A program that is one schema ahead."""
    monkeypatch.setattr(schema_version, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr(migrating, "REVISIONS", [*migrating.REVISIONS, NEXT])
    return SCHEMA + 1


def test_an_older_file_is_upgraded_on_opening_after_a_copy_was_set_aside(tmp_path: Path, next_schema: int):
    file = loaded(SCHEMA, tmp_path)
    with open_store(file, create=False) as store:
        with store.reading() as connection:
            assert connection.exec_driver_sql("SELECT case_key FROM fake_notes").scalars().all() == [
                "K001",
                "K002",
                "K003",
            ]
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert verify(store, fold) == []
        assert Conversation(store, begun(store)).answer(("V1", "yes"))
    backup = tmp_path / "db" / "backups" / f"before-schema-{next_schema}.sqlite"
    assert [entry.name for entry in backup.parent.iterdir()] == [backup.name]
    assert (backup.stat().st_mode & 0o777, backup.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_copy_that_was_set_aside_is_the_database_as_it_was(
    tmp_path: Path, next_schema: int, monkeypatch: pytest.MonkeyPatch
):
    file = loaded(SCHEMA, tmp_path)
    open_store(file, create=False).close()
    monkeypatch.undo()
    with open_store(file.parent / "backups" / f"before-schema-{next_schema}.sqlite", create=False) as store:
        assert len(load_events(store, 1)) == 4
        assert verify(store, fold) == []


def test_an_older_file_that_another_has_open_is_left_alone(tmp_path: Path, next_schema: int):
    file = loaded(SCHEMA, tmp_path)
    with closing(sqlite3.connect(file)) as other:
        other.execute("SELECT count(*) FROM cases").fetchone()
        with pytest.raises(OlderSchemaError) as refused:
            open_store(file, create=False)
    assert refused.value.word == "storage.older_schema_in_use"
    assert refused.value.places == {"theirs": SCHEMA, "ours": next_schema}
    assert not (tmp_path / "db" / "backups").exists()
    open_store(file, create=False).close()


def test_an_upgrade_that_fails_leaves_the_file_as_it_was_and_its_copy_too(
    tmp_path: Path, next_schema: int, monkeypatch: pytest.MonkeyPatch
):
    file = loaded(SCHEMA, tmp_path)
    monkeypatch.setenv("CATI_TEST_REVISION_FAILS", "1")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            open_store(file, create=False)
    monkeypatch.delenv("CATI_TEST_REVISION_FAILS")
    names = [entry.name for entry in sorted((tmp_path / "db" / "backups").iterdir())]
    assert names == [f"before-schema-{next_schema}-2.sqlite", f"before-schema-{next_schema}.sqlite"]
    open_store(file, create=False).close()


def test_a_server_is_upgraded_only_when_it_is_asked_for(
    empty_database: str, next_schema: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    with monkeypatch.context() as before:
        before.setattr(schema_version, "SCHEMA", SCHEMA)
        before.setattr(migrating, "REVISIONS", migrating.REVISIONS[:1])
        new_store_at(empty_database, cases=2).close()
    with pytest.raises(OlderSchemaError) as refused:
        open_store(empty_database, create=True)
    assert (refused.value.word, refused.value.places["ours"]) == ("storage.older_schema", next_schema)
    for _ in range(2):
        assert upgraded_by_command(empty_database) == 0
    assert f"schema {next_schema}" in capsys.readouterr().err
    with open_store(empty_database, create=False) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT case_key FROM fake_notes").scalars().all() == ["K001", "K002"]


def upgraded_by_command(place: str) -> int | str | None:
    with pytest.raises(SystemExit) as stopped:
        main(["--db", place, "--language", "en", "db", "upgrade"])
    return stopped.value.code


@pytest.mark.usefixtures("next_schema")
def test_a_server_that_is_in_use_is_not_upgraded(empty_database: str, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as before:
        before.setattr(schema_version, "SCHEMA", SCHEMA)
        before.setattr(migrating, "REVISIONS", migrating.REVISIONS[:1])
        store = new_store_at(empty_database)
    with store, store.transaction() as connection:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({migrating.ONE_AT_A_TIME})")
        assert upgraded_by_command(empty_database) == 2
    assert upgraded_by_command(empty_database) == 0


def test_upgrading_a_file_that_is_not_there_makes_none(tmp_path: Path):
    assert upgraded_by_command(str(tmp_path / "none.sqlite")) == 2
    assert list(tmp_path.iterdir()) == []


def test_upgrading_an_empty_server_database_makes_the_schema(empty_database: str):
    assert upgraded_by_command(empty_database) == 0
    open_store(empty_database, create=False).close()


def test_a_file_without_a_number_anywhere_is_refused(tmp_path: Path):
    file = loaded(SCHEMA, tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript("DELETE FROM alembic_version; PRAGMA user_version = 0")
    with pytest.raises(NotADatabaseError):
        open_store(file, create=True)


def test_a_file_from_before_its_number_was_kept_in_a_table_is_schema_1(tmp_path: Path):
    file = loaded(1, tmp_path)
    with closing(sqlite3.connect(file)) as raw:
        raw.executescript("DROP TABLE alembic_version; PRAGMA user_version = 1")
    with open_store(file, create=False) as store:
        assert len(list(list_cases(store))) == 3
