"""Who holds a case: dispatch's order, one holder at a time, nothing lost."""

from pathlib import Path

import pytest

from cati.errors import CaseHeldError
from cati.storage.cases import add_cases, fetch_case, list_cases
from cati.storage.ids import CaseId
from cati.storage.interviewers import Interviewer, add_interviewer
from cati.storage.leases import claim_case, claim_next, release
from cati.storage.store import Store, open_store
from storage_fixtures import LEASE, NOON, at, claimed, new_case, on_server

NOW = int(NOON.timestamp())


def test_queues_go_before_time_and_time_before_shuffle(store: Store):
    add_cases(
        store,
        [
            new_case(11, state="callback", queue=3, due_at=NOW - 900),
            new_case(12, state="firm", queue=0, due_at=NOW - 60),
            new_case(13, state="callback", queue=3, due_at=NOW - 950),
            new_case(14, state="soft", queue=1, due_at=NOW + 60),
            new_case(15, shuffle=0),
        ],
    )
    order = [claimed(store, seconds=number / 1000).case_key for number in range(7)]
    assert order == ["K012", "K013", "K011", "K015", "K001", "K002", "K003"]


def test_when_nothing_is_due_there_is_no_claim(store: Store):
    for _ in range(3):
        claimed(store)
    assert claim_next(store, "I01", NOON, practice=False, lease_seconds=LEASE) is None


def test_practice_cases_are_offered_only_in_practice(store: Store):
    add_cases(store, [new_case(20, practice=True)])
    claim = claim_next(store, "I01", NOON, practice=True, lease_seconds=LEASE)
    assert claim is not None
    assert claim.case_key == "K020"
    assert {claimed(store).case_key for _ in range(3)} == {"K001", "K002", "K003"}
    assert [case.case_key for case in list_cases(store, practice=True)] == ["K020"]


def test_a_case_comes_back_when_its_lease_runs_out(store: Store):
    first = claimed(store)
    assert claimed(store, "I02", seconds=LEASE - 1).case_id != first.case_id
    assert claimed(store, "I02", seconds=LEASE).case_id == first.case_id


def test_each_claim_has_a_token_of_its_own(store: Store):
    first = claimed(store)
    again = claim_case(store, first.case_id, "I01", at(1), lease_seconds=LEASE)
    handed_in = claim_case(store, first.case_id, "I01", at(1), lease_seconds=LEASE, token="t" * 32)
    assert len({first.token, again.token, handed_in.token}) == 3
    assert handed_in.token == "t" * 32


def test_a_case_that_another_holds_is_refused_with_the_holders_name(store: Store):
    add_interviewer(store, Interviewer("I01", "An Peeters"), NOON)
    first = claimed(store)
    with pytest.raises(CaseHeldError) as refused:
        claim_case(store, first.case_id, "I02", at(1), lease_seconds=LEASE)
    assert refused.value.places["holder"] == "An Peeters"
    assert claim_case(store, first.case_id, "I02", at(LEASE), lease_seconds=LEASE).interviewer == "I02"


def test_a_closed_case_and_one_that_is_not_there_are_refused_each_with_its_word(store: Store):
    add_cases(store, [new_case(30, state="closed", queue=None)])
    (closed,) = [case for case in list_cases(store) if case.case_key == "K030"]
    for case_id, word in ((closed.case_id, "storage.case_closed"), (CaseId(999), "storage.no_such_case")):
        with pytest.raises(CaseHeldError) as refused:
            claim_case(store, case_id, "I01", NOON, lease_seconds=LEASE)
        assert refused.value.word == word


def test_a_parked_case_is_offered_to_nobody_but_can_be_claimed_by_number(place: Path | str):
    with open_store(place, create=True) as other:
        add_cases(other, [new_case(1, state="parked", queue=None)])
        assert claim_next(other, "I01", NOON, practice=False, lease_seconds=LEASE) is None
        assert claim_case(other, CaseId(1), "I01", NOON, lease_seconds=LEASE).case_key == "K001"


def test_only_the_holder_gives_a_case_back(store: Store):
    first = claimed(store)
    second = claim_case(store, first.case_id, "I01", at(1), lease_seconds=LEASE)
    release(store, first)
    assert fetch_case(store, first.case_id).case.lease_by == "I01"
    release(store, second)
    assert fetch_case(store, first.case_id).case.lease_by is None


@on_server
def test_a_case_that_another_is_taking_is_passed_over_and_not_waited_for(store: Store, place: str):
    with store.transaction() as connection, open_store(place, create=False) as other:
        connection.exec_driver_sql("SELECT id FROM cases WHERE case_key = 'K001' FOR UPDATE")
        assert claimed(other).case_key == "K002"


@on_server
def test_leases_go_by_the_servers_clock(store: Store):
    store.skew_seconds = -3600
    first = claimed(store)
    assert fetch_case(store, first.case_id).case.lease_until == NOW - 3600 + LEASE
    store.skew_seconds = 0
    assert claimed(store, "I02", seconds=-3600 + LEASE - 1).case_id != first.case_id
    assert claimed(store, "I02", seconds=-3600 + LEASE).case_id == first.case_id
