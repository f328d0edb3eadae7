"""A screen that gives what it is told to the interview: answers, drafts, moves, one after the other."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from time import monotonic

from textual.timer import Timer

from cati.errors import StorageError
from cati.fieldwork.interview import Interview
from cati.fieldwork.unsaved import kept_or_said
from cati.questionnaire.answer import Draft
from cati.tui.key_gate import Painting
from cati.tui.painting.marks import reason, saved_mark, saving_mark
from cati.tui.saving import Job, Saved, Saving
from cati.tui.screens.gated import GatedScreen
from cati.tui.standing.base import Standing
from cati.tui.standing.others import Stopped
from cati.tui.standing.question import Asked
from cati.tui.widgets.answer_field import AnswerField
from cati.tui.widgets.status_line import StatusLine


class SavingScreen(GatedScreen[str]):
    """Keeps what stands on the screen and what of it is durable; no answer is taken while one is on its way."""

    silence_seconds = 1.0
    """After this silence what is typed is kept as a draft."""

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview
        self.standing: Standing = Stopped("nl", "")
        self.saving = Saving(interview.retry, self.saving_changed)
        self.asked_at: float | None = None
        self.is_moving = False
        self.was_stuck = False
        self.has_draft = False
        self.silence: Timer | None = None

    def show_view(self, *, keep: bool = False) -> None:
        """Show what is before the interviewer now; `keep` leaves caret and typed text where they are."""
        raise NotImplementedError

    def show_standing(self, *, is_new: bool = False) -> None:
        """Paint what stands there, with its keys; the gate is the caller's business."""
        raise NotImplementedError

    def open_gate(self, painting: Painting) -> None:
        """The question can be answered from now on: its time begins. Not while it is being left."""
        if self.is_moving:
            return
        if self.asked_at is None:
            self.asked_at = monotonic()
        super().open_gate(painting)

    def elapsed_ms(self, until: float) -> int:
        """How long the question has stood there."""
        return max(0, round((until - (self.asked_at or until)) * 1000))

    # Writing

    def put(self, job: Job) -> None:
        """Queue something to be made durable."""
        if self.saving.put(job):
            self.saving.is_running = True
            self.run_worker(self.saving.run(), group="saving")

    def move(self, write: Callable[[], object], *, keep: bool = False) -> None:
        """Go elsewhere: what is typed is kept, and no key counts until what comes next is painted."""
        self.keep_typed()
        self.gate.shut()
        self.is_moving = True
        self.put(Job(write, partial(self.arrive, keep=keep)))

    def arrive(self, *, keep: bool = False) -> None:
        """What was given is durable: show what comes next."""
        self.is_moving = False
        self.show_view(keep=keep)

    @property
    def typed(self) -> str:
        """What stands in the field now."""
        return self.query_one(AnswerField).text

    def keep_typed(self) -> None:
        """Keep what is typed as a draft, unless it is kept already or is on its way as the answer."""
        if self.silence is not None:
            self.silence.stop()
        draft = self.standing.draft_of(self.typed)
        if draft is None or self.is_moving or not isinstance(self.standing, Asked):
            return
        key = self.standing.prompt.key
        if self.interview.session.state.drafts.get(key, Draft()) != draft:
            self.has_draft = not draft.is_empty()
            self.put(Job(partial(self.interview.keep, key, draft), self.show_mark, holds=False))

    def hang_up(self) -> None:
        """Keep what is typed, and free the case; what cannot be saved now is kept in a file."""
        if self.saving.state is Saved.NOT:
            self.app.last_words.append(kept_or_said(self.interview, self.language))
            return
        draft = self.standing.draft_of(self.typed)
        if draft is not None and isinstance(self.standing, Asked) and not self.is_moving:
            with suppress(StorageError):
                self.interview.keep(self.standing.prompt.key, draft)
        self.interview.leave()

    # What is told of it

    @property
    def is_stuck(self) -> bool:
        """Whether an answer could not be saved, so that R tries again."""
        return self.saving.state is Saved.NOT and self.saving.jobs[0].holds

    def saving_changed(self) -> None:
        """Show how it stands with what was given; while it is not saved no answer is taken."""
        self.show_mark()
        if self.is_stuck:
            self.was_stuck = True
            self.gate.shut()
        elif self.saving.state is Saved.NEVER:
            notice = reason(self.saving.error, self.language)
            self.standing = Stopped(self.language, "" if notice is None else notice.text, may_close=True)
            self.is_moving = False
            self.show_standing(is_new=True)
            self.painted()
        elif self.saving.state is Saved.YES and self.was_stuck:
            self.was_stuck = False
            self.tell(None)
            self.painted()

    def show_mark(self) -> None:
        """What is saved, or what is not and why."""
        status = self.query_one(StatusLine)
        busy = saving_mark(self.saving.state, self.saving.wait, self.language)
        if busy is not None:
            status.show_mark(busy)
            status.tell(reason(self.saving.error, self.language))
            return
        at = self.interview.saved_at
        local = None if at is None else at.astimezone(self.interview.room.study.zone)
        stored = None
        if isinstance(self.standing, Asked):
            stored = self.interview.session.state.answers.get(self.standing.prompt.key)
        status.show_mark(saved_mark(self.standing, stored, local, self.language, is_draft=self.has_draft))
