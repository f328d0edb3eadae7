"""The benchmarks run, so that they cannot rot; no time is asserted."""

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.contest import as_json, table
from benchmarks.room import a_room
from benchmarks.writers import contenders
from promises import trials


@pytest.mark.parametrize("name", NAMES)
def test_each_benchmark_gives_its_limit_and_a_ratio_to_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    benchmark = import_module(f"benchmarks.{name}")
    if hasattr(benchmark, "SIZES"):
        monkeypatch.setattr(benchmark, "SIZES", (2,) if name == "room" else (30, 60))
    if hasattr(benchmark, "MEASURED"):
        monkeypatch.setattr(benchmark, "MEASURED", ("csv", "jsonl"))
    if hasattr(benchmark, "PACES"):
        monkeypatch.setattr(benchmark, "PACES", (0.1, 0.0))
    monkeypatch.chdir(tmp_path)
    rows = benchmark.run(1)
    assert rows[0].ratio == 1
    assert {"benchmark", "contender", "median_ms", "p99_ms", "ratio", "count"} <= as_json(rows)[0].keys()
    assert all(row.contender in table(rows) for row in rows)


def test_a_room_of_16_processes_loses_no_answer_and_has_no_error(tmp_path: Path):
    with contenders(tmp_path) as pairs:
        for _, ours in pairs:
            found = a_room(ours, trials("room"), seconds=1, pace=0)
            assert [process.errors for process in found.times] == [0] * trials("room")
            assert found.lost == 0
            assert len(found.taken) > trials("room")
