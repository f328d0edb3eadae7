"""Quotas whatever happens: interviews begun, ended, suspended, cells closed, opened, given other targets."""

import tempfile
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cati.errors import StudyError
from cati.fieldwork.figures.quota import CellNow, cells_now
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.quota_cells import sort_sample
from cati.fieldwork.quotas import change_target, close_cell, open_cell
from cati.fieldwork.room import Room
from cati.fieldwork.study import Study, open_study
from cati.storage.cases import Case, add_cases, list_cases
from cati.storage.snapshot import snapshot
from cati.storage.store import open_store
from cati.storage.stored_interviews import interviews_for_export
from moving_clock import MovingClock
from quota_room import HARD, SIZE, YAML, called, later, new_case

CALLS = ("begin", "begin", "complete", "complete", "suspend", "appointment", "soft_refusal", "wait")
POWERS = ("close", "open", "one more", "one less")
DEEDS = st.lists(st.tuples(st.sampled_from(CALLS * 2 + POWERS), st.integers(0, 9)), min_size=10, max_size=22)


@cache
def study(quota: str) -> Study:
    folder = Path(tempfile.mkdtemp())
    (folder / "questionnaire.yaml").write_text(YAML.format(quotas=f"  {quota}"), encoding="utf-8")
    return open_study(folder)


def size_of(case: Case) -> str:
    return str(case.sample["size"])


@dataclass
class Played:
    """A room, who is talking in it, and how many may still come in each cell since it closed."""

    room: Room
    is_hard: bool
    talking: list[Interview] = field(default_factory=list)
    most: dict[str, int] = field(default_factory=dict)

    def cells(self) -> dict[str, CellNow]:
        with snapshot(self.room.store) as now:
            return {cell.cell: cell for cell in cells_now(now, self.room, self.room.clock())}

    def do(self, deed: str, number: int) -> None:
        later(self.room, 600 if deed == "wait" and not self.talking else 1)  # a lease that runs out is another test
        if deed == "begin":
            begun = next_case(self.room, practice=False)
            self.talking += [] if begun is None else [begun]
        elif deed in ("complete", "suspend"):
            if self.talking:
                interview = self.talking.pop(number % len(self.talking))
                interview.end("complete") if deed == "complete" else interview.suspend("suspended")
        elif deed in CALLS[5:7]:
            if any(case.queue is not None and not case.lease_by for case in list(list_cases(self.room.store))):
                self.call(deed)
        elif deed in POWERS:
            self.power(deed, ("small", "large")[number % 2])

    def call(self, result: str) -> None:
        try:
            called(self.room, result)
        except AssertionError:  # nothing was due
            return

    def power(self, deed: str, cell: str) -> None:
        supervisor = Supervisor(replace(self.room, interviewer="bo"), "asked to")
        target = self.cells()[cell].target or 0
        before = self.codes()
        try:
            if deed == "close":
                close_cell(supervisor, "size", cell)
            elif deed == "open":
                open_cell(supervisor, "size", cell)
            else:
                change_target(supervisor, "size", cell, max(0, target + (1 if deed == "one more" else -1)))
        except StudyError as refused:
            if (refused.word, deed) != ("quotas.is_full", "open"):
                raise
        assert self.codes() == before, "a supervisor's quota changed a rate"

    def codes(self) -> dict[str, int]:
        with snapshot(self.room.store) as now:
            return dict(standing(now).by_code)

    def check(self) -> None:
        cases, cells = list(list_cases(self.room.store)), self.cells()
        raw = Counter(size_of(case) for case in cases if case.current_code == "1.1")
        for name in ("small", "large"):
            cell = cells[name]
            assert cell.count.done == raw[name]
            if cell.closed_at is None:
                self.most.pop(name, None)
                assert cell.count.done < (cell.target or 0)
                assert not any(case.parked_because for case in cases if size_of(case) == name)
                continue
            own = [case for case in cases if size_of(case) == name]
            may_come = sum(case.state != "closed" and bool(case.lease_by) for case in own)
            if not self.is_hard:
                may_come += sum(not case.lease_by and case.queue is not None for case in own)
            assert cell.count.done <= self.most.setdefault(name, cell.count.done + may_come)
            offered = [case.state for case in own if case.queue is not None and not case.lease_by]
            assert set(offered) <= (set() if self.is_hard else {"firm", "soft", "resume"})


@pytest.mark.parametrize("quota", [SIZE, HARD], ids=["soft", "hard"])
@given(sizes=st.lists(st.sampled_from(["small", "large"]), min_size=4, max_size=9), deeds=DEEDS)
@settings(max_examples=30, deadline=None)
def test_whatever_happens_no_cell_is_overshot_by_more_than_were_under_way_and_no_case_is_lost(
    quota: str, sizes: list[str], deeds: list[tuple[str, int]]
):
    draws = iter(range(1, 10**6))
    with open_store(":memory:", create=True) as store:
        room = Room(study(quota), store, "an", "An", "en", MovingClock(), lambda: f"{next(draws):016x}")
        add_cases(store, [new_case(number, size) for number, size in enumerate(sizes)])
        sort_sample(room)
        played = Played(room, quota == HARD)
        for deed, number in deeds:
            played.do(deed, number)
            played.check()
        over = [each for each in interviews_for_export(store, practice=False) if each.over_quota]
        assert all(each.disposition == "complete" for each in over)
        for cell in ("small", "large"):
            change_target(Supervisor(room, "all"), "size", cell, 99)
            open_cell(Supervisor(room, "all"), "size", cell)
        assert not any(case.state == "parked" for case in list_cases(store))
        assert len(list(list_cases(store))) == len(sizes)
