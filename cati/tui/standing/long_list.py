"""More options than keys: the list is searched by typing, Enter takes the row at the caret."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.entry import MultiEntry, SingleEntry
from cati.interview.prompt import OptionLine
from cati.interview.search import matching
from cati.questionnaire.answer import Choice
from cati.questionnaire.validity import Invalid
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import Body, Field
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import found_options
from cati.tui.painting.plain_text import quiet
from cati.tui.painting.question import QUIET, notes
from cati.tui.painting.wrap import blocks
from cati.tui.press import Press
from cati.tui.show import show
from cati.tui.standing.question import Asked
from cati.tui.standing.rows import UP_DOWN
from cati.tui.standing.steps import GoOn, Record, Say, Shown, Step
from cati.words import say

ROWS = 9


@dataclass(frozen=True)
class Hits:
    """What was found for a text, and among which options."""

    typed: str
    among: tuple[OptionLine, ...]
    found: tuple[OptionLine, ...]


@dataclass
class AskedLongList(Asked):
    """A list that is searched; with a `MultiEntry` Enter toggles, and ends it when nothing is typed."""

    entry: SingleEntry | MultiEntry
    typed: str = ""
    caret: int = 0
    cleared: int = 0
    hits: Hits | None = None

    @property
    def is_typing(self) -> bool:
        """The field is there as soon as the text has been read."""
        return not self.is_locked

    @property
    def multi(self) -> MultiEntry | None:
        """The entry, if several may be chosen."""
        return self.entry if isinstance(self.entry, MultiEntry) else None

    def takes(self, typed: str) -> bool:
        """Other words are looked for."""
        if not self.opened and typed != self.typed:
            self.typed, self.caret = typed, 0
        return True

    def meaning(self, press: Press) -> Meaning:
        """The arrows move within what was found."""
        if press.key in UP_DOWN and self.is_typing and not self.opened:
            return Meaning.COMMAND
        return super().meaning(press)

    def press(self, press: Press, typed: str) -> Step | None:
        """An arrow moves; the rest as at every question."""
        if press.key in UP_DOWN and not self.is_locked:
            self.caret = max(0, min(len(self.found()) - 1, self.caret + UP_DOWN[press.key]))
            return Shown()
        return super().press(press, typed)

    def enter(self, typed: str) -> Step | None:
        """The row at the caret is chosen; without words or arrows, what stood there or is marked is the answer."""
        self.takes(typed)
        if not typed.strip() and (self.multi is not None or (self.is_review and not self.caret)):
            return self.ended()
        found = self.found()
        if not found or not (typed.strip() or self.caret):
            word = "screen.nothing_found" if typed.strip() else "screen.search_first"
            return Say(Invalid(word, {"text": typed.strip()}))
        return self.choose(found[self.caret])

    def ended(self) -> Step | None:
        """Enter in an empty field."""
        step = self.came_to(self.entry.enter())
        same = self.is_review and isinstance(step, Record) and step.answer == self.prompt.answer
        return GoOn() if same else step

    def choose(self, line: OptionLine) -> Step | None:
        """This option, by the rules of the entry."""
        self.cleared += 1
        self.typed, self.caret = "", 0
        return self.came_to(self.entry.toggle(line) if isinstance(self.entry, MultiEntry) else self.entry.choose(line))

    def found(self) -> tuple[OptionLine, ...]:
        """The options that fit what was typed; looked for once for each text."""
        if self.hits is None or self.hits.typed != self.typed or self.hits.among is not self.prompt.options:
            self.hits = Hits(self.typed, self.prompt.options, matching(self.prompt.options, self.typed))
        return self.hits.found

    def restore(self) -> Step | None:
        """An empty field again."""
        self.cleared += 1
        self.typed, self.caret = "", 0
        return Shown()

    def body(self) -> Body:
        """Wording, field, and the top of what was found."""
        chosen = None if self.multi is None else self.multi.chosen
        if self.is_locked:
            return Body(blocks(self.wording(), self.lock_line(), notes(self.prompt)))
        if self.opened:
            return Body(blocks(self.wording(), show(f"   {self.opened}")), self.open_field(), self.below())
        name = f"{self.prompt.key}/{self.cleared}"
        label = show(f"   {say(self.language, 'screen.search')} ")
        hint = show(say(self.language, "screen.search_hint", count=len(self.found())) + " ").stylize(QUIET)
        found = self.found()
        rows = found_options(found, self.caret, chosen, ROWS) if found else quiet(self.none_found())
        return Body(self.wording(), Field(name, "line", self.typed, label, hint), blocks(rows, self.below()))

    def below(self) -> Content:
        """What stands under the list."""
        return blocks(self.given(), self.answered_status(), notes(self.prompt))

    def given(self) -> Content | None:
        """The answer given before, or what is marked."""
        answer = self.prompt.answer
        names = self.multi.chosen if self.multi is not None else [answer.option] if isinstance(answer, Choice) else []
        labels = [line.label for line in self.prompt.options if line.name in names]
        return show(f" ► {'; '.join(labels)}") if labels else None

    def none_found(self) -> str:
        """Nothing fits."""
        return say(self.language, "screen.nothing_found", text=self.typed)

    def first_hints(self) -> tuple[Hint, ...]:
        """Typing searches, Enter takes."""
        take = say(self.language, "screen.take")
        return (self.hint("go_on", take), self.hint("row", None, "↑↓"))
