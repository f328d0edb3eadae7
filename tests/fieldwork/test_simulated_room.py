"""Whole field periods through the real verbs, by as many seeds as are asked for: what must hold in each of them."""

import os
from collections import Counter
from collections.abc import Iterator

import pytest

from cati.fieldwork.simulated.period import Period, Plan, simulate_room
from cati.questionnaire.dispositions import dispositions
from cati.sample.after_call import MORE_FOR_PROMISES
from cati.sample.call_windows import is_within_call_hours
from cati.storage.cases import list_attempts, list_cases
from cati.storage.store import open_store
from phone_room import the_study

SEEDS = int(os.environ.get("CATI_ROOM_SEEDS", "3"))
LATE_SECONDS = 1800


@pytest.fixture(params=range(SEEDS), scope="module")
def period(request: pytest.FixtureRequest) -> Iterator[Period]:
    """Sixty companies, two interviewers, eight days."""
    with open_store(":memory:", create=True) as store:
        yield simulate_room(the_study(), store, Plan(60, 2, request.param, 8), "en")


def test_no_case_is_lost_and_none_is_in_anybodys_hands_at_the_end(period: Period):
    cases = list(list_cases(period.room.store))
    assert len(cases) == 60
    assert all(case.lease_by is None for case in cases)
    assert all((case.queue is None) == (case.state in ("closed", "parked")) for case in cases)


def test_every_case_was_dialled_or_closed_by_a_rule(period: Period):
    called = {attempt.case_id for attempt in list_attempts(period.room.store)}
    assert called == {case.case_id for case in list_cases(period.room.store)}


def test_no_case_is_called_more_often_than_the_rules_allow(period: Period):
    rules = period.room.study.questionnaire.fieldwork
    counted = Counter(
        attempt.case_id for attempt in list_attempts(period.room.store) if is_counted(attempt.disposition)
    )
    assert max(counted.values()) <= rules.max_attempts + MORE_FOR_PROMISES


def is_counted(disposition: str | None) -> bool:
    return disposition is not None and dispositions()[disposition].counts_attempt


def test_no_call_is_begun_outside_call_hours(period: Period):
    rules, zone = period.room.study.questionnaire.fieldwork, period.room.study.zone
    moments = [attempt.started_at.astimezone(zone) for attempt in list_attempts(period.room.store)]
    assert all(is_within_call_hours(rules, moment) for moment in moments)


def test_a_refusal_is_called_back_by_another(period: Period):
    first: dict[int, str] = {}
    for attempt in list_attempts(period.room.store):
        if attempt.case_id in first and attempt.disposition in ("soft_refusal", "complete"):
            assert attempt.interviewer != first.pop(attempt.case_id)
        if attempt.disposition == "soft_refusal":
            first.setdefault(attempt.case_id, attempt.interviewer)


def test_firm_appointments_are_called_at_their_time(period: Period):
    assert all(-300 <= seconds <= LATE_SECONDS for seconds in period.tally.late)
