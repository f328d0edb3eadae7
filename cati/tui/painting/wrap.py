"""Text cut into lines that fit, so that a line may begin with a bar, a key or an indent."""

import re
from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from cati.questionnaire.widths import kept_together
from cati.tui.show import show
from cati.words.visible import visible

WIDTH = 78
"""The cells of a line of the body: 80 less one at each side, at every size of the window."""
WORD = re.compile("[^ ]+")


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` cells; a no-break space does not break, a longer word does."""
    return [line for paragraph in visible(text).split("\n") for line in wrapped_paragraph(paragraph, width)]


def wrapped_paragraph(text: str, width: int) -> list[str]:
    """One paragraph in lines; an empty one is an empty line."""
    lines = [""]
    for word in WORD.findall(kept_together(text)):
        grown = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(grown) <= width:
            lines[-1] = grown
            continue
        if lines[-1]:
            lines.append("")
        lines[-1:] = pieces(word, width)
    return lines


def pieces(word: str, width: int) -> list[str]:
    """A word that may be longer than a line, cut."""
    found = []
    while cell_len(word) > width:
        found.append(next(word[:at] for at in range(len(word), 0, -1) if at == 1 or cell_len(word[:at]) <= width))
        word = word[len(found[-1]) :]
    return [*found, word]


def paragraph(
    text: str,
    style: str = "",
    *,
    lead: str = " ",
    rest: str | None = None,
    width: int = WIDTH,
    is_lead_styled: bool = False,
) -> Content:
    """Text in lines after a lead: `lead` on the first, `rest` (blanks unless given) on the others."""
    indent = " " * cell_len(lead) if rest is None else rest
    lines = [show(line).stylize(style) if style else show(line) for line in wrapped(text, width - cell_len(lead) + 1)]
    start = show(lead).stylize(style) if style and is_lead_styled else show(lead)
    return under((start if at == 0 else show(indent)) + line for at, line in enumerate(lines))


def under(lines: Iterable[Content]) -> Content:
    """Lines, one under the other."""
    return Content("\n").join(list(lines))


def blocks(*parts: Content | None) -> Content:
    """Parts with a blank line between them; what is empty is left out."""
    return Content("\n\n").join([part for part in parts if part])


def cut(text: str, width: int) -> str:
    """The text in exactly `width` cells, with an ellipsis where it did not fit."""
    shown = visible(text).replace("\n", " ")
    return set_cell_size(shown, width) if cell_len(shown) <= width else set_cell_size(shown, width - 1) + "…"
