"""How many cells of a terminal a text takes, and how many lines when it is wrapped.

This floor may not know the terminal's own libraries, so the width of a character is worked out here
from the Unicode database: wide and full-width ones take two cells, combining and invisible ones none.
A test compares it with what the screens use.
"""

import re
import unicodedata

TOGETHER = re.compile("(?<=«) | (?=[»:;?!](?: |$))")
"""Blanks of French typography that belong to their sign."""
WIDE = frozenset({"W", "F"})
NO_CELL = frozenset({"Mn", "Me", "Cf", "Cc"})


def cells(text: str) -> int:
    """The width of a line of text in cells."""
    return len(text) if text.isascii() else sum(map(cells_of, text))


def cells_of(character: str) -> int:
    """The width of one character; the soft hyphen, alone of its kind, is seen."""
    if unicodedata.category(character) in NO_CELL and character != "\N{SOFT HYPHEN}":
        return 0
    return 2 if unicodedata.east_asian_width(character) in WIDE else 1


def kept_together(text: str) -> str:
    """The text with no-break spaces where a line may not be broken."""
    return TOGETHER.sub("\N{NO-BREAK SPACE}", text)


def rows(text: str, width: int) -> int:
    """How many lines a text takes when its words are wrapped at a width; nothing takes none."""
    if len(text) <= width and text.isascii() and "\n" not in text:
        return 1 if text.strip() else 0
    return sum(rows_of_paragraph(paragraph, width) for paragraph in text.split("\n")) if text.strip() else 0


def rows_of_paragraph(text: str, width: int) -> int:
    """The lines of one paragraph; a word longer than a line is cut."""
    lines, used = 1, 0
    for word in kept_together(text).split(" "):
        wide = cells(word)
        if used and wide and used + 1 + wide <= width:
            used += 1 + wide
        elif wide:
            more, last = cut(word, width)
            lines, used = lines + bool(used) + more, last
    return lines


def cut(word: str, width: int) -> tuple[int, int]:
    """How many times a word of its own line is cut, and the width of its last piece."""
    if word.isascii():
        whole = (len(word) - 1) // width
        return whole, len(word) - whole * width
    times = used = 0
    for character in word:
        wide = cells_of(character)
        times += used + wide > width
        used = wide if used + wide > width else used + wide
    return times, used
