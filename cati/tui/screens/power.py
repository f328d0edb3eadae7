"""What a supervisor does to a case: a choice where one is needed, a line that says why, and the deed itself."""

from asyncio import to_thread
from collections.abc import Iterable, Sequence
from functools import partial

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from cati.errors import CaseHeldError, CatiError
from cati.fieldwork.case_page import Power
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.room import Room
from cati.fieldwork.use_power import WANTS, choices, fitting, settled, use_power
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY, cell, cut, wrapped
from cati.tui.painting.lines import Hint, Notice
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.tui.show import show
from cati.tui.widgets.field import Field
from cati.words import say, sentence_of

LONGEST = 500
WORDS: dict[Power, str] = {"note": "case_page.text", "review": "case_page.outcome"}
"""What the line is called where it is not the reason."""
MOVES = frozenset({"tab", "shift+tab", "up", "down"})


class PowerScreen(PageScreen[str]):
    """Dismissed with what came of it in words, or with None: nothing was done. A refusal leaves all that was typed."""

    AUTO_FOCUS = "Input"
    DEFAULT_CSS = "PowerScreen #page { margin-top: 1; } PowerScreen Field { margin-top: 1; }"

    def __init__(self, room: Room, power: Power, case_key: str) -> None:
        super().__init__()
        self.room = room
        self.power = power
        self.case_key = case_key
        self.options: dict[str, str] = {}
        self.breaks = False
        self.is_busy = False

    def compose_body(self) -> Iterable[Widget]:
        """The line of the choice, the line of words, and what can be chosen."""
        wants, words = WANTS.get(self.power), say(self.language, WORDS.get(self.power, "case_page.reason"))
        choice = say(self.language, f"case_page.choice.{wants}") if wants else ""
        name_width = max(len(words), len(choice)) + 1
        if wants:
            yield Field("choice", choice, most=LONGEST, name_width=name_width)
        yield Field("words", words, most=LONGEST, name_width=name_width)
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Find what can be chosen."""
        self.run_worker(self.finding())

    async def finding(self) -> None:
        """Show what can be chosen; without it a code can still be typed."""
        try:
            self.options = await to_thread(choices, self.room, self.power)
        except CatiError as error:
            self.tell(Notice("!", sentence_of(error, self.language)))
        self.paint()

    def header(self) -> tuple[str, str, str]:
        """The case and the deed, and who does it."""
        deed = say(self.language, f"case_page.power.{self.power}")
        return f"{self.case_key} · {deed}", self.room.interviewer_name, ""

    def value(self, key: str) -> str:
        """What is typed in a line that is there."""
        return next((field.value.strip() for field in self.query(Field) if field.id == key), "")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """What becomes of the words, and what can be chosen."""
        about = say(self.language, "case_page.about_text" if self.power == "note" else "case_page.about_reason")
        lines = [*wrapped(about, width - 3, indent=3), EMPTY]
        if WANTS.get(self.power) == "interviewer":
            lines.append(show(f"   {say(self.language, 'case_page.anyone')}"))
        rows = fitting(self.options, self.value("choice")).items()
        lines += [show("   ") + cell(code, 26) + cut(label, width - 32) for code, label in rows]
        room = height - 5
        if len(lines) <= room:
            return lines
        rest = say(self.language, "monitor.more", count=len(lines) - room + 1)
        return [*lines[: room - 1], show(f"   {rest}").stylize("$quiet")]

    def hints(self) -> Sequence[Hint]:
        """What Enter does now."""
        word = "case_page.do_anyway" if self.breaks else "case_page.do"
        if not self.breaks and self.at_choice:
            word = "case_page.next_field"
        return [
            self.hint("go_on", say(self.language, word)),
            self.hint("leave", say(self.language, "case_page.leave"), key="Esc"),
        ]

    @property
    def at_choice(self) -> bool:
        """Whether the choice has the keys."""
        return self.focused is not None and self.focused.parent is not None and self.focused.parent.id == "choice"

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other choices fit; and what was typed after a refusal is asked about again."""
        del event
        self.breaks = False
        self.paint()

    def on_descendant_focus(self) -> None:
        """Enter means something else in another line."""
        self.paint()

    # Keys

    def meaning_of(self, press: Press) -> Meaning:
        """Enter ends a line, Tab and arrows go to the other; while a deed is being written nothing counts."""
        if self.is_busy:
            return Meaning.NOTHING
        if press.key in MOVES:
            return Meaning.COMMAND
        return Meaning.ANSWER if press.key == "enter" else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Go to the other line, go on, or what the base does."""
        if press.key in MOVES:
            self.screen.focus_next()
        elif press.key == "enter":
            self.go_on()
        else:
            super().act(press)

    def go_on(self) -> None:
        """From the choice to the words; from the words to the deed, once both are there."""
        is_free = WANTS.get(self.power) == "interviewer"
        if self.query("#choice") and not is_free and not self.value("choice"):
            self.ask("choice", "case_page.no_choice")
        elif self.at_choice:
            self.settle_choice()
            self.go_to("words")
        elif not self.value("words"):
            self.ask("words", "case_page.no_words")
        else:
            self.is_busy = True
            self.run_worker(self.doing())

    def ask(self, key: str, word: str) -> None:
        """Say which line is still empty, and go there."""
        self.tell(Notice("!", say(self.language, word)))
        self.go_to(key)

    def go_to(self, key: str) -> None:
        """Give a line the keys."""
        self.query_one(f"#{key}", Field).line.focus()
        self.repaint()

    def settle_choice(self) -> str:
        """Put the code in the line that what was typed can only mean."""
        if not self.query("#choice"):
            return ""
        line = self.query_one("#choice", Field).line
        line.value = settled(self.options, line.value)
        return line.value

    async def doing(self) -> None:
        """Do it in a thread; a refusal is said, and all that was typed stays."""
        supervisor = Supervisor(self.room, self.value("words"), self.breaks)
        do = partial(use_power, supervisor, self.power, self.case_key, self.settle_choice())
        try:
            sentence = await to_thread(do)
        except CaseHeldError as error:
            self.refused(say(self.language, "case_page.break", **error.places), asks_again=True)
        except CatiError as error:
            self.refused(sentence_of(error, self.language))
        else:
            self.dismiss(sentence)

    def refused(self, sentence: str, *, asks_again: bool = False) -> None:
        """Say why not; `asks_again`: the next Enter does it all the same."""
        self.breaks, self.is_busy = asks_again, False
        self.tell(Notice("!", sentence))
        self.repaint()
