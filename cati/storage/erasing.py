"""What was said and who said it, gone: rows deleted and overwritten; what rates and quotas need stays.

A case that was erased keeps its key, its AAPOR code, its dates, its attempts and its quota cells.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, literal, select, update

from cati.storage.audit import Deed, note_deed
from cati.storage.canonical import NO_DIGEST, storable
from cati.storage.case_history import tell_change
from cati.storage.column_types import UtcDateTime
from cati.storage.ids import CaseId
from cati.storage.store import Store
from cati.storage.tables import (
    APPOINTMENTS,
    CASES,
    CONTACT_ANSWERS,
    CONTACTS,
    ERASURES,
    EVENTS,
    INTERVIEWS,
    NOTES,
    PHONES,
)


class Erasure(NamedTuple):
    """That a case was erased: when, by whom, and why (a reason names nobody)."""

    case_key: str
    at: datetime
    actor: str
    reason: str


def erase(store: Store, erasures: Sequence[Erasure]) -> int:
    """Erase cases by key, all or none; one that is unknown or was erased already is passed over. How many were."""
    with store.transaction() as connection:
        erased = sum(_erase_case(connection, erasure) for erasure in erasures)
    if erased:
        store.empty_log()
    return erased


def erase_contacts(store: Store, deed: Deed) -> int:
    """Erase numbers, contact data, notes and personal answers of every live case. How many cases had any."""
    live = select(CASES.c.id).where(CASES.c.practice.is_(False))
    with store.transaction() as connection:
        found: set[int] = set()
        for table in (PHONES, CONTACTS, NOTES):
            mine = table.c.case_id.in_(live)
            found.update(connection.execute(select(table.c.case_id).where(mine)).scalars())
            connection.execute(delete(table).where(mine))
        theirs = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id.in_(live))
        connection.execute(delete(CONTACT_ANSWERS).where(CONTACT_ANSWERS.c.interview_id.in_(theirs)))
        note_deed(connection, replace(deed, detail={**deed.detail, "cases": len(found)}))
    store.empty_log()
    return len(found)


def contents_of(connection: Connection, case_id: CaseId) -> dict[str, int]:
    """How many rows of each kind an erasure of the case would delete."""
    interviews = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id == case_id)
    counted = {
        table.name: select(func.count()).where(table.c.case_id == case_id) for table in (PHONES, CONTACTS, NOTES)
    }
    counted |= {
        table.name: select(func.count()).where(table.c.interview_id.in_(interviews))
        for table in (EVENTS, CONTACT_ANSWERS)
    }
    return {name: connection.execute(wanted).scalar_one() for name, wanted in counted.items()}


def read_erasures(connection: Connection) -> list[Erasure]:
    """Every case that was erased, once."""
    wanted = (
        select(CASES.c.case_key, ERASURES.c.at, ERASURES.c.actor, ERASURES.c.reason)
        .join(CASES, CASES.c.id == ERASURES.c.case_id)
        .order_by(ERASURES.c.id)
    )
    return list({row.case_key: Erasure(*row) for row in connection.execute(wanted)}.values())


def is_erased(connection: Connection, case_id: CaseId) -> bool:
    """Whether a case was erased."""
    return connection.execute(select(ERASURES.c.id).where(ERASURES.c.case_id == case_id)).first() is not None


def erased_interviews(connection: Connection, interviews: Iterable[int]) -> frozenset[int]:
    """Which of some interviews were erased."""
    wanted = select(ERASURES.c.interview_id).where(ERASURES.c.interview_id.in_(interviews))
    return frozenset(found for found in connection.execute(wanted).scalars() if found is not None)


def _erase_case(connection: Connection, erasure: Erasure) -> bool:
    case_id = connection.execute(select(CASES.c.id).where(CASES.c.case_key == erasure.case_key)).scalar()
    if case_id is None or is_erased(connection, case_id):
        return False
    wanted = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id == case_id)
    interviews = list(connection.execute(wanted).scalars())
    _note(connection, case_id, interviews, erasure)
    for table in (EVENTS, CONTACT_ANSWERS):
        connection.execute(delete(table).where(table.c.interview_id.in_(interviews)))
    for table in (PHONES, CONTACTS, NOTES):
        connection.execute(delete(table).where(table.c.case_id == case_id))
    _empty(connection, case_id, erasure.at)
    tell_change(connection, CASES.c.id == case_id, erasure.at, "erase")
    return True


def _note(connection: Connection, case_id: int, interviews: Sequence[int], erasure: Erasure) -> None:
    said = {"case_id": case_id, "at": erasure.at, "actor": storable(erasure.actor), "reason": storable(erasure.reason)}
    connection.execute(insert(ERASURES), [{**said, "interview_id": each} for each in interviews or (None,)])
    detail = {"reason": erasure.reason, "interviews": len(interviews)}
    note_deed(connection, Deed(erasure.at, erasure.actor, "erase", erasure.case_key, detail))


def _empty(connection: Connection, case_id: int, at: datetime) -> None:
    connection.execute(
        update(INTERVIEWS)
        .where(INTERVIEWS.c.case_id == case_id)
        .values(answers="{}", last_sequence=0, last_digest=NO_DIGEST, state="ended")
    )
    connection.execute(
        update(APPOINTMENTS)
        .where(
            APPOINTMENTS.c.case_id == case_id,
            APPOINTMENTS.c.kept_at.is_(None),
            APPOINTMENTS.c.cancelled_at.is_(None),
        )
        .values(cancelled_at=literal(at, UtcDateTime()))
    )
    nobody = {"lease_by": None, "lease_at": 0, "lease_until": 0, "lease_token": None, "reserved_for": None}
    connection.execute(
        update(CASES)
        .where(CASES.c.id == case_id)
        .values(
            sample="{}",
            enterprise_number=None,
            search_text=None,
            state="closed",
            queue=None,
            parked_because=None,
            **nobody,
        )
    )
