"""What is to be imported, and what it came to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cati.errors import SampleFileError
from cati.fieldwork.sample_matching import Result
from cati.sample.columns import Columns
from cati.sample.finding import Finding
from cati.sample.sample_rows import ReadRow

EXAMPLES = 3
TOLD = 20
"""How many findings are told on the terminal; the report has all."""


@dataclass(frozen=True)
class Order:
    """What to import and how; `chosen` is a heading by field."""

    file: Path
    chosen: Mapping[str, str] = field(default_factory=dict)
    dry_run: bool = False
    skip_bad: bool = False
    encoding: str = ""
    sheet: str = ""

    @property
    def report(self) -> Path:
        """Where the report goes."""
        return self.file.with_name(f"{self.file.stem}.report.csv")

    @property
    def rejected(self) -> Path:
        """Where the rejected rows go."""
        return self.file.with_name(f"{self.file.stem}.rejected.csv")


@dataclass
class ImportReport:
    """What an import came to. `examples` are values of each column; `absent` counts cases that are not in the file."""

    columns: Columns
    notices: tuple[Finding, ...]
    examples: list[list[str]]
    results: Counter[Result] = field(default_factory=Counter)
    errors: list[Finding] = field(default_factory=list)
    remarks: list[Finding] = field(default_factory=list)
    findings: int = 0
    tally: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples_of: dict[tuple[str, str], Finding] = field(default_factory=dict)
    odd_names: list[str] = field(default_factory=list)
    absent: int = 0
    is_written: bool = False
    is_remembered: bool = False

    def note(self, findings: Iterable[Finding]) -> None:
        """Count findings, and keep the first of them."""
        for finding in findings:
            self.findings += 1
            self.tally[finding.field, finding.word] += 1
            self.examples_of.setdefault((finding.field, finding.word), finding)
            kept = self.errors if finding.level == "error" else self.remarks
            if len(kept) < TOLD:
                kept.append(finding)

    def first(self) -> list[Finding]:
        """What is told first, in the order of the file: errors, and others if there is room."""
        return sorted([*self.errors, *self.remarks][:TOLD], key=lambda finding: finding.row)

    def take_examples(self, cells: Sequence[str]) -> None:
        """Keep the first values of each column."""
        for kept, cell in zip(self.examples, cells, strict=False):
            if cell and len(kept) < EXAMPLES:
                kept.append(cell)

    def count_row(self, read: ReadRow) -> None:
        """Count a row that was read, and what was found in it."""
        self.note(read.findings)
        if read.is_blank:
            self.results["blank"] += 1
        elif read.case is None:
            self.results["rejected"] += 1
        elif len(self.odd_names) < EXAMPLES and not read.case.sample["company_name"].isascii():
            self.odd_names.append(read.case.sample["company_name"])


class BadHeadingError(SampleFileError):
    """The columns of a file cannot be mapped: what is wrong, and the columns with examples."""

    def __init__(self, file: Path, report: ImportReport) -> None:
        super().__init__("sample.bad_heading", file=file)
        self.report = report
