"""Ctrl+P: everything that can be done here, by name."""

import pytest
from showing import showing

from cati.tui.actions import ACTIONS, Action, actions_at
from cati.tui.painting.palette import matching
from cati.tui.screens.palette import PaletteScreen
from cati.words import LANGUAGES

HERE = tuple(actions_at("interview"))


def names(actions: tuple[Action, ...]) -> list[str]:
    return [action.name for action in actions]


async def test_typing_a_name_and_enter_does_it():
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        await shown.type("nota")
        await shown.press("enter")
        assert shown.results == ["note"]


async def test_arrows_choose_and_stay_within_what_was_found():
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        await shown.press("up", "down", "enter")
        assert shown.results == ["refused"]


async def test_typing_puts_the_caret_at_the_first_again():
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        await shown.press("down", "down")
        await shown.type("ta")
        await shown.press("enter")
        assert shown.results == ["language"]


async def test_what_has_no_name_here_is_told_and_enter_does_nothing():
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        await shown.type("xyz[b]")
        assert "Niets gevonden voor 'xyz[b]'." in shown.text
        await shown.press("enter", "down")
        assert shown.results == []


@pytest.mark.parametrize("key", ["escape", "ctrl+p"])
async def test_it_is_left_without_doing_anything(key: str):
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        await shown.press(key)
        assert shown.results == [None]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_action_is_found_by_its_own_name(language: str):
    for action in ACTIONS:
        assert action in matching(ACTIONS, action.label(language), language)


def test_an_action_whose_name_begins_with_what_was_typed_comes_first():
    assert names(matching(HERE, "an", "nl"))[0] == "answer"


def test_every_word_that_was_typed_must_fit():
    assert "back" in names(matching(HERE, "vorige vraag", "nl"))
    assert names(matching(HERE, "vorige afspraak", "nl")) == []


async def test_only_what_works_by_itself_is_listed():
    async with showing(lambda: PaletteScreen(HERE)) as shown:
        assert names(shown.screen.actions) == [action.name for action in HERE if action.in_palette]
