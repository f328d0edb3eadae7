"""`python -m benchmarks [NAME …]` in `tests/`: print the figures as a table and write `benchmarks.json`."""

import json
import sys
from importlib import import_module
from pathlib import Path

from benchmarks.contest import Figure, as_json, table

NAMES = {
    "durable": 1000,
    "paint": 60,
    "search": 60,
    "load": 30,
    "conditions": 100,
    "next_case": 100,
    "export": 3,
    "figures": 3,
    "room": 4,
    "sample_import": 1,
}


def main(names: list[str], rounds: int | None = None) -> list[Figure]:
    """Run the named benchmarks, or all, with so many rounds each."""
    rows: list[Figure] = []
    for name in names or NAMES:
        rows += import_module(f"benchmarks.{name}").run(rounds or NAMES[name])
    return rows


if __name__ == "__main__":
    found = main(sys.argv[1:])
    print(table(found))  # noqa: T201 - a script of its own
    Path("benchmarks.json").write_text(json.dumps(as_json(found), indent=1), encoding="utf-8")
