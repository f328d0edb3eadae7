"""Who works here, by code."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select, update

from cati.storage.audit import Deed, note_deed
from cati.storage.canonical import storable
from cati.storage.keeping_once import add_once, add_or_change
from cati.storage.store import Store
from cati.storage.tables import INTERVIEWERS


@dataclass(frozen=True, slots=True)
class Interviewer:
    """A person who signs in."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person with the languages they call in (none: any) and whether they are a supervisor."""

    code: str
    name: str
    languages: tuple[str, ...] = ()
    is_supervisor: bool = False


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


def put_on_staff(store: Store, member: StaffMember, now: datetime, deed: Deed) -> None:
    """Add somebody, or change what is known of a code, with the trace of it."""
    values = {
        "name": storable(member.name),
        "languages": " ".join(member.languages) or None,
        "role": "supervisor" if member.is_supervisor else None,
    }
    with store.transaction() as connection:
        add_once(connection, INTERVIEWERS, code=member.code, added_at=now, **values)
        connection.execute(update(INTERVIEWERS).where(INTERVIEWERS.c.code == member.code).values(**values))
        note_deed(connection, deed)


def list_staff(store: Store) -> list[StaffMember]:
    """Everybody with languages and role, by code."""
    with store.reading() as connection:
        return [
            StaffMember(
                row.code, row.name, tuple((row.languages or "").split()), is_supervisor=row.role == "supervisor"
            )
            for row in connection.execute(select(INTERVIEWERS).order_by(INTERVIEWERS.c.code))
        ]
