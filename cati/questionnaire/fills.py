"""Texts with fills: `{V3B}`, `{sample.company_name}`, `{again}`; `{{` and `}}` are braces."""

import re
from dataclasses import dataclass
from functools import lru_cache

FILL = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
FORM = re.compile(r"[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z0-9_]+){0,2}")


@dataclass(frozen=True)
class Fill:
    """A place in a text where a value goes; `offset` is its brace, in characters from 0."""

    name: str
    offset: int


@dataclass(frozen=True)
class StrayBrace:
    """A brace without its other half, or two with something between that is no fill: `written` is all of it."""

    brace: str
    offset: int
    written: str


Part = str | Fill | StrayBrace


@lru_cache(maxsize=4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """A text as plain pieces, fills and stray braces, in order."""
    found: list[Part] = []
    end = 0
    for match in FILL.finditer(text):
        if match.start() > end:
            found.append(text[end : match.start()])
        end = match.end()
        if match.group() in ("{{", "}}"):
            found.append(match.group()[0])
        elif match.group() in ("{", "}") or not FORM.fullmatch(match.group(1)):
            found.append(StrayBrace(match.group()[0], match.start(), match.group()))
        else:
            found.append(Fill(match.group(1), match.start()))
    if end < len(text):
        found.append(text[end:])
    return tuple(found)


def fills_in(text: str) -> tuple[Fill, ...]:
    """The fills of a text."""
    return tuple(part for part in parts_of(text) if isinstance(part, Fill)) if "{" in text else ()
