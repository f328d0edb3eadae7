"""One option is the answer: one key."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.prompt import OptionLine
from cati.questionnaire.answer import Choice
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import NOTHING
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import locked_options, single_options, span_of_keys
from cati.tui.press import Press
from cati.tui.standing.question import Asked


@dataclass
class AskedSingle(Asked):
    """A question with options, one of which is the answer."""

    def closed_meaning(self, press: Press) -> Meaning:
        """The key of an option answers."""
        return Meaning.ANSWER if press.letter and self.prompt.option_of_key(press.letter) else Meaning.NOTHING

    def options(self) -> tuple[Content, Content]:
        """The options, cut at the open line."""
        if self.is_locked:
            return locked_options(self.prompt.options), NOTHING
        answer = self.prompt.answer
        marked = self.entry.opened or (answer.option if isinstance(answer, Choice) else None)
        above, below = cut_at(self.prompt.options, self.entry.opened if self.opened else None)
        return single_options(above, marked), single_options(below, marked)

    def first_hints(self) -> tuple[Hint, ...]:
        """The keys of the options."""
        if self.opened:
            return super().first_hints()
        keys = span_of_keys(line.key for line in self.prompt.options)
        return (self.hint("answer", "", keys), *super().first_hints())


def cut_at(lines: tuple[OptionLine, ...], opened: str | None) -> tuple[tuple[OptionLine, ...], tuple[OptionLine, ...]]:
    """The options up to the one whose line is open, and those after it."""
    at = next((at for at, line in enumerate(lines, 1) if line.name == opened), len(lines))
    return lines[:at], lines[at:]
