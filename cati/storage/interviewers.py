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


def languages_of(store: Store, code: str) -> frozenset[str] | None:
    """The languages in which an interviewer can call; None: any, or nobody said."""
    with store.reading() as connection:
        written = connection.execute(select(INTERVIEWERS.c.languages).where(INTERVIEWERS.c.code == code)).scalar()
    return None if written is None else frozenset(written.split())


def spoken_here(store: Store, language: str) -> bool:
    """Whether anybody who works here can call in a language."""
    with store.reading() as connection:
        everybody = connection.execute(select(INTERVIEWERS.c.languages)).scalars().all()
    return not everybody or any(written is None or language in written.split() for written in everybody)
