"""What was done beside the calls: who, what, to what, when."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from cati.fieldwork.report.document import Section, Table, heads
from cati.fieldwork.report.numbers import moment
from cati.storage.audit import Deed
from cati.words import say

HEADS = (
    "report.audit.at", "report.audit.who", "report.audit.deed", "report.audit.object", "report.audit.detail",
)  # fmt: skip


def audit_section(deeds: Iterable[Deed], zone: ZoneInfo, language: str) -> Section:
    """These deeds, in the order given."""
    title = say(language, "report.audit.title")
    rows = tuple(row_of(deed, zone, language) for deed in deeds)
    if not rows:
        return Section("audit", title, (say(language, "report.no_deeds"),))
    return Section("audit", title, table=Table(heads(language, *HEADS), rows, words=len(HEADS)))


def row_of(deed: Deed, zone: ZoneInfo, language: str) -> tuple[str, ...]:
    """One deed."""
    detail = ", ".join(f"{name}: {value}" for name, value in deed.detail.items())
    return (moment(deed.at.astimezone(zone), language), deed.actor, deed.verb, deed.object, detail)
