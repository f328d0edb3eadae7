"""Why a stored interview was or was not asked a question, under its own version of the questionnaire."""

from dataclasses import dataclass

from cati.errors import StudyError
from cati.fieldwork.interviewed import sample_of, with_stand_ins
from cati.fieldwork.room import Room
from cati.fieldwork.versions import instrument
from cati.questionnaire.answer import AnswerKey, question_of
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.nearest import nearest
from cati.questionnaire.path import path
from cati.questionnaire.rosters import items_of
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.version import SHOWN
from cati.questionnaire.why import Why, why
from cati.storage.snapshot import Snapshot, snapshot
from cati.storage.stored_interviews import StoredInterview


@dataclass(frozen=True)
class Explained:
    """The last interview with a case, and why a question was or was not asked in it: one chain a roster item."""

    case_key: str
    interview_id: int
    version: str
    reasons: tuple[Why, ...]


def explain(room: Room, case_key: str, question: str) -> Explained:
    """Why a question was or was not asked. Raises `StudyError` if there is no such case, interview or question."""
    with snapshot(room.store) as now:
        stored = last_interview(now, case_key)
        questionnaire = instrument(stored.version, room.study.questionnaire)
        sample = read_sample(questionnaire, sample_of(stored, questionnaire, now))
        found = path(questionnaire, sample, with_stand_ins(stored, questionnaire, now))
    known = known_question(questionnaire, question, [stop.key for stop in found.stops])
    on_path = [stop.key for stop in found.stops if known in (stop.key, stop.route.item.id)]
    reasons = tuple(why(questionnaire, found, key) for key in on_path or [known])
    return Explained(case_key, stored.interview_id, stored.version.content_hash[:SHOWN], reasons)


def last_interview(now: Snapshot, case_key: str) -> StoredInterview:
    """The interview begun last with a case, live or for practice."""
    for practice in (False, True):
        found = [each for each in now.interviews(practice=practice) if each.case.case_key == case_key]
        if found:
            return found[-1]
    keys = [case.case_key for practice in (False, True) for case in now.cases(practice=practice)]
    if case_key in keys:
        raise StudyError("why.no_interview", name=case_key)
    near = nearest(case_key, keys)
    if near is None:
        raise StudyError("why.no_case", name=case_key)
    raise StudyError("why.no_case_near", name=case_key, near=near)


def known_question(questionnaire: Questionnaire, name: str, on_path: list[AnswerKey]) -> AnswerKey:
    """The key of an item of the questionnaire or of the path, with its roster item if one is named."""
    names: list[str] = [*on_path]
    for step in step_by_id(questionnaire).values():
        names.append(step.item.id)
        if step.roster is not None:
            names += [f"{step.item.id}.{option.name}" for option in items_of(questionnaire, step)]
    if name in names:
        return AnswerKey(name)
    near = nearest(name, names)
    if near is None:
        listed = ", ".join(dict.fromkeys(question_of(AnswerKey(each)) for each in names))
        raise StudyError("why.no_question", name=name, known=listed)
    raise StudyError("why.no_question_near", name=name, near=near)
