"""Each format against its library called directly on what is ready in memory: processor time and peak memory.

`python -m benchmarks.export FORMAT WHO ROWS` measures one of them, in a process of its own, and prints JSON.
"""

import csv
import json
import math
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HERE = Path(__file__).parent
sys.path += [str(HERE.parent), str(HERE.parent / "export")]

from benchmarks.contest import Figure  # noqa: E402 - the path comes first
from benchmarks.ready import BEGAN, Ready, ready, values  # noqa: E402
from cati.export.csv_file import PLAIN, spelling  # noqa: E402
from cati.export.edition import Edition, idle  # noqa: E402
from cati.export.making import FORMATS, Making  # noqa: E402
from cati.questionnaire.model import Text  # noqa: E402

SIZES = (201, 10_000, 100_000)
"""The first is of the project's script, the others of 120 columns."""

MEASURED = ("csv", "csv-excel", "jsonl", "parquet", "sav", "dta", "xlsx")
ONCE = 10_000
"""Above so many rows each is measured once."""

PACKAGES = {
    "parquet": ("pyarrow.parquet",),
    "sav": ("pandas", "pyreadstat"),
    "dta": ("pandas", "pyreadstat"),
    "xlsx": ("xlsxwriter", "python_calamine"),
}
LIBRARY, OURS, BACK = "library", "cati", "read back"
AIMS = {OURS: "2", BACK: ""}
MEGABYTE = 1_000_000
Deed = Callable[[], object]


def run(rounds: int) -> list[Figure]:
    """Every format at every size, then how time grows with rows."""
    found: list[Figure] = []
    for name in MEASURED:
        medians = []
        for size in SIZES:
            figures = measured(name, size, 1 if size > ONCE else rounds)
            medians.append((size, figures[1].median_ms))
            found += figures
        found += [growth(name, before, after) for before, after in pairwise(medians[1:] or medians)]
    return found


def measured(name: str, size: int, rounds: int) -> list[Figure]:
    """The library, then ours, then reading back what ours wrote."""
    what = f"export {name}, {size} rows of {'the script' if size == SIZES[0] else '120 columns'}"
    figures: list[Figure] = []
    for who in (LIBRARY, OURS, BACK):
        runs = [in_a_process(name, who, size) for _ in range(rounds)]
        seconds = statistics.median(each["seconds"] for each in runs)
        limit = figures[0].median_ms / 1e3 if figures else seconds
        told = f"{who}, peak {max(each['peak'] for each in runs):.0f} MB, file {runs[0]['size'] / MEGABYTE:.1f} MB"
        worst = max(each["seconds"] for each in runs)
        figures.append(Figure(what, told, seconds * 1e3, worst * 1e3, seconds / limit, rounds, AIMS.get(who, "")))
    return figures


def growth(name: str, before: tuple[int, float], after: tuple[int, float]) -> Figure:
    """The exponent between two sizes: 1 is linear."""
    exponent = math.log(after[1] / before[1]) / math.log(after[0] / before[0])
    return Figure(
        f"export {name}, growth {before[0]} -> {after[0]}", "exponent (in ratio)", 0.0, 0.0, exponent, 1, "<= 1.1"
    )


def in_a_process(name: str, who: str, size: int) -> dict[str, Any]:
    """What one of them takes alone."""
    is_script = "script" if size == SIZES[0] else "wide"
    command = [sys.executable, "-m", "benchmarks.export", name, who, str(size), is_script]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=HERE.parent)
    return json.loads(told.stdout)  # type: ignore[no-any-return]


def main(name: str, who: str, size: int, *, is_script: bool) -> dict[str, float]:
    """Seconds of the deed (of the processor), peak memory of the whole process (MB), size of the file (bytes)."""
    with TemporaryDirectory() as made:
        rows = ready(size, Path(made), is_script=is_script)
        file = Path(made) / FORMATS[name].file
        deed = DEEDS[name](rows, file) if who == LIBRARY else ours(name, rows, file, is_back=who == BACK)
        began = seconds_worked()
        deed()
        seconds = seconds_worked() - began
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"seconds": seconds, "peak": peak, "size": file.stat().st_size}


def seconds_worked() -> float:
    """Seconds of the processor, also of children: other programs on the machine do not count."""
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def ours(name: str, rows: Ready, file: Path, *, is_back: bool) -> Deed:
    """A format as an export writes it, or reads it back."""
    for package in PACKAGES.get(name, ()):
        import_module(package)  # loading it is not what is measured
    edition = Edition(Text({"": "Maat"}), "nl", BEGAN, (rows.version,))
    making = Making(rows, edition)
    assert making.asked
    if not is_back:
        return lambda: FORMATS[name].write(making, file, idle)
    FORMATS[name].write(making, file, idle)
    return lambda: FORMATS[name].compare(making, file)


def csv_directly(rows: Ready, file: Path) -> Deed:
    lines = list(map(tuple, map(spelling(rows.columns, PLAIN), rows.rows())))

    def write() -> None:
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows(lines)

    return write


def json_directly(rows: Ready, file: Path) -> Deed:
    names = [column.name for column in rows.columns]
    lines = [
        {name: str(value) if not isinstance(value, int | float) else value
         for name, value in zip(names, values(row), strict=True) if value is not None}
        for row in rows.rows()
    ]  # fmt: skip

    def write() -> None:
        with file.open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)

    return write


def xlsx_directly(rows: Ready, file: Path) -> Deed:
    """Two sheets, as ours has: the codes, and their labels."""
    import xlsxwriter  # noqa: PLC0415

    lines = [
        [value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value for value in values(row)]
        for row in rows.rows()
    ]

    def write() -> None:
        with xlsxwriter.Workbook(file, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
            for sheet in (book.add_worksheet(), book.add_worksheet()):
                for number, line in enumerate(lines):
                    sheet.write_row(number, 0, line)

    return write


def frame_of(rows: Ready) -> Any:  # noqa: ANN401
    """A data frame of numbers and texts."""
    import pandas as pd  # noqa: PLC0415

    columns: dict[str, list[object]] = {column.name: [] for column in rows.columns}
    for row in rows.rows():
        for column, value in zip(columns.values(), values(row), strict=True):
            column.append(value)
    kinds = {column.name: column for column in rows.columns}
    series = {
        name: pd.Series(found, dtype="float64") if kinds[name].is_numeric else pd.Series(
            ["" if value is None else str(value) for value in found], dtype=object
        )
        for name, found in columns.items()
    }  # fmt: skip
    return pd.DataFrame(series)


def sav_directly(rows: Ready, file: Path) -> Deed:
    import pyreadstat  # noqa: PLC0415

    frame = frame_of(rows)
    return lambda: pyreadstat.write_sav(frame, str(file), row_compress=True)


def dta_directly(rows: Ready, file: Path) -> Deed:
    import pyreadstat  # noqa: PLC0415

    frame = frame_of(rows)
    return lambda: pyreadstat.write_dta(frame, str(file))


def parquet_directly(rows: Ready, file: Path) -> Deed:
    """Lists become columns of the library: what it is given is not yet its own."""
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    names = [column.name for column in rows.columns]
    lists = dict(zip(names, map(list, zip(*map(values, rows.rows()), strict=True)), strict=True))
    return lambda: pq.write_table(pa.table(lists), file, compression="zstd", row_group_size=10_000)


DEEDS: dict[str, Callable[[Ready, Path], Deed]] = {
    "csv": csv_directly,
    "csv-excel": csv_directly,
    "jsonl": json_directly,
    "parquet": parquet_directly,
    "sav": sav_directly,
    "dta": dta_directly,
    "xlsx": xlsx_directly,
}

if __name__ == "__main__":
    format_, who_, size_, which = sys.argv[1:]
    sys.stdout.write(json.dumps(main(format_, who_, int(size_), is_script=which == "script")))
