"""Rows that were read and wait to be imported, on disk but under no name: memory stays small, a crash leaves none."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from cati.sample.finding import Finding
from cati.sample.sample_rows import ReadRow, SampleCase


def as_list(kept: Finding | SampleCase) -> list[object]:
    """The fields of a finding or a case, in their order."""
    return [getattr(kept, name) for name in kept.__slots__]


class WaitingRows:
    """Rows in the order they were read, each as often as wanted; a rejected one with its cells."""

    def __init__(self, folder: Path | None) -> None:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n", dir=folder)  # noqa: SIM115  # closed by __exit__

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, read: ReadRow, cells: Sequence[str]) -> None:
        """Let a row wait."""
        case = None if read.case is None else as_list(read.case)
        kept = None if read.case is not None or read.is_blank else list(cells)
        findings = [as_list(finding) for finding in read.findings]
        self._file.write(json.dumps([read.row, read.is_blank, findings, case, kept], check_circular=False) + "\n")

    def rows(self) -> Iterator[tuple[ReadRow, list[str] | None]]:
        """Every row that waits, and the cells of those that are rejected."""
        self._file.seek(0)
        for line in self._file:
            row, is_blank, findings, case, cells = json.loads(line)
            read = ReadRow(row, is_blank=is_blank, findings=[Finding(*each) for each in findings])
            if case is not None:
                key, sample, phones, *rest = case
                read.case = SampleCase(key, sample, tuple(phones), *rest)
            yield read, cells
