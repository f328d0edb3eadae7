"""A typed answer: a number, day, time, address, phone number, or text word for word. Enter ends it."""

from dataclasses import dataclass

from cati.interview.numbers import as_typed, grouped
from cati.interview.typed import date_as_typed
from cati.questionnaire.answer import Answer, Clock, Day, Draft, Quantity, Words
from cati.questionnaire.model import (
    DateQuestion,
    EmailQuestion,
    NumberQuestion,
    PhoneQuestion,
    Question,
    TextQuestion,
    TimeQuestion,
)
from cati.tui.painting.body import Body, Field
from cati.tui.painting.lines import Hint
from cati.tui.painting.question import QUIET, notes
from cati.tui.painting.wrap import blocks
from cati.tui.show import show
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import GoOn, Shown, Step, step_of
from cati.words import say

LABELS: dict[type[Question], str] = {
    NumberQuestion: "screen.typed.number",
    DateQuestion: "screen.typed.date",
    TimeQuestion: "screen.typed.time",
    EmailQuestion: "screen.typed.email",
    PhoneQuestion: "screen.typed.phone",
}


DATES = {"day": "screen.wanted.date", "month": "screen.wanted.month", "year": "screen.wanted.year"}


@dataclass
class AskedTyped(Asked):
    """A question whose answer is typed."""

    restored: int = 0

    @property
    def is_typing(self) -> bool:
        """The field is there as soon as the text may be answered."""
        return not self.is_locked

    def enter(self, typed: str) -> Step | None:
        """What is typed is the answer; in a review the same answer is not recorded again."""
        if self.is_review and typed == text_of(self.prompt.answer, self.language):
            return GoOn()
        return step_of(self.entry.line(typed))

    def restore(self) -> Step | None:
        """What stood in the field when the question was painted."""
        self.restored += 1
        return Shown()

    def draft_of(self, typed: str) -> Draft | None:
        """What is typed, unless it is what was there."""
        if self.is_locked:
            return None
        return Draft() if typed == text_of(self.prompt.answer, self.language) else Draft(text=typed)

    def body(self) -> Body:
        """Wording, field and instruction."""
        top = blocks(self.wording(), self.lock_line())
        below = blocks(self.answered_status(), notes(self.prompt))
        return Body(top, None if self.is_locked else self.field(), below)

    def field(self) -> Field:
        """The field, with what was typed before."""
        question = self.prompt.question
        name = f"{self.prompt.key}/{self.restored}"
        text = self.prompt.draft.text or text_of(self.prompt.answer, self.language)
        if isinstance(question, TextQuestion):
            return Field(name, "area", text, limit=question.max_length)
        label = say(self.language, LABELS[type(question)])
        return Field(name, "line", text, show(f"   {label} "), show(f"{self.wanted()} ").stylize(QUIET))

    def wanted(self) -> str:
        """What may be typed, at the right of the field."""
        question = self.prompt.question
        match question:
            case NumberQuestion():
                least, most = grouped(question.min, self.language), grouped(question.max, self.language)
                unit = "" if question.unit is None else f" {question.unit.within(self.prompt.language)}"
                return say(self.language, "screen.wanted.number", min=least, max=most, unit=unit)
            case DateQuestion():
                return say(self.language, DATES[question.precision])
            case TimeQuestion():
                return say(self.language, "screen.wanted.time")
            case EmailQuestion():
                return say(self.language, "screen.wanted.email")
            case PhoneQuestion():
                return say(self.language, "screen.wanted.phone")
            case _:
                return ""

    def first_hints(self) -> tuple[Hint, ...]:
        """Enter ends it, Esc gives back what was there."""
        return (self.hint("go_on"), Hint("Esc", say(self.language, "screen.restore"), 5))


def text_of(answer: Answer | None, language: str) -> str:
    """An answer as it would be typed in the language of the screen."""
    match answer:
        case Quantity(value=value):
            return as_typed(value, language)
        case Words(value=value):
            return value
        case Day(value=value):
            return date_as_typed(value)
        case Clock(value=value):
            return f"{value:%H:%M}"
        case _:
            return ""
