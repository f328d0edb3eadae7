"""What is before the interviewer now: a question, a check, an end, or nothing any more."""

from dataclasses import dataclass

from cati.interview.prompt import Prompt, prompt_at
from cati.interview.session import PendingCheck, Session
from cati.questionnaire.answer import AnswerKey
from cati.questionnaire.model import EndItem
from cati.questionnaire.path import Stop


@dataclass(frozen=True)
class QuestionView:
    """A question; `is_review` means that it was gone back to, so Enter keeps its answer."""

    prompt: Prompt
    is_review: bool


@dataclass(frozen=True)
class CheckView:
    """A failing check: its text, and the questions it may send back to (keys from 2 on)."""

    pending: PendingCheck
    text: str
    prompt: Prompt | None

    @property
    def may_confirm(self) -> bool:
        """Whether 1 accepts: a soft check may be confirmed, a hard one not."""
        return self.pending.check.level == "soft"

    def correction(self, key: str) -> Stop | None:
        """The question that a key sends back to."""
        if not key.isdecimal() or not 2 <= int(key) < 2 + len(self.pending.correct):
            return None
        return self.pending.correct[int(key) - 2]


@dataclass(frozen=True)
class EndView:
    """The end of the path: a text to read, and its disposition or those to choose from."""

    end: EndItem
    text: str


@dataclass(frozen=True)
class OverView:
    """The interview has its disposition; nothing is asked any more."""

    disposition: str


@dataclass(frozen=True)
class NoEndView:
    """The list ran out without an end: `check` reports that (C307), and the call must be ended by hand."""


View = QuestionView | CheckView | EndView | OverView | NoEndView


def view_of(session: Session, reviewing: AnswerKey | None) -> View:
    """What is before the interviewer; `reviewing` is the question that was gone back to, if any."""
    if session.state.ended is not None:
        return OverView(session.state.ended.disposition)
    gone_back = None if reviewing is None else session.path.stop(reviewing)
    if gone_back is not None and gone_back.question is not None:
        return QuestionView(prompt_at(session, gone_back), gone_back.answer is not None)
    if session.pending is not None:
        return check_view(session, session.pending)
    if session.at is not None:
        return QuestionView(prompt_at(session, session.at), is_review=False)
    if session.path.end is not None:
        return EndView(session.path.end, session.telling().tell(session.path.end.text))
    return NoEndView()


def check_view(session: Session, pending: PendingCheck) -> CheckView:
    """A failing check with the question it stands at."""
    shown = question_of(pending)
    text = session.telling_at_check(pending).tell(pending.check.text)
    return CheckView(pending, text, None if shown is None else prompt_at(session, shown))


def question_of(pending: PendingCheck) -> Stop | None:
    """The question a check stands at; a derived item has no screen, so it is the first that may be corrected."""
    return next((stop for stop in (pending.stop, *pending.correct) if stop.question is not None), None)


def after_answer(session: Session, reviewing: AnswerKey | None) -> AnswerKey | None:
    """Where to go after an answer: on with the review, unless a check fails or the review has caught up."""
    if reviewing is None or session.pending is not None:
        return None
    following = session.following(reviewing)
    return None if following is None or following is session.at else following.key


def before(session: Session, reviewing: AnswerKey | None) -> AnswerKey | None:
    """Where back leads: from a check to its question, else to the question before; the very first stays."""
    checked = None if reviewing is not None or session.pending is None else question_of(session.pending)
    if checked is not None:
        return checked.key
    stop = session.path.stop(reviewing) if reviewing is not None else session.at
    if stop is None:
        questions = session.path.questions()
        return questions[-1].key if questions else None
    previous = session.previous(stop.key)
    return reviewing if previous is None else previous.key
