"""A text with choices under it: the end of a conversation, and what stopped it."""

from collections.abc import Sequence

from textual.content import Content

from cati.tui.painting.question import QUIET, READ_ALOUD
from cati.tui.painting.wrap import blocks, paragraph, under
from cati.tui.show import show


def read_aloud(text: str, choices: Sequence[tuple[str, str]] = ()) -> Content:
    """A text to read aloud, and keys with what they do."""
    return blocks(paragraph(text, READ_ALOUD) if text else None, choice_rows(choices))


def for_interviewer(text: str, choices: Sequence[tuple[str, str]] = ()) -> Content:
    """A text for the interviewer only, and keys with what they do."""
    return blocks(paragraph(text), choice_rows(choices))


def choice_rows(choices: Sequence[tuple[str, str]]) -> Content | None:
    """Keys and what they do, one under the other."""
    rows = [Content.assemble("   ", show(key).stylize("bold $key"), "  ", show(label)) for key, label in choices]
    return under(rows) if rows else None


def quiet(text: str) -> Content:
    """A line that only explains."""
    return paragraph(text, QUIET, lead="   ")


def quiet_line(text: str) -> Content:
    """A line that only explains, at the edge of the body."""
    return paragraph(text, QUIET)


def counter(length: int, limit: int) -> Content:
    """How long a text is, of how much."""
    return show(f"{length} / {limit}").stylize("bold $fault" if length > limit else QUIET)


def alert(text: str) -> Content:
    """A line that wants something of the interviewer."""
    return paragraph(text, "bold $alert", lead=" ! ", is_lead_styled=True)
