"""How long each question takes, from the painting of it to its answer."""

from dataclasses import dataclass

from cati.fieldwork.figures.people import middle, weighted
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import steps
from cati.storage.figures.calls import WHOLE, Span
from cati.storage.figures.talks import count_question_times
from cati.storage.snapshot import Snapshot


@dataclass(frozen=True)
class QuestionTime:
    """One question: how often it was answered, and the median and longest time in seconds (to the tenth)."""

    question: str
    answers: int
    median_seconds: float
    most_seconds: float


def question_times(now: Snapshot, questionnaire: Questionnaire, span: Span = WHOLE) -> tuple[QuestionTime, ...]:
    """Each question that was answered, in the order of the questionnaire; those it has no more come last."""
    found = weighted(count_question_times(now.connection, span))
    known = [step.item.id for step in steps(questionnaire) if step.item.id in found]
    gone = sorted(found.keys() - set(known))
    return tuple(
        QuestionTime(question, sum(times.values()), middle(times) / 10, max(times) / 10)
        for question in (*known, *gone)
        for times in (found[question],)
    )
