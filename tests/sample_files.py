"""Sample files for tests, and an import of them: every company and number in them is invented."""

import csv
import io
from pathlib import Path

from cati.fieldwork.import_order import ImportReport, Order
from cati.fieldwork.import_sample import import_sample
from cati.fieldwork.room import Room
from cati.storage.cases import CaseFile, fetch_case, list_cases

DATA = Path(__file__).parent / "data"
HEADINGS = ("company_name", "municipality", "phone_1", "sample_source", "sample_date")


def a_row(company: str = "Voorbeeld Weverij NV", phone: str = "050 00 00 01", **more: str) -> dict[str, str]:
    """A row with all that must be there."""
    return {
        "company_name": company,
        "municipality": "Brugge",
        "phone_1": phone,
        "sample_source": "een verzonnen bestand",
        "sample_date": "2027-01-04",
        **more,
    }


def as_csv(*rows: dict[str, str], delimiter: str = ";") -> str:
    """Rows as a file, its columns in the order they first come up."""
    names = list(dict.fromkeys(name for row in rows or (a_row(),) for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, names, delimiter=delimiter, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def written(folder: Path, content: str | bytes, name: str = "sample.csv") -> Path:
    """A file of this content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def in_silence(row: int, expected: int) -> None:
    """Nobody watches."""


def imported(room: Room, folder: Path, *rows: dict[str, str], **options: bool | str) -> ImportReport:
    """An import of some rows."""
    return import_sample(room, Order(written(folder, as_csv(*rows)), **options), in_silence)  # type: ignore[arg-type]


def counts(report: ImportReport) -> dict[str, int]:
    """What rows came to, without what no row came to."""
    return {name: count for name, count in report.results.items() if count}


def case_files(room: Room) -> dict[str, CaseFile]:
    """Every case with all that belongs to it, by company."""
    cases = list(list_cases(room.store))
    return {case.sample["company_name"]: fetch_case(room.store, case.case_id) for case in cases}


def report_of(folder: Path, name: str = "sample") -> list[dict[str, str]]:
    """The report beside a file."""
    with (folder / f"{name}.report.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
