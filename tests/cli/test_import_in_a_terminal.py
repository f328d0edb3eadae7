"""A long import at a terminal: a bar shows how far it is, and Escape or Ctrl+C stops it at any moment."""

import sys
from pathlib import Path

import pytest

from plain_talk import opened
from pty_terminal import Terminal
from sample_files import a_row, as_csv, written
from spoken import PROJECT


@pytest.mark.parametrize("key", ["escape", "ctrl+c"])
def test_a_key_stops_a_long_import_and_leaves_nothing(tmp_path: Path, key: str):
    (tmp_path / "questionnaire.yaml").write_text(PROJECT.read_text(encoding="utf-8"), encoding="utf-8")
    rows = (a_row(f"Bedrijf {at}", f"050 {at // 10_000:02} {at // 100 % 100:02} {at % 100:02}") for at in range(50_000))
    file = written(tmp_path, as_csv(*rows))
    command = [
        sys.executable,
        "-m",
        "cati",
        "--language",
        "en",
        "--study",
        str(tmp_path),
        "sample",
        "import",
        str(file),
    ]
    with Terminal(command, env={"PYTHONPATH": str(PROJECT.parent)}) as terminal:
        terminal.wait_for("/50000", 30)
        terminal.send(key)
        terminal.wait_for("Stopped: nothing was imported.", 30)
        assert terminal.wait_exit() == 130
    assert not (tmp_path / "sample.report.csv").exists()
    with opened(tmp_path) as store, store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM cases").scalar() == 0
