"""Whatever is pressed, in whatever order: the program goes on, and what it stored can be read back."""

from pathlib import Path
from random import Random

import pytest
from conversing import conversing

from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
from cati.interview.session import folded
from cati.storage.stored_interviews import load_events
from phone_room import add_companies, seated, taken
from typing_ahead import long_study

KEYS = (
    *"123456789",
    *"abrx/*&é",
    *["enter"] * 12,
    *["escape"] * 4,
    *[
        "f1",
        "f2",
        "f3",
        "f4",
        "f5",
        "f6",
        "f7",
        "f8",
        "f9",
        "ctrl+p",
        "ctrl+c",
        "ctrl+d",
        "ctrl+g",
        "ctrl+l",
        "ctrl+r",
        "ctrl+x",
        "ctrl+z",
    ],
    *[
        "up",
        "down",
        "left",
        "right",
        "home",
        "end",
        "pageup",
        "pagedown",
        "tab",
        "shift+tab",
        "backspace",
        "delete",
        "space",
    ],
)
LEFT_AT_ONCE = ("f7", "f8", "ctrl+x")
"""What these open is left with Escape: the test is about the interview, not about its end."""


@pytest.mark.parametrize("seed", range(3))
async def test_any_keys_leave_an_interview_that_can_be_read_back(tmp_path: Path, seed: int):
    study = open_study(long_study(tmp_path))
    room = seated(Room(study, open_database(study, tmp_path / "db" / "cati.sqlite")))
    add_companies(room, ["Voorbeeld Weverij NV"])
    interview = taken(next_case(room, practice=False))
    chance, last = Random(seed), ""  # noqa: S311 - a hand, not a secret
    async with conversing(interview, size=chance.choice([(80, 24), (120, 40)])) as talk:
        for _ in range(80):
            last = "escape" if last in LEFT_AT_ONCE else chance.choice(KEYS)
            await talk.pilot.press(last)
        await talk.press("escape", "escape", "escape")
        stored = folded(load_events(room.store, interview.hold.interview_id))
        assert stored.answers == interview.session.state.answers
        assert stored.sequence == interview.session.state.sequence
