"""A curve over its places, from nought up."""

from collections.abc import Iterator

from cati.fieldwork.report.document import Curve
from cati.fieldwork.report.plots.shapes import Dot, Drawing, Label, Shape, Stroke, drawing

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
    """The first of 4, 8, 20, 40, 80, 200 … that is not below another: round, and it quarters."""
    power = 1
    while 20 * power < most:
        power *= 10
    return next(step * power for step in (4, 8, 20) if step * power >= most)
