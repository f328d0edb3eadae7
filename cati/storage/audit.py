"""Deeds that change more than one's own call: who, what, to what, when; in the same transaction as the deed itself."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from cati.storage.canonical import canonical, storable
from cati.storage.store import Store
from cati.storage.tables import AUDIT


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the audit. `object` is a case key, a quota cell, a file name …; `detail` holds no personal data."""

    at: datetime
    actor: str
    verb: str
    object: str
    detail: Mapping[str, Any]


def note_deed(connection: Connection, deed: Deed) -> None:
    """Write a deed inside the transaction that does it."""
    note_deeds(connection, [deed])


def note_deeds(connection: Connection, deeds: Sequence[Deed]) -> None:
    """Write several deeds, in their order."""
    rows = [
        {
            "at": deed.at,
            "actor": storable(deed.actor),
            "verb": deed.verb,
            "object": storable(deed.object),
            "detail": canonical(dict(deed.detail)),
        }
        for deed in deeds
    ]
    if rows:
        connection.execute(insert(AUDIT), rows)


def list_deeds(store: Store, *, verb: str | None = None, newest_first: bool = False) -> Iterator[Deed]:
    """All deeds, or those of one verb, in the order they were done."""
    order = AUDIT.c.id.desc() if newest_first else AUDIT.c.id
    wanted = select(AUDIT).order_by(order)
    if verb is not None:
        wanted = wanted.where(AUDIT.c.verb == verb)
    with store.reading() as connection:
        for row in connection.execute(wanted.execution_options(yield_per=500)):
            yield deed_of(row)


def read_deeds(connection: Connection, about: str) -> tuple[Deed, ...]:
    """The deeds about one object, in the order they were done."""
    wanted = select(AUDIT).where(AUDIT.c.object == about).order_by(AUDIT.c.id)
    return tuple(deed_of(row) for row in connection.execute(wanted))


def deed_of(row: Row[Any]) -> Deed:
    """A deed out of its row."""
    return Deed(row.at, row.actor, row.verb, row.object, json.loads(row.detail))
