"""The editor's preview: the interview screen itself, on a case in memory, with what the file says beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from cati.fieldwork.interview import Interview
from cati.fieldwork.invented_cases import HOW_MANY
from cati.fieldwork.place import Moved, keep_place, standing_at
from cati.fieldwork.preview import Preview
from cati.interview.path_lines import path_lines
from cati.interview.view import OverView
from cati.questionnaire.dispositions import dispositions
from cati.tui.actions import Where
from cati.tui.key_gate import Verdict
from cati.tui.painting.lines import Notice
from cati.tui.press import Press
from cati.tui.saving import Job
from cati.tui.screens.asking import WIDE
from cati.tui.screens.conducting import NEVER_ENDS
from cati.tui.screens.consulting import ConsultingScreen
from cati.tui.screens.problems import PathNow, ProblemsScreen
from cati.tui.widgets.editor_column import EditorColumn
from cati.tui.widgets.question_body import QuestionBody
from cati.tui.widgets.status_line import StatusLine
from cati.words import say, sentence_of


@dataclass
class Taken:
    """What became of the place when another interview was taken up; known once the job is done."""

    moved: Moved | None = None


class PreviewScreen(ConsultingScreen):
    """Questions that are answered in memory; another version of the file takes the answers over."""

    where: ClassVar[Where] = "preview"

    def __init__(self, preview: Preview, interview: Interview, told: str = "") -> None:
        super().__init__(interview)
        self.preview = preview
        self.told = told

    def on_mount(self) -> None:
        """What there is to say about the place where it begins."""
        if self.told:
            self.tell(Notice("!", self.told))

    def compose_body(self) -> Iterable[Widget]:
        """The question and, where there is room, path and problems."""
        yield QuestionBody()
        yield EditorColumn()

    def show_view(self, *, keep: bool = False) -> None:
        """Show what is before the interviewer; after the result of an interview another begins."""
        view = self.interview.view()
        if isinstance(view, OverView):
            result = dispositions()[view.disposition].label(self.language)
            self.begin(say(self.language, "preview.ended", result=result))
        else:
            super().show_view(keep=keep)

    def show_side(self) -> None:
        """Path, conditions and problems, where there is room for them."""
        side = self.query_one(EditorColumn)
        is_wide = self.app.size.width >= WIDE
        side.set_class(is_wide, "-wide")
        if is_wide:
            fault = self.preview.fault
            side.show_path(*self.path_now())
            side.show_problems(
                self.preview.problems, "" if fault is None else sentence_of(fault, self.language), self.language
            )

    def path_now(self) -> PathNow:
        """What became of each item, and where the conversation stands."""
        return path_lines(self.interview.session, self.language), standing_at(self.interview)

    def show_mark(self) -> None:
        """Which version this is and how many problems the file has, where an interview tells what is saved."""
        self.query_one(StatusLine).show_mark(self.version_mark())

    def version_mark(self) -> Notice:
        """Which version is shown, and how the file is now."""
        preview, language = self.preview, self.language
        time = (
            "" if preview.good_at is None else f"{preview.good_at.astimezone(self.interview.room.study.zone):%H:%M:%S}"
        )
        if preview.fault is not None:
            return Notice("!!", say(language, "preview.unreadable", time=time))
        count = len(preview.problems)
        if not preview.is_good:
            return Notice("!!", say(language, "preview.faulty", count=count, time=time))
        problems = say(language, "preview.some", count=count) if count else say(language, "preview.none")
        word = "preview.reloaded" if preview.looks > 1 else "preview.loaded"
        return Notice("!" if count else "•", say(language, word, time=time, problems=problems))

    def flag(self) -> str:
        """That nothing of this is stored."""
        return say(self.language, "preview.flag")

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """How to leave, for whoever tries."""
        if press.key in NEVER_ENDS:
            self.tell(Notice("!", say(self.language, "preview.leave")))
        else:
            super().refuse(press, verdict)

    # Another interview in place of this one

    def file_read(self) -> None:
        """The file was saved: go on under it if it has no errors."""
        if not self.preview.is_good:
            self.show_mark()
            self.show_side()
        else:
            self.go_on("")

    def act_other_case(self) -> None:
        """F6: the next invented case."""
        self.preview.case_number += 1
        number = self.preview.case_number % HOW_MANY + 1
        self.go_on(say(self.language, "preview.case", number=number, total=HOW_MANY))

    def act_restart(self) -> None:
        """F8: begin anew."""
        self.begin(say(self.language, "preview.restarted"))

    def go_on(self, told: str) -> None:
        """Take the answers over, and keep the place."""
        taken = Taken()
        self.take_up(partial(self.take_over, taken), lambda: self.tell_place(told, taken.moved))

    def take_over(self, taken: Taken) -> None:
        """The same conversation under what is there now."""
        before = self.interview
        self.interview = self.preview.gone_on(before)
        taken.moved = keep_place(before, self.interview)

    def begin(self, told: str) -> None:
        """A new conversation in place of this one."""
        self.take_up(self.begin_anew, lambda: self.tell(Notice("i", told)))

    def begin_anew(self) -> None:
        """The same case, no answers."""
        self.interview.room.store.close()
        self.interview = self.preview.begun()

    def take_up(self, write: Callable[[], None], then: Callable[[], None]) -> None:
        """Have another interview made when all before is done, and show it."""
        self.keep_typed()
        self.gate.shut()
        self.is_moving = True

        def arrive() -> None:
            self.arrive()
            then()

        self.put(Job(write, arrive))

    def tell_place(self, told: str, moved: Moved | None) -> None:
        """What became of the place, if it could not be kept."""
        text = told if moved is None else moved.told(self.language)
        self.tell(Notice("i" if moved is None else "!", text) if text else None)
        if isinstance(self.app.screen, ProblemsScreen):
            self.app.screen.file_read()

    # Keys

    def act_side_panel(self) -> None:
        """F10: problems and path."""
        self.app.push_screen(ProblemsScreen(self.preview, self.path_now))

    def act_leave(self) -> None:
        """Nothing was stored."""
        self.app.exit(0)
