"""How each cell of each quota stands, as monitor, report and the supervisor's list show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cati.fieldwork.room import Room
from cati.questionnaire.fieldwork_rules import Quota
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import options_of, step_by_id
from cati.sample.quota import CROSSED, UNKNOWN
from cati.storage.figures.quotas import NOTHING, CellCount, count_cells
from cati.storage.quotas import cells_kept
from cati.storage.snapshot import Snapshot


@dataclass(frozen=True)
class CellNow:
    """One cell: its target (None: the cases whose cell is not known), its cases, since when it is closed and by whom.

    `closed_by` is a supervisor's code; a cell that its interviews filled was closed by nobody.
    """

    quota: str
    cell: str
    label: str
    target: int | None
    count: CellCount
    closed_at: datetime | None = None
    closed_by: str | None = None

    @property
    def missing(self) -> int:
        """Interviews still wanted."""
        return 0 if self.target is None or self.closed_at is not None else max(0, self.target - self.count.done)

    @property
    def falls_short(self) -> bool:
        """Whether there are fewer cases left than interviews wanted."""
        return self.count.open < self.missing


def cells_now(now: Snapshot, room: Room, at: datetime) -> tuple[CellNow, ...]:
    """Every cell of every quota, in the order of the questionnaire; of each quota last the cases of no cell, if any."""
    questionnaire = room.study.questionnaire
    return tuple(
        cell
        for quota in questionnaire.fieldwork.quotas
        for cell in cells_of_quota(now, room, quota, room.store.second(at))
    )


def cells_of_quota(now: Snapshot, room: Room, quota: Quota, second: int) -> Iterator[CellNow]:
    """The cells of one quota, at a second of UTC."""
    counts, kept = count_cells(now.connection, quota.name, second), cells_kept(now.connection, quota)
    for name, target in quota.targets.items():
        cell, label = kept.get(name), label_of(room.study.questionnaire, quota, name, room.language)
        count = counts.get(name, NOTHING)
        if cell is None:
            yield CellNow(quota.name, name, label, target, count)
        else:
            yield CellNow(quota.name, name, label, cell.target_in(quota), count, cell.closed_at, cell.closed_by)
    if UNKNOWN in counts:
        yield CellNow(quota.name, UNKNOWN, "?", None, counts[UNKNOWN])


def label_of(questionnaire: Questionnaire, quota: Quota, cell: str, language: str) -> str:
    """A cell in words: the labels of its options."""
    parts = zip(quota.by, cell.split(CROSSED), strict=True)
    return CROSSED.join(option_label(questionnaire, name, option, language) for name, option in parts)


def option_label(questionnaire: Questionnaire, name: str, option: str, language: str) -> str:
    """The label of an option of a sample field or question."""
    field = questionnaire.sample.get(name)
    options = options_of(questionnaire, step_by_id(questionnaire)[name].item) if field is None else field.options
    found = next((each for each in options if each.name == option), None)
    return option if found is None else found.label.within(language) or found.label.every()[0][1]
