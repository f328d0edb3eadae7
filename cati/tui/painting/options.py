"""Response options as rows: key, mark and label; an option that is not read aloud stands in brackets."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from textual.content import Content

from cati.interview.prompt import OptionLine
from cati.tui.painting.question import QUIET, READ_ALOUD
from cati.tui.painting.wrap import WIDTH, paragraph, under, wrapped
from cati.tui.show import show

HERE = "►"


def single_options(options: Iterable[OptionLine], marked: str | None) -> Content:
    """Options of which one is the answer; the answer given before has a caret."""
    return under(
        option_row(line, f" {HERE if line.name == marked else ' '} ", "  ", is_marked=line.name == marked)
        for line in options
    )


def multi_options(options: Iterable[OptionLine], chosen: Collection[str], other: str) -> Content:
    """Options of which several may be chosen, each with its box; `other` is what was typed at the `other` option."""
    return under(
        option_row(
            replace(line, label=f"{line.label} {other}") if line.option.other and line.name in chosen else line,
            "   ",
            " [x] " if line.name in chosen else " [ ] ",
            is_marked=line.name in chosen,
        )
        for line in options
    )


def found_options(options: Sequence[OptionLine], caret: int, chosen: Collection[str] | None, rows: int) -> Content:
    """The top of a long list that is searched by typing; the caret is what Enter takes."""
    first = max(0, min(caret - rows + 1, len(options) - rows))
    return under(
        option_row(
            line,
            f" {HERE if first + at == caret else ' '} ",
            "" if chosen is None else "[x] " if line.name in chosen else "[ ] ",
            is_marked=first + at == caret,
        )
        for at, line in enumerate(options[first : first + rows])
    )


def option_row(line: OptionLine, lead: str, gap: str, *, is_marked: bool) -> Content:
    """One option; a long label goes on under itself."""
    start = Content.assemble(show(lead), show(line.key).stylize("bold $key"), show(gap))
    style = READ_ALOUD if line.is_read or is_marked else ""
    label = line.label if line.is_read else f"({line.label})"
    indent = show(" " * start.cell_length)
    lines = wrapped(label, WIDTH - start.cell_length + 1)
    return under((start if at == 0 else indent) + show(text).stylize(style) for at, text in enumerate(lines))


def locked_options(options: Sequence[OptionLine]) -> Content:
    """Options that cannot be chosen yet: the whole text must be read first."""
    labels = (line.label if line.is_read else f"({line.label})" for line in options)
    return under(
        paragraph(label, QUIET, lead=f"   {line.key}  ", is_lead_styled=True)
        for line, label in zip(options, labels, strict=True)
    )


def span_of_keys(keys: Iterable[str]) -> str:
    """`1-3`, `1-9 a-b`: the keys of a list for the key line."""
    ordered = sorted(key for key in keys if key)
    spans: list[list[str]] = []
    for key in ordered:
        if spans and ord(key) == ord(spans[-1][-1]) + 1:
            spans[-1].append(key)
        else:
            spans.append([key])
    return " ".join(span[0] if len(span) == 1 else f"{span[0]}-{span[-1]}" for span in spans)
