"""A phone room: real processes, each conducting an interview of its own; at a pace, and as fast as it goes.

Bare contenders make the same calls to the same engine without us; all take turns in one run.
"""

import multiprocessing
import os
import shutil
import time
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from threading import Event
from typing import Any

from benchmarks.contest import Figure
from benchmarks.writers import Contender, contenders
from cati.errors import NotSavedError

SIZES = (1, 4, 16, 64)
PACES = (5.0, 0.0)
"""Seconds from one answer of an interviewer to the next; 0 is as fast as it goes."""
LONGEST_START_SECONDS = 60
FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Times:
    """What one process saw: nanoseconds an answer, and how many were not saved at the first try."""

    answers: list[int]
    errors: int


@dataclass
class Turns:
    """What all processes of a contender saw, and how many answers were acknowledged but are not there."""

    times: list[Times] = field(default_factory=list)
    lost: int = 0

    @property
    def taken(self) -> list[int]:
        """All answers, the fastest first."""
        return sorted(time for process in self.times for time in process.answers)


def a_process(contender: Contender, number: int, seconds: float, pace: float, barrier: Any, tell: Connection) -> None:  # noqa: ANN401
    """Answer for so long, all beginning at once, each at a time of its own; say how long each answer took."""
    answer = contender.open(number)
    barrier.wait(LONGEST_START_SECONDS)
    began = time.perf_counter()
    due, end = began + pace * number / barrier.parties, began + seconds
    taken, errors, at = list[int](), 0, 0
    while max(due, time.perf_counter()) < end:
        Event().wait(max(0.0, due - time.perf_counter()))
        due += pace
        asked = time.perf_counter_ns()
        try:
            answer(at)
            at += 1
            taken.append(time.perf_counter_ns() - asked)
        except NotSavedError:
            errors += 1
    tell.send(Times(taken, errors))
    os._exit(0)


def a_room(contender: Contender, size: int, seconds: float, pace: float) -> Turns:
    """So many processes at once."""
    contender.prepare(size)
    before = contender.stored()
    barrier, pipes = FORK.Barrier(size), [FORK.Pipe(duplex=False) for _ in range(size)]
    children = [
        FORK.Process(target=a_process, args=(contender, number, seconds, pace, barrier, writing))
        for number, (_, writing) in enumerate(pipes)
    ]
    for child, (_, writing) in zip(children, pipes, strict=True):
        child.start()
        writing.close()  # so that a child that fails is heard
    said: list[Times] = [reading.recv() for reading, _ in pipes]
    for child in children:
        child.join()
    return Turns(said, sum(len(process.answers) for process in said) - (contender.stored() - before))


def run(rounds: int) -> list[Figure]:
    """Every size and pace, each contender in turns; `rounds` is how many seconds each has in all, in two turns."""
    folder = Path(mkdtemp(dir=Path.cwd(), prefix=".benchmark-"))
    try:
        with contenders(folder) as pairs:
            return [row for pace in PACES for size in SIZES for row in sized(size, pace, pairs, rounds / 2)]
    finally:
        shutil.rmtree(folder)


def sized(size: int, pace: float, pairs: list[list[Contender]], seconds: float) -> list[Figure]:
    """One size of room: two turns of everybody, the second in the opposite order."""
    everybody = [contender for pair in pairs for contender in pair]
    found = {contender.name: Turns() for contender in everybody}
    for order in (everybody, everybody[::-1]):
        for contender in order:
            turn = a_room(contender, size, seconds, pace)
            found[contender.name].times += turn.times
            found[contender.name].lost += turn.lost
    name = f"room of {size}, " + (f"an answer each {pace:.0f} s" if pace else "as fast as it goes")
    return [
        figure(name, contender.name, found[contender.name], found[pair[0].name], 2 * seconds, paced=bool(pace))
        for pair in pairs
        for contender in pair
    ]


def figure(room: str, name: str, ours: Turns, bare: Turns, seconds: float, *, paced: bool) -> Figure:
    """Median and p99 an answer; the ratio to the bare calls is of medians at a pace, else of answers a second."""
    taken, limit = ours.taken, bare.taken
    errors = sum(process.errors for process in ours.times)
    return Figure(
        room,
        f"{name}: {len(taken) / seconds:.1f}/s, {errors} errors, {ours.lost} lost",
        median(taken) / 1e6,
        taken[int(len(taken) * 0.99)] / 1e6,
        median(taken) / median(limit) if paced else len(limit) / len(taken),
        len(taken),
    )
