"""A question by its keys: what must be read first, don't know and refused, the line under an option."""

from dataclasses import dataclass

from cati.interview.entry import OpenText, Outcome
from cati.questionnaire.answer import DontKnow, Draft, Refused
from cati.tui.actions import action_of
from cati.tui.key_gate import Meaning
from cati.tui.press import Press
from cati.tui.standing.looks import Looks
from cati.tui.standing.steps import Record, Shown, Step, step_of
from cati.words import say

STATUSES: dict[str, DontKnow | Refused] = {"dont_know": DontKnow(), "refused": Refused()}


@dataclass
class Asked(Looks):
    """A question, by its keys."""

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

    def reason_shut(self) -> str:
        """Why an answer cannot be given now."""
        return say(self.language, "screen.read_all") if self.is_locked else ""
