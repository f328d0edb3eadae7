"""Quota cells as lines of the monitor: a bar each, side by side where they fit."""

from collections.abc import Iterator, Sequence

from cati.fieldwork.figures.quota import CellNow
from cati.tui.painting.columns import cell as padded
from cati.words import say

BAR, COUNT, WORD, WIDEST = 10, 8, 6, 30
"""Columns of the bar, of `161/180`, of the word for closed, and of the longest label."""


def quota_rows(cells: Sequence[CellNow], language: str, width: int) -> list[str]:
    """Every cell with a target, as many on a line as there is room for."""
    wanted = [each for each in cells if each.target is not None]
    several = len({each.quota for each in wanted}) > 1
    names = [f"{each.quota}: {each.label}" if several else each.label for each in wanted]
    label = min(WIDEST, max(map(len, names), default=0)) + 1
    bars = [bar_of(each, padded(name, label).plain, language) for each, name in zip(wanted, names, strict=True)]
    a_line = max(1, width // (label + BAR + COUNT + WORD + 2))
    return ["  ".join(bars[at : at + a_line]).rstrip() for at in range(0, len(bars), a_line)]


def bar_of(cell: CellNow, label: str, language: str) -> str:
    """One cell: its label, a bar, what is done of what is wanted, and whether it is closed."""
    done, target = cell.count.done, cell.target or 0
    full = min(BAR, BAR * done // target) if target else BAR
    bar = f"{'█' * full}{'░' * (BAR - full)}{f'{done}/{target}':>{COUNT}}"
    return f"{label}{bar} {padded(shut(cell, language), WORD - 1).plain}"


def shut(cell: CellNow, language: str) -> str:
    """Whether its interviews closed the cell, or a supervisor."""
    if cell.closed_at is None:
        return ""
    return say(language, "monitor.quota.full") if cell.closed_by is None else say(language, "monitor.quota.closed")


def quota_details(cells: Sequence[CellNow], language: str) -> Iterator[str]:
    """What is left of each cell, those of no cell included."""
    labels = [say(language, "monitor.quota.unknown") if each.target is None else each.label for each in cells]
    names = [f"{each.quota}: {label}" for each, label in zip(cells, labels, strict=True)]
    width = min(WIDEST, max(map(len, names), default=0)) + 1
    for each, name in zip(cells, names, strict=True):
        count = each.count
        places = {"in_flight": count.in_flight, "appointments": count.appointments, "parked": count.parked}
        yield padded(name, width).plain + say(language, "monitor.quota.left", open=count.open, **places)
