"""The one table of an export: columns from the questionnaires, a row per interview, computed once."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from cati.errors import CannotBeSaidError
from cati.export.answer_cells import answer_cells, sample_cells
from cati.export.cells import NOT_ASKED, Cell
from cati.export.columns import columns_of, system_cells, union
from cati.export.interview import Interviewed, Version
from cati.export.packed import pack, unpack
from cati.export.sorted_rows import SortedLines
from cati.questionnaire.variables import Variable


def row_cells(interview: Interviewed) -> list[Cell]:
    """One interview as cells, in the order of `columns_of` its version."""
    return [*system_cells(interview), *sample_cells(interview), *answer_cells(interview)]


class Table:
    """All rows of an export, in the order of case key and interview."""

    def __init__(self, lines: SortedLines) -> None:
        self._lines = lines
        self.versions: dict[int, Version] = {}
        self.outcomes: Counter[str] = Counter()
        self.counts: Counter[int] = Counter()
        self.last_at: datetime | None = None

    @classmethod
    def of(cls, interviews: Iterable[Interviewed], scratch: Path) -> Self:
        """The table of some interviews, laid aside in a folder. Raises `CannotBeSaidError`, `OSError`."""
        table = cls(SortedLines(scratch))
        try:
            table._lines.take(map(table._line, interviews))
        except BaseException:
            table.close()
            raise
        return table

    def _line(self, interview: Interviewed) -> bytes:
        rank = interview.version.rank
        self.versions.setdefault(rank, interview.version)
        self.outcomes[interview.outcome] += 1
        self.counts[rank] += 1
        changed_at = interview.changed_at or interview.ended_at
        self.last_at = changed_at if self.last_at is None else max(self.last_at, changed_at)
        try:
            cells = row_cells(interview)
        except CannotBeSaidError as refusal:
            raise CannotBeSaidError("export.in_case", case=interview.case_key, because=refusal) from refusal
        return pack((interview.case_key, interview.interview_id), rank, cells)

    @cached_property
    def columns(self) -> tuple[Variable, ...]:
        """The columns of all versions together. Raises `CannotBeSaidError` where they contradict."""
        return union(self.versions.values())

    def __len__(self) -> int:
        return self._lines.count

    def rows(self) -> Iterator[list[Cell]]:
        """Each row, one cell per column; a column its version lacks was not asked."""
        places = {rank: self._places(version) for rank, version in self.versions.items()}
        as_it_is = list(range(len(self.columns)))
        for rank, cells in map(unpack, self._lines):
            order = places[rank]
            if order == as_it_is:
                yield cells
            else:
                yield [NOT_ASKED if place is None else cells[place] for place in order]

    def _places(self, version: Version) -> list[int | None]:
        own = {column.name: place for place, column in enumerate(columns_of(version))}
        return [own.get(column.name) for column in self.columns]

    def rows_of(self, version: Version) -> Iterator[list[Cell]]:
        """The rows of one version, one cell per column of its own."""
        return (cells for rank, cells in map(unpack, self._lines) if rank == version.rank)

    def apart(self) -> "list[VersionRows]":
        """Each version by itself, the oldest first."""
        return [VersionRows(self, self.versions[rank]) for rank in sorted(self.versions)]

    def close(self) -> None:
        """Give the space back."""
        self._lines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@dataclass(frozen=True)
class VersionRows:
    """The rows of one version of the questionnaire, as a table of its own."""

    table: Table
    version: Version

    @property
    def columns(self) -> tuple[Variable, ...]:
        """The columns of this version."""
        return columns_of(self.version)

    @property
    def versions(self) -> dict[int, Version]:
        """This one."""
        return {self.version.rank: self.version}

    def __len__(self) -> int:
        return self.table.counts[self.version.rank]

    def rows(self) -> Iterator[list[Cell]]:
        """Its rows."""
        return self.table.rows_of(self.version)
