"""Loading and checking a questionnaire, against PyYAML's bare C compose of the same bytes; growth with size."""

import gc
import math
from itertools import pairwise
from pathlib import Path

import yaml

from benchmarks.contest import Figure, contest
from benchmarks.instrument import questionnaire
from cati.questionnaire.loader import load

SCRIPT = Path(__file__).parents[2] / "questionnaire.yaml"
SIZES = (300, 1000, 3000)


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
    medians: list[tuple[int, float]] = []
    for size in SIZES:
        data = questionnaire(size)
        assert load(data).questionnaire is not None
        found = sized(f"load + check, {size} questions", data, max(1, rounds * 30 // size))
        medians.append((size, found[1].median_ms))
        rows += found
    rows += [growth(before, after) for before, after in pairwise(medians)]
    return rows


def sized(name: str, data: bytes, rounds: int) -> list[Figure]:
    """Both on the same bytes, in turns."""
    contenders = {"PyYAML C compose (limit)": lambda _: composed(data), "cati, load + check": lambda _: load(data)}
    return contest(name, contenders, rounds, {})


def growth(before: tuple[int, float], after: tuple[int, float]) -> Figure:
    """The exponent between two sizes: 1 is linear."""
    exponent = math.log(after[1] / before[1]) / math.log(after[0] / before[0])
    return Figure(f"growth {before[0]} -> {after[0]}", "exponent (in ratio)", 0.0, 0.0, exponent, 1, "<= 1.5")
