"""Plots as shapes on a plane: every length is in proportion to its number, and every number is written beside it.

Plain SVG, drawn by a template: a plotting library would make the page ten to three hundred times as large and its
bytes depend on the library's version.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, assert_never

from cati.fieldwork.report.document import Bars, Curve, Flow, Grid, Plot, Stage

WIDTH = 720
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Rect:
    """A box; `value` is what its length or shade stands for."""

    x: float
    y: float
    width: float
    height: float
    style: str
    value: float | None = None
    label: str = ""
    shade: float = 1.0


@dataclass(frozen=True)
class Label:
    """A text on the plane."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    style: str = ""


@dataclass(frozen=True)
class Stroke:
    """A line along some points, or (`is_filled`) the area of a path in SVG's own words."""

    path: str
    style: str


@dataclass(frozen=True)
class Dot:
    """A point of a curve."""

    x: float
    y: float
    value: float
    label: str


Shape = Rect | Label | Stroke | Dot


@dataclass(frozen=True)
class Drawing:
    """All shapes of one plot, in the order in which they are painted."""

    kind: str
    title: str
    height: float
    rects: tuple[Rect, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    dots: tuple[Dot, ...] = ()
    labels: tuple[Label, ...] = ()

    @property
    def width(self) -> int:
        """All plots are as wide as each other."""
        return WIDTH


def drawn(plot: Plot) -> Drawing:
    """The shapes of a plot."""
    match plot:
        case Curve():
            return drawn_curve(plot)
        case Grid():
            return drawn_grid(plot)
        case Flow():
            return drawn_flow(plot)
        case Bars():
            return drawn_bars(plot)
        case _:
            assert_never(plot)


def drawing(kind: str, title: str, height: float, shapes: Iterator[Shape]) -> Drawing:
    """Shapes sorted by what they are."""
    found = list(shapes)
    return Drawing(
        kind,
        title,
        height,
        tuple(shape for shape in found if isinstance(shape, Rect)),
        tuple(shape for shape in found if isinstance(shape, Stroke)),
        tuple(shape for shape in found if isinstance(shape, Dot)),
        tuple(shape for shape in found if isinstance(shape, Label)),
    )


LEFT, RIGHT, TOP, BOTTOM = 44, 676, 12, 196
MOST_LABELS = 8


def drawn_curve(plot: Curve) -> Drawing:
    """The values over their places, from nought up."""
    return drawing("curve", plot.title, BOTTOM + 24, curve_shapes(plot))


def curve_shapes(plot: Curve) -> Iterator[Shape]:
    """Ticks, the line to come to, the curve, and its points."""
    most = top_of(max((*plot.values, plot.target or 0)))
    step = (RIGHT - LEFT) / max(len(plot.values) - 1, 1)

    def up(value: float) -> float:
        return BOTTOM - (BOTTOM - TOP) * value / most

    for tick in range(0, most + 1, max(most // 4, 1)):
        yield Stroke(f"M{LEFT} {up(tick):.1f}H{RIGHT}", "axis")
        yield Label(LEFT - 6, up(tick) + 4, str(tick), "end")
    if plot.target is not None:
        yield Stroke(f"M{LEFT} {up(plot.target):.1f}H{RIGHT}", "target")
        yield Label(RIGHT, up(plot.target) - 5, plot.target_label, "end")
    places = [(LEFT + step * at, up(value)) for at, value in enumerate(plot.values)]
    yield Stroke("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places), "curve")
    every = -(-len(places) // MOST_LABELS)
    for at, ((x, y), value, label) in enumerate(zip(places, plot.values, plot.labels, strict=True)):
        yield Dot(x, y, value, label)
        if at % every == 0:
            yield Label(x, BOTTOM + 18, label, "middle")


def top_of(most: int) -> int:
    """A round number not below another, that quarters well."""
    size = 4
    while size < most:
        size = size * 5 // 2 if str(size).startswith("4") and size * 5 // 2 >= most else size * 2
    return size


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


FLOW_HEIGHT, GAP, NODE = 260, 10, 12
COLUMNS = (0, 250, 440)


def drawn_flow(plot: Flow) -> Drawing:
    """Streams as broad as they are many, from the whole on the left to what they came to on the right."""
    streams = sum(len(stage.into) for stage in plot.whole.into)
    return drawing("flow", plot.title, FLOW_HEIGHT + GAP * streams + 8, flow_shapes(plot.whole))


def flow_shapes(whole: Stage) -> Iterator[Shape]:
    """The whole, then each of its streams with those it divides into."""
    scale = FLOW_HEIGHT / whole.value
    yield from node(COLUMNS[0], 0, whole, scale)
    from_whole = middle = last = 0.0
    for stage in whole.into:
        yield ribbon(COLUMNS[0], from_whole, COLUMNS[1], middle, stage.value * scale, stage)
        yield from node(COLUMNS[1], middle, stage, scale)
        from_stage = middle
        for part in stage.into:
            yield ribbon(COLUMNS[1], from_stage, COLUMNS[2], last, part.value * scale, part)
            yield from node(COLUMNS[2], last, part, scale)
            from_stage += part.value * scale
            last += part.value * scale + GAP
        from_whole += stage.value * scale
        middle = max(middle + stage.value * scale + GAP, last)


def node(x: float, y: float, stage: Stage, scale: float) -> Iterator[Shape]:
    """One stage: its box, and its label beside it."""
    high = stage.value * scale
    yield Rect(x, y, NODE, high, stage.kind, stage.value, stage.label)
    yield Label(x + NODE + 6, y + max(high / 2, 4) + 4, f"{stage.label} {stage.value}")


def ribbon(x: float, y: float, to_x: float, to_y: float, high: float, stage: Stage) -> Stroke:
    """The stream between two stages."""
    start, bend = x + NODE, (x + NODE + to_x) / 2
    there = f"M{start} {y:.1f}C{bend} {y:.1f} {bend} {to_y:.1f} {to_x} {to_y:.1f}"
    back = f"V{to_y + high:.1f}C{bend} {to_y + high:.1f} {bend} {y + high:.1f} {start} {y + high:.1f}Z"
    return Stroke(there + back, f"ribbon {stage.kind}")


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
