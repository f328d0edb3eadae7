"""One conversation on a case, durable: each method returns when what it was given is on disk.

On `NotSavedError` nothing changed and `retry` tries the same event again: it is stored once.
"""

import logging
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from time import monotonic

from cati.errors import StorageError
from cati.fieldwork.call_result import CallResult, Over, outcome_of
from cati.fieldwork.quota_cells import cells_by_answers
from cati.fieldwork.room import Room
from cati.fieldwork.screened import full_quota, quota_exit
from cati.interview.events import (
    AnswerRecorded,
    AskedAgain,
    CheckConfirmed,
    DraftKept,
    Event,
    InterviewEnded,
    InterviewSuspended,
    LanguageChanged,
    RemarkMade,
)
from cati.interview.prompt import Prompt
from cati.interview.session import PendingCheck, Session
from cati.interview.view import View, after_answer, before, view_of
from cati.questionnaire.answer import Answer, AnswerKey, Appointment, Draft, QuestionId, question_of
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import steps
from cati.storage.cases import CaseFile
from cati.storage.ids import PhoneId
from cati.storage.interviews import append, finish
from cati.storage.leases import release
from cati.storage.outcomes import Outcome
from cati.storage.recording import Hold

LOG = logging.getLogger(__name__)


@dataclass
class Interview:
    """A conversation being conducted; `session` and `hold` change only after a commit."""

    room: Room
    case: CaseFile
    hold: Hold
    session: Session
    reviewing: AnswerKey | None = None
    unsaved: Event | None = None
    saved_at: datetime | None = None
    began_at: datetime | None = None
    dialled: PhoneId | None = None
    result: CallResult = field(default_factory=partial(CallResult, "complete"))
    personal: frozenset[QuestionId] = field(init=False)
    cells: dict[str, str] = field(default_factory=dict)
    full_quota: str | None = None

    def __post_init__(self) -> None:
        """Know which questions are kept apart."""
        self.personal = personal_questions(self.session.questionnaire)

    def view(self) -> View:
        """What is before the interviewer now; in a full cell of a hard quota that is its end."""
        is_free = self.reviewing is None and self.session.pending is None
        if self.full_quota is not None and is_free and not self.is_over:
            return quota_exit(self.session.state.language)
        return view_of(self.session, self.reviewing)

    @property
    def is_over(self) -> bool:
        """Whether the conversation has its result, so that nothing more is recorded."""
        return self.session.state.ended is not None or self.session.state.is_suspended

    def answer(
        self, prompt: Prompt, answer: Answer, *, elapsed_ms: int = 0, unused_keys: int = 0, stays: bool = False
    ) -> None:
        """Record an answer and go on; `stays` keeps the place for more rows of the same question."""
        self.record(
            AnswerRecorded(
                at=self.now(),
                elapsed_ms=elapsed_ms,
                key=prompt.key,
                answer=answer,
                order=prompt.order,
                unused_keys=unused_keys,
            )
        )
        if stays:
            self.reviewing = prompt.key
        else:
            self.reviewing = after_answer(self.session, self.reviewing)

    def ask_again(self, prompt: Prompt, option: str, *, elapsed_ms: int = 0) -> None:
        """Record an option that is never the answer; the question stays."""
        self.record(AskedAgain(at=self.now(), elapsed_ms=elapsed_ms, key=prompt.key, option=option))

    def keep(self, key: AnswerKey, draft: Draft) -> None:
        """Keep what is typed or marked but not yet given; nothing is written if it is kept already."""
        if self.session.state.drafts.get(key, Draft()) != draft:
            self.record(DraftKept(at=self.now(), key=key, draft=draft))

    def confirm(self, pending: PendingCheck, *, elapsed_ms: int = 0) -> None:
        """Confirm a soft check for the present values."""
        self.record(
            CheckConfirmed(
                at=self.now(),
                elapsed_ms=elapsed_ms,
                check=pending.check.id,
                key=pending.stop.key,
                values=dict(pending.values),
            )
        )

    def remark(self, key: AnswerKey, text: str) -> None:
        """Keep the interviewer's note at a question."""
        if self.session.state.remarks.get(key, "") != text:
            self.record(RemarkMade(at=self.now(), key=key, text=text))

    def change_language(self, language: str) -> None:
        """Go on in another language of the study."""
        if self.session.state.language != language:
            self.record(LanguageChanged(at=self.now(), language=language))

    def end(self, disposition: str, *, reason: str = "", result: CallResult | None = None) -> None:
        """Give the interview its final result, and free the case; `result` is what was asked for with it."""
        self.result = result or CallResult(disposition)
        end = self.session.path.end
        self.record(
            InterviewEnded(at=self.now(), disposition=disposition, end=None if end is None else end.id, reason=reason)
        )

    def suspend(
        self,
        disposition: str,
        *,
        reason: str = "",
        appointment: Appointment | None = None,
        result: CallResult | None = None,
    ) -> None:
        """Stop for now, to be resumed by anybody, and free the case; `result` is what was asked for with it."""
        self.result = result or CallResult(disposition)
        self.record(InterviewSuspended(at=self.now(), disposition=disposition, reason=reason, appointment=appointment))

    def retry(self) -> None:
        """Try the unsaved event again."""
        if self.unsaved is not None:
            self.record(self.unsaved)

    def record(self, event: Event) -> None:
        """Make one event durable; only then does the session know of it."""
        self.unsaved = event
        session = self.session.take(event)
        began = monotonic()
        try:
            self.store_event(event, session)
        except StorageError as error:
            LOG.warning("not saved %s word=%s", self.place_of(event, session), error.word)
            raise
        LOG.info("saved %s ms=%.1f", self.place_of(event, session), 1000 * (monotonic() - began))
        self.session = session
        self.unsaved = None
        self.saved_at = self.now()
        self.screen()

    def screen(self) -> None:
        """See whether what was answered puts the case in another cell, and in one that is full."""
        cells = {} if self.case.case.practice else cells_by_answers(self.room, self.session)
        if cells != self.cells and not self.is_over:
            self.cells, self.full_quota = cells, full_quota(self.room, self.case.case.case_id, cells)

    def place_of(self, event: Event, session: Session) -> str:
        """Which event of which interview, for the log: nothing that was said."""
        place = f"interview={self.hold.interview_id} sequence={session.state.sequence} kind={event.kind}"
        key: AnswerKey | None = getattr(event, "key", None)
        return place if key is None else f"{place} question={question_of(key)}"

    def store_event(self, event: Event, session: Session) -> None:
        """Write one event; the last of a call also ends its attempt and frees the case."""
        if isinstance(event, (InterviewEnded, InterviewSuspended)):
            finish(
                self.room.store,
                self.hold,
                session.state.sequence,
                event,
                session.state.answers,
                self.personal,
                outcome=self.outcome(event, session),
            )
        else:
            self.hold = append(
                self.room.store, self.hold, session.state.sequence, event, session.state.answers, self.personal
            )

    def outcome(self, event: InterviewEnded | InterviewSuspended, session: Session) -> Outcome:
        """What becomes of the case after this conversation."""
        promised = event.appointment if isinstance(event, InterviewSuspended) else appointment_on_path(session)
        result = replace(self.result, disposition=event.disposition, promised=promised)
        if event.reason and not result.said.words:
            result = replace(result, said=replace(result.said, words=event.reason))
        began_at = event.at if self.began_at is None else self.began_at
        outcome = outcome_of(self.room, self.case, result, Over(began_at, event.at, self.dialled))
        return outcome if self.case.case.practice else replace(outcome, cells=cells_by_answers(self.room, session))

    def go_back(self) -> bool:
        """Go to the question before this one; whether there was one."""
        key = before(self.session, self.reviewing)
        if key is None or key == self.reviewing:
            return False
        self.reviewing = key
        return True

    def go_to(self, key: AnswerKey) -> None:
        """Go to a question on the path."""
        self.reviewing = key

    def go_on(self) -> None:
        """Leave a question as it is and go on."""
        self.reviewing = after_answer(self.session, self.reviewing)

    def go_first_open(self) -> None:
        """Go to the first question without an answer."""
        self.reviewing = None

    def leave(self) -> None:
        """Free the case without a result: the conversation can be gone on with at once."""
        release(self.room.store, self.hold.claim)

    def now(self) -> datetime:
        """The time of the room's clock, aware UTC."""
        return self.room.clock().astimezone(UTC)


def personal_questions(questionnaire: Questionnaire) -> frozenset[QuestionId]:
    """The questions whose answers are kept apart."""
    return frozenset(
        QuestionId(step.item.id)
        for step in steps(questionnaire)
        if step.question is not None and step.question.personal
    )


def appointment_on_path(session: Session) -> Appointment | None:
    """The appointment made at a question of the interview itself."""
    answers = (stop.answer for stop in session.path.stops)
    return next((answer for answer in answers if isinstance(answer, Appointment)), None)
