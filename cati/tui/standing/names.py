"""Names typed one by one: Enter adds one, the arrows go to those there are, Enter alone ends the list."""

from dataclasses import dataclass

from textual.content import Content

from cati.interview.entry import NamesEntry
from cati.questionnaire.answer import Draft
from cati.tui.key_gate import Meaning
from cati.tui.painting.body import Body, Field
from cati.tui.painting.lines import Hint
from cati.tui.painting.options import HERE
from cati.tui.painting.question import QUIET, notes
from cati.tui.painting.wrap import blocks, paragraph, under
from cati.tui.press import Press
from cati.tui.show import show
from cati.tui.standing.question import Asked
from cati.tui.standing.rows import UP_DOWN
from cati.tui.standing.steps import KeepDraft, Shown, Step
from cati.words import say

ROWS = 6


@dataclass
class AskedNames(Asked):
    """A list of names; `caret` is the place of the one in the field, or one past the last for a new one."""

    entry: NamesEntry
    typed: str = ""
    caret: int = -1
    filled: int = 0

    def __post_init__(self) -> None:
        """Begin below the last name, with what was being typed there."""
        self.caret, self.typed = len(self.entry.names), self.prompt.draft.text

    @property
    def is_typing(self) -> bool:
        """The field is there as soon as the text has been read."""
        return not self.is_locked

    @property
    def is_new(self) -> bool:
        """Whether a new name is being typed."""
        return self.caret >= len(self.entry.names)

    def takes(self, typed: str) -> bool:
        """What stands in the field decides what Enter means."""
        self.typed = typed
        return False

    def meaning(self, press: Press) -> Meaning:
        """The arrows move; an Enter that adds or changes a name is one of many, the last one is the answer."""
        if press.key in UP_DOWN and self.is_typing:
            return Meaning.COMMAND
        if press.key == "enter" and self.is_typing and (self.typed.strip() or not self.is_new):
            return Meaning.ROW
        return super().meaning(press)

    def press(self, press: Press, typed: str) -> Step | None:
        """An arrow goes to another name; the rest as at every question."""
        if press.key in UP_DOWN and not self.is_locked:
            self.go_to(max(0, min(len(self.entry.names), self.caret + UP_DOWN[press.key])))
            return Shown()
        return super().press(press, typed)

    def enter(self, typed: str) -> Step | None:
        """A name more, another one in its place, or the end of the list."""
        if self.is_new and not typed.strip():
            return self.came_to(self.entry.enter())
        if not self.is_new and typed == self.entry.names[self.caret]:
            self.go_to(len(self.entry.names))
            return Shown()
        step = self.came_to(self.entry.line(typed) if self.is_new else self.entry.put(self.caret, typed))
        if isinstance(step, KeepDraft):
            self.go_to(len(self.entry.names))
        return step

    def go_to(self, place: int) -> None:
        """Put the name at a place in the field, or nothing below the last."""
        self.filled += 1
        self.caret = place
        self.typed = "" if self.is_new else self.entry.names[place]

    def restore(self) -> Step | None:
        """An empty field below the last name again."""
        self.go_to(len(self.entry.names))
        return Shown()

    def draft_of(self, typed: str) -> Draft | None:
        """The names so far, and a new one that is being typed."""
        return Draft(options=tuple(self.entry.names), text=typed if self.is_new else "")

    def body(self) -> Body:
        """Wording, field, the names so far."""
        if self.is_locked:
            return Body(blocks(self.wording(), self.lock_line(), notes(self.prompt)))
        label = show(f"   {say(self.language, 'screen.name', number=self.caret + 1)} ")
        hint = show(f"{self.hint_of_field()} ").stylize(QUIET)
        field = Field(f"{self.prompt.key}/{self.filled}", "line", self.typed, label, hint)
        return Body(self.wording(), field, blocks(self.rows(), self.answered_status(), notes(self.prompt)))

    def hint_of_field(self) -> str:
        """What Enter does with what stands in the field."""
        if not self.is_new:
            return say(self.language, "screen.name_changed")
        return say(self.language, "screen.names_so_far", count=len(self.entry.names), max=self.entry.most)

    def rows(self) -> Content | None:
        """The names so far; of many, those around the caret."""
        names = self.entry.names
        first = max(0, min(self.caret - ROWS + 1, len(names) - ROWS))
        listed = list(enumerate(names))[first : first + ROWS]
        marks = [HERE if place == self.caret else " " for place, _ in listed]
        lines = [paragraph(name, lead=f" {mark} {at + 1:>2}  ") for mark, (at, name) in zip(marks, listed, strict=True)]
        return under(lines) if lines else None

    def first_hints(self) -> tuple[Hint, ...]:
        """Enter ends the list where nothing is typed; the arrows go to the names there are."""
        word = "screen.names_done" if self.is_new else "screen.name_kept"
        done = self.hint("go_on", say(self.language, word))
        return (done, self.hint("row", None, "↑↓")) if self.entry.names else (done,)
