"""How a delivered table differs from the same one made now: rows and columns new or gone, cells changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from cati.errors import UnreadableFileError
from cati.export.delivered import Row, columns_in, rows_in

KEYS: Mapping[str, tuple[str, ...]] = {
    "cases.csv": ("case_key",),
    "attempts.csv": ("case_key", "attempt"),
    "dials.csv": ("case_key", "attempt", "dial"),
    "events.csv": ("interview_id", "seq"),
    "variables.csv": ("name",),
    "value_labels.csv": ("variable", "code"),
}
"""What names a row of these tables."""

INTERVIEW = ("case_key", "interview_id")
"""What names a row in all others."""

DIGEST_BYTES = 16
Key = tuple[str, ...]


@dataclass(frozen=True)
class ChangedCell:
    """A cell that is not as it was delivered; `row` names its row by the key of the table."""

    row: Key
    column: str
    delivered: str
    now: str


@dataclass(frozen=True)
class Differences:
    """Columns and rows that are new or gone; `changed` cells in rows that are in both, the first of them told.

    `shared` rows are in both: where there are none, the file is of another study.
    """

    new_columns: tuple[str, ...] = ()
    gone_columns: tuple[str, ...] = ()
    new_rows: tuple[Key, ...] = ()
    gone_rows: tuple[Key, ...] = ()
    shared: int = 0
    changed: int = 0
    first: tuple[ChangedCell, ...] = ()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.new_columns or self.gone_columns or self.new_rows or self.gone_rows or self.changed)


def compare_tables(delivered: Path, now: Path, most: int) -> Differences:
    """Compare two files of one table, in whatever order their rows are; `most` changed cells are told.

    Memory holds a digest of each row, and whole only the rows that differ. Raises `UnreadableFileError`.
    """
    ours, theirs = columns_in(now), columns_in(delivered)
    if now.suffix == ".jsonl":  # there a column is told only where there is something to tell
        ours = theirs = list(dict.fromkeys([*ours, *theirs]))
    key = next((key for name, key in KEYS.items() if now.name == name), INTERVIEW)
    if theirs and not set(key) <= set(theirs):
        raise UnreadableFileError("delivered.no_key", file=delivered, columns=", ".join(key))
    shared = [name for name in ours if name in theirs]
    digests: dict[Key, bytes] = {}
    doubled = [name for row in rows_in(delivered) if not keep(digests, name := key_of(row, key), row, shared)]
    count = len(digests)
    new: list[Key] = []
    other: dict[Key, Row] = {}
    for row in rows_in(now):
        found = digests.pop(key_of(row, key), None)
        if found is None:
            new.append(key_of(row, key))
        elif found != digest_of(row, shared):
            other[key_of(row, key)] = row
    changed = list(cells_changed(delivered, other, key, shared)) if other else []
    return Differences(
        new_columns=tuple(name for name in ours if name not in theirs),
        gone_columns=tuple(name for name in theirs if name not in ours),
        new_rows=tuple(new),
        gone_rows=(*digests, *doubled),
        shared=count - len(digests),
        changed=len(changed),
        first=tuple(changed[:most]),
    )


def keep(digests: dict[Key, bytes], name: Key, row: Row, columns: Sequence[str]) -> bool:
    """Keep the digest of a row; False for one that came before."""
    return digests.setdefault(name, digest := digest_of(row, columns)) is digest


def key_of(row: Row, key: Key) -> Key:
    """What names a row."""
    return tuple(row.get(name, "") for name in key)


def digest_of(row: Row, columns: Sequence[str]) -> bytes:
    """What two rows share if they are the same in these columns."""
    cells = "\0".join(row.get(name, "") for name in columns)
    return blake2b(cells.encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()


def cells_changed(delivered: Path, now: dict[Key, Row], key: Key, columns: Sequence[str]) -> Iterator[ChangedCell]:
    """The cells that differ in some rows, each row once."""
    for row in rows_in(delivered):
        after = now.pop(key_of(row, key), None)
        if after is not None:
            for name in columns:
                if row.get(name, "") != after.get(name, ""):
                    yield ChangedCell(key_of(row, key), name, row.get(name, ""), after.get(name, ""))
