"""The study's own do-not-call list: put a number on it, take one off, hand the list on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from cati.errors import SampleFileError
from cati.fieldwork.room import Room
from cati.fieldwork.sample_file.table import open_table
from cati.questionnaire.validity import Invalid
from cati.sample.cells import read_day, read_number
from cati.sample.columns import folded
from cati.sample.enterprise_number import read_enterprise_number
from cati.sample.finding import Finding, finding_of
from cati.storage.audit import Deed
from cati.storage.do_not_call import Entry, Kind
from cati.storage.do_not_call_list import add_entries, list_entries, remove_entry

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "phone": ("phone", "telefoon", "tel", "nummer", "téléphone", "numéro"),
    "enterprise_number": ("enterprise_number", "ondernemingsnummer", "ondernemingsnr", "n° d'entreprise"),
    "reason": ("reason", "reden", "raison", "motif"),
    "since": ("since", "sinds", "datum", "depuis", "date"),
}  # fmt: skip
FIELDS = {folded(heading): name for name, headings in HEADINGS.items() for heading in headings}


@dataclass(frozen=True)
class ListImport:
    """What a file with a list came to: how many entries were new, how many known, or what is wrong with it."""

    added: int
    known: int
    findings: tuple[Finding, ...]


def forbid_number(room: Room, kind: Kind, text: str, reason: str, since: str) -> bool | Invalid:
    """Put one number on the list, from today unless said; whether it is new there, or why it cannot be read."""
    value = read_value(room, kind, text)
    day = read_day(since) if since else room.local_now().date().isoformat()
    if isinstance(value, Invalid) or isinstance(day, Invalid):
        return value if isinstance(value, Invalid) else Invalid("sample_file.not_a_date", {})
    deed = Deed(room.clock(), room.interviewer, "do_not_call_added", kind, {"since": day})
    return add_entries(room.store, [Entry(kind, value, reason, day)], room.clock(), deed) == 1


def allow_number(room: Room, kind: Kind, text: str, reason: str) -> bool | Invalid:
    """Take one number off the list, for a reason that is kept; whether it was there, or why it cannot be read."""
    value = read_value(room, kind, text)
    if isinstance(value, Invalid):
        return value
    deed = Deed(room.clock(), room.interviewer, "do_not_call_removed", kind, {"reason": reason})
    return remove_entry(room.store, kind, value, deed)


def forbidden_numbers(room: Room) -> list[Entry]:
    """The whole list."""
    return list_entries(room.store)


def import_list(room: Room, file: Path) -> ListImport:
    """Put the entries of a file on the list, all or none. Raises `SampleFileError` if it has no such columns."""
    table = open_table(file, encoding="", sheet="", own=())
    fields = [FIELDS.get(folded(heading), "") for heading in table.headings]
    if not {"phone", "enterprise_number"} & set(fields):
        raise SampleFileError("sample.no_list", file=file)
    entries: list[Entry] = []
    findings: list[Finding] = []
    for row, cells in table.rows:
        if isinstance(cells, Finding):
            findings.append(cells)
        else:
            for found in entries_of(room, row, dict(zip(fields, cells, strict=False))):
                (findings if isinstance(found, Finding) else entries).append(found)  # type: ignore[arg-type]  # told apart here
    if findings:
        return ListImport(0, 0, tuple(findings))
    deed = Deed(room.clock(), room.interviewer, "do_not_call_imported", file.name, {"entries": len(entries)})
    added = add_entries(room.store, entries, room.clock(), deed)
    return ListImport(added, len(entries) - added, ())


def entries_of(room: Room, row: int, cells: Mapping[str, str]) -> Iterator[Entry | Finding]:
    """The entries of one row, or what is wrong with it."""
    day = read_day(cells["since"]) if cells.get("since") else room.local_now().date().isoformat()
    if isinstance(day, Invalid):
        yield finding_of(row, "error", "since", cells["since"], day)
        return
    kinds: tuple[Kind, ...] = ("phone", "enterprise_number")
    for kind in kinds:
        if text := cells.get(kind):
            value = read_value(room, kind, text)
            if isinstance(value, Invalid):
                yield finding_of(row, "error", kind, text, value)
            else:
                yield Entry(kind, value, cells.get("reason", ""), day)


def read_value(room: Room, kind: Kind, text: str) -> str | Invalid:
    """A number as the list keeps it."""
    if kind == "phone":
        return read_number(text, room.study.questionnaire.study.phone_region)
    return read_enterprise_number(text)
