"""The list of numbers that must not be called, as it bears on a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, bindparam, exists, select, union_all, update

from cati.storage.ids import CaseId
from cati.storage.keeping_once import add_once
from cati.storage.tables import CASES, DO_NOT_CALL, PHONES

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


_OWN = select(CASES.c.enterprise_number).where(CASES.c.id == bindparam("case")).scalar_subquery()
_COMPANY = select(DO_NOT_CALL.c.value).where(DO_NOT_CALL.c.kind == "enterprise_number", DO_NOT_CALL.c.value == _OWN)
_NUMBERS = (
    select(DO_NOT_CALL.c.value)
    .join(PHONES, PHONES.c.e164 == DO_NOT_CALL.c.value)
    .where(DO_NOT_CALL.c.kind == "phone", PHONES.c.case_id == bindparam("case"))
)
_LISTED = union_all(_COMPANY, _NUMBERS)


def mark_forbidden(connection: Connection, case_id: CaseId) -> bool:
    """Mark the numbers of a case that are on the list; whether that leaves nothing of it that may be called.

    A case all of whose numbers are bad for other reasons is not forbidden.
    """
    if connection.execute(_LISTED, {"case": case_id}).first() is None:
        return False
    is_listed = exists().where(DO_NOT_CALL.c.kind == "phone", DO_NOT_CALL.c.value == PHONES.c.e164)
    connection.execute(
        update(PHONES)
        .where(PHONES.c.case_id == case_id, PHONES.c.state == "usable", is_listed)
        .values(state="do_not_call")
    )
    if connection.execute(_COMPANY, {"case": case_id}).first() is not None:
        return True
    states = connection.execute(select(PHONES.c.state).where(PHONES.c.case_id == case_id)).scalars().all()
    return "do_not_call" in states and "usable" not in states


def since_of(connection: Connection, e164: str) -> str:
    """Since when a number is on the list; empty if it is not."""
    found = select(DO_NOT_CALL.c.since).where(DO_NOT_CALL.c.kind == "phone", DO_NOT_CALL.c.value == e164)
    return connection.execute(found).scalar() or ""
