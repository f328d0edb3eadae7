"""What became of a case, told each time it changed, so that figures can be had as of any past moment."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, insert, literal, select

from cati.storage.column_types import UtcDateTime
from cati.storage.ids import CaseId, CaseState
from cati.storage.tables import CASE_HISTORY, CASES

ADDED = "added"
UNRELEASED = "replicate"
"""Why a case is parked whose replicate was not released: it is in no figure."""
LISTED = "on_do_not_call_list"
BEGINNINGS = (ADDED, UNRELEASED, LISTED)
"""What the history of a case can begin with before anybody called it."""


def tell_change(connection: Connection, which: ColumnElement[bool], now: datetime, because: str) -> None:
    """Tell what some cases have come to, after the change and inside its transaction.

    `because` is the disposition, or the deed: whatever changes `state` or `current_code` tells it here.
    """
    stand = select(
        CASES.c.id, literal(now, UtcDateTime()), CASES.c.state, CASES.c.current_code, literal(because)
    ).where(which)
    columns = ["case_id", "at", "state", "code", "because"]
    connection.execute(insert(CASE_HISTORY).from_select(columns, stand))


@dataclass(frozen=True, slots=True)
class Became:
    """What a case came to at a moment: its state, AAPOR's code, and the disposition or deed behind it."""

    at: datetime
    state: CaseState
    code: str
    because: str


def read_history(connection: Connection, case_id: CaseId) -> tuple[Became, ...]:
    """Everything a case came to, in order."""
    columns = (CASE_HISTORY.c[name] for name in ("at", "state", "code", "because"))
    wanted = select(*columns).where(CASE_HISTORY.c.case_id == case_id).order_by(CASE_HISTORY.c.id)
    return tuple(Became(*row) for row in connection.execute(wanted))
