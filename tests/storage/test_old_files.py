"""A database that a released program left behind is opened by today's: everything in it is there, and calls go on."""

import json
import shutil
from pathlib import Path

import pytest

from cati.interview.session import folded
from cati.storage.verify import verify
from plain_talk import opened, plain, results_in
from spoken import PROJECT
from storage.old.make_file import FOLDER, read

FILES = sorted(FOLDER.glob("schema_*.sqlite"))


def copied(file: Path, folder: Path) -> Path:
    """A study folder with a copy of the file as its database."""
    (folder / "db").mkdir(mode=0o700)
    shutil.copyfile(PROJECT, folder / "questionnaire.yaml")
    shutil.copyfile(file, folder / "db" / "cati.sqlite")
    return folder


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_everything_in_an_old_file_is_there(tmp_path: Path, file: Path):
    with opened(copied(file, tmp_path)) as store:
        assert read(store) == json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        assert verify(store, lambda events: folded(events).answers) == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_call_that_stopped_in_an_old_file_goes_on_and_a_new_one_begins(tmp_path: Path, file: Path):
    before = len(results_in(copied(file, tmp_path)))
    told = plain(tmp_path, "1", "", "3", "stop 4", "", "n", "", "1", "stop 5", "", "q")
    assert (told.code, told.err) == (0, "")
    assert "An interview was interrupted: it goes on at V2." in told.out
    assert len(results_in(tmp_path)) == before + 1
    with opened(tmp_path) as store:
        assert verify(store, lambda events: folded(events).answers) == []
