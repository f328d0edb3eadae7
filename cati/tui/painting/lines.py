"""The lines around a screen: header, status and keys, fitted to a width."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from cati.tui.painting.wrap import paragraph, under
from cati.tui.show import show

Sign = Literal["•", "…", "!!", "!", "i"]
STYLES: dict[Sign, str] = {"•": "$saved", "…": "$quiet", "!!": "bold $fault reverse", "!": "$alert", "i": "$quiet"}


@dataclass(frozen=True)
class Hint:
    """A key and what it does, as on the key line; priority 1 stays longest."""

    key: str
    label: str
    priority: int = 5


@dataclass(frozen=True)
class Notice:
    """A sentence for the interviewer, with the sign that tells its kind without colour."""

    sign: Sign
    text: str


def header_line(left: str, right: str, practice: str, width: int) -> Content:
    """Where and who at the left, the clock at the right; `practice` is a word in reverse video, or empty."""
    end = show(right)
    flag = show(practice and f" {practice} ").stylize("reverse bold")
    room = width - 2 - end.cell_length - flag.cell_length - (1 if practice else 0)
    start = show(left)
    if start.cell_length > room - 1:
        start = start.truncate(max(0, room - 1), ellipsis=True)
    gap = show(" " * max(1, room - start.cell_length))
    return Content.assemble(" ", flag, " " if practice else "", start.stylize("bold"), gap, end.stylize("$quiet"), " ")


def status_line(mark: Notice | None, notice: Notice | None, width: int) -> Content:
    """What is saved, and a sentence; where both do not fit, a sentence that matters more stands alone."""
    if mark is None or notice is None:
        return one_notice(mark or notice, width)
    if mark.sign == "!!":
        return under([one_notice(mark, width), one_notice(notice, width)])
    both = Content.assemble(one_notice(mark, width), "  ", one_notice(notice, width))
    return both if "\n" not in both.plain and both.cell_length <= width else one_notice(notice, width)


def one_notice(notice: Notice | None, width: int) -> Content:
    """A sign and its sentence; a long one goes on under itself."""
    if notice is None:
        return Content("")
    return paragraph(notice.text, STYLES[notice.sign], lead=f" {notice.sign} ", width=width - 2, is_lead_styled=True)


def key_line(hints: Sequence[Hint], width: int) -> Content:
    """Keys and labels on one row; what does not fit goes by priority, the last of a priority first."""
    kept = list(hints)
    while kept and line_length(kept) > width:
        kept.remove(max(reversed(kept), key=lambda hint: hint.priority))
    gap = "  " if line_length(kept, gap=2) <= width else " "
    return Content(" ") + show(gap).join([one_hint(hint) for hint in kept])


def line_length(hints: Sequence[Hint], *, gap: int = 1) -> int:
    """How many cells a key line of these takes."""
    return 1 + sum(one_hint(hint).cell_length for hint in hints) + gap * max(0, len(hints) - 1)


def one_hint(hint: Hint) -> Content:
    """A key and its label."""
    key = show(hint.key).stylize("bold $key")
    return Content.assemble(key, " ", show(hint.label)) if hint.label else key
