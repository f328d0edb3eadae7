"""The supervisor's monitor: the room every two seconds, old figures staying until the new ones are whole."""

from asyncio import to_thread
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.timer import Timer

from cati.errors import CatiError, StorageError
from cati.fieldwork.monitor import RoomNow, room_now
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY, window, wrapped
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.monitor import NOWHERE, PARTS, Part, cases_of, page_of, part_of, refreshed
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.words import say, sentence_of

if TYPE_CHECKING:
    from cati.fieldwork.room import Room
    from cati.storage.ids import CaseId

SECONDS, SECONDS_WHEN_AWAY = 2.0, 5.0
MOVES = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}


class MonitorScreen(PageScreen[None]):
    """Reads only. `open_room` opens the database at the first look, in a thread; `look` takes the figures."""

    where: ClassVar[Where] = "monitor"

    def __init__(
        self, title: str, open_room: "Callable[[], Room]", look: "Callable[[Room], RoomNow]" = room_now
    ) -> None:
        super().__init__()
        self.study = title
        self.open_room = open_room
        self.look = look
        self.room: Room | None = None
        self.seen: RoomNow | None = None
        self.part: Part | None = None
        self.at = 0
        self.fault: CatiError | None = None
        self.is_paused = False
        self.timer: Timer | None = None

    def on_mount(self) -> None:
        """Look at once, and then again and again."""
        self.tell(Notice("…", say(self.language, "monitor.looking")))
        self.call_after_refresh(self.look_now)

    def header(self) -> tuple[str, str, str]:
        """The study, and when the figures were taken."""
        at = "" if self.seen is None else refreshed(self.seen.at, SECONDS, self.language)
        return say(self.language, "monitor.title", study=self.study), at, ""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The room, or the part that was asked for; dimmed while the database does not answer."""
        if self.seen is None:
            return (
                [EMPTY] if self.fault is None else [EMPTY, *wrapped(sentence_of(self.fault, self.language), width - 3)]
            )
        if self.part is None:
            lines = page_of(self.seen, self.language, width)[:height]
        else:
            self.at = max(0, min(self.at, len(self.cases) - 1))
            whole = part_of(self.seen, self.part, self.language, width, self.at if self.cases else NOWHERE)
            lines = list(window(whole, self.at, height).shown)
        return lines if self.fault is None else [line.stylize("dim") for line in lines]

    def hints(self) -> Sequence[Hint]:
        """The parts, and what else can be done; within a part, how to get about in it."""
        find = self.hint("answer", say(self.language, "monitor.find"), key="/")
        pause = self.hint("answer", say(self.language, "monitor.pause"), key="p")
        end = self.hint("leave", say(self.language, "monitor.quit"), key="q")
        parts = PARTS if self.seen is not None and self.seen.cells else PARTS[:-1]
        if self.part is None:
            names = [say(self.language, f"monitor.part.{part}") for part in parts]
            keys = [self.hint("answer", name, key=str(number)) for number, name in enumerate(names, 1)]
            return [*keys, find, pause, end]
        look = [self.hint("go_on", say(self.language, "monitor.open"))] if self.case_here is not None else []
        row = [self.hint("row", key="↑↓")] if self.cases else []
        other = self.hint("answer", say(self.language, "monitor.parts"), key=f"1-{len(parts)}")
        back = self.hint("leave", say(self.language, "monitor.all"), key="Esc")
        return [*look, *row, other, back, find, pause, end]

    @property
    def cases(self) -> "Sequence[CaseId | None]":
        """The case behind each row of the part on the screen."""
        return [] if self.seen is None else cases_of(self.seen, self.part)

    @property
    def case_here(self) -> "CaseId | None":
        """The case at the caret, if there is one."""
        return self.cases[self.at] if 0 <= self.at < len(self.cases) else None

    # Looking

    def look_now(self) -> None:
        """Take the figures in a thread; one look at a time."""
        self.run_worker(self.looked(), group="looking", exclusive=True)

    async def looked(self) -> None:
        """Show the new figures, or say that they are old; then wait for the next look."""
        try:
            found = await to_thread(self.taken)
        except CatiError as error:
            self.fault = error
            self.tell(Notice("!!" if isinstance(error, StorageError) else "!", self.told_away(error)))
        else:
            self.fault = None
            if not self.is_paused:
                self.seen = found
                self.tell(None if found.attempts_today else Notice("i", say(self.language, "monitor.empty")))
        self.paint()
        seconds = SECONDS if self.fault is None else SECONDS_WHEN_AWAY
        self.timer = self.set_timer(seconds, self.look_now)

    def taken(self) -> RoomNow:
        """The figures, in a thread; the database stays open from the first time on."""
        self.room = self.room or self.open_room()
        return self.look(self.room)

    def told_away(self, error: CatiError) -> str:
        """What is wrong, and of when the figures are."""
        if self.seen is None:
            return sentence_of(error, self.language)
        time, seconds = f"{self.seen.at:%H:%M:%S}", int(SECONDS_WHEN_AWAY)
        return say(self.language, "monitor.away", time=time, seconds=seconds)

    # Keys

    def meaning_of(self, press: Press) -> Meaning:
        """Parts, search, pause and quit; nothing here writes, so nothing needs the gate's patience."""
        if press.letter in {*"12345", "p", "q"} or press.key in {"escape", "slash", *MOVES}:
            return Meaning.COMMAND
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Show a part, or all; pause; end."""
        match press.letter or press.key:
            case "1" | "2" | "3" | "4" | "5" as number:
                self.part, self.at = PARTS[int(number) - 1], 0
                self.repaint()
            case "up" | "down" | "pageup" | "pagedown" as move:
                self.at += MOVES[move]
                self.paint()
            case "enter":
                self.show_case(self.case_here)
            case "escape":
                self.part = None
                self.repaint()
            case "slash":
                self.find_case()
            case "p":
                self.pause()
            case "q":
                self.act_leave()
            case _:
                super().act(press)

    def pause(self) -> None:
        """Let the figures stand, or go on."""
        self.is_paused = not self.is_paused
        at: datetime | None = None if self.seen is None else self.seen.at
        if self.is_paused and at is not None:
            self.tell(Notice("i", say(self.language, "monitor.paused", time=f"{at:%H:%M:%S}")))
        else:
            self.tell(None)

    def find_case(self) -> None:
        """Look a case up, once there is a database to look in."""
        from cati.tui.screens.case_list import LookUpScreen  # noqa: PLC0415 - it imports storage

        if self.room is not None:
            self.app.push_screen(LookUpScreen(self.room), self.show_case)

    def show_case(self, case_id: "CaseId | None") -> None:
        """Everything about a case, over the monitor."""
        from cati.tui.screens.case_page import CasePageScreen  # noqa: PLC0415 - as above

        if case_id is not None and self.room is not None:
            self.app.push_screen(CasePageScreen(self.room, case_id))

    def act_help(self) -> None:
        """The keys of this screen."""
        from cati.tui.overlays import help_screen  # noqa: PLC0415 - it imports storage

        self.app.push_screen(help_screen(self.where, None, None))

    def act_leave(self) -> None:
        """End the program."""
        self.app.exit(0)
