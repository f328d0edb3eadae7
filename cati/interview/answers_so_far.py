"""The answers so far, one line a question: what both fronts list for the interviewer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from cati.interview.session import Session
from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Names,
    Quantity,
    QuestionId,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.model import NumberQuestion
from cati.questionnaire.path import Stop
from cati.questionnaire.steps import options_of
from cati.questionnaire.text import in_words
from cati.words import say


@dataclass(frozen=True)
class AnswerLine:
    """A question on the path: its id, what it asks and got; `is_checked`: a failing check was accepted."""

    key: AnswerKey
    question: QuestionId
    text: str
    answer: str
    is_answered: bool
    is_checked: bool
    has_note: bool


def answers_so_far(session: Session, language: str) -> tuple[AnswerLine, ...]:
    """The questions on the path; answers in the interview's language, the rest in that of the screen."""
    checked = set(keys_checked(session))
    return tuple(
        AnswerLine(
            key=stop.key,
            question=QuestionId(stop.route.item.id),
            text=short_text(session, stop),
            answer=answer_in_words(session, stop, language),
            is_answered=stop.answer is not None,
            is_checked=stop.key in checked,
            has_note=stop.key in session.state.remarks,
        )
        for stop in session.path.questions()
    )


def short_text(session: Session, stop: Stop) -> str:
    """The question in short, filled; one of a roster begins with its item."""
    question, roster = stop.question, stop.route.step.roster
    if question is None:
        return ""
    tell = session.telling(item=stop.item)
    asked = tell.tell(question.short_text or question.text)
    return asked if roster is None or roster.alias is None else f"{tell.roster_label(roster.alias)}: {asked}"


def keys_checked(session: Session) -> Iterator[AnswerKey]:
    """The questions at which a failing check was accepted; for a derived item, the first that it sends back to."""
    for stop in session.path.stops:
        for compiled in stop.route.checks:
            given = session.state.confirmed.get((compiled.check.id, stop.key))
            if given is None or given != session.values_of(compiled.check, stop):
                continue
            shown = stop if stop.question is not None else next(iter(session.corrections(compiled.check, stop)), stop)
            yield shown.key


def answer_in_words(session: Session, stop: Stop, language: str) -> str:
    """What was answered, as it is said; empty if nothing was."""
    return "" if stop.answer is None else told(stop.answer, session, stop, language)


def told(answer: Answer, session: Session, stop: Stop, language: str) -> str:
    """One answer in words."""
    match answer:
        case DontKnow():
            return say(language, "answers_so_far.dont_know")
        case Refused():
            return say(language, "answers_so_far.refused")
        case Read():
            return say(language, "answers_so_far.read")
        case GridRows(rows=rows):
            return say(language, "answers_so_far.rows", count=len(rows))
        case Choices(options=()) | Names(given=()):
            return say(language, "answers_so_far.none")
        case Appointment(wall=wall):
            day = in_words(answer, (), session.state.language)
            return say(language, "answers_so_far.appointment", day=day, time=f"{wall:%H:%M}")
        case Quantity() if isinstance(stop.question, NumberQuestion) and stop.question.unit is not None:
            number = in_words(answer, (), session.state.language)
            return f"{number} {stop.question.unit.within(session.state.language)}"
        case Choice() | Choices() | Quantity() | Words() | Names() | Day() | Clock():
            return in_words(answer, options_of(session.questionnaire, stop.route.item), session.state.language)
        case _:
            assert_never(answer)
