"""Plots as shapes on a plane: every length is in proportion to its number, and every number is written beside it.

Plain SVG, drawn by a template: a plotting library would make the page ten to three hundred times as large and its
bytes depend on the library's version.
"""

from typing import assert_never

from cati.fieldwork.report.document import Bars, Curve, Flow, Grid, Plot
from cati.fieldwork.report.plots.bars import drawn_bars
from cati.fieldwork.report.plots.curve import drawn_curve
from cati.fieldwork.report.plots.flow import drawn_flow
from cati.fieldwork.report.plots.grid import drawn_grid
from cati.fieldwork.report.plots.shapes import Drawing


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
