"""What the engine itself refuses, whoever asks."""

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError, IntegrityError

from cati.storage.audit import Deed, list_deeds, note_deed
from cati.storage.store import Store
from cati.storage.stored_interviews import load_events
from cati.storage.tables import INTERVIEWS
from storage_fixtures import NOON, Conversation, begun, on_file, on_server

REPLACED = (
    "INSERT OR REPLACE INTO interview_events SELECT interview_id, sequence, attempt_id, 'other', question_id, "
    "iteration, body, at, elapsed_ms, digest FROM interview_events"
)
DEEDS = [
    "UPDATE interview_events SET elapsed_ms = 1",
    "DELETE FROM interview_events",
    "UPDATE questionnaire_versions SET source = ''",
    "DELETE FROM questionnaire_versions",
]
DEEDS_IN_FILE = [
    REPLACED,
    "UPDATE OR REPLACE interview_events SET sequence = 1",
    "INSERT OR REPLACE INTO questionnaire_versions SELECT * FROM questionnaire_versions",
]
DEEDS_ON_SERVER = [
    "TRUNCATE interview_events",
    "TRUNCATE cases CASCADE",
    "TRUNCATE questionnaire_versions CASCADE",
    (
        "INSERT INTO interview_events SELECT * FROM interview_events "
        "ON CONFLICT (interview_id, sequence) DO UPDATE SET kind = 'other'"
    ),
]


@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_append_only_is_neither_changed_nor_deleted(store: Store, deed: str):
    refused_as_append_only(store, deed)


def test_events_can_be_deleted_once_their_interview_stands_among_the_erased_and_no_others(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    erased = "INSERT INTO erasures (case_id, interview_id, at, actor, reason) VALUES (1, {}, 'x', 'bo', '')"
    with store.transaction() as connection:
        connection.exec_driver_sql(erased.format(talk.hold.interview_id + 1))
    with pytest.raises(IntegrityError, match="append-only"), store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM interview_events")
    with store.transaction() as connection:
        connection.exec_driver_sql(erased.format(talk.hold.interview_id))
        connection.exec_driver_sql("DELETE FROM interview_events")
    with pytest.raises(IntegrityError, match="append-only"), store.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM erasures")
    assert load_events(store, talk.hold.interview_id) == []


def test_the_audit_is_neither_changed_nor_deleted(store: Store):
    deed = Deed(NOON, "bo", "reopen", "K001", {"reason": "asked to"})
    with store.transaction() as connection:
        note_deed(connection, deed)
    for change in ("UPDATE audit SET actor = 'an'", "DELETE FROM audit"):
        with pytest.raises(IntegrityError, match="append-only"), store.transaction() as connection:
            connection.exec_driver_sql(change)
    assert list(list_deeds(store, verb="reopen")) == [deed]


@on_file
@pytest.mark.parametrize("deed", DEEDS_IN_FILE)
def test_what_is_append_only_is_not_replaced_in_sqlites_own_way(store: Store, deed: str):
    refused_as_append_only(store, deed)


@on_server
@pytest.mark.parametrize("deed", DEEDS_ON_SERVER)
def test_what_is_append_only_is_neither_truncated_nor_replaced_in_postgresqls_own_way(store: Store, deed: str):
    refused_as_append_only(store, deed)


def refused_as_append_only(store: Store, deed: str) -> None:
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    with pytest.raises(IntegrityError, match="append-only"), store.transaction() as connection:
        connection.exec_driver_sql(deed)
    assert [event.elapsed_ms for event in load_events(store, talk.hold.interview_id)] == [0, 900]


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE cases SET sample = '{'",
        "UPDATE cases SET sample = '{\"a\": NaN}'",
        "UPDATE cases SET state = 'lost'",
        "UPDATE cases SET queue = 5",
        "UPDATE cases SET state = 'closed'",
        "UPDATE cases SET state = 'parked'",
        "UPDATE cases SET attempt_count = -1",
        "UPDATE cases SET lease_token = 'x', lease_by = NULL",
        "UPDATE cases SET case_key = 'K001'",
        "UPDATE phone_numbers SET e164 = '02 123'",
        "UPDATE phone_numbers SET state = 'odd'",
        "UPDATE phone_numbers SET case_id = 99",
        "UPDATE interviews SET state = 'paused'",
        "UPDATE interviews SET answers = 'yes'",
        "UPDATE interviews SET last_digest = NULL",
        "UPDATE call_attempts SET number = 0",
        "INSERT INTO settings VALUES ('a', '')",
        "INSERT INTO interviewers (code, name, added_at) VALUES ('', 'x', 'x')",
        (
            "INSERT INTO interviews SELECT 9, case_id, version_id, language, state, disposition, answers, "
            "last_sequence, last_digest, started_at, ended_at, over_quota FROM interviews"
        ),
        (
            "INSERT INTO interview_events SELECT interview_id, 0, attempt_id, kind, question_id, iteration, body, "
            "at, elapsed_ms, digest FROM interview_events"
        ),
        (
            "INSERT INTO interview_events SELECT interview_id, 9, attempt_id, kind, question_id, iteration, body, "
            "at, elapsed_ms, NULL FROM interview_events"
        ),
        (
            "INSERT INTO interview_events SELECT 99, 1, attempt_id, kind, question_id, iteration, body, at, "
            "elapsed_ms, digest FROM interview_events"
        ),
        "DELETE FROM cases",
        "DELETE FROM interviews",
    ],
)
def test_the_engine_refuses_rows_that_cannot_be(store: Store, deed: str):
    begun(store)
    with pytest.raises(DBAPIError) as refused, store.transaction() as connection:
        connection.exec_driver_sql(deed.replace("%", "%%") if store.path is None else deed)
    assert isinstance(refused.value, IntegrityError) or state_of(refused.value) == NOT_JSON


NOT_JSON = "22P02"
"""PostgreSQL tells so when it reads the text, before it comes to the CHECK."""


def state_of(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


@on_file
@pytest.mark.parametrize("deed", ["UPDATE cases SET practice = 2", "UPDATE interviews SET last_digest = x'00'"])
def test_a_file_refuses_what_a_server_knows_by_its_types(store: Store, deed: str):
    begun(store)
    with pytest.raises(IntegrityError), store.transaction() as connection:
        connection.exec_driver_sql(deed)


@pytest.mark.parametrize("digest", [b"", bytes(15), bytes(17)])
def test_a_digest_of_another_length_is_refused(store: Store, digest: bytes):
    begun(store)
    with pytest.raises(IntegrityError), store.transaction() as connection:
        connection.execute(update(INTERVIEWS).values(last_digest=digest))


def fail_in(store: Store, door: str) -> None:
    with getattr(store, door)() as writer:
        getattr(writer, "exec_driver_sql", getattr(writer, "execute", None))("DELETE FROM contacts")
        raise ZeroDivisionError


@pytest.mark.parametrize("door", ["transaction", "recording"])
def test_a_transaction_that_fails_leaves_nothing(store: Store, door: str):
    with pytest.raises(ZeroDivisionError):
        fail_in(store, door)
    with store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM contacts").scalar() == 3
