"""Everything that can happen in an interview, in the past tense: the truth of an interview (law 2).

Events are append-only. `at` is aware UTC; `elapsed_ms` is the time since the question was painted,
in milliseconds, so that durations do not depend on the clock of the wall.
"""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from cati.questionnaire.answer import Answer, AnswerKey, Appointment, Draft, Frozen


class Happened(Frozen):
    """What all events share."""

    at: AwareDatetime
    elapsed_ms: int = Field(default=0, ge=0)


class InterviewStarted(Happened):
    """An interview began under a questionnaire version; `seed` decides its shuffled orders."""

    kind: Literal["interview_started"] = "interview_started"
    version: str
    language: str
    interviewer: str
    seed: str


class InterviewResumed(Happened):
    """Somebody went on with a suspended or broken interview."""

    kind: Literal["interview_resumed"] = "interview_resumed"
    interviewer: str


class AnswerRecorded(Happened):
    """A question was answered; a later record of the same key replaces the answer, not the event.

    `order` holds option or row names in the order shown, when that order was shuffled.
    `unused_keys` counts the keys that the key gate turned away since the question was painted.
    """

    kind: Literal["answer_recorded"] = "answer_recorded"
    key: AnswerKey
    answer: Answer
    order: tuple[str, ...] = ()
    unused_keys: int = Field(default=0, ge=0)


class AskedAgain(Happened):
    """An option marked `ask_again` was chosen: recorded, never the answer; the question is asked anew."""

    kind: Literal["asked_again"] = "asked_again"
    key: AnswerKey
    option: str


class DraftKept(Happened):
    """Something typed or marked that is not yet the answer; an empty draft takes the last one back."""

    kind: Literal["draft_kept"] = "draft_kept"
    key: AnswerKey
    draft: Draft


class CheckConfirmed(Happened):
    """A soft check was confirmed for these values, and only for these."""

    kind: Literal["check_confirmed"] = "check_confirmed"
    check: str
    key: AnswerKey
    values: dict[str, str]


class RemarkMade(Happened):
    """The interviewer's note at a question; an empty text takes the last one back."""

    kind: Literal["remark_made"] = "remark_made"
    key: AnswerKey
    text: str


class LanguageChanged(Happened):
    """The interview went on in another language of the study."""

    kind: Literal["language_changed"] = "language_changed"
    language: str


class VersionAdopted(Happened):
    """The interview went on under another version of the questionnaire; every change was safe where it stood."""

    kind: Literal["version_adopted"] = "version_adopted"
    version: str


class InterviewSuspended(Happened):
    """The conversation stopped before its end and can be resumed; `disposition` says why."""

    kind: Literal["interview_suspended"] = "interview_suspended"
    disposition: str
    reason: str = ""
    appointment: Appointment | None = None


class InterviewEnded(Happened):
    """The conversation is over, with its final disposition; `end` is the end item reached, if any."""

    kind: Literal["interview_ended"] = "interview_ended"
    disposition: str
    end: str | None = None
    reason: str = ""


class AnswerCorrected(Happened):
    """A supervisor put another answer beside one that was given; the first stays in its own event."""

    kind: Literal["answer_corrected"] = "answer_corrected"
    key: AnswerKey
    answer: Answer
    actor: str
    reason: str


class ResultChanged(Happened):
    """A supervisor gave the interview another disposition; the first stays in its own event."""

    kind: Literal["result_changed"] = "result_changed"
    disposition: str
    actor: str
    reason: str


Event = Annotated[
    InterviewStarted
    | InterviewResumed
    | AnswerRecorded
    | AskedAgain
    | DraftKept
    | CheckConfirmed
    | RemarkMade
    | LanguageChanged
    | VersionAdopted
    | InterviewSuspended
    | InterviewEnded
    | AnswerCorrected
    | ResultChanged,
    Field(discriminator="kind"),
]
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads an event from its stored JSON; an unknown kind is refused."""
