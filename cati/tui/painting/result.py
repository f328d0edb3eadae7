"""The results that a call can be given (F8), one key each."""

from collections.abc import Sequence

from textual.content import Content

from cati.fieldwork.stop import OTHERS_KEY, Result
from cati.tui.painting.columns import EMPTY, key_row, wrapped
from cati.words import say

DETAIL_AT = 47


def everyday_lines(rows: Sequence[Result], language: str, width: int) -> list[Content]:
    """The results of every day, the key to all others, and what becomes of the answers."""
    others = key_row(OTHERS_KEY, say(language, "result.others"), width)
    saved = wrapped(say(language, "result.saved"), width - 3, indent=3)
    return [EMPTY, *(result_row(row, language, width) for row in rows), others, EMPTY, *saved]


def other_lines(rows: Sequence[Result], language: str, width: int) -> list[Content]:
    """The results that are rarer."""
    return [EMPTY, *(result_row(row, language, width) for row in rows)]


def chosen_lines(row: Result, language: str, width: int) -> list[Content]:
    """The result that was chosen, before its line is typed."""
    return [EMPTY, result_row(row, language, width), EMPTY]


def result_row(row: Result, language: str, width: int) -> Content:
    """One result: its key, its name, and what it comes to."""
    return key_row(row.key, row.shown.label(language), width, effect(row, language), at=DETAIL_AT)


def effect(row: Result, language: str) -> str:
    """What an interviewer should know before choosing: what it is stored as, and that the case is closed."""
    told = []
    if row.disposition.name != row.shown.name:
        told.append(row.disposition.label(language))
    if row.disposition.ends_case:
        told.append(say(language, "result.closes"))
    return " · ".join(told)
