"""Cases, versions and interviews read back: whole, at one moment, in constant memory."""

import tracemalloc
from pathlib import Path

import pytest

from cati.storage.cases import Contact, NewCase, Phone, add_cases, fetch_case, list_attempts, list_cases
from cati.storage.ids import CaseId, VersionId
from cati.storage.interviewers import Interviewer, add_interviewer, list_interviewers
from cati.storage.interviews import begin, finish
from cati.storage.leases import claim_next
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export
from cati.storage.versions import load_version, store_version
from storage_fixtures import (
    COMPLETE,
    EXAMPLE_HASH,
    LEASE,
    NOON,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    at,
    begun,
    claimed,
    ended,
    new_case,
    new_store_at,
    started,
)


def test_the_same_sample_twice_adds_nothing_and_changes_nothing(store: Store):
    assert add_cases(store, [new_case(1, sample={"company": "Other"}), new_case(4)]) == 1
    assert add_cases(store, [new_case(4), new_case(5), new_case(5, sample={})]) == 1
    found = {case.case_key: case.sample["company"] for case in list_cases(store)}
    assert found == {f"K{number:03}": f"De Reiger {number}" for number in range(1, 6)}


def test_a_sample_with_one_impossible_row_adds_none(store: Store):
    rows = [new_case(number) for number in range(10, 700)] + [new_case(701, phones=[Phone("+32\x00")])]
    with pytest.raises(Exception, match="unstorable_text"):
        add_cases(store, rows)
    assert len(list(list_cases(store))) == 3


def test_a_case_comes_back_with_its_numbers_in_calling_order_and_its_contact(store: Store):
    phones = [Phone("+3229999999", "mobile"), Phone("+3221111111", state="bad"), Phone("+3229999999")]
    contact = Contact("An", "directeur", "an@b.be", 'belt "terug"', "2027-12-31")
    add_cases(store, [NewCase("Z1", {"n": 1.5, "é": None}, phones, contact, language="fr")])
    (case,) = [case for case in list_cases(store) if case.case_key == "Z1"]
    file = fetch_case(store, case.case_id)
    assert file.case == case
    assert (case.sample, case.language) == ({"n": 1.5, "é": None}, "fr")
    assert [(phone.e164, phone.state) for phone in file.phones] == [("+3229999999", "usable"), ("+3221111111", "bad")]
    assert file.contact == contact
    assert file.attempts == ()


def test_a_case_that_is_not_there_is_a_lookup_error(store: Store):
    with pytest.raises(LookupError):
        fetch_case(store, CaseId(99))
    with pytest.raises(LookupError):
        load_version(store, VersionId(99))


def test_a_version_is_kept_once_with_its_document_and_source_as_they_were(store: Store):
    first = store_version(store, EXAMPLE_HASH, '{"é":1}', "titel: é\n", NOON, "An")
    assert store_version(store, EXAMPLE_HASH, '{"é":2}', "other", at(9), "Bo") == first
    version = load_version(store, first)
    assert (version.document, version.source) == ('{"é":1}', "titel: é\n")
    assert (version.loaded_at, version.loaded_by) == (NOON, "An")


def test_an_interviewer_can_be_renamed(store: Store):
    add_interviewer(store, Interviewer("I02", "Bo"), NOON)
    add_interviewer(store, Interviewer("I01", "An"), NOON)
    add_interviewer(store, Interviewer("I02", "Bob"), at(1))
    assert list_interviewers(store) == [Interviewer("I01", "An"), Interviewer("I02", "Bob")]


def complete(store: Store, *answers: str, seconds: float = 0) -> None:
    talk = Conversation(store, begin(store, claimed(store, seconds=seconds), started(), a_version(store)))
    talk.answer(*((f"V{place}", answer) for place, answer in enumerate(answers)))
    last = talk.hold.last_sequence + 1
    finish(store, talk.hold, last, ended(60), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)


def test_an_export_reads_each_interview_with_its_case_version_events_and_attempts(store: Store):
    complete(store, "yes")
    (stored,) = interviews_for_export(store, practice=False)
    assert (stored.case.case_key, stored.case.sample) == ("K001", {"company": "De Reiger 1"})
    assert stored.version.content_hash == EXAMPLE_HASH
    assert [event.sequence for event in stored.events] == [1, 2, 3]
    assert [event.kind for event in stored.events] == ["interview_started", "answer_recorded", "interview_ended"]
    assert (stored.started_at, stored.ended_at) == (at(0), at(60))
    assert [attempt.disposition for attempt in list_attempts(store)] == ["complete"]


def test_an_export_without_events_is_the_same_but_for_them(store: Store):
    complete(store, "yes")
    (whole,) = interviews_for_export(store, practice=False)
    (light,) = interviews_for_export(store, practice=False, with_events=False)
    assert light.events == ()
    assert (light.answers, light.attempts, light.case) == (whole.answers, whole.attempts, whole.case)


def test_practice_interviews_are_exported_only_when_asked_for(store: Store):
    add_cases(store, [new_case(1, case_key="P1", practice=True)])
    claim = claim_next(store, "I01", NOON, practice=True, lease_seconds=LEASE)
    assert claim is not None
    begin(store, claim, started(), a_version(store))
    assert list(interviews_for_export(store, practice=False)) == []
    assert [one.case.case_key for one in interviews_for_export(store, practice=True)] == ["P1"]


def test_an_export_sees_one_moment_while_interviews_go_on(store: Store):
    talk = Conversation(store, begun(store))
    complete(store, "yes", seconds=1)
    exported = interviews_for_export(store, practice=False)
    first = next(exported)
    talk.answer(("V1", "later"))
    second = next(exported)
    assert (first.answers, len(first.events)) == ({}, 1)
    assert second.case.case_key == "K002"
    assert list(exported) == []


def peak_of_export(store: Store) -> int:
    tracemalloc.start()
    for _ in interviews_for_export(store, practice=False):
        pass
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


COPIES = """
WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {times})
INSERT INTO {rows} ON CONFLICT DO NOTHING
"""


def copy_interview(store: Store, times: int) -> None:
    """Make many interviews of the first one, each on a case of its own."""
    with store.transaction() as connection:
        for rows in (
            (
                "cases SELECT i + 9, 'C' || i, practice, language, sample, state, "
                "current_code, queue, due_at, shuffle, reserved_for, attempt_count, NULL, 0, 0, NULL, "
                "NULL, NULL, NULL, NULL "
                "FROM cases, n WHERE id = 1"
            ),
            (
                "interviews SELECT i, i + 9, version_id, language, state, disposition, answers, "
                "last_sequence, last_digest, started_at, ended_at, NULL FROM interviews, n WHERE id = 1"
            ),
            (
                "interview_events SELECT i, sequence, attempt_id, kind, question_id, iteration, "
                "body, at, elapsed_ms, digest FROM interview_events, n WHERE interview_id = 1"
            ),
        ):
            connection.exec_driver_sql(COPIES.format(times=times, rows=rows))


def test_an_export_of_four_times_as_much_needs_no_more_memory(place: Path | str):
    with new_store_at(place) as store:
        complete(store, *["a"] * 5, "b" * 200)
        copy_interview(store, 600)
        peak_of_export(store)
        small = peak_of_export(store)
        copy_interview(store, 2_400)
        assert peak_of_export(store) < small * 1.2
