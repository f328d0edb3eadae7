"""A stored interview as an export takes it: times, people and orders from its events, nothing personal."""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise
from zoneinfo import ZoneInfo

from cati.export.interview import Interviewed, Version
from cati.questionnaire.answer import AnswerKey, Answers, Appointment, Words, question_of
from cati.questionnaire.dispositions import dispositions
from cati.questionnaire.model import AppointmentQuestion, Closed, EmailQuestion, PhoneQuestion, Questionnaire
from cati.questionnaire.steps import Step, step_by_id, steps
from cati.questionnaire.version import SHOWN
from cati.storage.event_rows import StoredEvent
from cati.storage.snapshot import Snapshot
from cati.storage.stored_interviews import StoredInterview

IN_PROGRESS = "in_progress"
"""The outcome of an interview that has no disposition yet."""

CORRECTED = "answer_corrected"
AFTERWARDS = frozenset({CORRECTED, "result_changed"})
"""The kinds of event by which a supervisor amends an interview: nobody is on the phone then."""

PSEUDONYM_BYTES = 8
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SAID = Words(value="…")
APPOINTED = Appointment(at=EPOCH, wall=EPOCH.replace(tzinfo=None), timezone="UTC")
"""Personal answers without their values."""

CONTACT = ("contact_name", "contact_function", "email")
WITHOUT_ROUTE = EmailQuestion | PhoneQuestion | AppointmentQuestion


def pseudonym(salt: str, case_key: str) -> str:
    """What stands for a case in an export: without the study's salt nobody gets from one to the other."""
    return blake2b(case_key.encode(), key=salt.encode(), digest_size=PSEUDONYM_BYTES).hexdigest()


def outcome_of(stored: StoredInterview) -> str:
    """The disposition, or that there is none yet."""
    return stored.disposition if stored.disposition and stored.state != IN_PROGRESS else IN_PROGRESS


def interviewed(stored: StoredInterview, version: Version, salt: str, zone: ZoneInfo, now: Snapshot) -> Interviewed:
    """One stored interview, ready for the table. Personal values serve its path and are in no column."""
    outcome = outcome_of(stored)
    found = dispositions().get(outcome)
    spoken = tuple(event for event in stored.events if event.kind not in AFTERWARDS)
    first, last = spoken[0], spoken[-1]
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
        changed_at=stored.events[-1].at.astimezone(zone),
        open_seconds=open_seconds(spoken),
        sessions=len({event.attempt_id for event in spoken}),
        interviewer=list(values(stored, ("interview_started", "interview_resumed"), "interviewer"))[-1],
        sample=sample_of(stored, version.questionnaire, now),
        answers=with_stand_ins(stored, version.questionnaire, now),
        orders=orders_of(stored, version.questionnaire),
        is_over_quota=stored.over_quota is not None,
        is_edited=any(event.kind == CORRECTED for event in stored.events),
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


def with_stand_ins(stored: StoredInterview, questionnaire: Questionnaire, now: Snapshot | None = None) -> Answers:
    """The open answers, and something valid where a personal one is kept apart.

    That somebody gave an address is enough for the path; which option was chosen, or which number given, is not:
    these are read if the database is at hand.
    """
    answers = dict(stored.answers)
    apart = {key: step.item for key in stored.kept_apart if (step := step_of(questionnaire, key)) is not None}
    if now is not None and any(not isinstance(item, WITHOUT_ROUTE) for item in apart.values()):
        personal = now.personal_answers(stored.interview_id)
        answers |= {key: personal[key] for key in apart if key in personal}
    for key, item in apart.items():
        answers.setdefault(key, APPOINTED if isinstance(item, AppointmentQuestion) else SAID)
    return answers


def step_of(questionnaire: Questionnaire, key: AnswerKey) -> Step | None:
    """The question an answer belongs to."""
    return step_by_id(questionnaire).get(question_of(key))


def sample_of(stored: StoredInterview, questionnaire: Questionnaire, now: Snapshot) -> dict[str, str]:
    """The sample values, with contact data only where a condition of the questionnaire reads them."""
    values = {name: str(value) for name, value in stored.case.sample.items() if value is not None}
    if reads_contact(questionnaire):
        contact = now.contact(stored.case.case_id)
        if contact is not None:
            values |= {"contact_name": contact.name, "contact_function": contact.function, "email": contact.email}
    return values


@lru_cache(maxsize=64)
def reads_contact(questionnaire: Questionnaire) -> bool:
    """Whether any condition may name contact data."""
    conditions = (text for step in steps(questionnaire) for text in texts_of(step))
    return any(f"sample.{name}" in text for text in conditions for name in CONTACT)


def texts_of(step: Step) -> Iterator[str]:
    """Every condition of an item."""
    yield from (text for text, _ in step.conditions())
    yield from (option.show_if for option in getattr(step.item, "options", ()) if option.show_if is not None)
    yield from (case.if_ for case in getattr(step.item, "cases", ()))
