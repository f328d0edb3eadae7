"""The benchmarks run, so that they cannot rot; no time is asserted."""

from importlib import import_module
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.contest import as_json, table


@pytest.mark.parametrize("name", NAMES)
def test_each_benchmark_gives_its_limit_and_a_ratio_to_it(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    benchmark = import_module(f"benchmarks.{name}")
    if hasattr(benchmark, "SIZES"):
        monkeypatch.setattr(benchmark, "SIZES", (1, 2) if name == "room" else (30, 60))
    monkeypatch.chdir(tmp_path)
    rows = benchmark.run(1)
    assert rows[0].ratio == 1
    assert {"benchmark", "contender", "median_ms", "p99_ms", "ratio", "count"} <= as_json(rows)[0].keys()
    assert all(row.contender in table(rows) for row in rows)
