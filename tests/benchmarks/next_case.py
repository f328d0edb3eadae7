"""The next case out of small and large samples: the claim of dispatch against one durable update by key, bare.

The aim is a flat line: a claim looks into an index of each queue, and of each language, and never walks the sample.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from benchmarks.contest import Figure, contest
from benchmarks.durable import PRAGMAS
from cati.storage.leases import ANYTHING, Terms, claim_next
from cati.storage.store import Store, open_store

SIZES = (1_000, 100_000, 1_000_000)
NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = int(NOW.timestamp())
STATES = (("fresh", 4, 1), ("callback", 3, SECOND + 86_400), ("callback", 3, SECOND - 60), ("soft", 1, SECOND + 3600))
SHARES = (60, 25, 10, 5)
INSERT = (
    "INSERT INTO cases (case_key, practice, language, sample, state, current_code, queue, due_at, shuffle, "
    "attempt_count, lease_at, lease_until) VALUES (?, 0, ?, '{}', ?, '3.11', ?, ?, ?, 0, 0, 0)"
)
TERMS = {
    "cati, next case": ANYTHING,
    "cati, in two languages": Terms(frozenset({"nl", "fr"})),
    "cati, a language no case has": Terms(frozenset({"de"})),
}


def rows(size: int) -> Iterator[tuple[object, ...]]:
    """So many cases in mid-field, one in ten of them French."""
    chance = Random(size)  # noqa: S311
    for number in range(size):
        state, queue, due_at = chance.choices(STATES, SHARES)[0]
        language = "fr" if chance.random() < 0.1 else "nl"
        yield f"{number:07}", language, state, queue, due_at, chance.randrange(2**31)


def a_sample(file: Path, size: int) -> Store:
    """A database with the sample, and no statistics of it: nobody runs ANALYZE."""
    store = open_store(file, create=True)
    with closing(bare(file)) as raw:
        raw.execute("BEGIN")
        raw.executemany(INSERT, rows(size))
        raw.execute("COMMIT")
    return store


def bare(file: Path) -> sqlite3.Connection:
    """sqlite3 with the same pragmas."""
    raw = sqlite3.connect(file, isolation_level=None, timeout=30)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}").fetchall()
    return raw


def run(rounds: int) -> list[Figure]:
    """Every size, each way to ask in turns."""
    folder = Path(mkdtemp(dir=Path.cwd(), prefix=".benchmark-"))
    try:
        return [row for size in SIZES for row in sized(folder / f"{size}.sqlite", size, rounds)]
    finally:
        shutil.rmtree(folder)


def sized(file: Path, size: int, rounds: int) -> list[Figure]:
    """One size of sample."""
    with a_sample(file, size) as store, closing(bare(file)) as raw:

        def update(at: int) -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("UPDATE cases SET lease_until = ? WHERE id = ?", (SECOND - 1, at % size + 1))
            raw.execute("COMMIT")

        def claim(terms: Terms) -> None:
            claim_next(store, "an", NOW, practice=False, lease_seconds=1800, terms=terms)

        ways = {name: lambda _at, terms=terms: claim(terms) for name, terms in TERMS.items()}
        return contest(f"next case of {size:,}", {"sqlite3, one update by key": update, **ways}, rounds, {})
