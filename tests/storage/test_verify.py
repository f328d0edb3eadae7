"""Verify finds what is not as it was written, and says where."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event as engine_event

from cati.storage.store import Store, open_store
from cati.storage.verify import Fault, verify
from cati.words import LANGUAGES, say
from storage_fixtures import PERSONAL, Conversation, begun, fold, new_store, on_file, words


@pytest.fixture
def told(store: Store) -> Iterator[Store]:
    talk = Conversation(store, begun(store), personal=PERSONAL)
    talk.answer(("V1", "yes"), ("EMAIL", words("a@b.be")), ("V2", "no"))
    if store.path is not None:
        with store.transaction() as connection:
            for table in ("interview_events", "questionnaire_versions"):
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_update")
                connection.exec_driver_sql(f"DROP TRIGGER {table}_no_delete")
    return store


def faults_after(store: Store, deed: str) -> list[Fault]:
    with store.transaction() as connection:
        if store.path is None:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")  # what an owner can do
        connection.exec_driver_sql(deed)
    return verify(store, fold)


def test_a_sound_database_has_no_fault(told: Store):
    assert verify(told, fold) == []


@pytest.mark.parametrize(
    ("deed", "words_found"),
    [
        ("UPDATE interview_events SET at = '2027-03-01T12:00:00.000000Z' WHERE sequence = 2", ["digest"]),
        ("UPDATE interview_events SET elapsed_ms = 1 WHERE sequence = 4", ["digest"]),
        ("UPDATE interview_events SET body = replace(body, 'yes', 'no')", ["digest", "fold"]),
        (
            "UPDATE interview_events SET digest = (SELECT last_digest FROM interviews) WHERE sequence = 2",
            ["digest", "digest"],
        ),
        ("DELETE FROM interview_events WHERE sequence = 2", ["gap", "fold"]),
        ("DELETE FROM interview_events WHERE sequence = 4", ["end", "fold"]),
        ("DELETE FROM interview_events", ["end", "fold", "row"]),
        ("UPDATE interviews SET answers = replace(answers, 'yes', 'no')", ["fold"]),
        ("UPDATE interviews SET answers = '{}'", ["fold"]),
        ("UPDATE interviews SET last_sequence = 3", ["end"]),
        ("UPDATE interviews SET state = 'suspended'", ["row"]),
        ("UPDATE interviews SET language = 'fr'", ["row"]),
        ("UPDATE interviews SET disposition = 'complete'", ["row"]),
        ('UPDATE interviews SET answers = \'{"V1":{"kind":"odd"}}\'', ["unreadable"]),
        ("UPDATE interview_events SET kind = 'odd' WHERE sequence = 4", ["digest", "unreadable"]),
    ],
)
def test_every_tampering_is_found_where_it_is(told: Store, deed: str, words_found: list[str]):
    faults = faults_after(told, deed)
    assert [fault.word.removeprefix("storage.fault.") for fault in faults] == words_found
    assert all(say(language, fault.word, **fault.places) for fault in faults for language in LANGUAGES)


def test_a_time_that_is_none_ends_the_search_with_that_fault(told: Store):
    faults = faults_after(told, "UPDATE interview_events SET at = 'gisteren' WHERE sequence = 3")
    assert faults == [Fault("storage.fault.file", {"detail": "Invalid isoformat string: 'gisteren'"})]


@on_file
def test_bytes_that_are_no_text_are_found_and_not_quoted(told: Store):
    (fault,) = faults_after(told, "UPDATE interview_events SET question_id = CAST(x'56C3' AS TEXT) WHERE sequence = 3")
    assert fault == Fault("storage.fault.file", {"detail": "Could not decode to UTF-8 column 'question_id'"})


@on_file
def test_a_table_that_is_not_as_it_was_made_is_found(told: Store):
    (fault,) = faults_after(told, "ALTER TABLE interviews RENAME COLUMN answers TO answered")
    assert fault == Fault("storage.fault.file", {"detail": "no such column: interviews.answers"})


@on_file
def test_a_reference_that_leads_nowhere_is_found(told: Store):
    told.raw.execute("PRAGMA foreign_keys=OFF")
    (fault,) = faults_after(told, "UPDATE phone_numbers SET case_id = 99 WHERE case_id = 3")
    assert fault == Fault("storage.fault.reference", {"table": "phone_numbers", "parent": "cases"})


def test_a_damaged_page_is_found(tmp_path: Path):
    with new_store(tmp_path, cases=300) as store:
        place = store.path
    assert place is not None
    content = bytearray(place.read_bytes())
    for page in range(len(content) // 4096 * 3 // 4, len(content) // 4096):
        content[page * 4096 + 3] ^= 0x5A
    place.write_bytes(content)
    with open_store(place, create=False) as store:
        assert "storage.fault.file" in {fault.word for fault in verify(store, fold)}


def test_verify_needs_few_statements_however_many_interviews_there_are(told: Store):
    statements: list[str] = []
    with told.reading() as connection:
        engine = connection.engine
    engine_event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    verify(told, fold)
    assert len(statements) == (6 if told.path else 4)
