"""The first screen: painted before storage is there, and one key from the next case."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from showing import Below, Shown, showing
from textual.screen import Screen

from cati.errors import DatabaseDamagedError
from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room
from cati.fieldwork.start import overview
from cati.tui import start_work
from cati.tui.key_gate import PATIENT, GateTimes
from cati.tui.painting.moments import moment_from
from cati.tui.press import Press
from cati.tui.screens import start_page
from cati.tui.screens.card import CardScreen
from cati.tui.screens.start import StartScreen
from phone_room import a_practice_interview, add_companies, an_empty_room, answer, seated, taken


class Conducting(Below):
    """Stands in for the interview screen."""

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.interview = interview


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return an_empty_room(tmp_path)


def start(open_room: Callable[[], Room], name: str | None = None) -> Callable[[], Screen[Any]]:
    return lambda: StartScreen(open_room, Conducting, name=name)


def alone(room: Room, times: GateTimes = GateTimes.NONE) -> AbstractAsyncContextManager[Shown]:
    """The start screen of somebody who has signed in."""
    return showing(start(lambda: room, name="An Peeters"), below=None, times=times)


async def back(shown: Shown, told: str | None = None) -> None:
    """The interview screen is left."""
    shown.screen.dismiss(told)
    await shown.settle()


def case_of(shown: Shown) -> str:
    assert isinstance(shown.screen, CardScreen)
    return shown.screen.card.file.case.case_key


def due_at(room: Room) -> datetime:
    """When the next case can be called."""
    found = overview(room).next_due_at
    assert found is not None
    return found


# First painting


def test_the_screen_is_there_before_storage_is_imported():
    code = (
        "import sys, cati.cli.screens\n"
        "print([name for name in sys.modules if name.startswith(('sqlalchemy', 'sqlmodel', 'cati.storage'))])"
    )
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert seen.stdout == "[]\n"


async def test_it_is_painted_before_the_database_is_opened_and_says_so_if_that_takes_long(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start_page, "SHOWS_WAITING_AFTER", 0.001)
    may_open = Event()

    def open_room() -> Room:
        assert may_open.wait(20)
        return room

    async with showing(start(open_room, name="An"), below=None, settles=False) as shown:
        while "… Databank openen …" not in shown.text:
            await shown.pilot.pause()
        assert shown.text.startswith(" cati")
        may_open.set()
        await shown.settle()
        assert "Volgende case" in shown.text
        assert "Databank openen" not in shown.text


async def test_a_database_that_cannot_be_opened_is_told_and_tried_again_with_r(room: Room):
    tries: list[int] = []

    def open_room() -> Room:
        tries.append(1)
        if len(tries) == 1:
            raise DatabaseDamagedError("storage.damaged", detail="[b]x[/b]")
        return room

    async with showing(start(open_room, name="An"), below=None) as shown:
        assert "De databank is beschadigd ([b]x[/b])." in shown.text
        await shown.press("1")
        assert "beschadigd" in shown.text
        await shown.press("r")
        assert "Volgende case" in shown.text


async def test_a_timer_that_was_due_when_the_database_opened_says_nothing_any_more(room: Room):
    screen = start(lambda: room, name="An")()
    async with showing(lambda: screen, below=None) as shown:
        screen.say_waiting("start.opening")
        await shown.settle()
        assert "Databank openen" not in shown.text


# Signing in


async def test_whoever_is_not_named_signs_in_first(room: Room):
    seated(room, "Bo Maes")
    async with showing(start(lambda: room), below=None) as shown:
        await shown.press("1")
        assert "Bo Maes · wo 25 nov 14:02" in shown.text.splitlines()[0]


async def test_a_name_given_on_the_command_line_is_not_asked_again(room: Room):
    async with alone(room) as shown:
        assert "An Peeters · wo 25 nov 14:02" in shown.text.splitlines()[0]


async def test_a_name_on_the_command_line_that_cannot_stand_is_asked(room: Room):
    async with showing(start(lambda: room, name="???"), below=None) as shown:
        assert "Aanmelden" in shown.text


async def test_the_program_ends_if_nobody_signs_in(room: Room):
    async with showing(start(lambda: room), below=None) as shown:
        await shown.press("ctrl+q")
        assert shown.app.return_code == 0


# The next case


async def test_one_key_leads_to_the_next_case(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    async with alone(room) as shown:
        assert "1 nu te bellen" in shown.text
        await shown.press("1")
        assert case_of(shown) == "0042"


async def test_after_an_interview_one_key_leads_to_the_next_case_again(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    async with alone(room) as shown:
        await shown.press("1", "enter")
        shown.screen.interview.suspend("not_available")
        await back(shown, "not_available")
        assert "• 0042: Persoon nu niet bereikbaar, bewaard" in shown.text
        await shown.press("1")
        assert case_of(shown) == "0043"


async def test_the_figures_of_the_day_are_new_after_an_interview(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    async with alone(room) as shown:
        await shown.press("1", "enter")
        shown.screen.interview.end("hard_refusal")
        await back(shown)
        assert "0 volledig · 0 afspraken · 1 weigering · 1 poging" in shown.text


async def test_a_case_that_is_not_due_yet_says_when_it_is(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    taken(next_case(seated(room), practice=False)).suspend("not_available")
    written = moment_from(due_at(room).astimezone(room.study.zone), room.local_now(), "nl")
    async with alone(room) as shown:
        assert f"nu geen; eerstvolgende {written}" in shown.text
        await shown.press("1")
        assert "i Nu geen case om te bellen." in shown.text


async def test_a_case_that_becomes_due_is_seen_without_a_key(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    taken(next_case(seated(room), practice=False)).suspend("not_available")
    async with alone(room) as shown:
        later = due_at(room)
        shown.app.clock = lambda: later
        shown.screen.room = Room(room.study, room.store, "an-peeters", "An Peeters", clock=lambda: later)
        shown.screen.tick()
        await shown.settle()
        assert "1 nu te bellen" in shown.text


async def test_without_a_sample_the_reason_and_a_way_to_practise_are_told(room: Room):
    async with alone(room) as shown:
        assert "nog geen steekproef" in shown.text
        assert "3 opent een oefensteekproef" in shown.text
        await shown.press("1")
        assert "i Volgende case: nog geen steekproef." in shown.text


async def test_a_key_read_before_the_menu_was_painted_takes_no_case(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    async with alone(room, times=PATIENT) as shown:
        too_soon = shown.app.gate._painted_at + PATIENT.look - 0.001
        shown.screen.arrived(Press("1", "1", too_soon, is_printable=True))
        await shown.settle()
        assert isinstance(shown.screen, StartScreen)


async def test_a_second_case_is_not_taken_while_the_first_is_being_looked_for(
    room: Room, monkeypatch: pytest.MonkeyPatch
):
    add_companies(room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    may_take, really_taken = Event(), start_work.next_taken

    def slowly(here: Room, *, practice: bool) -> start_work.TakenUp:
        assert may_take.wait(20)
        return really_taken(here, practice=practice)

    monkeypatch.setattr(start_work, "next_taken", slowly)
    async with alone(room) as shown:
        await shown.pilot.press("1")
        shown.screen.painted()
        await shown.pilot.pause()
        await shown.pilot.press("1")
        assert "… Case zoeken …" in shown.text
        may_take.set()
        await shown.settle()
        assert case_of(shown) == "0042"
        assert overview(room).due_now == 1


# Practice


async def test_practice_begins_with_one_key_also_in_an_empty_database(room: Room):
    async with alone(room) as shown:
        await shown.press("3")
        assert case_of(shown) == "P001"
        assert "OEFENING" in shown.text


async def test_when_all_practice_is_done_it_says_so(room: Room):
    here = seated(room)
    a_practice_interview(here).end("complete")
    while (interview := next_case(here, practice=True)) is not None:
        interview.end("complete")
    async with alone(room) as shown:
        await shown.press("3")
        assert "Alle oefencases zijn gedaan." in shown.text


# Interrupted interviews


async def test_the_one_interview_that_was_broken_off_is_resumed_with_one_key(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    answer(taken(next_case(seated(room), practice=False)), INT="reached", WHO="self")
    async with alone(room) as shown:
        assert "0042 Voorbeeld Weverij NV (bij CONSENT)" in shown.text
        await shown.press("2")
        assert case_of(shown) == "0042"
        assert "Een gesprek is onderbroken: het gaat verder bij CONSENT." in shown.text
        await shown.press("enter")
        assert "CONSENT" in str(shown.screen.interview.view())


async def broken(room: Room, *companies: str) -> None:
    add_companies(room, companies)
    for _ in companies:
        taken(next_case(seated(room), practice=False))


async def test_several_are_listed_with_a_key_each(room: Room):
    await broken(room, "Voorbeeld Weverij NV", "Voorbeeld Metaal BV")
    async with alone(room) as shown:
        assert "2 gesprekken" in shown.text
        await shown.press("2")
        key = next(line for line in shown.text.splitlines() if "0043" in line).split()[0]
        await shown.press(key)
        assert case_of(shown) == "0043"


async def test_escape_leaves_the_list(room: Room):
    await broken(room, "Voorbeeld Weverij NV", "Voorbeeld Metaal BV")
    async with alone(room) as shown:
        await shown.press("2", "escape")
        assert "Volgende case" in shown.text


async def test_an_interview_that_somebody_else_has_is_not_taken(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    taken(next_case(seated(room, "Bo Maes"), practice=False))
    async with alone(room) as shown:
        await shown.press("2")
        assert "nu bij Bo Maes" in shown.text
        await shown.press("1")
        assert isinstance(shown.screen, StartScreen)


async def test_an_interview_taken_by_somebody_else_meanwhile_says_by_whom(room: Room):
    add_companies(room, ["Voorbeeld Weverij NV"])
    mine = taken(next_case(seated(room), practice=False))
    mine.leave()
    async with alone(room) as shown:
        taken(next_case(seated(room, "Bo Maes"), practice=False))
        await shown.press("2")
        assert "! Bo Maes werkt aan dossier 0042" in shown.text
        assert isinstance(shown.screen, StartScreen)


async def test_practice_stands_in_the_list_as_practice(room: Room):
    await broken(room, "Voorbeeld Weverij NV")
    a_practice_interview(seated(room))
    async with alone(room) as shown:
        await shown.press("2")
        assert "OEFENING P001" in shown.text


# Other keys


async def test_f5_changes_the_language_of_the_screen(room: Room):
    async with alone(room) as shown:
        await shown.press("f5")
        assert "Next case" in shown.text
        await shown.press("f5", "f5")
        assert "Volgende case" in shown.text


async def test_the_language_that_was_chosen_is_that_of_the_room(room: Room):
    async with alone(room) as shown:
        await shown.press("f5", "3", "enter")
        assert shown.screen.interview.room.language == "en"


async def test_f1_explains_the_keys_of_this_screen(room: Room):
    async with alone(room) as shown:
        await shown.press("f1")
        assert "Ctrl+Q" in shown.text
        await shown.press("escape")
        assert "Volgende case" in shown.text


async def test_an_action_can_be_chosen_by_name(room: Room):
    async with alone(room) as shown:
        await shown.press("ctrl+p")
        await shown.type("taal")
        await shown.press("enter")
        assert "Next case" in shown.text


async def test_ctrl_q_ends_the_program(room: Room):
    async with alone(room) as shown:
        await shown.press("ctrl+q")
        assert shown.app.return_code == 0
