"""Row by row: a grid, or options that are read one by one; each row is recorded at once."""

from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from cati.interview.entry import EachEntry, GridEntry, RowsEntry
from cati.questionnaire.answer import Choice
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import NOTHING
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import span_of_keys
from cati.tui.painting.question import wording
from cati.tui.painting.rows import grid_rows, scale_line, yes_no_scale
from cati.tui.press import Press
from cati.tui.standing.looks import STATUS_WORDS
from cati.tui.standing.question import Asked
from cati.tui.standing.steps import Shown, Step
from cati.words import LANGUAGES, say

YES_NO_CELLS = 18
UP_DOWN = {"up": -1, "down": 1}


@dataclass
class AskedRows(Asked):
    """Rows with a caret: a key answers the row at the caret and moves down; Enter leaves."""

    entry: RowsEntry

    def closed_meaning(self, press: Press) -> Meaning:
        """The keys of the scale answer a row; the arrows move."""
        if press.key in UP_DOWN:
            return Meaning.COMMAND
        return Meaning.ROW if press.letter and press.letter in self.keys() else Meaning.NOTHING

    def keys(self) -> tuple[str, ...]:
        """The keys of the scale."""
        raise NotImplementedError

    def is_enter_used(self) -> bool:
        """Enter ends it."""
        return True

    def option(self, press: Press) -> Step | None:
        """An arrow moves the caret; a key of the scale answers."""
        if press.key in UP_DOWN:
            self.entry.move(UP_DOWN[press.key])
            return Shown()
        return super().option(press)

    def options(self) -> tuple[Content, Content]:
        """The rows, cut at the open line."""
        if self.is_locked:
            return NOTHING, NOTHING
        rows, told = self.prompt.rows, self.told()
        at = next((at for at, row in enumerate(rows, 1) if self.opened and row.name == self.entry.opened), len(rows))
        above = grid_rows(rows[:at], told, self.entry.caret, self.widest())
        return above, grid_rows(rows[at:], told, self.entry.caret - at, self.widest())

    def told(self) -> dict[str, str]:
        """The answers given so far in words, by row."""
        raise NotImplementedError

    def widest(self) -> int:
        """How many cells the answers need."""
        raise NotImplementedError

    def first_hints(self) -> tuple[Hint, ...]:
        """The scale, the arrows, Enter."""
        if self.opened:
            return (self.hint("go_on"),)
        answer = self.hint("answer", None, span_of_keys(self.keys()))
        return (answer, self.hint("row", None, "↑↓"), self.hint("go_on", say(self.language, "screen.done")))


@dataclass
class AskedGrid(AskedRows):
    """One option for each row."""

    entry: GridEntry

    def keys(self) -> tuple[str, ...]:
        """The keys of the options."""
        return tuple(line.key for line in self.prompt.options)

    def widest(self) -> int:
        """The longest label of the scale."""
        return max(cell_len(line.label) for line in self.prompt.options)

    def status_meaning(self) -> Meaning:
        """Don't know and refused answer one row."""
        return Meaning.ROW

    def told(self) -> dict[str, str]:
        """The label of the option at each row."""
        labels = {line.name: line.label for line in self.prompt.options}
        return {
            row: labels.get(given.option, "")
            if isinstance(given, Choice)
            else say(self.language, STATUS_WORDS[given.kind])
            for row, given in self.entry.rows.items()
        }

    def wording(self) -> Content:
        """The question, and the scale below it."""
        return wording(self.prompt, scale_line(self.prompt.options))


@dataclass
class AskedEach(AskedRows):
    """Options read one by one: 1 is yes, 2 is no."""

    entry: EachEntry

    def keys(self) -> tuple[str, ...]:
        """Yes and no."""
        return ("1", "2")

    def told(self) -> dict[str, str]:
        """Yes in capitals, and no."""
        yes, no = self.yes_no()
        others = {row.name for row in self.prompt.rows if row.is_other}
        return {
            row: (f"{yes.upper()}: {self.entry.other}" if row in others else yes.upper()) if said else no
            for row, said in self.entry.said.items()
        }

    def widest(self) -> int:
        """Near enough to the rows for the eye to follow."""
        return YES_NO_CELLS

    def yes_no(self) -> tuple[str, str]:
        """Yes and no in the language of the interview."""
        spoken = self.prompt.language if self.prompt.language in LANGUAGES else self.language
        return say(spoken, "screen.yes"), say(spoken, "screen.no")

    def wording(self) -> Content:
        """The question, and what 1 and 2 mean at the end of it."""
        return wording(self.prompt, yes_no_scale(*self.yes_no()))
