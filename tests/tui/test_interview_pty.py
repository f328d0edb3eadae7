"""The interview in a real terminal: what a hand that types ahead, a held key, a slow line and a kill can do."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from cati.storage.interviews import open_interviews
from cati.storage.store import open_store
from pty_keys import pasted
from pty_terminal import Terminal
from typing_ahead import COMMAND, PATHS, long_study, type_ahead

SEEDS = int(os.environ.get("CATI_BURST_SEEDS", "4"))
AT_ONCE = 2
"""Interviews in one test; more make the machine, not the program, late."""


def interviewing(folder: Path, *more: str, **how: int) -> Terminal:
    return Terminal([*COMMAND, str(folder), *more], env=PATHS, **how)


def holder_of_the_case(folder: Path) -> str | None:
    """Who holds the one case of this database now."""
    with closing(open_store(folder / "db" / "cati.sqlite", create=False)) as store:
        (broken,) = open_interviews(store, datetime.now(UTC))
        return broken.holder


@pytest.mark.parametrize("first", range(0, SEEDS, AT_ONCE))
def test_no_key_ever_answers_a_question_that_was_not_painted_before_it(tmp_path: Path, first: int):
    seeds = range(first, min(first + AT_ONCE, SEEDS))
    folders = [tmp_path / str(seed) for seed in seeds]
    for folder in folders:
        folder.mkdir()
    with ThreadPoolExecutor() as hands:
        keys = [key for found in hands.map(type_ahead, folders, seeds) for key in found]
    answers = [key for key in keys if key.answers]
    assert len(keys) >= 240 * len(seeds)
    assert len(answers) >= 15 * len(seeds)
    assert [key for key in answers if key.is_blind] == []


@pytest.mark.parametrize("rate", [30, 11])
def test_a_key_that_is_held_answers_one_question(tmp_path: Path, rate: int):
    pause = Event()
    with interviewing(long_study(tmp_path)) as terminal:
        terminal.wait_for("Q1 · ", seconds=60)
        pause.wait(0.3)
        terminal.send("f2")  # Q1 is a multiple choice, Q2 a grid, Q3 and Q4 have one answer
        terminal.wait_for("Q2 · ")
        pause.wait(0.3)
        terminal.send("1", "2", "enter")
        terminal.wait_for("Q3 · ")
        pause.wait(0.9)
        terminal.send("1")
        pause.wait(0.5)
        for _ in range(int(2.5 * rate)):
            terminal.send("1")
            pause.wait(1 / rate)
        assert terminal.screen()[0].split()[0] == "Q4"
        assert terminal.seen_at("Q5 · ") is None


def test_a_torn_f2_is_still_do_not_know(tmp_path: Path):
    pause = Event()
    with interviewing(long_study(tmp_path)) as terminal:
        terminal.wait_for("Q1 · ", seconds=60)
        pause.wait(0.3)
        terminal.send(b"\x1b")
        pause.wait(0.15)
        terminal.send(b"[12~")
        terminal.wait_for("Q2 · ")
        terminal.send("f3")
        terminal.wait_for("► weet niet")


def test_a_sequence_torn_for_longer_answers_nothing(tmp_path: Path):
    pause = Event()
    with interviewing(long_study(tmp_path)) as terminal:
        terminal.wait_for("Q1 · ", seconds=60)
        pause.wait(0.3)
        terminal.send(b"\x1b")
        pause.wait(0.5)
        terminal.send(b"[12~")
        terminal.wait_for("niet gebruikt")
        assert "[x]" not in "\n".join(terminal.screen())


def test_a_paste_on_a_closed_question_answers_nothing(tmp_path: Path):
    with interviewing(long_study(tmp_path)) as terminal:
        terminal.wait_for("Q1 · ", seconds=60)
        Event().wait(0.3)
        terminal.send(pasted("1"))
        terminal.wait_for("Plakken kan alleen in een tekstveld.")
        assert "[x]" not in "\n".join(terminal.screen())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_frees_the_case_restores_the_terminal_and_ends_within_two_seconds(tmp_path: Path, number: int):
    with interviewing(tmp_path) as terminal:
        terminal.wait_for("INT · ", seconds=60)
        terminal.kill(number)
        assert terminal.wait_exit(seconds=2.5) == 128 + number
        assert "INT · " not in "\n".join(terminal.screen())
    assert holder_of_the_case(tmp_path) is None


def test_a_closed_window_frees_the_case_too(tmp_path: Path):
    with interviewing(tmp_path) as terminal:
        terminal.wait_for("INT · ", seconds=60)
        terminal.close_terminal()
        assert terminal.wait_exit(seconds=2.5) == 128 + signal.SIGHUP
    assert holder_of_the_case(tmp_path) is None


def test_after_a_kill_the_interview_goes_on_with_every_answer_that_was_painted_past(tmp_path: Path):
    pause = Event()
    with interviewing(tmp_path) as terminal:
        terminal.wait_for("INT · ", seconds=60)
        for key, following in (("1", "WHO · "), ("1", "CONSENT · "), ("enter", "1-3"), ("1", "V1 · ")):
            pause.wait(0.9)
            terminal.send(key)
            terminal.wait_for(following)
        terminal.kill()
        terminal.wait_exit()
    with interviewing(tmp_path) as again:
        again.wait_for("V1 · ", seconds=60)


def test_a_crash_says_one_plain_sentence(tmp_path: Path):
    with interviewing(tmp_path, "--crash-on", "x") as terminal:
        terminal.wait_for("INT · ", seconds=60)
        Event().wait(0.3)
        terminal.send("x")
        assert terminal.wait_exit() == 1
        text = "\n".join(terminal.screen())
        assert "Alles tot het laatste teken 'bewaard' is veilig" in " ".join(text.split())
        assert "Traceback" not in text


def test_from_question_to_question_costs_few_bytes(tmp_path: Path):
    with interviewing(long_study(tmp_path)) as terminal:
        terminal.wait_for("Q1 · ", seconds=60)
        Event().wait(0.3)
        terminal.send("f2")
        terminal.wait_for("Q2 · ")
        before = terminal.bytes_read
        terminal.send("f3")
        terminal.wait_for("Q1 · ")
        assert terminal.bytes_read - before <= 3000
