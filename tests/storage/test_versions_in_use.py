"""The move to another version: event and row together or not at all; which versions are in use, and hold what."""

import pytest

from cati.errors import LeaseLostError
from cati.interview.events import VersionAdopted
from cati.storage.cases import add_cases
from cati.storage.collected import Collected, collected_under
from cati.storage.ids import VersionId
from cati.storage.interviews import adopt, begin, finish
from cati.storage.leases import claim_case, claim_next
from cati.storage.store import Store
from cati.storage.stored_interviews import interviews_for_export, load_events
from cati.storage.verify import verify
from cati.storage.versions import last_version, other_versions, store_version
from storage_fixtures import (
    COMPLETE,
    NOON,
    OPEN_TO_ALL,
    Conversation,
    a_version,
    at,
    begun,
    claimed,
    ended,
    fold,
    new_case,
    started,
)

NEW_HASH = "b" * 64
ADOPTED = VersionAdopted(at=at(60), version=NEW_HASH[:12])


def another_version(store: Store) -> VersionId:
    return store_version(store, NEW_HASH, '{"questions":[1]}', "questions: [1]", NOON, "supervisor")


def moved(store: Store, talk: Conversation) -> Conversation:
    """The conversation under another version."""
    sequence = talk.hold.last_sequence + 1
    talk.hold = adopt(store, talk.hold, sequence, ADOPTED, another_version(store), talk.answers, OPEN_TO_ALL)
    return talk


def version_in_row(store: Store) -> str:
    (stored,) = interviews_for_export(store, practice=False)
    return stored.version.content_hash


def test_the_row_follows_the_event_and_answers_go_on(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"))
    moved(store, talk).answer(("V2", "no"))
    events = load_events(store, talk.hold.interview_id)
    assert [event.kind for event in events] == [
        "interview_started", "answer_recorded", "version_adopted", "answer_recorded",
    ]  # fmt: skip
    assert version_in_row(store) == NEW_HASH
    assert verify(store, fold) == []


def test_a_move_that_is_tried_again_is_stored_once(store: Store):
    talk = Conversation(store, begun(store))
    version = another_version(store)
    first = adopt(store, talk.hold, 2, ADOPTED, version, {}, OPEN_TO_ALL)
    assert adopt(store, talk.hold, 2, ADOPTED, version, {}, OPEN_TO_ALL) == first
    assert len(load_events(store, talk.hold.interview_id)) == 2


def test_a_move_without_the_lease_leaves_the_row_as_it_was(store: Store):
    hold = begun(store)
    old = version_in_row(store)
    claim_case(store, hold.claim.case_id, "I02", at(9999), lease_seconds=60)
    with pytest.raises(LeaseLostError):
        adopt(store, hold, 2, ADOPTED, another_version(store), {}, OPEN_TO_ALL)
    assert version_in_row(store) == old


def test_the_last_version_is_that_of_the_live_interview_begun_last(store: Store):
    assert last_version(store) is None
    add_cases(store, [new_case(1, case_key="P1", practice=True)])
    claim = claim_next(store, "I01", NOON, practice=True, lease_seconds=60)
    assert claim is not None
    begin(store, claim, started(), another_version(store))
    practised = last_version(store)
    begin(store, claimed(store, seconds=1), started(1), a_version(store))
    live = last_version(store)
    assert practised is not None
    assert live is not None
    assert (practised.content_hash, live.version_id) == (NEW_HASH, a_version(store))


def test_the_other_versions_are_all_that_were_kept_but_one(store: Store):
    old, new = a_version(store), another_version(store)
    assert [each.version_id for each in other_versions(store, NEW_HASH)] == [old]
    assert [each.version_id for each in other_versions(store, "c" * 64)] == [old, new]


def test_what_is_collected_under_a_version_are_its_live_interviews_and_the_questions_they_answered(store: Store):
    talk = Conversation(store, begun(store))
    talk.answer(("V1", "yes"), ("V3.suppliers", "well"))
    finish(store, talk.hold, talk.hold.last_sequence + 1, ended(9), talk.answers, OPEN_TO_ALL, outcome=COMPLETE)
    begin(store, claimed(store, seconds=10), started(10), a_version(store))
    begin(store, claimed(store, seconds=20), started(20), another_version(store))
    found = list(collected_under(store, a_version(store)))
    assert found == [Collected(is_open=False, questions=frozenset({"V1", "V3"})), Collected(True, frozenset())]
