"""Rows sorted on disk: many of them need little memory, and they can be read as often as needed.

They lie in a file without a name, so nothing is left of it however the program ends.
"""

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Protocol, Self

from cati.export.cells import Cell
from cati.export.packed import pack, unpack
from cati.questionnaire.variables import Variable

ROWS_OF_A_RUN = 1000
BYTES_AT_ONCE = 8192


class Rows(Protocol):
    """Columns, and a cell for each in every row; `rows` can be asked for again and again."""

    @property
    def columns(self) -> tuple[Variable, ...]:
        """The columns, in order."""
        ...

    def rows(self) -> Iterator[list[Cell]]:
        """Each row, one cell per column."""
        ...

    def __len__(self) -> int: ...


def batches(table: Rows, most: int = ROWS_OF_A_RUN) -> Iterator[list[list[Cell]]]:
    """Rows, some at a time: for formats that are written by columns."""
    rows = table.rows()
    while batch := list(islice(rows, most)):
        yield batch


class SortedLines:
    """Lines of bytes in sorted order: short runs in one file, merged as they are read."""

    def __init__(self, scratch: Path) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile(dir=scratch)  # noqa: SIM115  # `close` closes it
        self._runs: list[tuple[int, int]] = []
        self.count = 0

    def take(self, lines: Iterable[bytes]) -> None:
        """Lay lines aside."""
        rest = iter(lines)
        while batch := sorted(islice(rest, ROWS_OF_A_RUN)):
            start = self._file.tell()
            self._file.writelines(batch)
            self._runs.append((start, self._file.tell()))
            self.count += len(batch)
        self._file.flush()

    def __iter__(self) -> Iterator[bytes]:
        return heapq.merge(*(self._lines(*run) for run in self._runs))

    def _lines(self, start: int, end: int) -> Iterator[bytes]:
        rest = b""
        while start < end:
            self._file.seek(start)
            block = self._file.read(min(BYTES_AT_ONCE, end - start))
            start += len(block)
            *lines, rest = (rest + block).split(b"\n")
            yield from lines

    def close(self) -> None:
        """Give the space back."""
        self._file.close()


class Listing:
    """Any other table of an export: its columns, and rows sorted by the key given with each."""

    def __init__(self, columns: tuple[Variable, ...], lines: SortedLines) -> None:
        self.columns = columns
        self._lines = lines

    @classmethod
    def of(
        cls, columns: tuple[Variable, ...], rows: Iterable[tuple[tuple[str, str], list[Cell]]], scratch: Path
    ) -> Self:
        """A table of keyed rows, laid aside in a folder."""
        lines = SortedLines(scratch)
        try:
            lines.take(pack(key, 0, cells) for key, cells in rows)
        except BaseException:
            lines.close()
            raise
        return cls(columns, lines)

    def __len__(self) -> int:
        return self._lines.count

    def rows(self) -> Iterator[list[Cell]]:
        """Each row, by key."""
        return (unpack(line)[1] for line in self._lines)

    def close(self) -> None:
        """Give the space back."""
        self._lines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
