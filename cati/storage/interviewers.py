"""Who works here, by code."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from cati.storage.canonical import storable
from cati.storage.keeping_once import add_or_change
from cati.storage.store import Store
from cati.storage.tables import INTERVIEWERS


@dataclass(frozen=True, slots=True)
class Interviewer:
    """A person who signs in."""

    code: str
    name: str


def add_interviewer(store: Store, interviewer: Interviewer, now: datetime) -> None:
    """Add an interviewer, or give a known code another name."""
    values = {"code": storable(interviewer.code), "name": storable(interviewer.name)}
    with store.transaction() as connection:
        add_or_change(connection, INTERVIEWERS, "code", "name", **values, added_at=now)


def interviewer_names(connection: Connection) -> dict[str, str]:
    """The name of each code."""
    return {row.code: row.name for row in connection.execute(select(INTERVIEWERS.c.code, INTERVIEWERS.c.name))}


def list_interviewers(store: Store) -> list[Interviewer]:
    """All interviewers, by code."""
    with store.reading() as connection:
        rows = connection.execute(select(INTERVIEWERS.c.code, INTERVIEWERS.c.name).order_by(INTERVIEWERS.c.code))
        return [Interviewer(row.code, row.name) for row in rows]
