"""The list of numbers that must not be called, as a supervisor keeps it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from cati.storage.audit import Deed, note_deed
from cati.storage.do_not_call import Entry, Kind, forbid
from cati.storage.store import Store
from cati.storage.tables import DO_NOT_CALL


def add_entries(store: Store, entries: Sequence[Entry], now: datetime, deed: Deed) -> int:
    """Put entries on the list, all or none; returns how many were not there yet."""
    with store.transaction() as connection:
        before = _count(connection)
        forbid(connection, entries, now, deed.actor)
        note_deed(connection, deed)
        return _count(connection) - before


def remove_entry(store: Store, kind: Kind, value: str, deed: Deed) -> bool:
    """Take an entry off the list; whether it was there."""
    with store.transaction() as connection:
        which = (DO_NOT_CALL.c.kind == kind) & (DO_NOT_CALL.c.value == value)
        if not connection.execute(delete(DO_NOT_CALL).where(which)).rowcount:
            return False
        note_deed(connection, deed)
        return True


def list_entries(store: Store) -> list[Entry]:
    """The whole list, phone numbers last."""
    columns = (DO_NOT_CALL.c.kind, DO_NOT_CALL.c.value, DO_NOT_CALL.c.reason, DO_NOT_CALL.c.since)
    with store.reading() as connection:
        rows = connection.execute(select(*columns).order_by(DO_NOT_CALL.c.kind, DO_NOT_CALL.c.value))
        return [Entry(*row) for row in rows]


def _count(connection: Connection) -> int:
    return connection.execute(select(func.count()).select_from(DO_NOT_CALL)).scalar_one()
