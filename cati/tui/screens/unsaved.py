"""An answer that was not saved when the program had to end: saved now, or let go."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.content import Content

from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY, wrapped
from cati.tui.painting.lines import Hint
from cati.tui.press import Press
from cati.tui.screens.page import PageScreen
from cati.tui.show import show
from cati.words import say

if TYPE_CHECKING:
    from cati.fieldwork.unsaved import Unsaved

SAVE, DISCARD = "1", "2"


class UnsavedScreen(PageScreen[bool]):
    """Dismissed with True to save it, False to discard it."""

    where: ClassVar[Where] = "start"

    def __init__(self, unsaved: "Unsaved") -> None:
        super().__init__()
        self.unsaved = unsaved

    def header(self) -> tuple[str, str, str]:
        """What this is."""
        return f"cati · {say(self.language, 'unsaved.title')}", "", ""

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """Whose answer it is, and what can be done."""
        del height
        from cati.fieldwork.unsaved import found_in_words  # noqa: PLC0415 - storage is imported by now

        sentence = found_in_words(self.unsaved, self.language)
        rows = ((SAVE, "unsaved.save"), (DISCARD, "unsaved.discard"))
        choices = [show(f"   {key}  {say(self.language, name)}") for key, name in rows]
        return [EMPTY, *wrapped(sentence, width - 3, indent=3), EMPTY, *choices]

    def hints(self) -> Sequence[Hint]:
        """The two keys."""
        return [self.hint("answer", say(self.language, "start.choose"), key=f"{SAVE}-{DISCARD}")]

    def meaning_of(self, press: Press) -> Meaning:
        """One of the two, and nothing else."""
        return Meaning.ANSWER if press.letter in (SAVE, DISCARD) else super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Choose."""
        if press.letter in (SAVE, DISCARD):
            self.dismiss(press.letter == SAVE)
        else:
            super().act(press)
