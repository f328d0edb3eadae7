"""The editor's side of a preview: what became of each item and why, and what is wrong with the file."""

from collections.abc import Sequence

from textual.content import Content

from cati.interview.path_lines import PathLine, Tested
from cati.questionnaire.problems import Problem, Severity
from cati.tui.painting.columns import EMPTY, cut, window, wrapped
from cati.tui.painting.lines import STYLES, Sign
from cati.tui.painting.wrap import under
from cati.tui.show import show
from cati.words import say

SIGNS: dict[Severity, Sign] = {"error": "!!", "warning": "!", "note": "i"}
LONGEST_KEY = 16
FEWEST_PATH_ROWS = 8


def path_rows(lines: Sequence[PathLine], here: str | None, language: str, width: int) -> tuple[list[Content], int]:
    """Each item and, below it, its conditions with their truth; and the row of the item at hand."""
    named = min(LONGEST_KEY, max((len(line.key) for line in lines), default=0))
    rows: list[Content] = []
    at = 0
    for line in lines:
        is_here = line.key == here if here is not None else line.state == "open"
        at = len(rows) if is_here else at
        rows.append(item_row(line, named, width, is_here=is_here))
        rows += [test_row(test, language, width) for test in line.tests]
    return rows, at


def item_row(line: PathLine, named: int, width: int, *, is_here: bool) -> Content:
    """A sign, the id and the answer."""
    sign = "►" if is_here else {"answered": "•", "not_asked": "–"}.get(line.state, " ")
    start = Content.assemble(show(f"{sign} "), cut(line.key, LONGEST_KEY).stylize("$key"))
    gap = show(" " * max(1, named + 4 - start.cell_length))
    row = Content.assemble(start, gap, cut(line.answer, width - start.cell_length - len(gap)))
    if is_here:
        return row.stylize("bold")
    return row if line.state == "answered" else row.stylize("$quiet")


def test_row(test: Tested, language: str, width: int) -> Content:
    """A condition and whether it is true; its truth is never cut off."""
    word = "preview.unknown" if test.is_true is None else "preview.true" if test.is_true else "preview.false"
    end = show(f" → {say(language, word)}")
    style = "$quiet" if test.is_true is None else ""
    row = Content.assemble("    ", cut(test.text, width - 4 - end.cell_length), end)
    return row.stylize(style) if style else row


def side_rows(
    path: tuple[list[Content], int], problems: Sequence[Problem], fault: str, language: str, width: int, height: int
) -> Content:
    """The path around the item at hand and, below it, the problems that fit."""
    below = problem_rows(problems, fault, language, width, max(2, height - FEWEST_PATH_ROWS - 2))
    rows, at = path
    shown = window(rows, at, height - len(below) - 2).shown
    return under([title("preview.path", language), *shown, EMPTY, *below][:height])


def problem_rows(problems: Sequence[Problem], fault: str, language: str, width: int, height: int) -> list[Content]:
    """The problems, one line each."""
    if fault:
        return [title("preview.problems", language), *wrapped(fault, width)]
    if not problems:
        return []
    rows = [problem_row(problem, f"{problem.line}:{problem.column}", language, width) for problem in problems]
    shown = rows if len(rows) < height else rows[: height - 2]
    rest = len(rows) - len(shown)
    more = [show(f"   {say(language, 'preview.more', count=rest)}").stylize("$quiet")] if rest else []
    return [title("preview.problems", language), *shown, *more]


def problem_row(problem: Problem, place: str, language: str, width: int) -> Content:
    """Its sign, place and code, and what is wrong, cut."""
    sign = SIGNS[problem.severity]
    start = Content.assemble(show(f"{sign:2} ").stylize(STYLES[sign]), show(f"{place} {problem.code} "))
    return Content.assemble(start, cut(problem.message(language), width - start.cell_length))


def opened_problem(problem: Problem, language: str, width: int) -> list[Content]:
    """What is wrong in full, and what to do."""
    says = wrapped(problem.message(language), width - 2, indent=7)
    remedy = wrapped(f"→ {problem.remedy(language)}", width - 2, indent=7)
    return [*says, *(line.stylize("bold") for line in remedy)]


def title(word: str, language: str) -> Content:
    """What a part is."""
    return show(say(language, word)).stylize("bold")
