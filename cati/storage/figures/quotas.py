"""How the cells of a quota stand: counted as the interview that ends counts them, and nothing of it stored."""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, case, func, select

from cati.storage.case_history import UNRELEASED
from cati.storage.figures.moments import is_real
from cati.storage.quotas import COMPLETE
from cati.storage.tables import CASE_CELLS, CASES


@dataclass(frozen=True, slots=True)
class CellCount:
    """The cases of one cell: complete, in somebody's hands, promised a time, open (both of these are), parked."""

    done: int = 0
    in_flight: int = 0
    appointments: int = 0
    open: int = 0
    parked: int = 0


NOTHING = CellCount()


def count_cells(connection: Connection, quota: str, second: int) -> dict[str, CellCount]:
    """The cases of each cell that has any, at a second of UTC; `""` are those whose cell is not known."""
    is_open = CASES.c.state.not_in(("closed", "parked"))
    waits = and_(CASES.c.state == "parked", func.coalesce(CASES.c.parked_because, "") != UNRELEASED)
    counted = (
        and_(CASES.c.state == "closed", CASES.c.current_code == COMPLETE),
        and_(CASES.c.state != "closed", CASES.c.lease_until > second),
        CASES.c.state.in_(("firm", "soft")),
        is_open,
        waits,
    )
    sums = (func.coalesce(func.sum(case((which, 1), else_=0)), 0) for which in counted)
    wanted = select(CASE_CELLS.c.cell, *sums).join(CASES, CASES.c.id == CASE_CELLS.c.case_id)
    found = connection.execute(wanted.where(CASE_CELLS.c.quota == quota, is_real()).group_by(CASE_CELLS.c.cell))
    return {row[0]: CellCount(*map(int, row[1:])) for row in found}
