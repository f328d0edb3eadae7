"""A log that ends anywhere gives the last whole commit: event and fold agree, nothing half is there."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from cati.storage.recording import Hold
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import ALL, trials
from storage_fixtures import PERSONAL, Conversation, begun, fold, new_store, words

WAL_HEADER, FRAME = 32, 24 + 4096
ANSWERS = (("V1", "yes"), ("EMAIL", words("a@b.be")), ("V8", words("é" * 700)), ("V1", "no"))


@dataclass
class Torn:
    """A database as it was with its log still beside it: the log's size after each commit."""

    folder: Path
    log: bytes
    sizes: list[int]

    def cut(self, length: int) -> Path:
        """The database with its log cut off, in a place of its own."""
        place = self.folder / "cut.sqlite"
        shutil.copyfile(self.folder / "whole.sqlite", place)
        place.with_name("cut.sqlite-shm").unlink(missing_ok=True)
        place.with_name("cut.sqlite-wal").write_bytes(self.log[:length])
        return place

    def events_at(self, length: int) -> int:
        """How many events were committed whole in so much of the log."""
        return 1 + sum(size <= length for size in self.sizes)

    def frame_edges(self) -> Iterator[int]:
        """Every frame's edge, and a byte to either side."""
        for edge in range(WAL_HEADER, len(self.log) + 1, FRAME):
            yield from (near for near in (edge - 1, edge, edge + 1) if near <= len(self.log))


@pytest.fixture(scope="module")
def torn(fast_folder: Path) -> Torn:
    folder = fast_folder
    with new_store(folder) as store:
        hold: Hold = begun(store)
        place = store.path
    assert place is not None
    with open_store(place, create=False) as store:
        talk, log, sizes = Conversation(store, hold, personal=PERSONAL), Path(f"{place}-wal"), []
        for pair in ANSWERS:
            talk.answer(pair)
            sizes.append(log.stat().st_size)
        shutil.copyfile(place, folder / "whole.sqlite")
        return Torn(folder, log.read_bytes(), sizes)


def test_each_answer_adds_whole_frames_to_the_log(torn: Torn):
    assert [(size - WAL_HEADER) % FRAME for size in torn.sizes] == [0] * len(ANSWERS)
    assert sorted(set(torn.sizes)) == torn.sizes


def test_a_log_cut_at_the_edge_of_a_frame_gives_whole_answers(torn: Torn):
    for length in torn.frame_edges():
        with open_store(torn.cut(length), create=False) as store:
            assert len(load_events(store, 1)) == torn.events_at(length), length
            assert verify(store, fold) == [], length


STATE = """
SELECT count(*), max(sequence), last_sequence, answers,
       (SELECT count(*) FROM contact_answers), last_digest = (SELECT digest FROM interview_events
                                                              ORDER BY sequence DESC LIMIT 1)
FROM interview_events JOIN interviews ON interviews.id = interview_id
"""
FOLDS = [0, 1, 2, 3, 3]
"""How many keys the fold has after so many answers."""


def test_a_log_cut_anywhere_gives_event_fold_and_personal_value_of_the_same_answer(torn: Torn):
    lengths = range(0, len(torn.log) + 1, 16 if ALL else 64)
    assert len(lengths) >= trials("torn_log")
    for length in lengths:
        with closing(sqlite3.connect(torn.cut(length))) as connection:
            count, last, folded, answers, apart, is_chained = connection.execute(STATE).fetchone()
        assert count == last == folded == torn.events_at(length), length
        assert len(json.loads(answers)) == FOLDS[count - 1], length
        assert (apart, is_chained) == (int(count >= 3), 1), length
