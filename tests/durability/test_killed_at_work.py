"""`kill -9` in the middle of an upgrade or an import: all of it is there or nothing, and trying again is enough."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from cati.errors import ExitCode
from cati.interview.session import folded
from cati.storage import migrating
from cati.storage.cases import list_cases
from cati.storage.schema_version import SCHEMA
from cati.storage.store import open_store
from cati.storage.verify import verify
from killing import killed, moments, seconds_of
from plain_talk import opened, run
from promises import trials
from sample_files import a_row, as_csv, written
from spoken import PROJECT
from storage.old.make_file import FOLDER, read
from storage_fixtures import fold

OLD = FOLDER / "schema_1.sqlite"
IMPORTED = 500
TABLES = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%' ORDER BY name"


def laid_out(place: Path) -> tuple[str, object]:
    """The number of a file's schema, and all that is declared in it."""
    with closing(sqlite3.connect(place)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return raw.execute("SELECT version_num FROM alembic_version").fetchone()[0], raw.execute(TABLES).fetchall()


def test_an_upgrade_killed_at_any_moment_leaves_the_old_schema_or_the_new_one(tmp_path: Path):
    assert migrating.last_schema() == SCHEMA  # Alembic is loaded, so that the child is killed at work

    def fresh(name: str) -> Path:
        (tmp_path / name).mkdir()
        return Path(shutil.copyfile(OLD, tmp_path / name / "cati.sqlite"))

    def upgrade(place: Path) -> Callable[[], object]:
        return lambda: open_store(place, create=False).close()

    seconds = seconds_of(upgrade(done := fresh("done")))
    either = [laid_out(OLD), laid_out(done)]
    expected = json.loads(OLD.with_suffix(".json").read_text(encoding="utf-8"))
    for number, moment in enumerate(moments(seconds, trials("upgrade_killed"))):
        place = fresh(str(number))
        killed(upgrade(place), moment)
        found = laid_out(place)
        assert found in either
        copy = place.parent / "backups" / f"before-schema-{SCHEMA}.sqlite"
        assert found == either[0] or copy.is_file()
        with open_store(place, create=False) as store:
            assert read(store) == expected
            assert verify(store, lambda events: folded(events).answers) == []
        assert laid_out(copy) == either[0]


def test_an_import_killed_at_any_moment_adds_all_cases_or_none_and_again_adds_no_other(tmp_path: Path):
    rows = [a_row(f"Bedrijf {at}", f"050 00 {at // 100:02} {at % 100:02}") for at in range(IMPORTED)]

    def fresh(name: str) -> Path:
        study = tmp_path / name
        study.mkdir()
        shutil.copyfile(PROJECT, study / "questionnaire.yaml")
        opened(study, create=True).close()
        return written(study, as_csv(*rows))

    def add(file: Path) -> None:
        assert run("--study", str(file.parent), "sample", "import", str(file)).code == ExitCode.OK

    seconds = seconds_of(lambda: add(fresh("done")))
    for number, moment in enumerate(moments(seconds, trials("import_killed"))):
        file = fresh(str(number))
        killed(lambda file=file: add(file), moment)
        for expected in ((0, IMPORTED), (IMPORTED,)):
            with opened(file.parent) as store:
                assert sum(1 for _ in list_cases(store)) in expected
                assert verify(store, fold) == []
            add(file)
