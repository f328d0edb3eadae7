"""Signing in: the names used before, each with its key."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.content import Content

from cati.tui.painting.columns import EMPTY, key_row, wrapped
from cati.words import say

if TYPE_CHECKING:
    from cati.storage.interviewers import Interviewer

MOST_KEYS = 9


def fitting(known: "Sequence[Interviewer]", typed: str) -> "tuple[Interviewer, ...]":
    """The names that begin with what was typed, or have a word that does; as many as there are keys."""
    wanted = typed.casefold().strip()
    found = (
        each for each in known if f" {each.name}".casefold().find(f" {wanted}") >= 0 or each.name.casefold() == wanted
    )
    return tuple(found)[:MOST_KEYS]


def known_lines(found: "Sequence[Interviewer]", total: int, language: str, width: int) -> list[Content]:
    """The names with their keys, and that typing finds the others."""
    rows = [key_row(str(at), each.name, width) for at, each in enumerate(found, 1)]
    if not total:
        return [EMPTY, *wrapped(say(language, "sign_in.first_time"), width - 3, indent=3), EMPTY]
    more = total > MOST_KEYS
    about = say(language, "sign_in.who_more" if more else "sign_in.who")
    return [EMPTY, *wrapped(about, width - 3, indent=3), EMPTY, *rows, EMPTY]
