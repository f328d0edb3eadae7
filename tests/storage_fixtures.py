"""A small phone room for the tests of storage: cases, a claim, an interview, and its events."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cati.interview.events import AnswerRecorded, Event, InterviewEnded, InterviewResumed, InterviewStarted
from cati.questionnaire.answer import Answer, AnswerKey, Answers, Choice, QuestionId, Words
from cati.storage.cases import Contact, NewCase, Phone, add_cases
from cati.storage.ids import VersionId
from cati.storage.interviews import append, begin
from cati.storage.leases import Claim, claim_next
from cati.storage.outcomes import Outcome
from cati.storage.recording import Hold
from cati.storage.store import Store, open_store
from cati.storage.versions import store_version

NOON = datetime(2027, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)
OPEN_TO_ALL: frozenset[QuestionId] = frozenset()
PERSONAL = frozenset({QuestionId("EMAIL")})
LEASE = 1800
COMPLETE = Outcome("complete", "closed", "1.1", None, 0)
EXAMPLE_HASH = "a" * 64


def at(seconds: float) -> datetime:
    """Some seconds after noon."""
    return NOON + timedelta(seconds=seconds)


on_file = pytest.mark.parametrize("place", ["sqlite"], indirect=True)
"""For tests of what only a file has."""
on_server = pytest.mark.parametrize("place", ["postgresql"], indirect=True)
"""For tests of what only a server has."""


def new_store(folder: Path, *, cases: int = 1) -> Store:
    """A file with some cases in it."""
    return new_store_at(folder / "db" / "cati.sqlite", cases=cases)


def new_store_at(place: Path | str, *, cases: int = 1) -> Store:
    """A database with some cases in it."""
    store = open_store(place, create=True)
    add_cases(store, (new_case(number) for number in range(1, cases + 1)))
    return store


def new_case(number: int, **changes: object) -> NewCase:
    """A case named after its number."""
    values: dict[str, object] = {
        "case_key": f"K{number:03}",
        "sample": {"company": f"De Reiger {number}"},
        "phones": [Phone(f"+3224{number:06}")],
        "contact": Contact(name="An Peeters"),
        "shuffle": number,
    }
    return NewCase(**(values | changes))  # type: ignore[arg-type]


def claimed(store: Store, interviewer: str = "I01", *, seconds: float = 0) -> Claim:
    """The next case, claimed."""
    claim = claim_next(store, interviewer, at(seconds), practice=False, lease_seconds=LEASE)
    assert claim is not None
    return claim


def a_version(store: Store) -> VersionId:
    """Some questionnaire version."""
    return store_version(store, EXAMPLE_HASH, '{"questions":[]}', "questions: []", NOON, "supervisor")


def started(seconds: float = 0) -> InterviewStarted:
    """The first event."""
    return InterviewStarted(at=at(seconds), version="v", language="nl", interviewer="I01", seed="7")


def resumed(seconds: float, interviewer: str = "I01") -> InterviewResumed:
    """Somebody goes on."""
    return InterviewResumed(at=at(seconds), interviewer=interviewer)


def ended(seconds: float = 0) -> InterviewEnded:
    """The last event."""
    return InterviewEnded(at=at(seconds), disposition="complete", end="THANKS")


def answered(key: str, answer: Answer | str, seconds: float = 0) -> AnswerRecorded:
    """An answer: an option by name, or any other."""
    value = Choice(option=answer) if isinstance(answer, str) else answer
    return AnswerRecorded(at=at(seconds), elapsed_ms=900, key=AnswerKey(key), answer=value)


def fold(events: Sequence[Event]) -> Answers:
    """What the answers are after some events."""
    return {event.key: event.answer for event in events if isinstance(event, AnswerRecorded)}


def begun(store: Store, interviewer: str = "I01") -> Hold:
    """An interview with its first event."""
    return begin(store, claimed(store, interviewer), started(), a_version(store))


class Conversation:
    """An interview that goes on: each event is appended with the fold after it."""

    def __init__(self, store: Store, hold: Hold, *, personal: frozenset[QuestionId] = OPEN_TO_ALL) -> None:
        self.store, self.hold, self.personal = store, hold, personal
        self.answers: Answers = {}

    def say(self, event: Event) -> Hold:
        """Append one event."""
        if isinstance(event, AnswerRecorded):
            self.answers[event.key] = event.answer
        self.hold = append(self.store, self.hold, self.hold.last_sequence + 1, event, self.answers, self.personal)
        return self.hold

    def answer(self, *pairs: tuple[str, Answer | str]) -> Hold:
        """Answer some questions, one after the other."""
        for key, answer in pairs:
            self.say(answered(key, answer, self.hold.last_sequence))
        return self.hold


def words(text: str) -> Words:
    """An open answer."""
    return Words(value=text)
