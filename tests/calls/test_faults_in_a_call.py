"""What can happen under a call at a real terminal: no answer is lost, and the screen says how it stands."""

import json
import os
import resource
import shutil
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event, Thread

import pytest

from cati.interview.events import AnswerRecorded
from cati.interview.session import folded
from cati.storage.interviews import open_interviews
from cati.storage.store import open_store
from cati.storage.stored_interviews import load_events
from cati.storage.verify import verify
from promises import trials
from pty_terminal import Terminal
from typing_ahead import COMMAND, PATHS, THREE

QUESTIONS = 40
LOOKS_SECONDS = 0.3
"""Longer than the gate is shut after a painting."""


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A questionnaire of closed questions."""
    head = "study: {languages: [nl]}\nsample: {company_name: {type: text}}\nquestions:\n"
    items = [
        f"  - {{id: Q{number}, number: {number}, text: Vraag {number}?, type: single, {THREE}}}\n"
        for number in range(1, QUESTIONS + 1)
    ]
    last = "  - {id: DONE, type: end, disposition: complete, text: Dank u}\n"
    (tmp_path / "questionnaire.yaml").write_text(head + "".join(items) + last, encoding="utf-8")
    return tmp_path


@contextmanager
def call(study: Path, question: int = 1, more: tuple[str, ...] = ()) -> Iterator[Terminal]:
    """A call that stands at a question."""
    with Terminal([*COMMAND, str(study), *more], env=PATHS) as terminal:
        terminal.wait_for(f"Q{question} · ", 60)
        Event().wait(LOOKS_SECONDS)
        yield terminal


def database(study: Path) -> Path:
    return study / "db" / "cati.sqlite"


def answers(study: Path) -> list[tuple[str, str]]:
    """Each answer that is stored, in the order they were given; all else is sound, and nobody holds the case."""
    with closing(open_store(database(study), create=False)) as store:
        assert verify(store, lambda events: folded(events).answers) == []
        (broken,) = open_interviews(store, datetime.now(UTC))
        events = load_events(store, broken.interview_id)
    return [(event.key, event.answer.option) for event in events if isinstance(event, AnswerRecorded)]


def test_while_another_holds_the_database_the_answer_waits_and_is_then_saved_by_itself(study: Path):
    with call(study) as terminal, closing(sqlite3.connect(database(study), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        terminal.send("1")
        terminal.wait_for("Nog niet bewaard: de databank antwoordt niet.")
        assert terminal.seen_at("Q2 · ") is None
        other.rollback()
        terminal.wait_for("Q2 · ", 15)
    assert answers(study) == [("Q1", "a")]


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux sets the limits of another process")
def test_on_a_full_disk_the_answer_waits_and_is_saved_with_r_when_there_is_room(study: Path):
    with call(study) as terminal:
        before = resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, (0, before[1]))
        terminal.send("1")
        terminal.wait_for("Niet bewaard: de schijf is vol.")
        assert terminal.seen_at("Q2 · ") is None
        resource.prlimit(terminal.pid, resource.RLIMIT_FSIZE, before)
        terminal.send("r")
        terminal.wait_for("Q2 · ")
    assert answers(study) == [("Q1", "a")]


@pytest.mark.parametrize("deed", ["moved away", "renamed over"])
def test_a_database_that_was_moved_is_told_and_the_answer_is_saved_when_it_is_back(study: Path, deed: str):
    file, aside = database(study), study / "db" / "aside"
    with call(study) as terminal:
        if deed == "moved away":
            file.rename(aside)
        else:
            os.link(file, aside)
            shutil.copyfile(file, study / "db" / "other").rename(file)
        terminal.send("1")
        terminal.wait_for("Stop: het databankbestand is verplaatst of verwijderd.")
        assert terminal.seen_at("Q2 · ") is None
        aside.rename(file)
        terminal.send("r")
        terminal.wait_for("Q2 · ")
    assert answers(study) == [("Q1", "a")]


def test_whatever_ends_the_program_in_mid_call_all_that_was_answered_is_there(study: Path):
    chance, given = Random(1), list[tuple[str, str]]()  # noqa: S311
    for _ in range(trials("ended")):
        with call(study, len(given) + 1) as terminal:
            for key in chance.choice(["12", "312", "2"]):
                terminal.send(key)
                given.append((f"Q{len(given) + 1}", "abc"[int(key) - 1]))
                terminal.wait_for(f"Q{len(given) + 1} · ")
                Event().wait(LOOKS_SECONDS)
            Event().wait(chance.uniform(0, 0.1))
            number = end(terminal, chance)
            assert terminal.wait_exit(seconds=2.5) == 128 + number
        assert answers(study) == given


def end(terminal: Terminal, chance: Random) -> int:
    """The window is closed, or the program told to end."""
    if chance.random() < 0.5:
        terminal.close_terminal()
        return signal.SIGHUP
    terminal.kill(signal.SIGTERM)
    return signal.SIGTERM


def test_in_a_storm_of_resizes_no_key_is_lost_and_no_answer_is_given_twice(study: Path):
    trace, sent = study / "trace", list[str]()
    with call(study, more=("--trace", str(trace))) as terminal:
        storm = Thread(target=resized, args=(terminal, trials("resizes")))
        storm.start()
        while storm.is_alive():
            sent.append("123"[len(sent) % 3])
            terminal.send(sent[-1])
            Event().wait(LOOKS_SECONDS)
        storm.join()
        terminal.wait_for(" van 40")
        terminal.kill(signal.SIGTERM)
        terminal.wait_exit()
    judged = [json.loads(line) for line in trace.read_text(encoding="utf-8").splitlines()]
    assert [key["key"] for key in judged] == sent
    taken = [key["key"] for key in judged if key["verdict"] == "TAKEN"]
    assert len(taken) > 3
    assert answers(study) == [(f"Q{at}", "abc"[int(key) - 1]) for at, key in enumerate(taken, 1)]


def resized(terminal: Terminal, times: int) -> None:
    """The window made larger and smaller, twenty times in a breath."""
    chance = Random(1)  # noqa: S311
    for number in range(times):
        terminal.resize(chance.randrange(24, 50), chance.randrange(80, 140))
        Event().wait(0.02 if number % 20 else 0.8)
