"""An answer corrected after the interview: read and validated as in one, the first answer staying in its event."""

from dataclasses import dataclass

from cati.errors import StudyError
from cati.fieldwork.interview import personal_questions
from cati.fieldwork.interviewed import sample_of
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.quota_cells import cells_by_answers
from cati.fieldwork.versions import instrument
from cati.fieldwork.why import known_question, last_interview
from cati.interview.events import AnswerCorrected
from cati.interview.path_change import path_change
from cati.interview.session import Session, folded
from cati.questionnaire.answer import Answer, AnswerKey, question_of
from cati.questionnaire.model import GridQuestion, MultiQuestion, NamesQuestion, Question
from cati.questionnaire.scenarios.given import AskedAnew, Given, Misgiven
from cati.questionnaire.scenarios.telling import in_short
from cati.questionnaire.steps import step_by_id
from cati.questionnaire.validity import why_invalid
from cati.storage.amending import amend
from cati.storage.case_cells import put_cells
from cati.storage.quotas import settle_all
from cati.storage.snapshot import snapshot
from cati.storage.stored_interviews import load_events
from cati.words import say


@dataclass(frozen=True)
class Corrected:
    """The answer before and after, in short, and what it did to the path ("": nothing)."""

    before: str
    after: str
    path: str


def correct(supervisor: Supervisor, case_key: str, question: str, text: str) -> Corrected:
    """Correct an answer of the last interview with a case.

    `text` is an option by name or code, several set apart by commas, `row=option` for a grid, or what was said; also
    `dont_know` or `refused`. Raises `StudyError` if there is no such case, interview, question or answer.
    """
    room = supervisor.room
    with snapshot(room.store) as now:
        stored = last_interview(now, case_key)
        questionnaire = instrument(stored.version, room.study.questionnaire)
        sample = sample_of(stored, questionnaire, now)
    session = Session(questionnaire, sample, folded(load_events(room.store, stored.interview_id)))
    key = known_question(questionnaire, question, [stop.key for stop in session.path.stops])
    answer = read_answer(session, key, text, room.language)
    event = AnswerCorrected(at=room.clock(), key=key, answer=answer, actor=room.interviewer, reason=supervisor.reason)
    after = session.take(event)
    with supervisor.on(case_key) as change:
        change.trace(supervisor.deed("correct", case_key, question=key))
        personal = personal_questions(questionnaire)
        amend(
            change.connection,
            stored.interview_id,
            event,
            after.state.answers,
            personal,
            after=session.state.sequence,
        )
        put_cells(change.connection, change.standing.case_id, cells_by_answers(room, after))
        settle_all(change.connection, room.study.questionnaire.fieldwork.quotas, room.clock())
    before = session.state.answers.get(key)
    return Corrected(
        before="–" if before is None else in_short(before, room.language),
        after=in_short(answer, room.language),
        path=path_change(session, after, room.language) or "",
    )


def read_answer(session: Session, key: AnswerKey, text: str, language: str) -> Answer:
    """The answer that was typed. Raises `StudyError` if it cannot be one to this question."""
    item = step_by_id(session.questionnaire)[question_of(key)].item
    if not isinstance(item, Question):
        raise StudyError("powers.no_answer_there", question=key)
    given = Given(session.questionnaire, item, session.state.names.get(key))
    found = given.read(as_written(item, text))
    if isinstance(found, AskedAnew | Misgiven):
        options = ", ".join(f"{option.code} {option.name}" for option in given.options) or item.type
        raise StudyError("powers.not_an_answer", question=key, found=text, wanted=options)
    stop = next((stop for stop in session.path.stops if stop.key == key), None)
    fault = why_invalid(item, given.options if stop is None else stop.offered, found)
    if fault is not None:
        raise StudyError("powers.invalid_answer", question=key, why=say(language, fault.word, **fault.places))
    return found


def as_written(question: Question, text: str) -> object:
    """A line as it would stand in a scenario: a list of options, a row for each of a grid, or the line itself."""
    if text in ("dont_know", "refused"):
        return text
    parts = [part.strip() for part in text.split(",") if part.strip()]
    match question:
        case MultiQuestion() | NamesQuestion():
            return parts
        case GridQuestion():
            return dict(part.split("=", 1) for part in parts if "=" in part)
        case _:
            return text
