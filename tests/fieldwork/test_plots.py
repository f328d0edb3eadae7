"""Plots without a browser: lengths are in proportion, streams come to as much as they came from, nothing runs out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.fieldwork.report.document import Bars, Curve, Flow, Grid, Stage
from cati.fieldwork.report.plots import drawn
from cati.fieldwork.report.plots.curve import BOTTOM, TOP, top_of
from cati.fieldwork.report.plots.shapes import WIDTH

COUNTS = st.lists(st.integers(0, 5000), min_size=1, max_size=12)


@given(COUNTS, st.none() | st.integers(1, 9000))
def test_a_curve_stays_within_and_is_as_high_as_its_values(values: list[int], target: int | None):
    found = drawn(Curve("c", tuple(map(str, values)), tuple(values), target, "t"))
    most = top_of(max((*values, target or 0)))
    assert [dot.value for dot in found.dots] == values
    assert [(BOTTOM - dot.y) / (BOTTOM - TOP) * most for dot in found.dots] == pytest.approx(values)
    assert all(0 <= dot.x <= WIDTH and TOP - 1 <= dot.y <= BOTTOM for dot in found.dots)


@given(st.integers(0, 10**6))
def test_the_top_of_a_curve_is_not_below_it_and_quarters(most: int):
    top = top_of(most)
    assert most <= top <= max(4, 5 * most // 2)
    assert top % 4 == 0


@given(st.lists(st.lists(st.integers(1, 900), min_size=1, max_size=5), min_size=1, max_size=3))
def test_streams_are_as_broad_as_they_are_many_and_none_lies_on_another(groups: list[list[int]]):
    stages = tuple(Stage("s", sum(group), tuple(Stage("p", count) for count in group)) for group in groups)
    found = drawn(Flow("f", Stage("w", sum(map(sum, groups)), stages)))
    whole = found.rects[0]
    assert all(
        rect.height == pytest.approx(whole.height * (rect.value or 0) / (whole.value or 1)) for rect in found.rects
    )
    for x in {rect.x for rect in found.rects}:
        column = sorted((rect.y, rect.y + rect.height) for rect in found.rects if rect.x == x)
        assert all(end <= start + 1e-6 for (_, end), (start, _) in pairwise(column))
        assert column[-1][1] <= found.height


def test_a_cell_without_calls_is_not_drawn_and_the_fullest_is_darkest():
    found = drawn(Grid("g", ("ma", "di"), ("09", "10"), ((4, 0), (8, 2)), ((1, 0), (8, 0))))
    assert [(rect.value, rect.shade) for rect in found.rects] == [(4, 0.5), (8, 1.0), (2, 0.25)]
    assert [label.text for label in found.labels if label.style.endswith("small")] == ["25%", "100%", "0%"]


def test_bars_of_nothing_have_no_length():
    assert [rect.width for rect in drawn(Bars("b", ("V1", "V2"), (0.0, 0.0), ("0", "0"))).rects] == [0, 0]
