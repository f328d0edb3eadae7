"""`kill -9` at random moments of a keyed interview: what had been shown as saved is there (rule 16).

Being at a question means that every question before it on the path is on disk; "3 van 7 bewaard" counts rows.
"""

import re
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event

import pytest

from cati.interview.session import Session, State, folded
from cati.questionnaire.answer import Choices, GridRows
from cati.storage.interviews import open_interviews
from cati.storage.store import Store, open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import trials
from pty_terminal import Terminal
from spoken import SAMPLE, the_questionnaire

KILLS = trials("killed_call")
CHAINS = 4
APP = Path(__file__).parents[1] / "interview_app.py"
KEYS = ("1", "2", "3", "1", "2", "enter", "f2", "1")
AT = re.compile(r"^ ?(?:OEFENING )? *([A-Z][A-Z0-9_]*(?:\.[a-z_]+)?) · ")
ROWS = re.compile(r"(\d+) van \d+ bewaard")
FOLLOWS = 0.9
"""Seconds between two keys at the most; at the least, what the gate wants of a hand."""


def keyed_until_killed(folder: Path, chance: Random) -> list[str]:
    """Go on with the interview, press a few keys, and be killed; every screen that was seen."""
    with Terminal([sys.executable, str(APP), str(folder)]) as terminal:
        terminal.wait_for(" · gesprek ", seconds=60)
        for _ in range(chance.randrange(1, 6)):
            Event().wait(chance.uniform(0.2, FOLLOWS))
            terminal.send(chance.choice(KEYS))
        Event().wait(chance.uniform(0, 0.15))
        terminal.kill()
        terminal.wait_exit()
        return [seen.text for seen in terminal.history if hasattr(seen, "text")]


def stored(store: Store) -> State | None:
    """The state of the interview that is open, or None if the last one is over."""
    found = open_interviews(store, datetime.now(UTC))
    return folded(load_events(store, found[0].interview_id)) if found else None


def shown_as_saved(screens: list[str]) -> tuple[str, int]:
    """The question that was last painted, and how many of its rows were shown as saved."""
    for text in reversed(screens):
        at, rows = AT.match(text), ROWS.search(text)
        if at is not None and at[1] != "Gesprek":
            return at[1], int(rows[1]) if rows else 0
    return "", 0


def rows_of(answer: object) -> int:
    """How many rows of a question have an answer."""
    if isinstance(answer, GridRows):
        return len(answer.rows)
    return len(answer.options) + len(answer.declined) if isinstance(answer, Choices) else 0


@pytest.mark.parametrize("chain", range(CHAINS))
def test_whatever_had_been_shown_as_saved_is_there_after_a_kill(tmp_path: Path, chain: int):
    chance = Random(chain)  # noqa: S311 - a test
    for _ in range(max(1, KILLS // CHAINS)):
        question, rows = shown_as_saved(keyed_until_killed(tmp_path, chance))
        with closing(open_store(tmp_path / "db" / "cati.sqlite", create=False)) as store:
            assert verify(store, lambda events: folded(events).answers) == []
            state = stored(store)
        if state is None or not question:
            continue
        path = Session(the_questionnaire(), SAMPLE, state).path
        assert path.stop(question) is not None, f"{question} was painted, but is not reached after the kill"
        assert rows_of(state.answers.get(question)) >= rows  # type: ignore[call-overload]
