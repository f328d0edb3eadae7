"""The body of the interview screen: text above the field, the field, text below it. Nothing is ever mounted."""

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.events import Resize
from textual.widgets import Static

from cati.tui.painting.body import Body
from cati.tui.painting.plain_text import quiet_line
from cati.tui.widgets.answer_field import AnswerField
from cati.words import say


class Scroll(VerticalScroll, can_focus=False):
    """The part that moves; it takes no key."""


class QuestionBody(Vertical):
    """A question, updated in place; one that does not fit says so, and moves with PgUp and PgDn."""

    DEFAULT_CSS = """
    QuestionBody { width: 80; height: 1fr; }
    QuestionBody Scroll { height: 1fr; scrollbar-size: 0 0; }
    QuestionBody Static { height: auto; }
    QuestionBody #more { height: 1; display: none; }
    QuestionBody.-tall #more { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.body: Body | None = None
        self.language = "nl"

    def compose(self) -> ComposeResult:
        """Three parts, and the line that tells of more."""
        with Scroll():
            yield Static(id="top")
            yield AnswerField()
            yield Static(id="bottom")
        yield Static(id="more")

    def show_body(self, body: Body, language: str, *, is_new: bool) -> None:
        """Another question (which begins at its top), or the same with other marks."""
        before, self.body, self.language = self.body, body, language
        if before is None or not before.top.is_same(body.top):
            self.query_one("#top", Static).update(body.top)
        if before is None or not before.bottom.is_same(body.bottom):
            self.query_one("#bottom", Static).update(body.bottom)
        bottom = self.query_one("#bottom", Static)
        if bottom.display != bool(body.bottom):
            bottom.display = bool(body.bottom)
        self.query_one(AnswerField).show_field(body.field)
        if is_new:
            self.query_one(Scroll).scroll_home(animate=False)
        self.call_after_refresh(self.tell_more)

    def on_resize(self, event: Resize) -> None:
        """More or less may fit now."""
        del event
        self.call_after_refresh(self.tell_more)

    def scroll_page(self, *, down: bool) -> None:
        """Read on, or back."""
        scroll = self.query_one(Scroll)
        scroll.scroll_relative(y=scroll.size.height - 2 if down else 2 - scroll.size.height, animate=False)
        self.call_after_refresh(self.tell_more)

    def tell_more(self) -> None:
        """How many lines are below, or that some are above."""
        scroll = self.query_one(Scroll)
        height = scroll.virtual_size.height
        room = self.size.height
        self.set_class(height > room, "-tall")
        if height > room:
            below = height - (room - 1) - round(scroll.scroll_y)
            word = say(self.language, "screen.more_below", count=below) if below > 0 else ""
            text = word or say(self.language, "screen.more_above")
            self.query_one("#more", Static).update(quiet_line(text))
