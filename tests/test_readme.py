"""The README is the door: what it says is so."""

import re
import tomllib
from pathlib import Path

import pytest

from promises import PROMISES
from readme_parts import README, with_parts

TEXT = README.read_text(encoding="utf-8")
ROOT = README.parent


def test_the_key_table_and_the_code_list_are_those_of_the_program():
    assert with_parts(TEXT) == TEXT, "run: python tests/readme_parts.py"


@pytest.mark.parametrize("name", PROMISES)
def test_each_promise_is_tried_as_often_as_the_table_says(name: str):
    promise = PROMISES[name]
    source = (ROOT / promise.by).read_text(encoding="utf-8")
    assert f"def {promise.test}(" in source if promise.test else f'trials("{name}")' in source


def test_the_two_commands_stand_there_as_they_are_run():
    lines = [line.strip() for line in TEXT.splitlines()]
    assert "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/cati" in lines
    assert "python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/pytest" in lines


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#]+)\)", TEXT))))
def test_every_picture_and_file_it_points_to_is_there(target: str):
    assert (ROOT / target).is_file()


def test_the_python_it_asks_for_is_the_one_the_package_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=3.11"
    assert "Python 3.11 or newer" in TEXT


def test_no_machine_path_stands_in_it():
    assert str(Path.home()) not in TEXT
