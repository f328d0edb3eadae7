"""What a key or a typed line came to: what the screen has to do next."""

from dataclasses import dataclass
from typing import assert_never

from cati.interview.entry import AskAgain, Give, Keep, Leave, OpenText, Outcome, Tell
from cati.questionnaire.answer import Answer, AnswerKey, Draft
from cati.questionnaire.validity import Invalid
from cati.tui.keyboard import Keyboard


@dataclass(frozen=True)
class Record:
    """Make this answer durable; `stays` means that more rows of the same question are to come."""

    answer: Answer
    stays: bool = False


@dataclass(frozen=True)
class Again:
    """Record an option that is never the answer, and put the question anew."""

    option: str


@dataclass(frozen=True)
class KeepDraft:
    """Keep what is marked or typed; the question stays."""

    draft: Draft


@dataclass(frozen=True)
class GoOn:
    """Nothing is to be recorded: go on."""


@dataclass(frozen=True)
class Confirm:
    """Accept the failing check."""


@dataclass(frozen=True)
class GoTo:
    """Go to a question."""

    key: AnswerKey


@dataclass(frozen=True)
class Finish:
    """The conversation is over, with this disposition."""

    disposition: str


@dataclass(frozen=True)
class Book:
    """Open the appointment form for this question."""


@dataclass(frozen=True)
class UseKeyboard:
    """Read the keys of this keyboard from now on."""

    keyboard: Keyboard


@dataclass(frozen=True)
class Close:
    """Nothing can be recorded any more: leave the screen."""


@dataclass(frozen=True)
class Say:
    """A sentence for the interviewer; nothing else changes."""

    reason: Invalid


@dataclass(frozen=True)
class Shown:
    """What stands there looks different now, and nothing is to be recorded."""


Step = Record | Again | KeepDraft | GoOn | Confirm | GoTo | Finish | Book | UseKeyboard | Close | Say | Shown


def step_of(outcome: Outcome) -> Step:
    """What the screen does with what an entry came to."""
    match outcome:
        case Give(answer=answer, stays=stays):
            return Record(answer, stays)
        case AskAgain(option=option):
            return Again(option)
        case Keep(draft=draft):
            return KeepDraft(draft)
        case Leave():
            return GoOn()
        case Tell(reason=reason):
            return Say(reason)
        case OpenText():
            return Shown()
        case _:
            assert_never(outcome)
