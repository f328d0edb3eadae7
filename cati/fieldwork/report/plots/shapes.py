"""Shapes on a plane, and a drawing made of them; the lengths are those of SVG's own units."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

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
