"""The screens and the plain mode are given one script, with corrections: they store the same, but for its times."""

from pathlib import Path
from typing import Any

from cati.fieldwork.calling import called_and_begun
from cati.fieldwork.case_card import next_card
from cati.fieldwork.interview import Interview
from cati.fieldwork.room import Command, Room
from cati.fieldwork.study import open_study
from cati.interview.events import DraftKept, Event, InterviewStarted
from cati.storage.dialling import Forbidden
from cati.storage.store import Store
from phone_room import seated
from plain_talk import a_study, events_in, opened, plain
from spoken import NOW
from tui.conversing import Conversation, conversing

OF_TIME = {"at", "elapsed_ms"}
SCRIPT = (
    ("1", "1"),  # reached the company
    ("1", "1"),  # the right person
    ("1", "enter 1"),  # consents
    ("lang fr", "f5"),
    ("3", "3"),
    ("back", "f3"),
    ("dk", "f2"),
    ("lang en", "f5"),
    ("lang nl", "f5"),
    ("3", "enter 3"),
    ("rf", "f4"),
    ("note aarzelt", "f6 'aarzelt enter"),
    ("3", "3"),
    ("1 2 3", "1 2 3 enter"),
    ("2", "2"),
    ("1 2 3 4 dk 2 3", "1 2 3 4 f2 2 3 enter"),
    ("1", "1"),
    ("1", "1"),
    ("1 96", "1 a 'een_loket enter enter"),
    ("een loket", ""),
    ("25", "'25 enter"),
    ("1", "1"),
    ("info@bedrijf.example", "'info@bedrijf.example enter"),
    ("", "enter"),
)
"""Lines of the plain mode, and keys of the screens; after an apostrophe a text is typed, `_` for a blank."""


def without_times(events: list[Event]) -> list[dict[str, Any]]:
    """Events as they are kept, but for when they were, and for what was half entered: a line has no half."""
    return [event.model_dump(mode="json", exclude=OF_TIME) for event in events if not isinstance(event, DraftKept)]


def begun(folder: Path, store: Store, seed: str) -> Interview:
    """The interview of the first case, called at its first number."""
    room = seated(Room(open_study(folder), store, clock=lambda: NOW))
    card = next_card(room, room.command(), practice=False)
    assert card is not None
    found = called_and_begun(card, Command(NOW, seed))
    assert not isinstance(found, Forbidden)
    return found[1]


async def press(conversation: Conversation, keys: str) -> None:
    """Keys, and texts."""
    for key in keys.split():
        if key.startswith("'"):
            await conversation.type(key[1:].replace("_", " "))
        else:
            await conversation.press(key)


async def test_the_same_answers_by_screens_and_by_lines_store_the_same_events(tmp_path: Path):
    by_lines, by_screens = tmp_path / "lines", tmp_path / "screens"
    for folder in (by_lines, by_screens):
        folder.mkdir()
        a_study(folder)
    told = plain(by_lines, "n", "", *(line for line, _ in SCRIPT), "q", language="nl")
    assert "Volledig interview. Bewaard." in told.out, told.out
    started, *_ = events = events_in(by_lines)
    assert isinstance(started, InterviewStarted)
    with opened(by_screens) as store:
        async with conversing(begun(by_screens, store, started.seed)) as conversation:
            for _, keys in SCRIPT:
                await press(conversation, keys)
    assert without_times(events_in(by_screens)) == without_times(events)
