"""The one table of an export: columns from the questionnaires, a row per interview, sorted, read as often as needed.

Rows lie in a file without a name, so nothing is left of it however the program ends.
"""

import heapq
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Self

from cati.export.answer_cells import answer_cells, sample_cells
from cati.export.cells import NOT_ASKED, Cell
from cati.export.columns import columns_of, system_cells, union
from cati.export.interview import Interviewed, Version
from cati.export.packed import pack, unpack
from cati.questionnaire.variables import Variable

ROWS_OF_A_RUN = 1000
BYTES_AT_ONCE = 8192


def row_cells(interview: Interviewed) -> list[Cell]:
    """One interview as cells, in the order of `columns_of` its version."""
    return [*system_cells(interview), *sample_cells(interview), *answer_cells(interview)]


def batches(lines: Iterator[bytes]) -> Iterator[list[bytes]]:
    """Lines, a run at a time."""
    while batch := list(islice(lines, ROWS_OF_A_RUN)):
        yield batch


class Table:
    """All rows of an export, computed once, in the order of case key and interview."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._runs: list[tuple[int, int]] = []
        self.versions: dict[int, Version] = {}
        self.outcomes: Counter[str] = Counter()
        self.last_at: datetime | None = None
        self.columns: tuple[Variable, ...] = ()

    @classmethod
    def of(cls, interviews: Iterable[Interviewed], scratch: Path) -> Self:
        """The table of some interviews, laid aside in a folder. Raises `CannotBeSaidError`, `OSError`."""
        table = cls(tempfile.TemporaryFile(dir=scratch))  # noqa: SIM115  # the table closes it
        try:
            table._take(interviews)
        except BaseException:
            table.close()
            raise
        return table

    def _take(self, interviews: Iterable[Interviewed]) -> None:
        start = 0
        for batch in batches(map(self._row, interviews)):
            self._file.writelines(sorted(batch))
            end = self._file.tell()
            self._runs.append((start, end))
            start = end
        self._file.flush()
        self.columns = union(self.versions.values())

    def _row(self, interview: Interviewed) -> bytes:
        self.versions.setdefault(interview.version.rank, interview.version)
        self.outcomes[interview.outcome] += 1
        self.last_at = interview.ended_at if self.last_at is None else max(self.last_at, interview.ended_at)
        return pack((interview.case_key, interview.interview_id), interview.version.rank, row_cells(interview))

    def __len__(self) -> int:
        return self.outcomes.total()

    def rows(self) -> Iterator[list[Cell]]:
        """Each row, one cell per column; a column its version lacks was not asked."""
        places = {rank: self._places(version) for rank, version in self.versions.items()}
        for line in heapq.merge(*(self._lines(*run) for run in self._runs)):
            rank, cells = unpack(line)
            yield [NOT_ASKED if place is None else cells[place] for place in places[rank]]

    def _places(self, version: Version) -> list[int | None]:
        own = {column.name: place for place, column in enumerate(columns_of(version))}
        return [own.get(column.name) for column in self.columns]

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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
