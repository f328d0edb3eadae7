"""How long saving took of late, by the log that every desk on this machine writes into the study's folder."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from math import ceil
from pathlib import Path

LOG = "cati.log"
LATELY = timedelta(hours=1)
BYTES_READ = 64_000
"""Of each file of the log its end is read: some five hundred saves."""
FEWEST_SAVES = 20
"""Fewer say nothing of the slowest in a hundred."""
SAVED = re.compile(rb"^(\S+Z) .*: saved .* ms=(\d+(?:\.\d+)?)$", re.MULTILINE)


def slowest_saves(folder: Path, now: datetime) -> float | None:
    """The milliseconds within which 99 of 100 saves of the last hour were done; None where too few were logged."""
    times = sorted(each for file in folder.glob(f"{LOG}*") for each in saves_in(file, now))
    return times[ceil(len(times) * 0.99) - 1] if len(times) >= FEWEST_SAVES else None


def saves_in(file: Path, now: datetime) -> Iterator[float]:
    """The milliseconds of each save of the last hour at the end of a file; none of one that cannot be read."""
    for at, took in SAVED.findall(end_of(file)):
        with suppress(ValueError):
            if now - LATELY <= datetime.fromisoformat(at.decode()).astimezone(UTC) <= now:
                yield float(took)


def end_of(file: Path) -> bytes:
    """The end of a file from a whole line on; nothing if it is not there or cannot be read."""
    with suppress(OSError), file.open("rb") as opened:
        start = max(0, opened.seek(0, 2) - BYTES_READ)
        opened.seek(start)
        return opened.read().partition(b"\n")[2] if start else opened.read()
    return b""
