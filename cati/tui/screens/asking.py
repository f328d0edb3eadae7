"""Questions on the screen: one screen, updated in place; the next is painted when the last answer is durable."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from time import monotonic
from typing import ClassVar

from textual.timer import Timer
from textual.widget import Widget

from cati.errors import StorageError
from cati.fieldwork.interview import Interview
from cati.interview.answers_so_far import answers_so_far
from cati.interview.entry import Desk
from cati.interview.path_change import path_change
from cati.interview.session import Session
from cati.interview.view import OverView
from cati.questionnaire.answer import Draft
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning, Painting, Verdict
from cati.tui.painting.lines import Notice
from cati.tui.painting.marks import reason, saved_mark, saving_mark
from cati.tui.press import Press
from cati.tui.recording import given
from cati.tui.saving import Job, Saved, Saving
from cati.tui.screens.gated import GatedScreen
from cati.tui.standing.base import Standing
from cati.tui.standing.choose import Around, standing_for
from cati.tui.standing.long_list import AskedLongList
from cati.tui.standing.others import Stopped
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Again, Book, Close, KeepDraft, Record, Say, Step
from cati.tui.widgets.answer_field import AnswerField
from cati.tui.widgets.question_body import QuestionBody
from cati.tui.widgets.side_column import SideColumn
from cati.tui.widgets.status_line import StatusLine
from cati.words import say

SILENCE_SECONDS = 1.0
"""After this silence what is typed is kept as a draft."""
WIDE = 120


class AskingScreen(GatedScreen[str]):
    """Shows what is before the interviewer, and records what the keys come to."""

    where: ClassVar[Where] = "interview"
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    AskingScreen #body { layout: horizontal; }
    """

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview
        self.standing: Standing = Stopped("nl", "")
        self.saving = Saving(interview.retry, self.saving_changed)
        self.asked_at: float | None = None
        self.is_moving = False
        self.was_stuck = False
        self.silence: Timer | None = None
        self.has_draft = False

    def compose_body(self) -> Iterable[Widget]:
        """The question, and the answers so far where there is room."""
        yield QuestionBody()
        yield SideColumn()

    def on_mount(self) -> None:
        """The first painting."""
        self.show_view()

    # What stands on the screen

    def show_view(self, *, keep: bool = False) -> None:
        """Show what is before the interviewer now; `keep` leaves caret and typed text where they are."""
        view = self.interview.view()
        if isinstance(view, OverView):
            self.dismiss(view.disposition)
            return
        session, study = self.interview.session, self.interview.session.questionnaire.study
        today = self.interview.room.local_now().date()
        around = Around(session, Desk(study.phone_region, today, self.language))
        self.standing = standing_for(view, around, self.standing if keep else None)
        if not keep:
            self.asked_at, self.has_draft = None, False
        self.show_standing(is_new=not keep)
        self.show_mark()
        self.painted()

    def show_standing(self, *, is_new: bool = False) -> None:
        """Paint what stands there, with its keys; the gate is the caller's business."""
        body = self.standing.body()
        self.query_one(QuestionBody).show_body(body, self.language, is_new=is_new)
        field = self.query_one(AnswerField)
        self.set_focus(field.focused_widget if body.field is not None else None)
        self.show_lines()
        side = self.query_one(SideColumn)
        is_wide = self.app.size.width >= WIDE
        side.set_class(is_wide, "-wide")
        if is_wide:
            lines = answers_so_far(self.interview.session, self.language)
            side.show_answers(say(self.language, "screen.so_far"), lines)

    def show_lines(self) -> None:
        """Header and keys."""

    def open_gate(self, painting: Painting) -> None:
        """The question can be answered from now on: its time begins. Not while it is being left."""
        if self.is_moving:
            return
        if self.asked_at is None:
            self.asked_at = monotonic()
        super().open_gate(painting)

    # Keys

    @property
    def is_typing(self) -> bool:
        """Whether a field has the keys."""
        return self.standing.is_typing

    def meaning_of(self, press: Press) -> Meaning:
        """What stands there comes first, then the commands, then typing."""
        if press.key == "r" and self.saving.state is Saved.NOT and self.saving.jobs[0].holds:
            return Meaning.ALWAYS
        meaning = self.standing.meaning(press)
        if meaning is not Meaning.NOTHING:
            return meaning
        action = self.action_of(press)
        if action is not None and not hasattr(self, f"act_{action.name}") and not self.is_typing:
            return Meaning.NOTHING
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Let the key come to what it means."""
        if press.key == "r" and self.saving.state is Saved.NOT and self.saving.jobs[0].holds:
            self.saving.retry_now()
            return
        meaning = self.standing.meaning(press)
        if meaning is Meaning.NOTHING:
            super().act(press)
            return
        was_typing = self.standing.is_typing
        step = self.standing.press(press, self.typed)
        if step is None or not self.do(step, press):
            self.show_standing()
            if meaning is Meaning.ANSWER or was_typing != self.standing.is_typing:
                self.painted()

    def do(self, step: Step, press: Press) -> bool:
        """Do a step; True if the next painting waits until it is durable."""
        match step:
            case Say(reason=why):
                self.tell(Notice("!", say(self.language, why.word, **why.places)))
            case Book():
                self.book()
                return True
            case Close():
                self.dismiss("")
                return True
            case _:
                elapsed = round((press.read_at - (self.asked_at or press.read_at)) * 1000)
                unused = self.gate.collect_unused() if isinstance(step, Record) else 0
                found = given(step, self.interview, self.standing, max(0, elapsed), unused)
                if found is not None:
                    return self.put_step(step, found.write, found.settle)
        return False

    def put_step(self, step: Step, write: Callable[[], object], settle: Callable[[], object]) -> bool:
        """Queue a step; True if the next painting waits for it."""
        stays = isinstance(step, KeepDraft) or (isinstance(step, Record) and step.stays)
        before = self.interview.session

        def then() -> None:
            if stays:
                self.show_mark()
                return
            self.arrive()
            self.tell_change(before)
            if isinstance(step, Again):
                self.tell(Notice("i", say(self.language, "screen.asked_again")))

        self.is_moving = self.is_moving or not stays
        self.put(Job(write, then, settle, holds=not isinstance(step, KeepDraft) or not self.is_typing))
        return not stays

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

    def tell_change(self, before: Session) -> None:
        """What a changed answer did to the path, if anything."""
        change = path_change(before, self.interview.session, self.language)
        if change is not None:
            self.tell(Notice("i", change))

    def book(self) -> None:
        """Open the appointment form for the question that stands there."""

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """Say why a key was not used."""
        shut = self.standing.reason_shut()
        if shut and verdict is Verdict.STRAY and press.letter:
            self.tell(Notice("!", shut))
        else:
            super().refuse(press, verdict)

    # What is typed

    @property
    def typed(self) -> str:
        """What stands in the field now."""
        return self.query_one(AnswerField).text

    def on_answer_field_changed(self, event: AnswerField.Changed) -> None:
        """Search a long list; keep a draft after a silence."""
        if isinstance(self.standing, AskedLongList):
            self.standing.search(event.text)
            self.show_standing()
        if self.silence is not None:
            self.silence.stop()
        self.silence = self.set_timer(SILENCE_SECONDS, self.keep_typed)

    def keep_typed(self) -> None:
        """Keep what is typed as a draft, if it is not kept already."""
        if self.silence is not None:
            self.silence.stop()
        draft = self.standing.draft_of(self.typed)
        if draft is None or not isinstance(self.standing, Asked):
            return
        key = self.standing.prompt.key
        if self.interview.session.state.drafts.get(key, Draft()) != draft:
            self.has_draft = not draft.is_empty()
            self.put_step(KeepDraft(draft), lambda: self.interview.keep(key, draft), lambda: None)

    # Saving

    def put(self, job: Job) -> None:
        """Queue something to be made durable."""
        if self.saving.put(job):
            self.saving.is_running = True
            self.run_worker(self.saving.run(), group="saving")

    def saving_changed(self) -> None:
        """Show how it stands with what was given; while it is not saved no answer is taken."""
        self.show_mark()
        if self.saving.state is Saved.NOT and self.saving.jobs[0].holds:
            self.was_stuck = True
            self.gate.shut()
        elif self.saving.state is Saved.NEVER and self.saving.error is not None:
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
        """What is saved, and what is not and why."""
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

    def hang_up(self) -> None:
        """Keep what is typed, and free the case."""
        draft = self.standing.draft_of(self.typed)
        if draft is not None and isinstance(self.standing, Asked):
            with suppress(StorageError):
                self.interview.keep(self.standing.prompt.key, draft)
        self.interview.leave()
