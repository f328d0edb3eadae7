"""The versions of a questionnaire in mid-field: which an interview goes on under, and when none may begin.

An interview in progress moves on to the questionnaire of today if every change is safe for where it stands; else it
goes on under its own. Where a question means something else than it did in an interview that was held, none begins.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from cati.errors import StudyError
from cati.fieldwork.interview import Interview, personal_questions
from cati.fieldwork.room import Room
from cati.interview.events import VersionAdopted
from cati.questionnaire.changes import Change, Effect, changes, safe_for
from cati.questionnaire.model import Question, Questionnaire
from cati.questionnaire.routing import routing
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.version import SHOWN, instrument_document, instrument_of
from cati.storage.collected import collected_under
from cati.storage.ids import VersionId
from cati.storage.interviews import adopt
from cati.storage.store import Store
from cati.storage.versions import StoredVersion, other_versions, store_version

compared = lru_cache(maxsize=32)(changes)
"""`changes`, remembered: a phone room compares the same few versions again and again."""


class Mixed(NamedTuple):
    """A change that would mix meanings, for there is data under the old one."""

    stored: StoredVersion
    change: Change


def instrument(stored: StoredVersion, today: Questionnaire) -> Questionnaire:
    """The questionnaire of a stored version, with today's probes, objections and call rules.

    Raises `StudyError` if this program cannot read it any more.
    """
    try:
        questionnaire = instrument_of(stored.document, today)
        routing(questionnaire)
    except (ValueError, KeyError) as fault:
        raise StudyError("errors.unreadable_version", version=stored.content_hash[:SHOWN]) from fault
    return questionnaire


def kept_version(room: Room) -> VersionId:
    """The questionnaire of today among the versions that are kept."""
    study = room.study
    document = instrument_document(study.questionnaire)
    return store_version(room.store, study.content_hash, document, study.source, room.clock(), room.interviewer)


def mixed_meanings(store: Store, content_hash: str, today: Questionnaire) -> Iterator[Mixed]:
    """What would mix the meanings of today with those of live interviews, version by version.

    An interview that may still go on counts as having data everywhere: it will have.
    """
    for stored in other_versions(store, content_hash):
        old = instrument(stored, today)
        for change in (change for change in compared(old, today) if change.effect is Effect.REFUSED):
            if has_data(store, stored.version_id, old, change.question):
                yield Mixed(stored, change)


def has_data(store: Store, version_id: VersionId, old: Questionnaire, question: str) -> bool:
    """Whether live interviews under a version hold, or may come to hold, an answer to a question.

    What is worked out or comes with the case is in every interview.
    """
    step = step_by_id(old).get(question)
    is_asked = step is not None and isinstance(step.item, Question)
    with closing(collected_under(store, version_id)) as found:
        return any(each.is_open or not is_asked or question in each.questions for each in found)


def refuse_to_mix(room: Room) -> None:
    """Raise `StudyError` if an interview begun now would mix meanings."""
    mixed = next(mixed_meanings(room.store, room.study.content_hash, room.study.questionnaire), None)
    if mixed is not None:
        version = mixed.stored.content_hash[:SHOWN]
        raise StudyError("errors.meaning_changed", question=mixed.change.question, version=version)


def moved_on(interview: Interview) -> Interview:
    """The interview under the questionnaire of today if that is safe for where it stands; else as it is."""
    room, session = interview.room, interview.session
    today = room.study.questionnaire
    if session.questionnaire is today or not safe_for(compared(session.questionnaire, today), session.reached):
        return interview
    if next(mixed_meanings(room.store, room.study.content_hash, today), None) is not None:
        return interview
    event = VersionAdopted(at=interview.now(), version=room.study.version)
    session = replace(session, questionnaire=today).take(event)
    state, personal = session.state, personal_questions(today)
    hold = adopt(room.store, interview.hold, state.sequence, event, kept_version(room), state.answers, personal)
    return Interview(room, interview.case, hold, session, saved_at=event.at)
