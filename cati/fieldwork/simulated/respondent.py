"""A respondent who answers an interview to its end, through the verbs that store it."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

from cati.fieldwork.interview import Interview
from cati.interview.prompt import Prompt
from cati.interview.robot import MOST_STEPS, any_answer
from cati.interview.view import CheckView, EndView, QuestionView
from cati.questionnaire.answer import Answers
from cati.questionnaire.validity import why_invalid


def interviewed(
    interview: Interview, plan: Answers, chance: Random, seconds: int, hangs_up_after: int = MOST_STEPS
) -> Iterator[timedelta]:
    """Answer as planned the first time, else by chance; yields how long each answer takes, `seconds` on average.

    Who hangs up is called back: the interview is suspended then.
    """
    for _ in range(hangs_up_after):
        yield timedelta(seconds=chance.randint(seconds // 2, seconds * 3 // 2))
        match interview.view():
            case QuestionView(prompt=prompt):
                answer_at(interview, prompt, plan, chance)
            case CheckView() as view:
                meet(interview, view, chance)
            case EndView(end=end):
                interview.end(end.disposition[0])
                return
            case _:
                break
    interview.suspend("suspended")


def answer_at(interview: Interview, prompt: Prompt, plan: Answers, chance: Random) -> None:
    """Answer one question."""
    stop = prompt.stop
    planned = plan.get(stop.key) if stop.key not in interview.session.state.answers else None
    if planned is None or why_invalid(prompt.question, stop.offered, planned) is not None:
        planned = any_answer(chance, prompt.question, stop.offered)
    interview.answer(prompt, planned)


def meet(interview: Interview, view: CheckView, chance: Random) -> None:
    """Accept a soft check, or go back to correct an answer."""
    if view.may_confirm:
        interview.confirm(view.pending)
        return
    targets = [stop for stop in (view.pending.stop, *view.pending.correct) if stop.question is not None]
    interview.go_to(chance.choice(targets).key)
