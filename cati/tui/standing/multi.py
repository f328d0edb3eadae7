"""Several options may be the answer: a key toggles, Enter goes on."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.entry import MultiEntry
from cati.questionnaire.answer import Draft
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import NOTHING
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import locked_options, multi_options, span_of_keys
from cati.tui.press import Press
from cati.tui.standing.question import Asked
from cati.tui.standing.single import cut_at
from cati.tui.standing.steps import GoOn, Record, Step
from cati.words import say


@dataclass
class AskedMulti(Asked):
    """A question with options, any of which may be chosen; what is marked is kept as a draft."""

    entry: MultiEntry

    def closed_meaning(self, press: Press) -> Meaning:
        """The key of an option toggles it."""
        return Meaning.ROW if press.letter and self.prompt.option_of_key(press.letter) else Meaning.NOTHING

    def is_enter_used(self) -> bool:
        """Enter ends it."""
        return True

    def enter(self, typed: str) -> Step | None:
        """What is marked is the answer; in a review the same answer is not recorded again."""
        step = super().enter(typed)
        same = self.is_review and isinstance(step, Record) and step.answer == self.prompt.answer
        return GoOn() if same and self.prompt.draft.is_empty() else step

    def draft_of(self, typed: str) -> Draft | None:
        """What is marked, and what is typed under an option."""
        return Draft(options=tuple(self.entry.chosen), text=typed) if self.opened else None

    def options(self) -> tuple[Content, Content]:
        """The options with their boxes, cut at the open line."""
        if self.is_locked:
            return locked_options(self.prompt.options), NOTHING
        above, below = cut_at(self.prompt.options, self.entry.opened if self.opened else None)
        chosen = {*self.entry.chosen, *([self.entry.opened] if self.opened and self.entry.opened else [])}
        other = "" if self.opened else self.entry.other
        return multi_options(above, chosen, other), multi_options(below, chosen, other)

    def first_hints(self) -> tuple[Hint, ...]:
        """The keys of the options, and Enter."""
        done = self.hint("go_on", say(self.language, "screen.done"))
        if self.opened:
            return (self.hint("go_on"),)
        return (self.hint("answer", "", span_of_keys(line.key for line in self.prompt.options)), done)

    def progress(self) -> str:
        """How many are chosen, of how many at most."""
        most, count = self.entry.question.max_choices, len(self.entry.chosen)
        if most is None:
            return say(self.language, "screen.chosen", count=count)
        return say(self.language, "screen.chosen_of", number=count, max=most)
