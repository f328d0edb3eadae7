"""Whatever is typed into the plain mode: no traceback, no crash, and what was said before is still there."""

import tempfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cati.interview.events import Event
from cati.interview.session import folded
from cati.storage.interviews import open_interviews
from cati.storage.stored_interviews import load_events
from cati.storage.tables import INTERVIEWS
from cati.storage.verify import verify
from plain_talk import a_study, opened, plain
from promises import trials
from spoken import NOW
from storage.old.make_file import CALLS

SAID = (
    *"nnnn1111122222333456789abcpq", *[""] * 4, "1 2 3", "1 1 1 2", "1 96", "een vzw", "25", "99999999999999999999",
    "do 14:30", "31/02 25:99", "info@bedrijf.example", "back", "goto V1", "goto", "row 2", "list", "undo",
    "r", "r 6", "r 7", "r 9", "a", "b", "s", "n een nota", "0042", "morgen 14u", "/back",
    "stop", "stop 1", "stop 2", "stop 5", "stop 9", "stop z", "dk", "ref", "lang fr", "lang", "help", "help 1", "?",
    "note een nota", "note", "why", "path", "check", "-1", "1,5", "1e9", "ja", "weet niet", "*", "/",
)  # fmt: skip
NASTY = st.text(max_size=40) | st.sampled_from(
    ["\x00", "\x1b[2J", "\udcc3", "a" * 100_000, "\u202e", "{V1}", "[red]x", "%s"]
)
ANY = st.lists(st.sampled_from(SAID) | NASTY.map(lambda text: " ".join(text.splitlines())), max_size=25)
BEGUN = st.builds(lambda call, length: ["n", "", *call[:length]], st.sampled_from(CALLS), st.integers(0, 20))
"""A call that is going well, up to some question."""
LINES = st.builds(list[str].__add__, BEGUN | st.just([]), ANY)


def stored(folder: Path) -> dict[int, list[Event]]:
    """Every event of every interview, and nothing unsound."""
    with opened(folder) as store:
        assert verify(store, lambda events: folded(events).answers) == []
        with store.reading() as connection:
            found = connection.execute(INTERVIEWS.select()).scalars().all()
        return {interview: load_events(store, interview) for interview in found}


@given(LINES, LINES)
@example(["n", "", *"1113"], ["1", "", "3", "back", "2", "stop 5", "", "n", "", "\x00"])
@example(["n", "2", "r 6", "1", "6", "\x00", "x"], ["s", "0043", "1", "a", "morgen 14u", *[""] * 6, "2"])
@settings(max_examples=trials("any_lines"))
def test_any_lines_end_in_a_known_way_and_what_was_said_before_is_there(first: list[str], second: list[str]):
    with tempfile.TemporaryDirectory() as name:
        folder, before = a_study(Path(name), cases=3), dict[int, list[Event]]()
        for lines in (first, second):
            told = plain(folder, *lines)
            assert told.code == 0, told.err
            assert told.err == ""
            assert "Traceback" not in told.out
            assert list(folder.rglob("crash-*")) == []
            now = stored(folder)
            assert all(now[interview][: len(events)] == events for interview, events in before.items())
            before = now
        with opened(folder) as store:
            assert all(found.holder is None for found in open_interviews(store, NOW))
