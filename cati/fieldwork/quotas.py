"""What a supervisor may do to the cells of quotas: close, open, another target; each with who, when and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from cati.errors import StudyError
from cati.fieldwork.figures.quota import label_of
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.quota_cells import sort_sample
from cati.fieldwork.room import Room
from cati.questionnaire.fieldwork_rules import Quota
from cati.questionnaire.nearest import nearest
from cati.storage.audit import note_deed
from cati.storage.quotas import Cell, cells_kept, close, completes_by_cell, open_again, set_target, settle_all


@dataclass(frozen=True)
class InHand:
    """A cell that nobody else changes until the transaction ends; `done` are its complete interviews."""

    connection: Any
    quota: Quota
    cell: Cell
    done: int

    @property
    def target(self) -> int:
        """How many interviews are wanted."""
        return self.cell.target_in(self.quota)


def close_cell(supervisor: Supervisor, quota: str, name: str) -> InHand:
    """Call no more cases of a cell. Closing it again changes nothing. Raises `StudyError`."""
    with in_hand(supervisor, quota, name) as found:
        if found.cell.closed_at is None:
            by, now = supervisor.room.interviewer, supervisor.room.clock()
            close(found.connection, found.quota, found.cell.cell, now, by)
            traced(supervisor, found, "quota_close")
        return found


def open_cell(supervisor: Supervisor, quota: str, name: str) -> InHand:
    """Call the cases of a cell again, each as its history says. Raises `StudyError`, also for a cell that is full."""
    quotas = supervisor.room.study.questionnaire.fieldwork.quotas
    with in_hand(supervisor, quota, name) as found:
        if found.done >= found.target:
            places = {"quota": quota, "cell": found.cell.cell, "done": found.done, "target": found.target}
            raise StudyError("quotas.is_full", **places, more=found.done + 1)
        if found.cell.closed_at is not None:
            open_again(found.connection, quotas, found.quota, found.cell.cell, supervisor.room.clock())
            traced(supervisor, found, "quota_open")
        return found


def change_target(supervisor: Supervisor, quota: str, name: str, target: int) -> InHand:
    """Want another number of interviews: a cell that is full by it closes, one that was full and is no more opens.

    One that a supervisor closed stays closed. Raises `StudyError`.
    """
    quotas = supervisor.room.study.questionnaire.fieldwork.quotas
    with in_hand(supervisor, quota, name) as found:
        if found.target != target:
            set_target(found.connection, found.quota, found.cell.cell, target)
            settle_all(found.connection, quotas, supervisor.room.clock())
            traced(supervisor, found, "quota_target", to=target, before=found.target)
        return found


@contextmanager
def in_hand(supervisor: Supervisor, quota: str, name: str) -> Iterator[InHand]:
    """A cell of a quota, by its name or its label. Raises `StudyError`."""
    room = supervisor.room
    sort_sample(room)
    which = known_quota(room, quota)
    cell = known_cell(room, which, name)
    with room.store.transaction() as connection:
        kept = cells_kept(connection, which, to_change=True)[cell]
        yield InHand(connection, which, kept, completes_by_cell(connection, which.name).get(cell, 0))


def traced(supervisor: Supervisor, found: InHand, verb: str, **detail: object) -> None:
    """Write the deed."""
    note_deed(found.connection, supervisor.deed(verb, f"{found.quota.name} {found.cell.cell}", **detail))


def known_quota(room: Room, name: str) -> Quota:
    """The quota of this name. Raises `StudyError` with the one that may have been meant."""
    quotas = {quota.name: quota for quota in room.study.questionnaire.fieldwork.quotas}
    if not quotas:
        raise StudyError("quotas.none")
    if name in quotas:
        return quotas[name]
    near = nearest(name, quotas)
    if near is None:
        raise StudyError("quotas.no_quota", name=name, known=", ".join(quotas))
    raise StudyError("quotas.no_quota_near", name=name, near=near)


def known_cell(room: Room, quota: Quota, name: str) -> str:
    """The cell of this name or label. Raises `StudyError` with the one that may have been meant."""
    labels = {label_of(room.study.questionnaire, quota, cell, room.language): cell for cell in quota.targets}
    if name in quota.targets or name in labels:
        return name if name in quota.targets else labels[name]
    near = nearest(name, [*quota.targets, *labels])
    if near is None:
        raise StudyError("quotas.no_cell", quota=quota.name, name=name, known=", ".join(quota.targets))
    raise StudyError("quotas.no_cell_near", quota=quota.name, name=name, near=near)
