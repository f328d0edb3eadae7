"""Keeping the place of a conversation when its questionnaire is another one: by the id of the question."""

from dataclasses import dataclass

from cati.fieldwork.interview import Interview
from cati.questionnaire.answer import AnswerKey, question_of
from cati.questionnaire.steps import step_by_id
from cati.words import say


@dataclass(frozen=True)
class Moved:
    """A place that could not be kept; `to` is where the conversation stands instead, None at its end."""

    lost: AnswerKey
    is_gone: bool
    to: AnswerKey | None

    def told(self, language: str) -> str:
        """What became of the place."""
        to = say(language, "preview.the_end") if self.to is None else self.to
        if self.is_gone:
            return say(language, "preview.gone", item=self.lost, to=to)
        return say(language, "preview.not_asked_now", item=self.lost, to=to)


def keep_place(before: Interview, now: Interview) -> Moved | None:
    """Go to where the conversation stood before; to the nearest question above it if that is asked no more."""
    here = standing_at(before)
    if here is None or here == standing_at(now):
        return None
    keys = [stop.key for stop in before.session.path.questions()]
    above = reversed(keys[: keys.index(here) + 1]) if here in keys else iter((here,))
    target = next((key for key in above if is_asked(now, key)), None)
    open_one = now.session.at
    now.reviewing = None if open_one is not None and target == open_one.key else target
    if target == here:
        return None
    is_gone = question_of(here) not in step_by_id(now.session.questionnaire)
    return Moved(here, is_gone, standing_at(now))


def is_asked(interview: Interview, key: AnswerKey) -> bool:
    """Whether a question is on the path."""
    stop = interview.session.path.stop(key)
    return stop is not None and stop.question is not None


def standing_at(interview: Interview) -> AnswerKey | None:
    """The question at hand; None at an end."""
    at = interview.session.at
    return interview.reviewing or (None if at is None else at.key)
