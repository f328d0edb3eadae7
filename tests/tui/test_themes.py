"""Contrast: 7:1 for what is read aloud, 4.5:1 for all else, in true colour and in sixteen colours (WCAG 2.2)."""

from collections.abc import Callable

import pytest
from rich.color import Color, ColorSystem
from rich.palette import Palette
from rich.terminal_theme import DEFAULT_TERMINAL_THEME
from textual.theme import Theme

from cati.tui.painting.lines import STYLES
from cati.tui.themes import THEMES

SIXTEEN: Palette = DEFAULT_TERMINAL_THEME.ansi_colors
Way = Callable[[str], tuple[int, int, int]]
QUIETER = ("quiet", "key", "alert", "fault", "saved")


def luminance(rgb: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in rgb]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def true_colour(written: str) -> tuple[int, int, int]:
    return tuple(Color.parse(written).get_truecolor())


def sixteen_colours(written: str) -> tuple[int, int, int]:
    number = Color.parse(written).downgrade(ColorSystem.STANDARD).number
    return tuple(SIXTEEN[number])


WAYS = pytest.mark.parametrize("way", [true_colour, sixteen_colours])
OF_THEMES = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@WAYS
@OF_THEMES
def test_what_is_read_aloud_stands_out_seven_to_one(theme: Theme, way: Way):
    assert contrast(way(theme.foreground), way(theme.background)) >= 7


@WAYS
@OF_THEMES
@pytest.mark.parametrize("role", QUIETER)
def test_all_else_stands_out_four_and_a_half_to_one(theme: Theme, way: Way, role: str):
    assert contrast(way(theme.variables[role]), way(theme.background)) >= 4.5


@OF_THEMES
def test_surfaces_are_the_background_so_no_pair_goes_untested(theme: Theme):
    assert {theme.surface, theme.panel} == {theme.background}


def test_every_sign_has_a_colour_of_the_themes():
    used = {word[1:] for style in STYLES.values() for word in style.split() if word.startswith("$")}
    assert all(used <= theme.variables.keys() for theme in THEMES)
