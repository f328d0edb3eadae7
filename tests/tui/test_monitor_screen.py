"""The monitor on a terminal: the whole room, a part of it, a pause, and a database that is away."""

from collections.abc import Callable
from pathlib import Path

import pytest
from showing import showing
from syrupy.assertion import SnapshotAssertion

from cati.errors import NotSavedError
from cati.fieldwork.monitor import RoomNow, room_now
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.tui.screens.case_page import CasePageScreen
from cati.tui.screens.monitor import MonitorScreen
from phone_room import add_companies, an_empty_room, answer, seated, taken


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """A room in which one company took part, one refused, and one is being called."""
    room = seated(an_empty_room(tmp_path))
    add_companies(room, [f"Voorbeeld {name} NV" for name in ("Weverij", "Metaal", "Bouw", "Zuivel", "Hout")])
    answer(taken(next_case(room, practice=False)), INT="reached").end("complete")
    answer(taken(next_case(room, practice=False)), INT="reached").end("hard_refusal")
    answer(taken(next_case(room, practice=False)), INT="reached")
    return room


def here(room: Room) -> Callable[[], Room]:
    return lambda: room


async def test_the_room_at_a_glance(room: Room, snapshot: SnapshotAssertion):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.settle()
        assert page.text == snapshot


async def test_a_part_fills_the_page_and_escape_shows_all_again(room: Room, snapshot: SnapshotAssertion):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.press("1")
        assert page.text == snapshot
        await page.press("escape")
        assert "Let op" in page.text


async def test_in_a_pause_the_figures_stand(room: Room):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.press("p")
        answer(taken(next_case(room, practice=False)), INT="reached").end("complete")
        screen = page.screen
        assert isinstance(screen, MonitorScreen)
        screen.look_now()
        await page.settle()
        assert screen.seen is not None
        assert screen.seen.standing.completes == 1
        assert "Pauze" in page.text


async def test_when_the_database_is_away_the_old_figures_stay_and_say_of_when_they_are(room: Room):
    answers: list[RoomNow | NotSavedError] = [room_now(room), NotSavedError("storage.busy")]

    def look(_: Room) -> RoomNow:
        found = answers.pop(0)
        if isinstance(found, NotSavedError):
            raise found
        return found

    async with showing(lambda: MonitorScreen("Samenwerking", here(room), look), below=None) as page:
        screen = page.screen
        assert isinstance(screen, MonitorScreen)
        screen.look_now()
        await page.settle()
        assert "de databank antwoordt niet" in page.text
        assert "Volledig" in page.text


async def test_q_ends_it(room: Room):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.press("q")
    assert page.app.return_code == 0


async def test_enter_on_a_row_leads_to_its_case(room: Room):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.press("2")
        assert "► An Peeters" in page.text
        assert "Enter bekijk" in page.text
        await page.press("enter")
        assert isinstance(page.screen, CasePageScreen)
        assert page.text.startswith(" 0044 · Voorbeeld Bouw NV")


async def test_a_row_without_a_case_leads_nowhere(room: Room):
    async with showing(lambda: MonitorScreen("Samenwerking", here(room)), below=None) as page:
        await page.press("4", "down", "enter", "3", "enter")
        assert isinstance(page.screen, MonitorScreen)
        assert "bekijk" not in page.text
