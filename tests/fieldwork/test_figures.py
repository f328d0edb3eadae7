"""The figures of the room agree with each other, and with what was done."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from cati.fieldwork.figures.calls import calls
from cati.fieldwork.figures.people import middle, people
from cati.fieldwork.figures.progress import progress, width_for
from cati.fieldwork.figures.standing import standing
from cati.storage.cases import add_cases
from cati.storage.figures.moments import HOUR, MINUTE
from cati.storage.interviewers import Interviewer, add_interviewer
from cati.storage.snapshot import Snapshot, snapshot
from cati.storage.store import Store, open_store
from made_calls import MadeCalls
from storage_fixtures import NOON, new_case

BRUSSELS, INDIA = ZoneInfo("Europe/Brussels"), ZoneInfo("Asia/Kolkata")
DAY = 24 * 60


@pytest.fixture
def store() -> Iterator[Store]:
    """Six cases, and An and Bo."""
    with open_store(":memory:", create=True) as opened:
        add_cases(opened, [new_case(number) for number in range(1, 7)])
        add_interviewer(opened, Interviewer("an", "An Peeters"), NOON)
        yield opened


@pytest.fixture
def called(store: Store) -> Iterator[Snapshot]:
    """Two days of calls, one of them complete on each."""
    room = MadeCalls(store)
    for case, result, minute, who in (
        (1, "complete", 0, "an"), (2, "soft_refusal", 10, "an"), (3, "busy", 20, "an"), (4, "not_available", 80, "bo"),
        (2, "complete", DAY, "bo"), (3, "hard_refusal", DAY + 60, "bo"), (5, "ceased", DAY + 70, "bo"),
    ):  # fmt: skip
        room.call(case, result, minute, who=who)
    with snapshot(store) as now:
        yield now


def test_a_standing_counts_every_released_case_once_and_says_how_many_are_still_open(called: Snapshot):
    found = standing(called)
    assert {group: count for group, count in found.counts.cases.items() if count} == {
        "I": 2, "R": 1, "NC": 1, "UH": 1, "NE": 1,
    }  # fmt: skip
    assert (found.released, found.still_open, found.completes) == (6, 2, 2)
    assert (found.e.value, found.e.method) == (Fraction(4, 5), "proportional")
    assert found.rate("RR3").value == Fraction(2, 1) / (4 + Fraction(4, 5))
    assert standing(called, e=Fraction(1, 2)).e.method == "given"


def test_a_standing_as_of_a_moment_knows_nothing_of_what_came_after(called: Snapshot):
    evening = NOON.replace(hour=20)
    found = standing(called, as_of=evening)
    assert (found.counts.of("I"), found.counts.of("R"), found.released) == (1, 1, 6)
    nothing = standing(called, as_of=NOON)
    assert [rate.value for rate in nothing.rates if rate.name.startswith("COOP")] == [None] * 4


def test_progress_is_by_the_study_s_calendar_and_sums_to_the_completes(called: Snapshot):
    found = progress(called, BRUSSELS)
    assert found.completes == standing(called).completes
    assert found.curve == {date(2027, 3, 1): 1, date(2027, 3, 2): 2}
    assert found.of_day(date(2027, 3, 1)) == {13: 1}


def test_days_on_which_nothing_was_complete_are_on_the_curve_too(store: Store):
    room = MadeCalls(store)
    room.call(1, "complete", 0)
    room.call(2, "complete", 3 * DAY)
    with snapshot(store) as now:
        assert list(progress(now, BRUSSELS).curve.values()) == [1, 1, 1, 2]


@pytest.mark.parametrize(("zone", "width"), [(BRUSSELS, HOUR), (INDIA, MINUTE), (ZoneInfo("UTC"), HOUR)])
def test_where_the_wall_is_half_an_hour_off_hours_are_still_those_of_the_wall(
    called: Snapshot, zone: ZoneInfo, width: int
):
    assert width_for(zone) == width
    first = min(progress(called, zone).by_hour)
    assert first == NOON.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    assert progress(called, zone).completes == 2


def test_calls_add_up_however_they_are_counted(called: Snapshot):
    found = calls(called, BRUSSELS)
    assert found.total == sum(found.by_result.values()) == sum(found.by_hour.values()) == 7
    assert sum(own.total for own in found.by_interviewer.values()) == 7
    assert list(found.by_result) == ["complete", "soft_refusal", "hard_refusal", "not_available", "busy", "ceased"]
    assert found.by_hour[0, 13] == 3  # a Monday, between one and two in Brussels
    assert found.reached_by_hour[0, 13] == 2


def test_an_interviewer_s_figures_are_counted_from_the_calls(called: Snapshot):
    an, bo = people(called, calls(called, BRUSSELS))
    assert (an.name, an.calls, an.contacts, an.completes, an.refusals) == ("An Peeters", 3, 2, 1, 1)
    assert (bo.name, bo.completes, bo.conversions, bo.refusal_share) == ("bo", 1, 1, Fraction(1, 2))
    assert (an.pause_seconds, an.is_few, an.dials_an_hour) == (480, True, None)


def test_nothing_is_divided_where_nothing_was_done(store: Store):
    with snapshot(store) as now:
        assert people(now, calls(now, BRUSSELS)) == ()
        assert progress(now, BRUSSELS).curve == {}
        assert standing(now).rate("RR1").value == 0  # six cases nobody called
        assert standing(now).rate("RR5").value is None


def test_a_rate_that_is_none_is_refused(called: Snapshot):
    with pytest.raises(LookupError):
        standing(called).rate("RR7")


@pytest.mark.parametrize(("counts", "median"), [({3: 1}, 3), ({1: 1, 9: 1}, 5), ({1: 2, 2: 1, 9: 2}, 2)])
def test_the_median_of_counted_values(counts: dict[int, int], median: float):
    assert middle(counts) == median


def test_the_figures_of_a_moment_in_winter_and_summer_lie_in_their_own_hours(store: Store):
    room = MadeCalls(store)
    room.call(1, "complete", 0)
    summer = (datetime(2027, 4, 1, 12, 0, tzinfo=UTC) - NOON).total_seconds() / 60
    room.call(2, "complete", summer)
    with snapshot(store) as now:
        assert [hour.hour for hour in progress(now, BRUSSELS).by_hour] == [13, 14]
