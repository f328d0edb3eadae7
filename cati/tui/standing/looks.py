"""How a question looks: its wording, its answers, what the interviewer reads, and the keys below it."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.entry import Entry
from cati.interview.prompt import Prompt
from cati.questionnaire.answer import DontKnow, Refused
from cati.questionnaire.model import Statement
from cati.tui.painting.body import NOTHING, Body, Field
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import HERE
from cati.tui.painting.plain_text import alert
from cati.tui.painting.question import QUIET, notes, wording
from cati.tui.painting.wrap import blocks
from cati.tui.show import show
from cati.tui.standing.base import Standing
from cati.words import say

STATUS_WORDS = {"dont_know": "screen.dont_know", "refused": "screen.refused"}


@dataclass
class Looks(Standing):
    """A question. `opened` names the label of the line that is open under an option; `has_read` unlocks."""

    prompt: Prompt
    entry: Entry
    is_review: bool = False
    has_read: bool = False
    opened: str = ""
    opened_text: str = ""

    @property
    def is_locked(self) -> bool:
        """Whether the whole text must be read first."""
        return self.prompt.question.must_read and not self.has_read and not self.is_review

    @property
    def is_typing(self) -> bool:
        """Whether a line is open."""
        return bool(self.opened)

    def is_enter_used(self) -> bool:
        """Whether Enter does something."""
        return self.is_typing or self.is_review or isinstance(self.prompt.question, Statement)

    def body(self) -> Body:
        """Wording, options and instruction; an open line stands among the options."""
        above, below = self.options()
        top = blocks(self.wording(), above)
        rest = blocks(below, self.answered_status(), notes(self.prompt), self.lock_line())
        if self.opened:
            return Body(top, self.open_field(), rest)
        return Body(blocks(top, rest))

    def wording(self) -> Content:
        """Introduction and question."""
        return wording(self.prompt)

    def options(self) -> tuple[Content, Content]:
        """What stands above an open line, and what stands below it."""
        return NOTHING, NOTHING

    def open_field(self) -> Field:
        """The line under an option."""
        hint = show(say(self.language, "screen.verbatim")).stylize(QUIET)
        name = f"{self.prompt.key}/{self.entry.opened}"
        return Field(name, "line", self.opened_text, show(f"       {HERE} "), hint, is_among_options=True)

    def lock_line(self) -> Content | None:
        """The sentence that keeps the answers shut."""
        return alert(say(self.language, "screen.read_all")) if self.is_locked else None

    def answered_status(self) -> Content | None:
        """A don't know or refused that was given before."""
        answer = self.prompt.answer
        if not isinstance(answer, DontKnow | Refused):
            return None
        return show(f" {HERE} {say(self.language, STATUS_WORDS[answer.kind])}")

    def place(self) -> str:
        """Id, number and language."""
        prompt = self.prompt
        if prompt.number is None:
            return f"{prompt.key} · {prompt.language}"
        of = say(self.language, "screen.place", number=prompt.number, total=prompt.total)
        return f"{prompt.key} · {of} · {prompt.language}"

    def hints(self) -> tuple[Hint, ...]:
        """The keys of the options, then don't know and refused where they may be given."""
        if self.is_locked:
            return (self.hint("go_on", say(self.language, "screen.has_read")),)
        return (*self.first_hints(), *self.status_hints())

    def first_hints(self) -> tuple[Hint, ...]:
        """The keys that answer, and Enter where it does something."""
        if self.is_review or self.is_enter_used():
            return (self.hint("go_on"),)
        return ()

    def status_hints(self) -> tuple[Hint, ...]:
        """Don't know and refused, where the question takes them."""
        dont_know = (self.hint("dont_know"),) if self.prompt.allows_dont_know else ()
        refused = (self.hint("refused"),) if self.prompt.allows_refused else ()
        return (*dont_know, *refused)
