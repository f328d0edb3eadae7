"""A bar for each label, with its value at its end."""

from collections.abc import Iterator

from cati.fieldwork.report.document import Bars
from cati.fieldwork.report.plots.shapes import Drawing, Label, Rect, Shape, drawing

LINE, BEGIN, END = 18, 130, 640


def drawn_bars(plot: Bars) -> Drawing:
    """A bar for each label, with its value at its end."""
    return drawing("bars", plot.title, LINE * len(plot.labels) + 4, bar_shapes(plot))


def bar_shapes(plot: Bars) -> Iterator[Shape]:
    """Label, bar, value."""
    most = max(plot.values, default=0) or 1
    for at, (label, value, shown) in enumerate(zip(plot.labels, plot.values, plot.shown, strict=True)):
        y, wide = LINE * at, (END - BEGIN) * value / most
        yield Label(BEGIN - 8, y + 13, label, "end")
        yield Rect(BEGIN, y + 3, wide, LINE - 6, "bar", value, label)
        yield Label(BEGIN + wide + 6, y + 13, shown)
