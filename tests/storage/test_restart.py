"""The server restarts, or the network goes, in the middle of an answer: it stays unsaved, and is then saved once."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
from breaking import Moment, cut

from cati.errors import NotSavedError
from cati.storage.cases import fetch_case
from cati.storage.interviews import finish
from cati.storage.outcomes import Outcome
from cati.storage.postgresql_store import PostgresqlStore
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from postgresql_server import Server
from promises import trials
from storage_fixtures import OPEN_TO_ALL, Conversation, answered, begun, claimed, ended, fold, on_server

pytestmark = on_server
ROUNDS = trials("server_restart") // 2
"""For each way to stop a server."""
SUSPENDED = Outcome("suspended", "resume", "2.12", 2, 0)


def at_next_commit(store: Store, monkeypatch: pytest.MonkeyPatch, before: Callable[[Any], object]) -> None:
    """Let something happen to the connection just before the next COMMIT of a store, by whichever door."""
    dialect = store._engine.dialect
    do_commit = dialect.do_commit

    def commit(connection: Any) -> None:  # noqa: ANN401
        monkeypatch.undo()
        before(connection)
        do_commit(connection)

    monkeypatch.setattr(dialect, "do_commit", commit)
    monkeypatch.setattr(PostgresqlStore, "_commit", lambda _, connection: commit(connection))


def sends_commit_and_is_cut_off(connection: Any) -> None:  # noqa: ANN401
    """The server has the COMMIT and carries it out; the news of it never arrives."""
    driver = getattr(connection, "driver_connection", connection)
    driver.pgconn.send_query(b"COMMIT")
    driver.pgconn.flush()
    cut(driver)


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_an_answer_is_saved_once_when_the_server_restarts_before_its_commit(
    store: Store, server: Server, mode: str, monkeypatch: pytest.MonkeyPatch
):
    talk = Conversation(store, begun(store))
    for round_ in range(1, ROUNDS + 1):
        event = answered("V1", f"option{round_}", round_)
        at_next_commit(store, monkeypatch, lambda _: server.restart(mode))
        with pytest.raises(NotSavedError) as refused:
            talk.say(event)
        assert refused.value.word == "storage.busy"
        talk.say(event)
        assert load_events(store, talk.hold.interview_id)[-1] == event
    assert len(load_events(store, talk.hold.interview_id)) == ROUNDS + 1
    assert verify(store, fold) == []


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_an_answer_is_saved_once_when_the_server_restarts_between_its_commit_and_the_news_of_it(
    store: Store, server: Server, mode: str, monkeypatch: pytest.MonkeyPatch
):
    def committed_then_restarted(connection: Any) -> None:  # noqa: ANN401
        connection.commit()
        server.restart(mode)
        connection.cursor().execute("SELECT 1")

    talk = Conversation(store, begun(store))
    event = answered("V1", "yes", 1)
    at_next_commit(store, monkeypatch, committed_then_restarted)
    with pytest.raises(NotSavedError):
        talk.say(event)
    assert load_events(store, talk.hold.interview_id)[1:] == [event]
    assert talk.say(event).last_sequence == 2
    assert load_events(store, talk.hold.interview_id)[1:] == [event]


def test_while_the_server_is_away_nothing_is_saved_and_when_it_is_back_the_same_answer_is(store: Store, server: Server):
    talk = Conversation(store, begun(store))
    event = answered("V1", "yes", 1)
    server.stop()
    for _ in range(3):
        with pytest.raises(NotSavedError) as refused:
            talk.say(event)
        assert refused.value.word == "storage.busy"
    server.start()
    talk.say(event)
    assert load_events(store, talk.hold.interview_id)[1:] == [event]


@pytest.mark.parametrize("moment", ["before the commit", "after the commit"])
def test_an_end_that_is_tried_again_counts_the_attempt_once(
    store: Store, moment: Moment, monkeypatch: pytest.MonkeyPatch
):
    talk = Conversation(store, begun(store))

    def hang_up() -> None:
        finish(store, talk.hold, 2, ended(60), talk.answers, OPEN_TO_ALL, outcome=SUSPENDED)

    breaking = sends_commit_and_is_cut_off if moment == "after the commit" else cut
    at_next_commit(store, monkeypatch, breaking)
    with pytest.raises(NotSavedError) as refused:
        hang_up()
    assert refused.value.word == "storage.busy"
    hang_up()
    case = fetch_case(store, talk.hold.claim.case_id).case
    assert (case.attempt_count, case.state, case.lease_by) == (1, "resume", None)
    assert len(load_events(store, talk.hold.interview_id)) == 2


def wait_for_a_waiter(server: Server) -> None:
    """Until somebody waits for a lock."""
    with server.connection() as connection:
        for _ in range(500):
            (waiting,) = connection.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
            if waiting:
                return
            connection.execute("SELECT pg_sleep(0.02)")
    raise AssertionError("nobody waits")


def test_an_end_that_is_tried_again_while_its_first_commit_is_under_way_counts_the_attempt_once(
    store: Store, place: str, server: Server, monkeypatch: pytest.MonkeyPatch
):
    talk = Conversation(store, begun(store))

    def hang_up(desk: Store) -> None:
        finish(desk, talk.hold, 2, ended(60), talk.answers, OPEN_TO_ALL, outcome=SUSPENDED)

    with open_store(place, create=False) as other, ThreadPoolExecutor(1) as threads:
        again: list[Future[None]] = []

        def tries_again(_: object) -> None:
            again.append(threads.submit(hang_up, other))
            wait_for_a_waiter(server)

        at_next_commit(store, monkeypatch, tries_again)
        hang_up(store)
        assert again[0].result(30) is None
    assert fetch_case(store, talk.hold.claim.case_id).case.attempt_count == 1


def test_a_claim_whose_news_was_lost_is_not_given_twice(store: Store, monkeypatch: pytest.MonkeyPatch):
    at_next_commit(store, monkeypatch, sends_commit_and_is_cut_off)
    with pytest.raises(NotSavedError):
        claimed(store)
    taken = {claimed(store, seconds=number).case_key for number in range(2)}
    assert len(taken) == 2
    assert taken <= {"K001", "K002", "K003"}


def test_readings_go_on_after_a_restart_without_a_word(store: Store, server: Server):
    hold = begun(store)
    server.restart("immediate")
    assert len(load_events(store, hold.interview_id)) == 1
