"""The cells of the quotas: wanted, done, and what is left to call."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from cati.fieldwork.figures.quota import CellNow
from cati.fieldwork.report.document import Section, Table, heads
from cati.fieldwork.report.numbers import moment, whole
from cati.words import say

HEADS = (
    "report.quotas.quota", "report.quotas.cell", "report.quotas.standing", "report.quotas.done",
    "report.quotas.target", "report.quotas.in_flight", "report.quotas.appointments", "report.quotas.open",
    "report.quotas.parked",
)  # fmt: skip


def quotas_section(cells: Iterable[CellNow], zone: ZoneInfo, language: str) -> Section:
    """Every cell, one a row."""
    rows = tuple(row_of(cell, zone, language) for cell in cells)
    table = Table(heads(language, *HEADS), rows, words=3)
    return Section("quotas", say(language, "report.quotas.title"), table=table)


def row_of(cell: CellNow, zone: ZoneInfo, language: str) -> tuple[str, ...]:
    """One cell."""
    count = cell.count
    counts = (count.in_flight, count.appointments, count.open, count.parked)
    label = say(language, "report.quotas.unknown") if cell.target is None else cell.label
    wanted = "" if cell.target is None else whole(cell.target, language)
    told = (cell.quota, label, standing_of(cell, zone, language), whole(count.done, language), wanted)
    return (*told, *(whole(each, language) for each in counts))


def standing_of(cell: CellNow, zone: ZoneInfo, language: str) -> str:
    """Since when a cell is closed and by whom, or that it will fall short."""
    if cell.closed_at is not None:
        places = {"moment": moment(cell.closed_at.astimezone(zone), language), "by": cell.closed_by}
        return say(language, "report.quotas.full_since" if cell.closed_by is None else "report.quotas.closed", **places)
    if cell.falls_short:
        return say(language, "report.quotas.short", missing=cell.missing, open=cell.count.open)
    return ""
