"""A question whose answer is an appointment: Enter opens the form."""

from dataclasses import dataclass

from cati.tui.key_gate import Meaning
from cati.tui.painting.body import Body
from cati.tui.painting.lines import Hint
from cati.tui.painting.plain_text import choice_rows
from cati.tui.painting.question import notes
from cati.tui.painting.wrap import blocks
from cati.tui.press import Press
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Book, GoOn, Step
from cati.words import say


@dataclass
class AskedAppointment(Asked):
    """Read the question, then Enter; in a review Enter keeps it."""

    def is_enter_used(self) -> bool:
        """Enter opens the form."""
        return True

    def closed_meaning(self, press: Press) -> Meaning:
        """In a review the form is behind a key of its own."""
        return Meaning.ANSWER if self.is_review and press.letter == "1" else Meaning.NOTHING

    def enter(self, typed: str) -> Step | None:
        """Open the form; in a review keep what was agreed."""
        del typed
        return GoOn() if self.is_review else Book()

    def option(self, press: Press) -> Step | None:
        """Another appointment."""
        del press
        return Book()

    def body(self) -> Body:
        """Wording, the key, instruction."""
        choices = [("Enter", say(self.language, "screen.book"))]
        if self.is_review:
            choices = [("Enter", say(self.language, "screen.keep_booked")), ("1", say(self.language, "screen.rebook"))]
        return Body(blocks(self.wording(), self.lock_line() or choice_rows(choices), notes(self.prompt)))

    def first_hints(self) -> tuple[Hint, ...]:
        """Enter."""
        word = "screen.keep_booked" if self.is_review else "screen.book"
        return (self.hint("go_on", say(self.language, word)),)
