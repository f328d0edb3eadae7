"""A number in each cell of rows and columns, the darker the more."""

from collections.abc import Iterator

from cati.fieldwork.report.document import Grid
from cati.fieldwork.report.plots.shapes import WIDTH, Drawing, Label, Rect, Shape, drawing

ROW, HEAD = 34, 22
DARK = 0.7
"""From which shade on white letters read better than black ones."""


def drawn_grid(plot: Grid) -> Drawing:
    """A cell for each number, the darker the more; the numbers stand in the cells."""
    return drawing("grid", plot.title, HEAD + ROW * len(plot.rows), grid_shapes(plot))


def grid_shapes(plot: Grid) -> Iterator[Shape]:
    """Heads, and cells row by row."""
    first = 44
    wide = (WIDTH - first) / max(len(plot.columns), 1)
    most = max((value for row in plot.values for value in row), default=0)
    for at, head in enumerate(plot.columns):
        yield Label(first + wide * (at + 0.5), HEAD - 8, head, "middle")
    for down, (name, values, parts) in enumerate(zip(plot.rows, plot.values, plot.parts, strict=True)):
        y = HEAD + ROW * down
        yield Label(0, y + ROW / 2 + 4, name)
        for at, (value, part) in enumerate(zip(values, parts, strict=True)):
            if value:
                x, shade = first + wide * at, value / most
                style = "dark" if shade > DARK else "light"
                share = f"{round(100 * part / value)}%"
                yield Rect(x + 1, y + 1, wide - 2, ROW - 2, "cell", value, f"{name} {plot.columns[at]}", shade)
                yield Label(x + wide / 2, y + 15, str(value), "middle", style)
                yield Label(x + wide / 2, y + 27, share, "middle", f"{style} small")
