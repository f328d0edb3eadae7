"""Who sits here: the name is read aloud to respondents."""

from asyncio import to_thread
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from cati.errors import CatiError
from cati.questionnaire.validity import Invalid
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.lines import Hint, Notice
from cati.tui.painting.sign_in import fitting, known_lines
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.tui.widgets.field import Field
from cati.words import say, sentence_of

if TYPE_CHECKING:
    from cati.storage.interviewers import Interviewer

LONGEST = 60


class SignInScreen(PageScreen["Interviewer"]):
    """Dismissed with the interviewer, or with None: nobody. `enter` signs a name in and runs in a thread."""

    where: ClassVar[Where] = "start"
    DEFAULT_CSS = "SignInScreen #page { margin-bottom: 0; }"

    def __init__(self, known: "Sequence[Interviewer]", enter: "Callable[[str], Interviewer | Invalid]") -> None:
        super().__init__()
        self.known = known
        self.enter = enter

    def compose_body(self) -> Iterable[Widget]:
        """The names, and a line for another."""
        yield from super().compose_body()
        yield Field("name", say(self.language, "sign_in.field"), most=LONGEST)

    def header(self) -> tuple[str, str, str]:
        """Only what this is: nobody is here yet."""
        return f"cati · {say(self.language, 'sign_in.title')}", "", ""

    @property
    def found(self) -> "Sequence[Interviewer]":
        """The names that have a key now."""
        return fitting(self.known, self.query_one(Field).value)

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The names used before that fit what was typed."""
        del height
        return known_lines(self.found, len(self.known), self.language, width)

    def hints(self) -> Sequence[Hint]:
        """How to say who one is."""
        count = len(self.found)
        keys = [self.hint("answer", say(self.language, "sign_in.choose"), key="1" if count == 1 else f"1-{count}")]
        return [
            *(keys if count else []),
            self.hint("go_on", say(self.language, "sign_in.enter")),
            self.hint("leave", say(self.language, "start.quit")),
        ]

    def on_input_changed(self, event: Input.Changed) -> None:
        """Other names fit now."""
        del event
        self.paint()

    def interviewer_of(self, press: Press) -> "Interviewer | None":
        """The name whose key this is."""
        at = int(press.letter) - 1 if press.letter.isdecimal() else -1
        return self.found[at] if 0 <= at < len(self.found) else None

    def meaning_of(self, press: Press) -> Meaning:
        """A digit before a name, or Enter after one that was typed."""
        if self.interviewer_of(press) is not None or press.key == "enter":
            return Meaning.ANSWER
        return Meaning.TYPING if press.key == "space" else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Somebody known, somebody new, or what the base does."""
        known = self.interviewer_of(press)
        if known is not None:
            self.dismiss(known)
        elif press.key == "enter":
            self.run_worker(self.entering(self.query_one(Field).value), exclusive=True)
        else:
            super().act(press)

    async def entering(self, name: str) -> None:
        """Sign the name in, or say why it cannot stand."""
        try:
            found = await to_thread(self.enter, name)
        except CatiError as error:
            self.refuse_name(sentence_of(error, self.language))
            return
        if isinstance(found, Invalid):
            self.refuse_name(say(self.language, found.word, **found.places))
        else:
            self.dismiss(found)

    def refuse_name(self, sentence: str) -> None:
        """The name stays to be corrected."""
        self.tell(Notice("!", sentence))
        self.painted()
