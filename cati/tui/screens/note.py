"""F6: one line, kept with the question at hand."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import wrapped
from cati.tui.painting.lines import Hint
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.widgets.field import Field
from cati.words import say

LONGEST = 500


class NoteScreen(Overlay[str]):
    """Dismissed with the note ("" takes it back), or with None: it stays as it was."""

    DEFAULT_CSS = "NoteScreen Field { margin-top: 1; }"

    def __init__(self, remark: str) -> None:
        super().__init__()
        self.remark = remark

    def compose_body(self) -> Iterable[Widget]:
        """What it is for, and the line."""
        yield from super().compose_body()
        yield Field("note", say(self.language, "note.field"), self.remark, most=LONGEST)

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "note.title")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """What becomes of the note."""
        del height
        return [Content(""), *wrapped(say(self.language, "note.about"), width - 3, indent=3)]

    def hints(self) -> Sequence[Hint]:
        """Enter and Esc."""
        return [
            self.hint("go_on", say(self.language, "note.keep")),
            self.hint("leave", say(self.language, "note.leave")),
            self.hint("help"),
        ]

    def meaning_of(self, press: Press) -> Meaning:
        """Enter ends the line."""
        return Meaning.ANSWER if press.key == "enter" else super().meaning_of(press)

    def act_go_on(self) -> None:
        """Keep the note."""
        self.dismiss(self.query_one(Field).value.strip())

    def close(self) -> None:
        """What was typed is kept when a stop or an appointment comes between."""
        self.act_go_on()
