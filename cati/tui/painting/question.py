"""The wording of a question: what is read aloud is bold, an introduction has a bar, an instruction an `i`."""

from rich.cells import cell_len
from textual.content import Content

from cati.interview.prompt import Prompt
from cati.tui.painting.wrap import WIDTH, blocks, paragraph, under, wrapped
from cati.tui.show import show

READ_ALOUD = "bold"
QUIET = "$quiet"


def wording(prompt: Prompt, scale: Content | None = None) -> Content:
    """Introduction and question; a scale stands at the end of the last line, or below if it does not fit."""
    intro = paragraph(prompt.intro, READ_ALOUD, lead="▌", rest="▌") if prompt.intro else None
    return blocks(intro, with_scale(prompt.text, scale))


def with_scale(text: str, scale: Content | None) -> Content:
    """The question, and the scale at its right or below it."""
    said = paragraph(text, READ_ALOUD)
    if scale is None:
        return said
    left = WIDTH - 1 - cell_len(wrapped(text, WIDTH)[-1]) - scale.cell_length
    if left >= 3 and "\n" not in scale.plain:
        return Content.assemble(said, show(" " * left), scale)
    return under([said, scale])


def notes(prompt: Prompt) -> Content | None:
    """What only the interviewer reads: the instruction, and the note that was made here."""
    remark = paragraph(prompt.remark, QUIET, lead=" … ") if prompt.remark else None
    return blocks(instruction(prompt), remark) or None


def instruction(prompt: Prompt) -> Content | None:
    """What only the interviewer reads."""
    return paragraph(prompt.instruction, QUIET, lead=" i ") if prompt.instruction else None
