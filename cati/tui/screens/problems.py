"""F10 of a preview: the problems of the file, each with its remedy, and the path with its conditions."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Literal

from textual.content import Content

from cati.fieldwork.preview import Preview
from cati.interview.path_lines import PathLine
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY, window, wrapped
from cati.tui.painting.lines import Hint
from cati.tui.painting.preview import opened_problem, path_rows, problem_row
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.show import show
from cati.words import say, sentence_of

PathNow = tuple[Sequence[PathLine], str | None]
"""What became of each item, and the key of the one at hand."""
Part = Literal["problems", "path"]
PARTS: dict[str, Part] = {"1": "problems", "2": "path"}
MOVES = {"pageup": -10, "pagedown": 10, "up": -1, "down": 1}
LINES_AROUND = 3
"""What the parts are, a blank, the legend."""


class ProblemsScreen(Overlay[None]):
    """A list with a caret; Enter opens and shuts what to do. `path` gives that of the interview, if there is one."""

    def __init__(self, preview: Preview, path: Callable[[], PathNow] | None = None) -> None:
        super().__init__()
        self.preview = preview
        self.path = path
        self.part: Part = "problems" if preview.problems or preview.fault or path is None else "path"
        self.at = 0
        self.path_at: int | None = None
        self.is_open = False

    def heading(self) -> str:
        """What this is."""
        return self.preview.file.name

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The part at hand."""
        rows, at = self.problem_lines(width) if self.path is None or self.part == "problems" else self.path_lines(width)
        shown = window(rows, at, height - LINES_AROUND).shown
        head = self.parts_line() if self.path else EMPTY
        legend = show(f" {say(self.language, 'preview.legend')}").stylize("$quiet")
        return [head, EMPTY, *shown, *([EMPTY, legend] if self.part == "path" else [])]

    def parts_line(self) -> Content:
        """The parts with their keys, the one on the screen marked."""
        words = {"1": say(self.language, "preview.problems"), "2": say(self.language, "preview.path")}
        parts = (
            Content.assemble(
                show(" ► " if PARTS[key] == self.part else "   "), show(key).stylize("bold $key"), show(f" {word}")
            )
            for key, word in words.items()
        )
        return Content("").join(parts)

    def problem_lines(self, width: int) -> tuple[list[Content], int]:
        """Every problem on a line, what is opened below it; or that there is none."""
        preview, name = self.preview, self.preview.file.name
        if preview.fault is not None:
            return wrapped(sentence_of(preview.fault, self.language), width - 4, indent=3), 0
        if not preview.problems:
            return wrapped(say(self.language, "preview.no_problems", file=name), width - 4, indent=3), 0
        self.at = max(0, min(self.at, len(preview.problems) - 1))
        rows: list[Content] = []
        at = 0
        for number, problem in enumerate(preview.problems):
            is_here = number == self.at
            at = len(rows) if is_here else at
            place = f"{name}:{problem.line}:{problem.column}"
            row = show(" ► " if is_here else "   ") + problem_row(problem, place, self.language, width - 4)
            rows.append(row.stylize("bold") if is_here else row)
            rows += opened_problem(problem, self.language, width) if is_here and self.is_open else []
        return rows, at + (2 if self.is_open else 0)

    def path_lines(self, width: int) -> tuple[list[Content], int]:
        """The path around where the arrows have come; first around the item at hand."""
        lines, here = ((), None) if self.path is None else self.path()
        rows, at = path_rows(lines, here, self.language, width - 2)
        self.path_at = at if self.path_at is None else max(0, min(self.path_at, len(rows) - 1))
        return [show(" ") + row for row in rows], self.path_at

    def hints(self) -> Sequence[Hint]:
        """How to move, to open and to leave."""
        parts = [self.hint("answer", say(self.language, "preview.part"), key="1-2")] if self.path else []
        opens = [self.hint("go_on", say(self.language, "preview.remedy"))] if self.part == "problems" else []
        leave = self.hint("leave", self.leave_label())
        return [*opens, self.hint("row", say(self.language, "preview.row"), key="↑↓"), *parts, leave]

    def leave_label(self) -> str:
        """Where leaving leads."""
        return say(self.language, "preview.back")

    def meaning_of(self, press: Press) -> Meaning:
        """Everything here only moves and opens; F10 closes what F10 opened."""
        if press.key in {*MOVES, "enter", "f10"} or (self.path and press.letter in PARTS):
            return Meaning.COMMAND
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Move, open, another part, or what the base does."""
        if press.key in MOVES:
            self.move(MOVES[press.key])
        elif press.key == "enter":
            self.is_open = not self.is_open
            self.paint()
        elif press.key == "f10":
            self.act_leave()
        elif self.path and press.letter in PARTS:
            self.part = PARTS[press.letter]
            self.repaint()
        else:
            super().act(press)

    def move(self, by: int) -> None:
        """Another problem, or another part of the path."""
        if self.part == "problems":
            self.at += by
        else:
            self.path_at = (self.path_at or 0) + by
        self.paint()

    def file_read(self) -> None:
        """The file was read anew: its problems may be others."""
        self.paint()


class WaitingScreen(ProblemsScreen):
    """Where a preview begins if the file has no version without errors yet."""

    where: ClassVar[Where] = "preview"

    def header(self) -> tuple[str, str, str]:
        """The file alone: there is no conversation."""
        return self.heading(), "", say(self.language, "preview.flag")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """What to do, above the problems."""
        says = say(self.language, "preview.waiting", file=self.preview.file.name)
        head = [EMPTY, *wrapped(says, width - 4, indent=3)]
        return [*head, *super().lines(width, height - len(head))]

    def leave_label(self) -> str:
        """Leaving ends it."""
        return say(self.language, "preview.quit")

    def act_leave(self) -> None:
        """Nothing waits any more."""
        self.app.exit(0)
