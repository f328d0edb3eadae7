"""Margins are those of the textbook, hold the share itself, and vanish when everybody was asked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cati.sample.margins import Margin, margin

MANY = 10**12


@pytest.mark.parametrize(
    ("count", "asked", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_intervals_are_those_that_are_published(count: int, asked: int, low: float, high: float):
    """Newcombe, Statistics in Medicine 17 (1998), table I, method 3."""
    found = margin(count, asked, MANY)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_nobody_asked_has_no_margin_and_everybody_asked_none_to_speak_of():
    assert margin(0, 0, 100) is None
    assert margin(30, 100, 100) == Margin(0.3, 0.3)


@given(st.integers(1, 500), st.data())
def test_the_share_lies_within_and_a_smaller_population_brings_the_ends_nearer(asked: int, data: st.DataObject):
    count = data.draw(st.integers(0, asked))
    population = data.draw(st.integers(asked, 10_000))
    near, far = margin(count, asked, population), margin(count, asked, MANY)
    assert near is not None
    assert far is not None
    assert 0 <= near.low <= count / asked + 1e-12
    assert count / asked - 1e-12 <= near.high <= 1
    assert near.high - near.low <= far.high - far.low + 1e-9
