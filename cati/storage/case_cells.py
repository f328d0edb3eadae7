"""Which cell of each quota a case is in: sorted when the sample comes in, and when an answer decides it."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, bindparam, func, insert, or_, select, update

from cati.questionnaire.answer import Answers
from cati.questionnaire.fieldwork_rules import Quota
from cati.storage.cases import ROWS_AT_ONCE, one_import_at_a_time
from cati.storage.event_rows import read_answers
from cati.storage.ids import CaseId
from cati.storage.keeping_once import add_once
from cati.storage.quotas import cells_kept, closed_quotas, completes_by_cell, is_out_of_step, settle_all
from cati.storage.store import Store
from cati.storage.tables import CASE_CELLS, CASES, INTERVIEWS, QUOTA_CELLS

CellFor = Callable[[Quota, Mapping[str, Any], Answers], str]
"""The cell of a case by its sample row and the answers of its last interview; "" if it is not known."""


def sort_if_needed(store: Store, quotas: Sequence[Quota], cell_for: CellFor, now: datetime) -> None:
    """Give every case its cells, if there are cases or cells without; most times one look says that there are none."""
    with store.reading() as connection:
        if all(_is_sorted(connection, quota) for quota in quotas):
            return
    with store.transaction() as connection:
        one_import_at_a_time(connection)
        sort_cases(connection, quotas, cell_for, now)


def sort_cases(connection: Connection, quotas: Sequence[Quota], cell_for: CellFor, now: datetime) -> None:
    """Give every case that is not for practice its cell of each quota, and park those whose cell is closed."""
    for quota in quotas:
        for cell in quota.targets:
            add_once(connection, QUOTA_CELLS, quota=quota.name, cell=cell)
        last = 0
        while batch := connection.execute(_unsorted(quota, last)).all():
            rows = [(row.id, row.cell, _cell_for(cell_for, quota, row)) for row in batch]
            _write(connection, quota.name, rows)
            last = batch[-1].id
    settle_all(connection, quotas, now)


def put_cells(connection: Connection, case_id: CaseId, cells: Mapping[str, str]) -> None:
    """Note the cells of a case, by quota."""
    known = select(CASE_CELLS.c.quota, CASE_CELLS.c.cell).where(CASE_CELLS.c.case_id == case_id)
    before = {row.quota: row.cell for row in connection.execute(known)} if cells else {}
    for quota, cell in cells.items():
        if before.get(quota) != cell:
            _write(connection, quota, [(case_id, before.get(quota), cell)])


def place_case(store: Store, case_id: CaseId, cells: Mapping[str, str]) -> frozenset[str]:
    """Note the cells of a case; the quotas among them whose cell is closed."""
    with store.transaction() as connection:
        put_cells(connection, case_id, cells)
        return closed_quotas(connection, case_id)


def forget_cells(connection: Connection, cases: Collection[int]) -> None:
    """Have cases sorted anew, whose sample row changed."""
    connection.execute(update(CASE_CELLS).where(CASE_CELLS.c.case_id.in_(cases)).values(cell=ANEW))


ANEW = "?"
"""No cell of any quota: no option is called so."""


def _is_sorted(connection: Connection, quota: Quota) -> bool:
    """Whether the last case that came is in a cell, none is in one that there is not, and what is full is closed."""
    known = {"", *quota.targets}
    cells = select(CASE_CELLS.c.cell).where(CASE_CELLS.c.quota == quota.name).distinct()
    kept, done = cells_kept(connection, quota), completes_by_cell(connection, quota.name)
    if not known.issuperset(connection.execute(cells).scalars()) or kept.keys() != quota.targets.keys():
        return False
    if any(is_out_of_step(quota, cell, done.get(name, 0)) for name, cell in kept.items()):
        return False
    last = select(func.max(CASES.c.id)).where(CASES.c.practice.is_(False)).scalar_subquery()
    return connection.execute(select(CASES.c.id).where(CASES.c.id == last, ~_has_cell(quota))).first() is None


def _has_cell(quota: Quota) -> Any:  # noqa: ANN401  # a clause
    return (
        select(CASE_CELLS.c.cell).where(CASE_CELLS.c.case_id == CASES.c.id, CASE_CELLS.c.quota == quota.name).exists()
    )


def _unsorted(quota: Quota, last: int) -> Select[Any]:
    answers = (
        select(INTERVIEWS.c.answers)
        .where(INTERVIEWS.c.case_id == CASES.c.id)
        .order_by(INTERVIEWS.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    in_quota = and_(CASE_CELLS.c.case_id == CASES.c.id, CASE_CELLS.c.quota == quota.name)
    return (
        select(CASES.c.id, CASES.c.sample, CASE_CELLS.c.cell, answers.label("answers"))
        .outerjoin(CASE_CELLS, in_quota)
        .where(CASES.c.practice.is_(False), CASES.c.id > last)
        .where(or_(CASE_CELLS.c.cell.is_(None), CASE_CELLS.c.cell.not_in(["", *quota.targets])))
        .order_by(CASES.c.id)
        .limit(ROWS_AT_ONCE)
    )


def _cell_for(cell_for: CellFor, quota: Quota, row: Any) -> str:  # noqa: ANN401  # a row
    answers = {} if row.answers is None else read_answers(row.answers)[0]
    cell = cell_for(quota, json.loads(row.sample), answers)
    return cell if cell in quota.targets else ""


def _write(connection: Connection, quota: str, rows: Sequence[tuple[int, str | None, str]]) -> None:
    """Keep cells (case, cell before, cell now): added where there was none."""
    added = [{"case_id": case_id, "quota": quota, "cell": now} for case_id, before, now in rows if before is None]
    changed = [{"of_case": case_id, "to": now} for case_id, before, now in rows if before is not None]
    if added:
        connection.execute(insert(CASE_CELLS), added)
    if changed:
        which = (CASE_CELLS.c.case_id == bindparam("of_case")) & (CASE_CELLS.c.quota == quota)
        connection.execute(update(CASE_CELLS).where(which).values(cell=bindparam("to")), changed)
