"""`cati simulate --room`: the same seed gives the same bytes, and what it prints is the golden text."""

import csv
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from cati.cli.commands import main
from spoken import PROJECT

SMALL = ("--cases", "40", "--interviewers", "2", "--days", "2")


def simulated(capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> str:
    """What is printed."""
    with pytest.raises(SystemExit) as left:
        main(["--study", str(PROJECT.parent), "--language", "en", "simulate", "--room", *options])
    told = capsys.readouterr()
    assert left.value.code == code, told.err
    return told.out or told.err


def test_a_period_is_told_with_its_assumptions_and_the_same_seed_gives_the_same(
    capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
):
    first = simulated(capsys, *SMALL, "--seed", "7")
    assert "\n\n".join(first.split("\n\n")[:2]) == snapshot  # below it stands the report, which has tests of its own
    assert simulated(capsys, *SMALL, "--seed", "7") == first
    assert simulated(capsys, *SMALL, "--seed", "8") != first


def test_every_dial_is_in_the_csv_file_in_the_order_they_were_made(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    target = tmp_path / "dials.csv"
    simulated(capsys, *SMALL, "--csv", str(target))
    rows = list(csv.DictReader(target.read_text(encoding="utf-8").splitlines()))
    moments = [row["dialled_at"] for row in rows]
    assert moments == sorted(moments)
    assert all(row["result"] for row in rows)


def test_the_period_ends_at_so_many_completes(capsys: pytest.CaptureFixture[str]):
    assert "1 complete interview" in simulated(capsys, "--cases", "40", "--completes", "1")


def test_a_place_that_cannot_be_written_is_told_before_anything_is_simulated(capsys: pytest.CaptureFixture[str]):
    assert "/nowhere/dials.csv" in simulated(capsys, *SMALL, "--csv", "/nowhere/dials.csv", code=5)


def test_a_file_is_refused_with_what_to_do(capsys: pytest.CaptureFixture[str]):
    assert "--study FOLDER" in simulated(capsys, str(PROJECT), code=2)
