"""A case on the monitor: found, read, and changed by a supervisor who says why."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from showing import Shown, showing
from syrupy.assertion import SnapshotAssertion

from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.storage.audit import list_deeds
from cati.storage.cases import Case, list_cases
from cati.storage.subjects import held_of
from cati.tui.screens.case_page import CasePageScreen
from cati.tui.screens.monitor import MonitorScreen
from cati.tui.screens.power import PowerScreen
from phone_room import add_companies, an_empty_room, answer, seated, taken


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Two companies, one of which was called; the supervisor `bo` is at the desk."""
    room = seated(an_empty_room(tmp_path))
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    answer(taken(next_case(room, practice=False)), INT="reached").end("not_eligible")
    return room


def desk(room: Room) -> Room:
    return replace(room, interviewer="bo", interviewer_name="bo")


def case(room: Room, key: str) -> Case:
    return next(each for each in list_cases(room.store) if each.case_key == key)


def page_of(room: Room, key: str) -> Callable[[], CasePageScreen]:
    return lambda: CasePageScreen(desk(room), case(room, key).case_id)


async def do(page: Shown, key: str, words: str, choice: str = "") -> None:
    """Press a power's key, choose, and say why."""
    await page.press(key)
    if choice:
        await page.type(choice)
        await page.press("enter")
    await page.type(words)
    await page.press("enter")


async def test_a_case_is_found_from_the_monitor_and_read(room: Room, snapshot: SnapshotAssertion):
    async with showing(lambda: MonitorScreen("Samenwerking", lambda: desk(room)), below=None) as page:
        await page.press("slash")
        await page.type("weverij")
        assert "bekijk deze case" in page.text
        await page.press("enter")
        assert page.text == snapshot
        await page.press("escape")
        assert isinstance(page.screen, MonitorScreen)


async def test_a_closed_case_is_opened_again_with_its_reason(room: Room):
    async with showing(page_of(room, "0042"), below=None) as page:
        await do(page, "5", "toch een kmo")
        assert "Case 0042 is heropend en wordt weer gebeld." in page.text
        assert "heropend: toch een kmo" in page.text
    assert case(room, "0042").state == "callback"
    (deed,) = list_deeds(room.store, verb="reopen")
    assert (deed.actor, deed.detail["reason"]) == ("bo", "toch een kmo")


@pytest.mark.parametrize(
    ("key", "choice", "state"),
    [("1", "", "soft"), ("2", "an-p", "fresh"), ("3", "", "parked"), ("8", "not_eligible", "closed")],
)
async def test_an_open_case_is_called_now_reserved_parked_or_given_a_result(
    room: Room, key: str, choice: str, state: str
):
    async with showing(page_of(room, "0043"), below=None) as page:
        await do(page, key, "gevraagd", choice)
        assert isinstance(page.screen, CasePageScreen)
    assert case(room, "0043").state == state
    assert case(room, "0043").reserved_for == ("an-peeters" if key == "2" else None)
    (deed,) = list_deeds(room.store)
    assert deed.detail["reason"] == "gevraagd"


async def test_a_parked_case_is_released_and_a_power_that_does_not_fit_has_no_key(room: Room):
    async with showing(page_of(room, "0043"), below=None) as page:
        await do(page, "4", "")
        assert isinstance(page.screen, CasePageScreen)
        await do(page, "3", "foute lijst")
        await do(page, "4", "toch goed")
        assert "Case 0043 wordt weer aangeboden." in page.text
    assert case(room, "0043").state == "fresh"


async def test_a_note_and_a_review_need_no_reason_of_their_own(room: Room):
    async with showing(page_of(room, "0042"), below=None) as page:
        await do(page, "7", "vraag naar de zaakvoerder")
        assert "vraag naar de zaakvoerder" in page.text
        await do(page, "9", "in orde", "listened")
        assert "De controle van case 0042 is genoteerd." in page.text
        assert "▼ nog" in page.text
        await page.press("pagedown")
        assert "gecontroleerd: in orde, beluisterd" in page.text
    assert [note.kind for note in held_of(room.store, case(room, "0042").case_id).notes] == ["to_interviewer"]
    assert [deed.detail["mark"] for deed in list_deeds(room.store, verb="review")] == ["listened"]


async def test_a_case_in_somebodys_hands_is_taken_only_with_a_second_enter(room: Room, snapshot: SnapshotAssertion):
    answer(taken(next_case(room, practice=False)), INT="reached")
    async with showing(page_of(room, "0043"), below=None) as page:
        await do(page, "3", "foute lijst")
        assert page.text == snapshot
        assert case(room, "0043").state != "parked"
        await page.press("enter")
        assert "Case 0043 is geparkeerd." in page.text
    assert (case(room, "0043").state, case(room, "0043").lease_by) == ("parked", None)


async def test_what_is_typed_after_a_refusal_asks_again_and_escape_does_nothing(room: Room):
    answer(taken(next_case(room, practice=False)), INT="reached")
    async with showing(page_of(room, "0043"), below=None) as page:
        await do(page, "3", "foute")
        await page.type("x")
        await page.press("enter")
        assert "Nog eens Enter" in page.text
        await page.press("escape")
        assert isinstance(page.screen, CasePageScreen)
    assert list(list_deeds(room.store)) == []


async def test_a_refusal_loses_nothing_that_was_typed(room: Room):
    async with showing(page_of(room, "0043"), below=None) as page:
        await do(page, "8", "fout ingegeven", "not_eligble")
        assert "Bedoelt u 'not_eligible'" in page.text
        assert isinstance(page.screen, PowerScreen)
        assert "fout ingegeven" in page.text
    assert list(list_deeds(room.store)) == []


async def test_nothing_is_done_without_a_choice_and_a_reason(room: Room, snapshot: SnapshotAssertion):
    async with showing(page_of(room, "0043"), below=None) as page:
        await page.press("8", "enter")
        assert "Kies eerst" in page.text
        await page.type("niet_bestaand")
        await page.press("enter", "enter")
        assert "Typ eerst een regel." in page.text
        await page.press("escape", "2")
        assert page.text == snapshot
    assert list(list_deeds(room.store)) == []
