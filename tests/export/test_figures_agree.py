"""Figures, export and raw rows of one room say the same, whatever happened in it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median

import pytest
from exporting_room import rows

from cati.cli.report import printed
from cati.export.making import Making
from cati.fieldwork.export import export_folder, read
from cati.fieldwork.export_source import Wanted
from cati.fieldwork.figures.answers import read_answers
from cati.fieldwork.figures.calls import calls
from cati.fieldwork.figures.people import people
from cati.fieldwork.figures.progress import progress
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.monitor import room_now
from cati.fieldwork.report.whole import Wanted as Asked
from cati.fieldwork.report.whole import report
from cati.fieldwork.simulated.period import Plan, simulate_room
from cati.sample.rates import counted
from cati.storage.cases import list_attempts, list_cases
from cati.storage.snapshot import Snapshot, snapshot
from cati.storage.store import open_store
from made_calls import code_of
from phone_room import the_study
from simulated_room import Simulated, simulated_room

Files = dict[str, list[dict[str, str]]]


@pytest.fixture(scope="module", params=[1, 2, 3])
def simulated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Simulated]:
    made = simulated_room(tmp_path_factory.mktemp("room"), request.param)
    yield made
    made.room.store.close()


@pytest.fixture(scope="module")
def files(simulated: Simulated) -> Files:
    target = simulated.room.study.folder / "all"
    export_folder(simulated.room, Wanted(("csv",), include=frozenset({"all"})), target)
    return {name: rows(target / f"{name}.csv") for name in ("interviews", "cases", "attempts")}


@pytest.fixture
def now(simulated: Simulated, files: Files) -> Iterator[Snapshot]:
    assert files
    with snapshot(simulated.room.store) as found:
        yield found


def test_cases_by_group_are_those_of_the_export_and_of_the_raw_rows(simulated: Simulated, now: Snapshot, files: Files):
    found = standing(now)
    assert found.counts == counted(Counter(row["aapor"] for row in files["cases"]))
    assert found.by_code == Counter(case.current_code for case in list_cases(simulated.room.store, practice=False))
    assert found.released == len(files["cases"]) == 25


def test_calls_by_result_and_interviewer_are_those_of_the_export(simulated: Simulated, now: Snapshot, files: Files):
    found = calls(now, simulated.room.study.zone)
    assert found.by_result == Counter(row["outcome"] for row in files["attempts"])
    assert {who: own.total for who, own in found.by_interviewer.items()} == Counter(
        row["interviewer"] for row in files["attempts"]
    )
    hours = Counter(row["started_at"][11:13] for row in files["attempts"])
    assert Counter({f"{hour:02}": 0 for _, hour in found.by_hour}) + hours == hours
    assert sum(found.by_hour.values()) == hours.total()


def test_complete_interviews_and_their_lengths_are_those_of_the_export(
    simulated: Simulated, now: Snapshot, files: Files
):
    complete = [row for row in files["interviews"] if row["outcome"] == "complete"]
    zone = simulated.room.study.zone
    assert progress(now, zone).completes == standing(now).completes == len(complete)
    for person in people(now, calls(now, zone)):
        lengths = [int(row["duration_seconds"]) for row in complete if row["interviewer"] == person.code]
        assert person.interview_seconds == (median(lengths) if lengths else None)


def test_as_of_any_moment_the_codes_are_those_of_the_calls_that_were_over(simulated: Simulated, now: Snapshot):
    attempts = list(list_attempts(simulated.room.store))
    for moment in simulated.moments[::7]:
        results: dict[int, list[str]] = {}
        for attempt in attempts:
            if attempt.disposition and attempt.ended_at is not None and attempt.ended_at <= moment:
                results.setdefault(attempt.case_id, []).append(attempt.disposition)
        folded = Counter(code_of(found) for found in results.values()) + Counter({"3.11": 25 - len(results)})
        assert +Counter(standing(now, as_of=moment).by_code) == folded
    assert standing(now, as_of=simulated.clock.now) == standing(now)


def test_answers_are_counted_as_in_the_codebook(simulated: Simulated, now: Snapshot, tmp_path: Path):
    found = read_answers(simulated.room, now)
    with read(simulated.room, Wanted(), tmp_path) as (source, table):
        making = Making(table, source.edition(table))
        assert found is not None
        assert list(found.overall.tallies.values()) == making.tallies
        assert [asked for asked in making.asked if asked.kind] == list(found.asked)
    parts = [each.interviews for each in found.classes]
    assert sum(parts) <= found.overall.interviews
    assert [each.label for each in found.classes] == ["klein", "groot"]


def test_monitor_report_export_and_raw_events_say_the_same(simulated: Simulated, now: Snapshot, files: Files):
    seen = room_now(simulated.room)
    assert (seen.standing, seen.progress) == (standing(now), progress(now, simulated.room.study.zone))
    complete = sum(row["aapor"] == "1.1" for row in files["cases"])
    ended = now.connection.exec_driver_sql(
        "SELECT count(*) FROM interview_events WHERE kind = 'interview_ended' AND body LIKE '%\"complete\"%'"
    ).scalar()
    (line,) = (line for line in printed(report(simulated.room, Asked(("cases",))), 120) if line.startswith("I "))
    assert [complete, seen.standing.completes, int(line.split()[3])] == [ended] * 3


def ended_on(row: dict[str, str]) -> date | None:
    """The day on which a call of `attempts.csv` was over, if it is."""
    if not row["duration_seconds"]:
        return None
    return (datetime.fromisoformat(row["started_at"]) + timedelta(seconds=int(row["duration_seconds"]))).date()


def test_what_the_monitor_says_of_people_and_of_cases_is_in_the_export(simulated: Simulated, files: Files):
    seen = room_now(simulated.room)
    of_today = [row for row in files["attempts"] if ended_on(row) == seen.at.date()]
    assert seen.attempts_today == len(of_today)
    assert {each.code: each.calls for each in seen.people} == Counter(row["interviewer"] for row in of_today)
    assert sum(each.completes for each in seen.people) == seen.completes_today
    assert seen.completes_today == sum(row["outcome"] == "complete" for row in of_today)
    cases = list(list_cases(simulated.room.store, practice=False))
    assert seen.standing.by_state == Counter(case.state for case in cases)
    assert sum(seen.waiting.values()) == sum(case.state == "parked" for case in cases)
    assert {each.case_key for each in seen.held} == {case.case_key for case in cases if case.lease_by}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_a_whole_field_period_monitor_report_export_and_raw_rows_agree(seed: int, tmp_path: Path):
    with open_store(tmp_path / "room.sqlite", create=True) as store:
        room = simulate_room(the_study(), store, Plan(30, 2, seed, 4), "en").room
        target = tmp_path / "all"
        export_folder(room, Wanted(("csv",), include=frozenset({"all"})), target)
        cases, attempts = (rows(target / f"{name}.csv") for name in ("cases", "attempts"))
        seen, printed_lines = room_now(room), printed(report(room, Asked(("cases", "calls"))), 120)
        raw = Counter(case.current_code for case in list_cases(store, practice=False))
        assert seen.standing.by_code == Counter(row["aapor"] for row in cases) == raw
        (line,) = (line for line in printed_lines if line.startswith("I "))
        assert seen.standing.completes == seen.progress.completes == int(line.split()[3]) == raw["1.1"]
        assert raw["1.1"] == sum(row["outcome"] == "complete" for row in attempts)
        assert len(attempts) == sum(1 for _ in list_attempts(store))
