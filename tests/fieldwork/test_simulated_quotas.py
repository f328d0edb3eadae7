"""Field periods with quotas, through the real verbs: cells close in time, are overshot by few, and counts are raw."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from cati.cli.simulate_room import lines
from cati.fieldwork.figures.quota import CellNow, cells_now
from cati.fieldwork.simulated.period import Period, Plan, simulate_room
from cati.fieldwork.study import open_study
from cati.storage.cases import list_cases
from cati.storage.snapshot import snapshot
from cati.storage.store import open_store
from quota_room import YAML

INTERVIEWERS = 3
QUOTAS = "- {name: size, by: [size], targets: {small: 4, large: 40}}"


@pytest.fixture(params=[(1, False), (2, True), (3, True)], scope="module", ids=["soft", "hard", "hard too"])
def period(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Period]:
    """Sixty companies, and more interviews wanted of the large ones than there are."""
    folder: Path = tmp_path_factory.mktemp("study")
    (folder / "questionnaire.yaml").write_text(YAML.format(quotas=f"  {QUOTAS}"), encoding="utf-8")
    seed, hard = request.param
    with open_store(":memory:", create=True) as store:
        yield simulate_room(open_study(folder), store, Plan(60, INTERVIEWERS, seed, 6, hard_quotas=hard), "en")


def cells(period: Period) -> dict[str, CellNow]:
    with snapshot(period.room.store) as now:
        return {cell.cell: cell for cell in cells_now(now, period.room, period.room.clock())}


def test_a_full_cell_closes_and_is_overshot_by_no_more_than_are_under_way_and_were_promised(period: Period):
    small = cells(period)["small"]
    promised = 0 if period.plan.hard_quotas else 60
    assert small.closed_at is not None
    assert 4 <= small.count.done <= 4 + INTERVIEWERS - 1 + promised
    if period.plan.hard_quotas:
        assert small.count.open == 0


def test_what_is_counted_is_what_the_cases_say(period: Period):
    named = {"small": "small", "1": "small", "1-9": "small", "large": "large", "2": "large", "10+": "large"}
    raw = Counter[str]()
    for case in list(list_cases(period.room.store)):
        raw[named.get(str(case.sample.get("size")), "")] += case.current_code == "1.1"
    assert {name: cell.count.done for name, cell in cells(period).items() if cell.count.done} == +raw


def test_a_cell_that_starves_is_named_with_what_is_left_to_call(period: Period):
    large = cells(period)["large"]
    told = f"Quota size, 10+: {large.count.done} of 40 in the end, {large.count.open} cases left to call."
    assert told in list(lines(period, "en"))
