"""What the engine itself refuses, whoever asks."""

import pytest
from sqlalchemy.exc import IntegrityError

from cati.storage.store import Store
from cati.storage.stored_interviews import load_events
from storage_fixtures import Conversation, begun

REPLACED = (
    "INSERT OR REPLACE INTO interview_events SELECT interview_id, sequence, attempt_id, 'other', question_id, "
    "iteration, body, at, elapsed_ms, digest FROM interview_events"
)


@pytest.mark.parametrize(
    "deed",
    [
        "UPDATE interview_events SET elapsed_ms = 1",
        "DELETE FROM interview_events",
        REPLACED,
        "UPDATE OR REPLACE interview_events SET sequence = 1",
        "UPDATE questionnaire_versions SET source = ''",
        "DELETE FROM questionnaire_versions",
        "INSERT OR REPLACE INTO questionnaire_versions SELECT * FROM questionnaire_versions",
    ],
)
def test_what_is_append_only_is_neither_changed_nor_deleted_nor_replaced(store: Store, deed: str):
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
        "UPDATE cases SET practice = 2",
        "UPDATE cases SET attempt_count = -1",
        "UPDATE cases SET lease_token = 'x', lease_by = NULL",
        "UPDATE cases SET case_key = 'K001'",
        "UPDATE phone_numbers SET e164 = '02 123'",
        "UPDATE phone_numbers SET state = 'odd'",
        "UPDATE phone_numbers SET case_id = 99",
        "UPDATE interviews SET state = 'paused'",
        "UPDATE interviews SET answers = 'yes'",
        "UPDATE interviews SET last_digest = x'00'",
        "UPDATE call_attempts SET number = 0",
        "INSERT INTO settings VALUES ('a', '')",
        "INSERT INTO interviewers VALUES ('', 'x', 'x')",
        (
            "INSERT INTO interviews SELECT 9, case_id, version_id, language, state, disposition, answers, "
            "last_sequence, last_digest, started_at, ended_at FROM interviews"
        ),
        (
            "INSERT INTO interview_events SELECT interview_id, 0, attempt_id, kind, question_id, iteration, body, "
            "at, elapsed_ms, digest FROM interview_events"
        ),
        (
            "INSERT INTO interview_events SELECT interview_id, 9, attempt_id, kind, question_id, iteration, body, "
            "at, elapsed_ms, x'' FROM interview_events"
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
    with pytest.raises(IntegrityError), store.transaction() as connection:
        connection.exec_driver_sql(deed)


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
