"""Contenders taken in turns, so that a ratio holds while the machine's speed drifts."""

import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass

Step = Callable[[int], object]


@dataclass(frozen=True)
class Figure:
    """One row: milliseconds (median and 99th percentile), and the ratio to the limit of the same run."""

    benchmark: str
    contender: str
    median_ms: float
    p99_ms: float
    ratio: float
    count: int
    aim: str = ""

    def cells(self) -> tuple[str, ...]:
        """The row as text."""
        return (
            self.benchmark, self.contender, f"{self.median_ms:.3f}", f"{self.p99_ms:.3f}",
            f"{self.ratio:.2f}", str(self.count), self.aim,
        )  # fmt: skip


def contest(name: str, contenders: Mapping[str, Step], rounds: int, aims: Mapping[str, str]) -> list[Figure]:
    """Time each contender once a round, after a warm-up of a twentieth; the first named is the limit."""
    warm = max(1, rounds // 20)
    times: dict[str, list[int]] = {contender: [] for contender in contenders}
    for at in range(warm + rounds):
        for contender, step in contenders.items():
            began = time.perf_counter_ns()
            step(at)
            taken = time.perf_counter_ns() - began
            if at >= warm:
                times[contender].append(taken)
    return figures(name, times, aims)


def figures(name: str, times: Mapping[str, list[int]], aims: Mapping[str, str]) -> list[Figure]:
    """Medians and ratios of the times taken (nanoseconds)."""
    limit = statistics.median(next(iter(times.values())))
    return [
        Figure(
            name,
            contender,
            statistics.median(taken) / 1e6,
            sorted(taken)[int(len(taken) * 0.99)] / 1e6,
            statistics.median(taken) / limit,
            len(taken),
            aims.get(contender, ""),
        )
        for contender, taken in times.items()
    ]


def table(rows: list[Figure]) -> str:
    """All figures as one table, with the load of the machine below it."""
    head = ("benchmark", "contender", "median ms", "p99 ms", "ratio", "n", "aim")
    lines = [head, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    one, five, _ = os.getloadavg()
    busy = "  BUSY MACHINE: read no ratio from this run" if min(one, five) > 2 else ""
    return "\n".join([*text, f"load average {one:.1f} (1 min), {five:.1f} (5 min){busy}"])


def as_json(rows: list[Figure]) -> list[dict[str, object]]:
    """All figures as plain data."""
    return [asdict(row) for row in rows]
