"""The column at the right of a wide preview: path, conditions, problems."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

from cati.interview.path_lines import PathLine
from cati.questionnaire.problems import Problem
from cati.tui.painting.preview import path_rows, side_rows


class EditorColumn(Widget):
    """What became of each item, and what is wrong with the file; hidden below 120 columns."""

    DEFAULT_CSS = """
    EditorColumn { width: 1fr; height: 1fr; border-left: solid $quiet; padding: 0 1; display: none; }
    EditorColumn.-wide { display: block; }
    """

    lines: tuple[PathLine, ...] = ()
    here: str | None = None
    problems: tuple[Problem, ...] = ()
    fault = ""
    language = "nl"

    def show_path(self, lines: Sequence[PathLine], here: str | None) -> None:
        """Another path."""
        self.lines, self.here = tuple(lines), here
        self.refresh()

    def show_problems(self, problems: Sequence[Problem], fault: str, language: str) -> None:
        """Other problems, or why the file cannot be read."""
        self.problems, self.fault, self.language = tuple(problems), fault, language
        self.refresh()

    def render(self) -> Content:
        """The column, fitted to its size."""
        width, height = self.size
        path = path_rows(self.lines, self.here, self.language, width)
        return side_rows(path, self.problems, self.fault, self.language, width, height)
