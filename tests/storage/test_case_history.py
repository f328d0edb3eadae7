"""What became of a case is told each time it changes, in the same transaction, and never changed."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cati.storage.attempts import finish_attempt, start_attempt
from cati.storage.cases import add_cases
from cati.storage.outcomes import Outcome
from cati.storage.store import Store
from cati.storage.tables import CASE_HISTORY
from cati.storage.verify import Fault, verify
from storage_fixtures import NOON, at, claimed, fold, new_case

BUSY = Outcome("busy", "callback", "3.12", 3, 0)
TOLD = select(CASE_HISTORY.c.case_id, CASE_HISTORY.c.state, CASE_HISTORY.c.code, CASE_HISTORY.c.because)


def called(store: Store, outcome: Outcome, seconds: float = 60) -> None:
    claim = claimed(store)
    finish_attempt(store, claim, start_attempt(store, claim, at(seconds)), at(seconds + 9), outcome)


def history(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as connection:
        return [tuple(row) for row in connection.execute(TOLD.order_by(CASE_HISTORY.c.id))]


def test_every_call_tells_what_it_left_and_trying_again_tells_nothing_more(store: Store):
    claim = claimed(store)
    attempt = start_attempt(store, claim, at(1))
    for _ in range(2):
        finish_attempt(store, claim, attempt, at(2), BUSY)
    called(store, Outcome("fax", "closed", "3.90", None, 0), 120)
    assert history(store) == [(1, "callback", "3.12", "busy"), (1, "closed", "3.90", "fax")]


def test_a_case_that_is_added_says_since_when_and_one_that_was_there_says_nothing(store: Store):
    add_cases(store, [new_case(1), new_case(9, state="parked", queue=None)], NOON)
    assert history(store) == [(4, "parked", "3.11", "added")]


@pytest.mark.parametrize("deed", ["UPDATE case_history SET code = '1.1'", "DELETE FROM case_history"])
def test_history_is_neither_changed_nor_deleted(store: Store, deed: str):
    called(store, BUSY)
    with pytest.raises(IntegrityError, match="append-only"), store.transaction() as connection:
        connection.exec_driver_sql(deed)


def test_a_case_that_was_changed_without_telling_is_found(store: Store):
    called(store, BUSY)
    assert verify(store, fold) == []
    with store.transaction() as connection:
        connection.exec_driver_sql("UPDATE cases SET current_code = '1.1'")
    assert verify(store, fold) == [Fault("storage.fault.history", {"case": "K001"})]
