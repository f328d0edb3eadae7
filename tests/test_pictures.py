"""The pictures of the README are the real screens: made from the app on the practice sample, compared as bytes.

`UPDATE_PICTURES=1 pytest tests/test_pictures.py` makes them anew.
"""

import os
import re
from dataclasses import replace
from datetime import timedelta
from math import inf
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from cati.fieldwork.case_card import open_card
from cati.fieldwork.next_case import next_case
from cati.fieldwork.powers import Supervisor
from cati.fieldwork.practice import load_practice
from cati.fieldwork.preview import Preview
from cati.fieldwork.room import Room
from cati.fieldwork.simulated.period import Plan, simulate_room
from cati.storage.cases import list_cases
from cati.storage.store import open_store
from cati.tui.app import CatiApp
from cati.tui.key_gate import GateTimes
from cati.tui.preview_app import PreviewApp
from cati.tui.screens.interview import InterviewScreen
from cati.tui.screens.monitor import MonitorScreen
from cati.tui.screens.start import StartScreen
from phone_room import an_empty_room, seated, taken, the_study
from spoken import NOW, PROJECT

PICTURES = Path(__file__).parent / "pictures"
TO_V2 = ("1", "1", "enter", "1", "4")
TO_V6 = (*TO_V2, "enter", "3", "7", "3", "1", "5", "enter", "5")
Input.cursor_blink = False  # type: ignore[assignment]  # the caret stands still

SCENES: dict[str, tuple[tuple[str, ...], tuple[int, int]]] = {
    "question": (TO_V2, (80, 24)),
    "check": ((*TO_V2, "enter", "1"), (80, 24)),
    "grid": ((*TO_V6, "2", "1", "3"), (80, 24)),
    "wide": ((*TO_V6, "2", "1", "3"), (120, 40)),
    "stop": ((*TO_V6, "f8"), (80, 24)),
}


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys, each durable and painted before the next."""
    await settle(pilot)
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[int]) -> None:
    """Wait until nothing works any more and the last painting is on the screen."""
    app = pilot.app
    assert isinstance(app, CatiApp)
    quiet = 0
    while quiet < 3:
        await pilot.pause()
        await app.workers.wait_for_complete()
        is_done = app.gate._painted_at < inf and all(worker.is_finished for worker in app.workers)
        quiet = quiet + 1 if is_done else 0


def picture_of(app: CatiApp) -> str:
    """The screen as SVG, with no address to fetch from and the reader's own monospaced font."""
    svg = app.export_screenshot(title="cati")
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    svg = re.sub(r"<!--.*?-->\s*", "", svg)
    svg = re.sub(
        r"(<text[^>]*>)(.*?)(</text>)", lambda found: found[1] + found[2].replace(" ", "&#160;") + found[3], svg
    )
    return svg.replace("Fira Code, monospace", "monospace").replace("font-family: Fira Code", "font-family: monospace")


def is_kept(name: str, svg: str) -> bool:
    """Whether the picture is the one kept."""
    file = PICTURES / f"{name}.svg"
    if os.environ.get("UPDATE_PICTURES") == "1":
        file.write_text(svg, encoding="utf-8")
    return file.read_text(encoding="utf-8") == svg


def a_practice_room(folder: Path) -> Room:
    """A room with the practice sample and somebody at the desk."""
    room = seated(an_empty_room(folder))
    load_practice(room)
    return room


@pytest.mark.parametrize("name", sorted(SCENES))
async def test_the_pictures_of_an_interview_are_its_screens(name: str, tmp_path: Path):
    keys, size = SCENES[name]
    room = a_practice_room(tmp_path)
    interview = taken(next_case(room, practice=True))
    app = CatiApp(lambda: InterviewScreen(interview), clock=lambda: NOW, gate_times=GateTimes.NONE)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *keys)
        assert is_kept(name, picture_of(app)), "run: UPDATE_PICTURES=1 pytest tests/test_pictures.py"
    room.store.close()


async def test_the_picture_of_the_start_is_its_screen(tmp_path: Path):
    room = a_practice_room(tmp_path)
    taken(next_case(room, practice=True)).leave()
    app = CatiApp(lambda: StartScreen(lambda: room, InterviewScreen), clock=lambda: NOW, gate_times=GateTimes.NONE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert is_kept("start", picture_of(app)), "run: UPDATE_PICTURES=1 pytest tests/test_pictures.py"
    room.store.close()


async def test_the_picture_of_a_preview_is_its_screen(tmp_path: Path):
    file = tmp_path / "questionnaire.yaml"
    file.write_bytes(PROJECT.read_bytes())
    preview = Preview(file, clock=lambda: NOW, chance=lambda: "0" * 16)
    preview.look()
    app = PreviewApp(
        preview, "V2", language="nl", clock=lambda: NOW, gate_times=GateTimes.NONE, seconds_between_looks=3600
    )
    async with app.run_test(size=(120, 30)) as pilot:
        await press(pilot, "enter", "1")
        file.write_text(PROJECT.read_text(encoding="utf-8").replace("V2 != yes", "V2 <> yes"), encoding="utf-8")
        app.look()
        await settle(pilot)
        assert is_kept("preview", picture_of(app)), "run: UPDATE_PICTURES=1 pytest tests/test_pictures.py"


async def test_the_pictures_of_the_monitor_and_of_a_case_on_it_are_their_screens():
    with open_store(":memory:", create=True) as store:
        room = an_evening(simulate_room(the_study(), store, Plan(120, 4, 2, 4), "nl").room)
        app = CatiApp(
            lambda: MonitorScreen(room.study.title("nl"), lambda: room), clock=room.clock, gate_times=GateTimes.NONE
        )
        async with app.run_test(size=(100, 24)) as pilot:
            await settle(pilot)
            assert is_kept("monitor", picture_of(app)), "run: UPDATE_PICTURES=1 pytest tests/test_pictures.py"
            await press(pilot, "2", "enter")
            assert is_kept("case", picture_of(app)), "run: UPDATE_PICTURES=1 pytest tests/test_pictures.py"


def an_evening(room: Room) -> Room:
    """The room after a simulated period, four minutes after two companies called in; one case waits for a decision."""
    first, second, third = [case for case in list_cases(room.store) if case.state == "callback"][:3]
    for case, interviewer in ((first, "interviewer-1"), (second, "interviewer-3")):
        at_desk = replace(room, interviewer=interviewer)
        open_card(at_desk, case.case_id, at_desk.command())
    Supervisor(room, "wrong list").park(third.case_key)
    later = room.clock() + timedelta(minutes=4)
    return replace(room, interviewer="chef", interviewer_name="chef", clock=lambda: later)


def test_no_picture_fetches_anything():
    for file in PICTURES.glob("*.svg"):
        assert "http" not in file.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
