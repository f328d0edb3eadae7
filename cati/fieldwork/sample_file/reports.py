"""What an import leaves beside the file: its report, and the rows to mend."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from cati.fieldwork.sample_file.waiting import WaitingRows
from cati.sample.columns import OURS
from cati.sample.finding import Finding

HEADING = ("row", "level", "field", "code", "value", "message", "result")
Later = Mapping[int, Sequence[Finding]]


def write_report(
    target: Path,
    notices: Sequence[Finding],
    waiting: WaitingRows,
    later: Later,
    results: Mapping[int, str],
    language: str,
) -> None:
    """A line for each finding and for each row without one, in the order of the file."""
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEADING)
        writer.writerows(line_of(notice, "", language) for notice in notices)
        for row, findings in rows_with_findings(waiting, later):
            result = results[row]
            writer.writerows(line_of(finding, result, language) for finding in findings)
            if not findings:
                writer.writerow([row, "", "", "", "", "", result])


def rows_with_findings(waiting: WaitingRows, later: Later) -> Iterator[tuple[int, list[Finding]]]:
    """Every row with what was found when it was read and when it was matched."""
    for read, _ in waiting.rows():
        yield read.row, [*read.findings, *later.get(read.row, ())]


def line_of(finding: Finding, result: str, language: str) -> list[str]:
    """A finding as a line of the report."""
    message = finding.message(language)
    return [str(finding.row), finding.level, finding.field, finding.code, finding.value, message, result]


def write_rejected(target: Path, headings: Sequence[str], waiting: WaitingRows, delimiter: str, language: str) -> None:
    """The rejected rows as they were, and what is wrong with each: to be mended and imported."""
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
        writer.writerow([*(heading for heading in headings if heading != OURS), OURS])
        at = [place for place, heading in enumerate(headings) if heading != OURS]
        for read, cells in waiting.rows():
            if cells is not None:
                problem = "; ".join(finding.message(language) for finding in read.findings if finding.level == "error")
                padded = [cells[place] if place < len(cells) else "" for place in at]
                more = cells[len(headings) :]
                writer.writerow([*padded, problem, *more])
