"""Quota cells: closed by the interview that fills them, in its own transaction; their cases parked and offered again.

What a cell has is counted, never stored. Whoever counts holds the cell's row: two interviews that end at once in
one cell are counted one after the other, so no more come beyond the target than were under way when it closed.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select, update

from cati.questionnaire.fieldwork_rules import Quota
from cati.sample.after_call import QUEUES, State
from cati.storage.case_history import tell_change
from cati.storage.ids import CaseId
from cati.storage.tables import CASE_CELLS, CASE_HISTORY, CASES, INTERVIEWS, QUOTA_CELLS

COMPLETE = "1.1"
"""AAPOR's code of what counts."""
PROMISED = ("firm", "soft", "resume")
"""States that a soft quota honours."""
PARKED = "quota:"
"""What the reason of a case begins with that waits because its cell is closed; the quota's name follows."""
AT_ONCE = 500


class Cell(NamedTuple):
    """A cell as it is kept: `target` is the supervisor's own (None: the study's); `closed_by` None is the count."""

    quota: str
    cell: str
    target: int | None
    closed_at: datetime | None
    closed_by: str | None

    def target_in(self, quota: Quota) -> int:
        """How many interviews are wanted."""
        return quota.targets.get(self.cell, 0) if self.target is None else self.target


def settle_quotas(
    connection: Connection, case_id: CaseId, quotas: Sequence[Quota], now: datetime, *, is_complete: bool
) -> None:
    """Count what ended in its cells, close those that are full, and park the case if one of its cells is closed.

    Part of the transaction that ends the attempt.
    """
    cells = _held_still(connection, case_id) if quotas else {}
    for quota in quotas:
        cell = cells.get(quota.name)
        if cell is None:
            continue
        if is_complete:
            _count(connection, case_id, quota, cell, now)
        elif cell.closed_at is not None:
            park(connection, quota, cell.cell, now, CASES.c.id == case_id)


def closed_quotas(connection: Connection, case_id: CaseId) -> frozenset[str]:
    """The quotas in which the cell of a case is closed."""
    of_case = and_(CASE_CELLS.c.quota == QUOTA_CELLS.c.quota, CASE_CELLS.c.cell == QUOTA_CELLS.c.cell)
    wanted = select(QUOTA_CELLS.c.quota).join(CASE_CELLS, of_case).where(CASE_CELLS.c.case_id == case_id)
    return frozenset(connection.execute(wanted.where(QUOTA_CELLS.c.closed_at.is_not(None))).scalars())


def _held_still(connection: Connection, case_id: CaseId) -> dict[str, Cell]:
    """The cells of a case by quota, changed by nobody else until this transaction ends; always locked in one order."""
    of_case = and_(CASE_CELLS.c.quota == QUOTA_CELLS.c.quota, CASE_CELLS.c.cell == QUOTA_CELLS.c.cell)
    wanted = select(QUOTA_CELLS).join(CASE_CELLS, of_case).where(CASE_CELLS.c.case_id == case_id)
    ordered = wanted.order_by(QUOTA_CELLS.c.quota).with_for_update(of=QUOTA_CELLS)
    return {row.quota: Cell(*row) for row in connection.execute(ordered)}


def _count(connection: Connection, case_id: CaseId, quota: Quota, cell: Cell, now: datetime) -> None:
    done, target = completes_by_cell(connection, quota.name).get(cell.cell, 0), cell.target_in(quota)
    if done > target:
        ended = and_(INTERVIEWS.c.case_id == case_id, INTERVIEWS.c.ended_at == now)
        connection.execute(update(INTERVIEWS).where(ended).values(over_quota=quota.name))
    if done >= target and cell.closed_at is None:
        close(connection, quota, cell.cell, now, None)


def completes_by_cell(connection: Connection, quota: str) -> dict[str, int]:
    """The complete interviews of the cells of a quota that have any."""
    done = (CASES.c.practice.is_(False), CASES.c.state == "closed", CASES.c.current_code == COMPLETE)
    of_done = CASE_CELLS.c.case_id.in_(select(CASES.c.id).where(*done))  # far fewer than the cases of the quota
    wanted = select(CASE_CELLS.c.cell, func.count()).where(of_done, CASE_CELLS.c.quota == quota)
    return {row[0]: row[1] for row in connection.execute(wanted.group_by(CASE_CELLS.c.cell))}


def cells_kept(connection: Connection, quota: Quota, *, to_change: bool = False) -> dict[str, Cell]:
    """The cells of a quota, in the order of its targets; `to_change`: nobody else changes them meanwhile."""
    wanted = select(QUOTA_CELLS).where(QUOTA_CELLS.c.quota == quota.name).order_by(QUOTA_CELLS.c.cell)
    found = connection.execute(wanted.with_for_update() if to_change else wanted)
    by_name = {row.cell: Cell(*row) for row in found}
    return {name: by_name[name] for name in quota.targets if name in by_name}


def is_out_of_step(quota: Quota, cell: Cell, done: int) -> bool:
    """Whether a cell is full and not closed, or was closed by the count and is full no more."""
    is_full = done >= cell.target_in(quota)
    return is_full if cell.closed_at is None else not is_full and cell.closed_by is None


def settle_all(connection: Connection, quotas: Sequence[Quota], now: datetime) -> None:
    """Close what is full and open what the count had closed and is full no more: after a target or a count changed."""
    for quota in sorted(quotas, key=attrgetter("name")):
        done = completes_by_cell(connection, quota.name)
        for cell in cells_kept(connection, quota, to_change=True).values():
            if not is_out_of_step(quota, cell, done.get(cell.cell, 0)):
                continue
            if cell.closed_at is None:
                close(connection, quota, cell.cell, now, None)
            else:
                open_again(connection, quotas, quota, cell.cell, now)
    park_closed(connection, quotas, now)


def set_target(connection: Connection, quota: Quota, cell: str, target: int) -> None:
    """Give a cell a target of the supervisor's own."""
    connection.execute(update(QUOTA_CELLS).where(_cell(quota.name, cell)).values(target=target))


def close(connection: Connection, quota: Quota, cell: str, now: datetime, by: str | None) -> None:
    """Close a cell (`by` None: it is full) and park its cases; one that is closed stays as it was closed."""
    which = and_(_cell(quota.name, cell), QUOTA_CELLS.c.closed_at.is_(None))
    connection.execute(update(QUOTA_CELLS).where(which).values(closed_at=now, closed_by=by))
    park(connection, quota, cell, now)


def park(
    connection: Connection, quota: Quota, cell: str, now: datetime, which: ColumnElement[bool] | None = None
) -> None:
    """Take the open cases of a cell out of dispatch; a soft quota honours what was promised or begun.

    A case that another transaction is about to change is left to it: it ends with `settle_quotas`.
    """
    wanted = select(CASES.c.id).where(_in_cell(quota.name, cell), CASES.c.practice.is_(False))
    wanted = wanted.where(CASES.c.state.not_in(("closed", "parked") if quota.hard else ("closed", "parked", *PROMISED)))
    if not quota.hard:
        is_open = INTERVIEWS.c.state.in_(("in_progress", "suspended"))
        begun = select(INTERVIEWS.c.id).where(INTERVIEWS.c.case_id == CASES.c.id, is_open)
        wanted = wanted.where(~begun.exists())
    if which is not None:
        wanted = wanted.where(which)
    found = connection.execute(wanted.with_for_update(of=CASES, skip_locked=True)).scalars().all()
    columns = {"state": "parked", "queue": None, "parked_because": f"{PARKED}{quota.name}"}
    _move(connection, found, columns, now, "quota_closed")


def open_again(connection: Connection, quotas: Sequence[Quota], quota: Quota, cell: str, now: datetime) -> None:
    """Open a cell: its parked cases are again what their history says, unless another closed cell holds them."""
    connection.execute(update(QUOTA_CELLS).where(_cell(quota.name, cell)).values(closed_at=None, closed_by=None))
    for state, found in _states_before(connection, quota.name, cell).items():
        columns = {"state": state, "queue": QUEUES[state], "parked_because": None}
        _move(connection, found, columns, now, "quota_opened")
    park_closed(connection, quotas, now)


def park_closed(connection: Connection, quotas: Sequence[Quota], now: datetime) -> None:
    """Park whatever is open in a closed cell: cases that came later, or were offered again."""
    for quota in quotas:
        closed = select(QUOTA_CELLS.c.cell).where(
            QUOTA_CELLS.c.quota == quota.name, QUOTA_CELLS.c.closed_at.is_not(None)
        )
        for cell in connection.execute(closed.order_by(QUOTA_CELLS.c.cell)).scalars().all():
            park(connection, quota, cell, now)


def _states_before(connection: Connection, quota: str, cell: str) -> dict[State, list[int]]:
    """The parked cases of a cell by the last state they were in before."""
    before = (
        select(CASE_HISTORY.c.state)
        .where(CASE_HISTORY.c.case_id == CASES.c.id, CASE_HISTORY.c.state.not_in(("parked", "closed")))
        .order_by(CASE_HISTORY.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    parked = (CASES.c.state == "parked", CASES.c.parked_because == f"{PARKED}{quota}", _in_cell(quota, cell))
    found: dict[State, list[int]] = {}
    for row in connection.execute(select(CASES.c.id, CASES.c.attempt_count, before.label("before")).where(*parked)):
        found.setdefault(row.before or ("callback" if row.attempt_count else "fresh"), []).append(row.id)
    return found


def _move(connection: Connection, cases: Sequence[int], columns: Mapping[str, Any], now: datetime, deed: str) -> None:
    for start in range(0, len(cases), AT_ONCE):
        which = CASES.c.id.in_(cases[start : start + AT_ONCE])
        connection.execute(update(CASES).where(which).values(**columns))
        tell_change(connection, which, now, deed)


def _cell(quota: str, cell: str) -> ColumnElement[bool]:
    return and_(QUOTA_CELLS.c.quota == quota, QUOTA_CELLS.c.cell == cell)


def _in_cell(quota: str, cell: str) -> ColumnElement[bool]:
    which = (CASE_CELLS.c.case_id == CASES.c.id, CASE_CELLS.c.quota == quota, CASE_CELLS.c.cell == cell)
    return select(CASE_CELLS.c.case_id).where(*which).exists()
