"""A stored interview as an export takes it: times, people and orders from its events, nothing personal."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from zoneinfo import ZoneInfo

from cati.export.interview import Interviewed, Version
from cati.questionnaire.answer import AnswerKey, Answers, Appointment, Words, question_of
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import AppointmentQuestion, Closed, Questionnaire
from cati.questionnaire.steps import step_by_id, steps
from cati.questionnaire.version import SHOWN
from cati.storage.event_rows import StoredEvent
from cati.storage.stored_interviews import StoredInterview
from cati.storage.versions import StoredVersion

IN_PROGRESS = "in_progress"
"""The outcome of an interview that has no disposition yet."""

PSEUDONYM_BYTES = 8
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SAID = Words(value="…")
APPOINTED = Appointment(at=EPOCH, wall=EPOCH.replace(tzinfo=None), timezone="UTC")
"""Personal answers without their values."""

ReadVersion = Callable[[StoredVersion], Version]


def pseudonym(salt: str, case_key: str) -> str:
    """What stands for a case in an export: without the study's salt nobody gets from one to the other."""
    return blake2b(case_key.encode(), key=salt.encode(), digest_size=PSEUDONYM_BYTES).hexdigest()


def outcome_of(stored: StoredInterview) -> str:
    """The disposition, or that there is none yet."""
    return stored.disposition if stored.disposition and stored.state != IN_PROGRESS else IN_PROGRESS


def interviewed(stored: StoredInterview, version: Version, salt: str, zone: ZoneInfo) -> Interviewed:
    """One stored interview, ready for the table."""
    outcome = outcome_of(stored)
    found = dispositions().get(outcome)
    first, last = stored.events[0], stored.events[-1]
    return Interviewed(
        case_key=pseudonym(salt, stored.case.case_key),
        interview_id=str(stored.interview_id),
        outcome=outcome,
        aapor="" if found is None else found.aapor,
        version=version,
        first_version=str(body_of(first)["version"])[:SHOWN],
        languages=tuple(values(stored, ("interview_started", "language_changed"), "language")),
        started_at=first.at.astimezone(zone),
        ended_at=last.at.astimezone(zone),
        open_seconds=open_seconds(stored.events),
        sessions=len({event.attempt_id for event in stored.events}),
        interviewer=list(values(stored, ("interview_started", "interview_resumed"), "interviewer"))[-1],
        sample={name: str(value) for name, value in stored.case.sample.items() if value is not None},
        answers=with_stand_ins(stored, version.questionnaire),
        orders=orders_of(stored, version.questionnaire),
    )


def body_of(event: StoredEvent) -> Mapping[str, object]:
    """What an event says."""
    found: Mapping[str, object] = json.loads(event.body)
    return found


def values(stored: StoredInterview, kinds: tuple[str, ...], name: str) -> Iterator[str]:
    """One value of each event of some kinds, in order."""
    return (str(body_of(event)[name]) for event in stored.events if event.kind in kinds)


def open_seconds(events: tuple[StoredEvent, ...]) -> int:
    """Whole seconds from UTC; the time before somebody went on, suspended or broken off, is left out."""
    spans = (
        max((after.at - before.at).total_seconds(), 0.0)
        for before, after in pairwise(events)
        if after.kind != "interview_resumed"
    )
    return int(sum(spans))


def orders_of(stored: StoredInterview, questionnaire: Questionnaire) -> dict[AnswerKey, tuple[str, ...]]:
    """The order last shown at each shuffled question."""
    wanted = shuffled_questions(questionnaire)
    found: dict[AnswerKey, tuple[str, ...]] = {}
    for event in stored.events:
        if event.kind == "answer_recorded" and event.question_id in wanted and event.key is not None:
            order = body_of(event)["order"]
            if isinstance(order, list) and order:
                found[event.key] = tuple(order)
    return found


@lru_cache(maxsize=64)
def shuffled_questions(questionnaire: Questionnaire) -> frozenset[str]:
    """The questions whose options or rows change places."""
    return frozenset(
        step.item.id for step in steps(questionnaire) if isinstance(step.item, Closed) and step.item.randomise
    )


def with_stand_ins(stored: StoredInterview, questionnaire: Questionnaire) -> Answers:
    """The open answers, and something valid where a personal one is kept apart: it was answered, that is all."""
    answers = dict(stored.answers)
    for key in stored.kept_apart:
        step = step_by_id(questionnaire).get(question_of(key))
        if step is not None and step.question is not None:
            answers[key] = APPOINTED if isinstance(step.item, AppointmentQuestion) else SAID
    return answers
