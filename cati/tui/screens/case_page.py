"""One case on the monitor: everything about it, and a key for each thing a supervisor may do to it."""

from asyncio import to_thread
from collections.abc import Sequence

from textual.content import Content

from cati.errors import CatiError
from cati.fieldwork.case_page import CasePage, Power, case_page
from cati.fieldwork.room import Room
from cati.storage.ids import CaseId
from cati.tui.key_gate import Meaning
from cati.tui.painting.case_page import KEYS, Reader, case_lines, power_rows, title_of
from cati.tui.painting.columns import EMPTY
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.moments import short_moment
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.tui.screens.power import PowerScreen
from cati.tui.show import show
from cati.words import say, sentence_of

SCROLLS = {"pageup": -10, "pagedown": 10, "up": -1, "down": 1}
SECONDS = 5.0
"""The page is read again this often: a case that was free may be in somebody's hands."""


class CasePageScreen(PageScreen[None]):
    """Reads in a thread; what a supervisor does is asked by a screen of its own."""

    def __init__(self, room: Room, case_id: CaseId) -> None:
        super().__init__()
        self.room = room
        self.case_id = case_id
        self.seen: CasePage | None = None
        self.first = 0

    def on_mount(self) -> None:
        """Read at once, and again and again."""
        self.read_now()
        self.set_interval(SECONDS, self.read_now)

    def read_now(self) -> None:
        """Read the case in a thread; one reading at a time."""
        self.run_worker(self.reading(), group="reading", exclusive=True)

    async def reading(self) -> None:
        """Show the case as it is now; when it cannot be read, what was read before stays."""
        try:
            found = await to_thread(case_page, self.room, self.case_id)
        except CatiError as error:
            self.tell(Notice("!!", sentence_of(error, self.language)))
            return
        is_new = self.seen is None or self.seen.powers != found.powers
        self.seen = found
        self.repaint() if is_new else self.paint()

    def header(self) -> tuple[str, str, str]:
        """The case, who looks, and the time."""
        now = self.app.clock().astimezone(self.room.study.zone)
        title = "" if self.seen is None else title_of(self.seen)
        return title, f"{self.room.interviewer_name} · {short_moment(now, self.language)}", ""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The part that was scrolled to, and the powers below it."""
        if self.seen is None:
            return [EMPTY, show("   …")]
        questionnaire = self.room.study.questionnaire
        reader = Reader(self.language, self.room.study.zone, questionnaire.study.phone_region, width)
        lines, powers = case_lines(self.seen, reader), power_rows(self.seen.powers, reader)
        room = height - len(powers) - 1
        self.first = max(0, min(self.first, len(lines) - room))
        rest = max(0, len(lines) - room - self.first)
        more = show(f"   {say(self.language, 'help.more', count=rest)}").stylize("$quiet") if rest else EMPTY
        shown = lines[self.first : self.first + room]
        return [*shown, *[EMPTY] * (room - len(shown)), more, *powers]

    def hints(self) -> Sequence[Hint]:
        """How to read on and to go back; the powers stand above."""
        return [
            self.hint("read_on", say(self.language, "case_page.read"), key="↑↓ PgUp PgDn"),
            self.hint("leave", say(self.language, "case_page.back"), key="Esc"),
        ]

    def power_of(self, press: Press) -> Power | None:
        """The power whose key this is, if it fits the case now."""
        powers = () if self.seen is None else self.seen.powers
        return next((power for power in powers if KEYS[power] == press.letter), None)

    def meaning_of(self, press: Press) -> Meaning:
        """Scrolling, powers, and what the base knows."""
        if press.key in SCROLLS:
            return Meaning.COMMAND
        return Meaning.ANSWER if self.power_of(press) is not None else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Scroll, or ask what a power needs."""
        power = self.power_of(press)
        if press.key in SCROLLS:
            self.first += SCROLLS[press.key]
            self.paint()
        elif power is not None and self.seen is not None:
            self.app.push_screen(PowerScreen(self.room, power, self.seen.file.case.case_key), self.done)
        else:
            super().act(press)

    def done(self, sentence: str | None) -> None:
        """Say what came of it, and read the case again."""
        if sentence is not None:
            self.tell(Notice("•", sentence))
            self.read_now()

    def act_help(self) -> None:
        """The keys of this screen."""
        from cati.tui.overlays import help_screen  # noqa: PLC0415 - it imports storage

        self.app.push_screen(help_screen(self.where, None, None))
