"""What the start screen shows, and what it has done in threads."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from cati.errors import CatiError
from cati.tui import start_work as work
from cati.tui.actions import Where
from cati.tui.painting.columns import EMPTY, wrapped
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.moments import short_moment
from cati.tui.painting.start import BROKEN_OFF_KEYS, Row, broken_off_lines, menu_lines, start_rows
from cati.tui.screens.page import PageScreen
from cati.words import say, sentence_of

if TYPE_CHECKING:
    from datetime import datetime

    from cati.fieldwork.interview import Interview
    from cati.fieldwork.room import Room

CLOCK_SECONDS = 10
SHOWS_WAITING_AFTER = 0.25


class StartPage(PageScreen[None]):
    """The day so far and what can be begun; `StartScreen` gives it its keys."""

    where: ClassVar[Where] = "start"

    def __init__(
        self,
        open_room: "Callable[[], Room]",
        interview_screen: "Callable[[Interview], Screen[Any]]",
        *,
        name: str | None = None,
        dialler: "Callable[[str], None] | None" = None,
    ) -> None:
        super().__init__()
        self.open_room = open_room
        self.interview_screen = interview_screen
        self.given_name = name
        self.dialler = dialler
        self.room: Room | None = None
        self.looked: work.Looked | None = None
        self.fault: CatiError | None = None
        self.lists_broken_off = False
        self.is_waiting = False
        self.says_waiting: Timer | None = None

    def on_mount(self) -> None:
        """Paint first, then open."""
        self.set_interval(CLOCK_SECONDS, self.tick)
        self.call_after_refresh(self.open_it)

    def open_it(self) -> None:
        """Open the database, in a thread."""
        self.fault = None
        self.wait_for(partial(work.opened, self.open_room, self.given_name), "start.opening")

    # What is seen

    def header(self) -> tuple[str, str, str]:
        """The study, who is here, and the time in the study's zone."""
        if self.room is None:
            return "cati", "", ""
        now = short_moment(self.now(self.room), self.language)
        who = self.room.interviewer_name
        return f"cati · {self.room.study.title(self.language)}", f"{who} · {now}" if who else now, ""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The menu, the list of what was broken off, or what went wrong."""
        del height
        if self.fault is not None:
            return [EMPTY, *wrapped(sentence_of(self.fault, self.language), width - 3, indent=3)]
        if self.looked is None or self.room is None:
            return [EMPTY]
        now = self.now(self.room)
        if self.lists_broken_off:
            rest = len(self.looked.seen.open_interviews) - len(self.looked.broken)
            return broken_off_lines(self.looked.broken, rest, now, self.language, width)
        return menu_lines(self.looked.seen, self.rows, self.language, width)

    @property
    def rows(self) -> Sequence[Row]:
        """What can be begun now."""
        if self.looked is None or self.room is None:
            return ()
        return start_rows(self.looked.seen, self.looked.broken, self.looked.mine, self.now(self.room), self.language)

    def hints(self) -> Sequence[Hint]:
        """The keys that do something now."""
        leave = self.hint("leave", say(self.language, "start.quit"))
        if self.fault is not None:
            return [self.hint("retry", say(self.language, "start.retry"), key="R"), leave]
        if self.looked is None:
            return [leave]
        count = len(self.looked.broken) if self.lists_broken_off else len(self.rows)
        choose = self.hint("answer", say(self.language, "start.choose"), key=f"1-{BROKEN_OFF_KEYS[count - 1]}")
        if self.lists_broken_off:
            return [choose, self.hint("leave", say(self.language, "start.back"), key="Esc")]
        language = self.hint("language", say(self.language, "start.screen_language"))
        return [choose, self.hint("help"), language, self.hint("palette"), leave]

    def now(self, room: "Room") -> "datetime":
        """The time in the study's zone."""
        return self.app.clock().astimezone(room.study.zone)

    def tick(self) -> None:
        """The clock goes on; a case that has become due is seen."""
        if self.looked is None or self.room is None or not self.is_current:
            return
        self.remind()
        due = self.looked.seen.next_due_at
        if not self.looked.seen.due_now and due is not None and due <= self.app.clock():
            self.look()
        self.paint()

    def remind(self) -> None:
        """An appointment of one's own that is near, or late."""
        if self.room is None or self.looked is None or not self.looked.mine:
            return
        from cati.fieldwork.appointments import REMINDED_BEFORE, reminder_text  # noqa: PLC0415 - it imports storage

        now, first = self.now(self.room), self.looked.mine[0]
        if first.due_at <= (now + REMINDED_BEFORE).timestamp():
            self.tell(Notice("!", reminder_text(first, now, self.language)))

    # What is done in threads

    def wait_for(self, job: Callable[[], Message], word: str) -> None:
        """Have a job done in a thread; its message comes back. The sentence is shown if it takes long."""
        self.wait_is_over()
        self.is_waiting = True
        self.says_waiting = self.set_timer(SHOWS_WAITING_AFTER, partial(self.say_waiting, word))
        self.run_worker(self.done(job), group="waiting", exclusive=True)

    async def done(self, job: Callable[[], Message]) -> None:
        """Hand over what the thread came to."""
        try:
            self.post_message(await to_thread(job))
        except CatiError as error:
            self.post_message(work.Failed(error))

    def say_waiting(self, word: str) -> None:
        """It takes a while; a timer that was already due when the wait ended says nothing."""
        if self.is_waiting:
            self.tell(Notice("…", say(self.language, word)))

    def wait_is_over(self) -> None:
        """What was waited for is there, so there is nothing to be said about it."""
        self.is_waiting = False
        if self.says_waiting is not None:
            self.says_waiting.stop()

    def look(self) -> None:
        """See what there is to do now; the keys work meanwhile."""
        if self.room is not None:
            self.run_worker(self.done(partial(work.looked, self.room, len(BROKEN_OFF_KEYS))), group="looking")
