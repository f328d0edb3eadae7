"""Cases to choose from: what a search found, or one's own appointments."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from cati.errors import CatiError
from cati.fieldwork.room import Room
from cati.fieldwork.search_cases import Search, search_cases
from cati.storage.appointments import OpenAppointment
from cati.storage.ids import CaseId
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.cases import appointment_lines, found_lines
from cati.tui.painting.columns import EMPTY
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.moments import short_moment
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.tui.widgets.field import Field
from cati.words import say, sentence_of

MOVES = {"up": -1, "down": 1, "pageup": -10, "pagedown": 10}
LONGEST = 60


class CaseListScreen(PageScreen[CaseId]):
    """Dismissed with the case at the caret, or with None."""

    where: ClassVar[Where] = "list"
    opens: ClassVar[str] = "cases.open"
    """What Enter does, for the key line."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.at = 0

    @property
    def cases(self) -> Sequence[CaseId]:
        """The cases that can be chosen now."""
        raise NotImplementedError

    def heading(self) -> str:
        """What this is."""
        raise NotImplementedError

    def header(self) -> tuple[str, str, str]:
        """What this is, who is here, and the time."""
        now = self.app.clock().astimezone(self.room.study.zone)
        return self.heading(), f"{self.room.interviewer_name} · {short_moment(now, self.language)}", ""

    def hints(self) -> Sequence[Hint]:
        """How to move and to choose."""
        choose = [self.hint("go_on", say(self.language, self.opens))] if self.cases else []
        row = self.hint("row", say(self.language, "cases.row"), key="↑↓")
        return [*choose, row, self.hint("leave", say(self.language, "cases.back"), key="Esc")]

    def meaning_of(self, press: Press) -> Meaning:
        """Rows and Enter."""
        if press.key in MOVES:
            return Meaning.COMMAND
        if press.key == "enter":
            return Meaning.ANSWER if self.cases else Meaning.NOTHING
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Move, choose, or do what the base does."""
        if press.key in MOVES:
            self.at = max(0, min(len(self.cases) - 1, self.at + MOVES[press.key]))
            self.paint()
        elif press.key == "enter":
            self.dismiss(self.cases[self.at])
        else:
            super().act(press)


class AppointmentsScreen(CaseListScreen):
    """My appointments, late ones first."""

    def __init__(self, room: Room, found: Sequence[OpenAppointment]) -> None:
        super().__init__(room)
        self.found = found

    @property
    def cases(self) -> Sequence[CaseId]:
        """Their cases."""
        return [each.case_id for each in self.found]

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "cases.appointments")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """One row an appointment."""
        now = self.app.clock().astimezone(self.room.study.zone)
        return appointment_lines(self.found, self.at, now, self.language, width, height)


class SearchScreen(CaseListScreen):
    """Typing finds; the search runs in a thread, and what was typed last counts."""

    DEFAULT_CSS = "SearchScreen #page { margin-top: 1; }"

    def __init__(self, room: Room, find: Callable[[Room, str], Search] = search_cases) -> None:
        super().__init__(room)
        self.find = find
        self.found = Search((), is_too_short=True)

    def compose_body(self) -> Iterable[Widget]:
        """The line to type in, and what was found."""
        yield Field("text", say(self.language, "cases.field"), most=LONGEST)
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Type at once."""
        self.set_focus(self.query_one(Field).line)

    @property
    def cases(self) -> Sequence[CaseId]:
        """What was found."""
        return [case.case_id for case in self.found.cases]

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "cases.search")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """One row a case."""
        now = self.app.clock().astimezone(self.room.study.zone)
        return found_lines(self.found, self.at, now, self.language, width, height - 3) or [EMPTY]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search again."""
        self.run_worker(self.searched(event.value), group="search", exclusive=True)

    async def searched(self, text: str) -> None:
        """Show what was found, unless more was typed meanwhile."""
        try:
            found = await to_thread(self.find, self.room, text)
        except CatiError as error:
            self.tell(Notice("!", sentence_of(error, self.language)))
            return
        if text == self.query_one(Field).value:
            self.found, self.at = found, 0
            is_empty = not found.cases and not found.is_too_short
            self.tell(Notice("i", say(self.language, "cases.nothing", text=text)) if is_empty else None)
            self.paint()


class LookUpScreen(SearchScreen):
    """The same for a supervisor: a case is looked at, not taken."""

    opens: ClassVar[str] = "case_page.look"
