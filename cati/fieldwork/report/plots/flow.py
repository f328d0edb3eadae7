"""Streams as broad as they are many."""

from collections.abc import Iterator

from cati.fieldwork.report.document import Flow, Stage
from cati.fieldwork.report.plots.shapes import Drawing, Label, Rect, Shape, Stroke, drawing

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
