"""A question: its wording, whether it must be read first, don't know and refused, and the answer given before."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.entry import Entry, OpenText, Outcome
from cati.interview.prompt import Prompt
from cati.questionnaire.answer import DontKnow, Draft, Refused
from cati.questionnaire.model import Statement
from cati.tui.actions import action_of
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import NOTHING, Body, Field
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import HERE
from cati.tui.painting.plain_text import alert
from cati.tui.painting.question import QUIET, notes, wording
from cati.tui.painting.wrap import blocks
from cati.tui.press import Press
from cati.tui.show import show
from cati.tui.standing.base import Standing
from cati.tui.standing.steps import Record, Shown, Step, step_of
from cati.words import say

STATUSES: dict[str, DontKnow | Refused] = {"dont_know": DontKnow(), "refused": Refused()}
STATUS_WORDS = {"dont_know": "screen.dont_know", "refused": "screen.refused"}


@dataclass
class Asked(Standing):
    """A question. `opened` names the label of the line that is open under an option; `has_read` unlocks."""

    prompt: Prompt
    entry: Entry
    is_review: bool = False
    has_read: bool = False
    opened: str = ""
    opened_text: str = ""

    # Keys

    def meaning(self, press: Press) -> Meaning:
        """Enter and the statuses answer; what is typed in an open line is typing."""
        if self.is_locked:
            return Meaning.ANSWER if press.key == "enter" else Meaning.NOTHING
        if self.status_of(press) is not None:
            return self.status_meaning()
        if press.key == "escape" and self.is_typing:
            return Meaning.COMMAND
        if press.key == "enter" and self.is_enter_used():
            return Meaning.ANSWER
        return Meaning.NOTHING if self.is_typing else self.closed_meaning(press)

    def closed_meaning(self, press: Press) -> Meaning:
        """What a key of an option means."""
        del press
        return Meaning.NOTHING

    def status_meaning(self) -> Meaning:
        """Whether don't know and refused answer the question, or one row of it."""
        return Meaning.ANSWER

    def is_enter_used(self) -> bool:
        """Whether Enter does something."""
        return self.is_typing or self.is_review or isinstance(self.prompt.question, Statement)

    def press(self, press: Press, typed: str) -> Step | None:
        """Do what a taken key means."""
        if self.is_locked:
            self.has_read = True
            return Shown()
        name = self.status_of(press)
        if name is not None:
            self.close_line()
            return step_of(self.entry.status(STATUSES[name]))
        match press.key:
            case "enter" if self.opened:
                return self.line(typed)
            case "enter":
                return self.enter(typed)
            case "escape" if self.opened:
                self.close_line()
                return Shown()
            case "escape":
                return self.restore()
            case _:
                return self.option(press)

    def option(self, press: Press) -> Step | None:
        """The key of an option."""
        return self.came_to(self.entry.press(press.letter))

    def came_to(self, outcome: Outcome | None) -> Step | None:
        """The next step; a line that must be typed is opened."""
        if isinstance(outcome, OpenText):
            self.opened, self.opened_text = outcome.label, outcome.text
        return None if outcome is None else step_of(outcome)

    def enter(self, typed: str) -> Step | None:
        """Enter, where no line is open."""
        del typed
        outcome = self.entry.enter()
        return None if outcome is None else step_of(outcome)

    def line(self, typed: str) -> Step:
        """Enter in the line under an option."""
        step = step_of(self.entry.line(typed))
        if isinstance(step, Record) and not step.stays:
            return step
        if self.entry.opened is None:
            self.opened = ""
        return step

    def close_line(self) -> None:
        """Drop the choice whose line was open."""
        self.entry.close()
        self.opened = ""

    def restore(self) -> Step | None:
        """Escape in a typed answer: what was there before."""
        return Shown()

    def draft_of(self, typed: str) -> Draft | None:
        """What is typed under an option."""
        return Draft(text=typed) if self.opened else None

    def status_of(self, press: Press) -> str | None:
        """Don't know or refused, if the key means one of them here."""
        action = action_of(press.key, "interview", closed=not self.is_typing)
        return action.name if action is not None and action.name in STATUSES else None

    @property
    def is_locked(self) -> bool:
        """Whether the whole text must be read first."""
        return self.prompt.question.must_read and not self.has_read and not self.is_review

    @property
    def is_typing(self) -> bool:
        """Whether a line is open."""
        return bool(self.opened)

    def reason_shut(self) -> str:
        """Why an answer cannot be given now."""
        return say(self.language, "screen.read_all") if self.is_locked else ""

    # Looks

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
