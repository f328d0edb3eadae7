"""Questions on the screen: one screen, updated in place; the next is painted when the last answer is durable."""

from collections.abc import Callable, Iterable, Mapping
from typing import ClassVar

from rich.cells import cell_len
from textual.events import Resize
from textual.widget import Widget

from cati.interview.answers_so_far import answers_so_far
from cati.interview.entry import Desk
from cati.interview.path_change import path_change
from cati.interview.session import Session
from cati.interview.view import OverView
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning, Verdict
from cati.tui.keyboard import BELGIAN_TWO
from cati.tui.painting.lines import Notice
from cati.tui.painting.wrap import cut
from cati.tui.press import Press
from cati.tui.recording import given
from cati.tui.saving import Job
from cati.tui.screens.saving_screen import SavingScreen
from cati.tui.standing.choose import Around, standing_for
from cati.tui.standing.others import WhichKeyboard
from cati.tui.standing.steps import Again, Book, Close, KeepDraft, Record, Say, Step, UseKeyboard
from cati.tui.widgets.answer_field import AnswerField
from cati.tui.widgets.question_body import QuestionBody
from cati.tui.widgets.side_column import SideColumn
from cati.words import say

WIDE = 120
LONGEST = 110


class AskingScreen(SavingScreen):
    """Shows what is before the interviewer, and records what the keys come to."""

    where: ClassVar[Where] = "interview"
    AUTO_FOCUS = None
    DEFAULT_CSS = """
    AskingScreen #body { layout: horizontal; }
    """

    def compose_body(self) -> Iterable[Widget]:
        """The question, and the answers so far where there is room."""
        yield QuestionBody()
        yield SideColumn()

    def on_mount(self) -> None:
        """The first painting; keys that other screens turned away are none of this interview's."""
        self.gate.collect_unused()
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
        self.show_side()

    def on_resize(self, event: Resize) -> None:
        """The column beside the question comes and goes with the width; the base does the rest."""
        del event
        self.show_side()

    def show_side(self) -> None:
        """The answers so far, where there is room for them."""
        side = self.query_one(SideColumn)
        is_wide = self.app.size.width >= WIDE
        side.set_class(is_wide, "-wide")
        if is_wide:
            lines = answers_so_far(self.interview.session, self.language)
            side.show_answers(say(self.language, "screen.so_far"), lines)

    def show_lines(self) -> None:
        """Header and keys."""

    # Keys

    @property
    def is_typing(self) -> bool:
        """Whether a field has the keys."""
        return self.standing.is_typing

    def meaning_of(self, press: Press) -> Meaning:
        """What stands there comes first, then the commands, then typing."""
        if press.key == "r" and self.is_stuck:
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
        meaning = self.standing.meaning(press)
        if press.key == "r" and self.is_stuck:
            self.saving.retry_now()
        elif meaning is Meaning.NOTHING:
            super().act(press)
        else:
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
                self.tell(Notice("!", say(self.language, why.word, **short(why.places))))
            case Book():
                self.book()
                return True
            case UseKeyboard(keyboard=keyboard):
                self.app.keyboard = keyboard
                if isinstance(self.standing, WhichKeyboard):
                    self.standing = self.standing.before
            case Close():
                self.dismiss("")
                return True
            case _:
                unused = self.gate.collect_unused() if isinstance(step, Record) else 0
                found = given(step, self.interview, self.standing, self.elapsed_ms(press.read_at), unused)
                if found is not None:
                    return self.put_step(step, found.write, found.settle)
        return False

    def put_step(self, step: Step, write: Callable[[], object], settle: Callable[[], object]) -> bool:
        """Queue a step; True if the next painting waits for it."""
        if isinstance(step, KeepDraft) or (isinstance(step, Record) and step.stays):
            self.put(Job(write, self.show_mark, settle))
            return False
        before = self.interview.session
        self.is_moving = True

        def then() -> None:
            self.arrive()
            self.tell_change(before)
            if isinstance(step, Again):
                self.tell(Notice("i", say(self.language, "screen.asked_again")))

        self.put(Job(write, then, settle))
        return True

    def tell_change(self, before: Session) -> None:
        """What a changed answer did to the path, if anything."""
        change = path_change(before, self.interview.session, self.language)
        if change is not None:
            self.tell(Notice("i", change))

    def book(self) -> None:
        """Open the appointment form for the question that stands there."""

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """Say why a key was not used; a first `é` where a digit is due asks for the keyboard."""
        shut = self.standing.reason_shut()
        if press.character == BELGIAN_TWO and self.app.asks_keyboard and verdict is Verdict.STRAY:
            self.app.asks_keyboard = False
            self.standing = WhichKeyboard(self.language, self.standing)
            self.show_standing()
            self.painted()
        elif shut and press.letter and verdict is Verdict.STRAY:
            self.tell(Notice("!", shut))
        else:
            super().refuse(press, verdict)

    def on_answer_field_changed(self, event: AnswerField.Changed) -> None:
        """Let what stands there look at it; keep a draft after a silence."""
        if self.standing.takes(event.text):
            self.show_standing()
        if self.silence is not None:
            self.silence.stop()
        self.silence = self.set_timer(self.silence_seconds, self.keep_typed)


def short(places: Mapping[str, object]) -> dict[str, object]:
    """What goes into a sentence, cut where it would fill the screen."""
    long = {name: str(text) for name, text in places.items() if cell_len(str(text)) > LONGEST}
    return {**places, **{name: cut(text, LONGEST).rstrip() for name, text in long.items()}}
