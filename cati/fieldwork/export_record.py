"""What was exported, kept for good: to know a delivered file again, and to see that a count falls."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cati.fieldwork.room import Room
from cati.storage.audit import Deed, list_deeds, note_deed

VERB = "export"
OTHER_WORDS = "language"
"""The labels' language makes no other kind of export."""


@dataclass(frozen=True)
class Delivery:
    """One export: what was asked for, how many rows each table had, and the SHA-256 of each file by its name."""

    at: datetime
    target: str
    selection: Mapping[str, Any]
    formats: tuple[str, ...]
    counts: Mapping[str, int]
    files: Mapping[str, str]

    def is_of_kind(self, selection: Mapping[str, Any]) -> bool:
        """Whether the same rows were asked for."""
        return {**self.selection, OTHER_WORDS: ""} == {**selection, OTHER_WORDS: ""}


@dataclass(frozen=True)
class Fall:
    """A table that has fewer rows than the last export of its kind; cases erased since then may be why."""

    table: str
    before: int
    now: int
    last: Delivery
    erased: int


def note_delivery(room: Room, delivery: Delivery, actor: str) -> None:
    """Keep an export in the audit."""
    detail = {
        "selection": delivery.selection,
        "formats": list(delivery.formats),
        "rows": delivery.counts,
        "files": delivery.files,
    }
    with room.store.transaction() as connection:
        note_deed(connection, Deed(delivery.at, actor, VERB, delivery.target, detail))


def deliveries(room: Room) -> Iterator[Delivery]:
    """All exports, the newest first."""
    for deed in list_deeds(room.store, verb=VERB, newest_first=True):
        told = deed.detail
        yield Delivery(deed.at, deed.object, told["selection"], tuple(told["formats"]), told["rows"], told["files"])


def delivery_of(room: Room, sha256: str) -> Delivery | None:
    """The newest export that a file came from, known by its SHA-256."""
    return next((each for each in deliveries(room) if sha256 in each.files.values()), None)


def falls(room: Room, now: Delivery) -> tuple[Fall, ...]:
    """What has become fewer since the last export of the same kind."""
    last = next((each for each in deliveries(room) if each.is_of_kind(now.selection)), None)
    if last is None:
        return ()
    fewer = [(name, last.counts[name], count) for name, count in now.counts.items() if count < last.counts.get(name, 0)]
    if not fewer:
        return ()
    erased = sum(deed.at > last.at for deed in list_deeds(room.store, verb="erase"))
    return tuple(Fall(name, before, count, last, erased) for name, before, count in fewer)
