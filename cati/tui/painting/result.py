"""The results that a call can be given (F8), one key each."""

from collections.abc import Sequence

from textual.content import Content

from cati.fieldwork.stop import OTHERS_KEY, Result
from cati.tui.painting.columns import EMPTY, key_row, wrapped
from cati.tui.show import show
from cati.words import say

LEAST_DETAIL = 28
"""So many cells are left for what a result comes to."""


def everyday_lines(rows: Sequence[Result], language: str, width: int) -> list[Content]:
    """The results of every day, the key to all others, and what becomes of the answers."""
    others = key_row(OTHERS_KEY, say(language, "result.others"), width)
    saved = wrapped(say(language, "result.saved"), width - 3, indent=3)
    return [EMPTY, *result_rows(rows, language, width), others, EMPTY, *saved]


def other_lines(rows: Sequence[Result], language: str, width: int) -> list[Content]:
    """The results that are rarer."""
    return [EMPTY, *result_rows(rows, language, width)]


def chosen_lines(row: Result, language: str, width: int) -> list[Content]:
    """The result that was chosen, before its line is typed."""
    return [EMPTY, *result_rows([row], language, width), EMPTY]


def result_rows(rows: Sequence[Result], language: str, width: int) -> list[Content]:
    """Each result: its key, its name and, in a column, what it comes to."""
    longest = max(show(row.shown.label(language)).cell_length for row in rows)
    at = min(longest + 8, width - LEAST_DETAIL)
    return [key_row(row.key, row.shown.label(language), width, effect(row, language), at=at) for row in rows]


def effect(row: Result, language: str) -> str:
    """What an interviewer should know before choosing: what it is stored as, and that the case is closed."""
    told = []
    if row.disposition.name != row.shown.name:
        told.append(row.disposition.label(language))
    if row.disposition.ends_case:
        told.append(say(language, "result.closes"))
    return " · ".join(told)
