"""The list of numbers that must not be called, as it bears on a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from cati.storage.keeping_once import add_once
from cati.storage.tables import DO_NOT_CALL

Kind = Literal["phone", "enterprise_number"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A phone number (E.164) or an enterprise number (ten digits) that must not be called; `since` is an ISO date."""

    kind: Kind
    value: str
    reason: str
    since: str


def forbid(connection: Connection, entries: Iterable[Entry], now: datetime, actor: str) -> None:
    """Put entries on the list; one that is there already stays as it is."""
    for each in entries:
        values = {"kind": each.kind, "value": each.value, "reason": each.reason, "since": each.since}
        add_once(connection, DO_NOT_CALL, **values, added_at=now, added_by=actor)
