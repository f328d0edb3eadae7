"""Loading and checking a questionnaire, against PyYAML's bare C compose of the same bytes; growth with size.

The script is also checked in fresh processes, against the time that importing pydantic takes in them.
"""

import gc
import math
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import yaml

from benchmarks.contest import Figure, contest, figures
from benchmarks.instrument import questionnaire
from cati.questionnaire.loader import load

SCRIPT = Path(__file__).parents[2] / "questionnaire.yaml"
SIZES = (300, 1000, 3000)
FEWEST, MOST_PROCESSES = 3, 10
FRESH = """
import sys
from time import perf_counter_ns
began = perf_counter_ns()
import pydantic
imported = perf_counter_ns() - began
from cati.questionnaire.loader import load
data = open(sys.argv[1], "rb").read()
began = perf_counter_ns()
load(data)
print(imported, perf_counter_ns() - began)
"""


def composed(data: bytes) -> object:
    """The limit: nodes and nothing else, the collector at rest as the loader has it."""
    gc.disable()
    try:
        return yaml.compose(data, Loader=yaml.CSafeLoader)
    finally:
        gc.enable()


def run(rounds: int) -> list[Figure]:
    """The script and three sizes, then the exponent of growth between sizes."""
    rows = sized("load + check, the script", SCRIPT.read_bytes(), rounds)
    rows += in_fresh_processes(min(rounds, MOST_PROCESSES))
    worked: list[tuple[int, float]] = []
    for size in SIZES:
        data = questionnaire(size)
        assert load(data).questionnaire is not None
        rows += sized(f"load + check, {size} questions", data, max(FEWEST, rounds * 30 // size))
        worked.append((size, min(seconds_worked(data) for _ in range(FEWEST))))
    rows += [growth(before, after) for before, after in pairwise(worked)]
    return rows


def sized(name: str, data: bytes, rounds: int) -> list[Figure]:
    """Both on the same bytes, in turns."""
    contenders = {"PyYAML C compose (limit)": lambda _: composed(data), "cati, load + check": lambda _: load(data)}
    return contest(name, contenders, rounds, {})


def in_fresh_processes(rounds: int) -> list[Figure]:
    """The first check of a process, and what it took to import pydantic there."""
    command = [sys.executable, "-c", FRESH, str(SCRIPT)]
    said = [subprocess.run(command, capture_output=True, check=True, text=True).stdout.split() for _ in range(rounds)]
    times = {
        "import pydantic": [int(imported) for imported, _ in said],
        "cati, load + check": [int(checked) for _, checked in said],
    }
    return figures("the script, in a fresh process", times, {"cati, load + check": "<= 2"})


def seconds_worked(data: bytes) -> float:
    """The processor time of one check, which other programs on the machine disturb least."""
    began = time.process_time()
    load(data)
    return time.process_time() - began


def growth(before: tuple[int, float], after: tuple[int, float]) -> Figure:
    """The exponent between two sizes, by processor time: 1 is linear."""
    exponent = math.log(after[1] / before[1]) / math.log(after[0] / before[0])
    name = f"growth {before[0]} -> {after[0]}"
    return Figure(name, "exponent (in ratio)", after[1] * 1000, 0.0, exponent, FEWEST, "<= 1.5")
