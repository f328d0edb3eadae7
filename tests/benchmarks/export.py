"""An export of ready interviews to CSV, against `csv.writer` over the same rows as tuples in memory."""

import csv
import itertools
import json
from pathlib import Path
from tempfile import TemporaryDirectory

from exported import EVERY_TYPE, given, taken, version_of
from test_csv_file import WHOLE

from benchmarks.contest import Figure, contest
from cati.export.csv_file import PLAIN, compare_csv, spelling, write_csv
from cati.export.table import Table
from cati.questionnaire.answer import Words

INTERVIEWS = 10_000


def run(rounds: int) -> list[Figure]:
    """Writing, and reading back, as multiples of the bare writer."""
    version = version_of(EVERY_TYPE)
    found = (
        taken(version, WHOLE | {"T": given(Words(value=f"goed {number}"))}, number) for number in range(INTERVIEWS)
    )
    with TemporaryDirectory() as made, Table.of(found, Path(made)) as table:
        folder, names = Path(made), (f"{number}.csv" for number in itertools.count())
        ready = list(map(tuple, map(spelling(table.columns, PLAIN), table.rows())))
        lines = [json.dumps([str(field) for field in row]) for row in ready]
        written = folder / "read_back.csv"
        write_csv(table, written)

        def bare(_: int) -> None:
            with (folder / next(names)).open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(ready)

        def from_disk(_: int) -> None:
            with (folder / next(names)).open("w", encoding="utf-8", newline="") as out:
                csv.writer(out).writerows(map(json.loads, lines))

        contenders = {
            "json.loads and csv.writer": from_disk,
            "csv.writer over ready tuples": bare,
            "write_csv, rows laid aside": lambda _: write_csv(table, folder / next(names)),
            "compare_csv": lambda _: compare_csv(table, written, written.name),
        }
        return contest(
            f"export {INTERVIEWS} x {len(table.columns)}", contenders, rounds, {"write_csv, rows laid aside": "2"}
        )
