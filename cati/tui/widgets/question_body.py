"""The body of the interview screen: text above the field, the field, text below it. Nothing is ever mounted.

All text comes in lines that fit, so its height is known: going from question to question changes no size, needs
no layout, and costs one frame.
"""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize

from cati.tui.painting.body import NOTHING, Body
from cati.tui.painting.plain_text import quiet_line
from cati.tui.widgets.answer_field import AnswerField
from cati.tui.widgets.lines import Lines
from cati.words import say


class QuestionBody(Vertical):
    """A question, updated in place; one that does not fit says so, and moves with PgUp and PgDn."""

    DEFAULT_CSS = """
    QuestionBody { width: 80; height: 1fr; }
    QuestionBody Lines { width: 1fr; }
    QuestionBody #top { height: 1fr; }
    QuestionBody #bottom { height: 1fr; display: none; }
    QuestionBody.-typing #bottom { display: block; }
    QuestionBody #more { height: 1; display: none; }
    QuestionBody.-tall #more { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.body = Body(NOTHING)
        self.language = "nl"
        self.passed = 0
        """How many lines were read past."""

    def compose(self) -> ComposeResult:
        """Three parts, and the line that tells of more."""
        yield Lines(id="top")
        yield AnswerField()
        yield Lines(id="bottom")
        yield Lines(id="more")

    def show_body(self, body: Body, language: str, *, is_new: bool) -> None:
        """Another question (which begins at its top), or the same with other marks."""
        self.body, self.language = body, language
        self.passed = 0 if is_new else self.passed
        self.query_one(AnswerField).show_field(body.field)
        self.paint()

    def on_resize(self, event: Resize) -> None:
        """More or less may fit now."""
        del event
        self.paint()

    def read_on(self, *, down: bool) -> None:
        """Read on, or back."""
        step = max(1, self.size.height - 3)
        self.passed += step if down else -step
        self.paint()

    def paint(self) -> None:
        """Put the lines that fit on the screen, and tell of the others."""
        lines = self.body.top.split("\n", allow_blank=True)
        field = self.query_one(AnswerField)
        height = len(lines) + field.lines + (lines_of(self.body.bottom) if self.body.field else 0)
        over = max(0, height - self.size.height) if self.size.height else 0
        self.passed = max(0, min(self.passed, over + 1, len(lines)) if over else 0)
        shown = lines[self.passed :]
        top = self.query_one("#top", Lines)
        top.styles.height = len(shown) if self.body.field else "1fr"
        self.set_class(self.body.field is not None, "-typing")
        top.show_lines(Content("\n").join(shown))
        self.query_one("#bottom", Lines).show_lines(self.body.bottom)
        self.set_class(over > 0, "-tall")
        if over:
            self.query_one("#more", Lines).show_lines(self.more(over + 1 - self.passed))

    def more(self, below: int) -> Content:
        """How many lines are below, or that some are above."""
        if below > 0:
            return quiet_line(say(self.language, "screen.more_below", count=below))
        return quiet_line(say(self.language, "screen.more_above"))


def lines_of(content: Content) -> int:
    """How many lines a text has."""
    return content.plain.count("\n") + 1 if content else 0
