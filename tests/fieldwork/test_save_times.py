"""How long saving took of late, as every desk's log tells it."""

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cati.cli.logbook import close_log, keep_log
from cati.fieldwork.save_times import FEWEST_SAVES, LOG, slowest_saves

NOW = datetime(2026, 11, 25, 13, 2, tzinfo=UTC)


def line(ms: float, *, minutes_ago: float = 1) -> str:
    at = NOW - timedelta(minutes=minutes_ago)
    return f"{at:%Y-%m-%dT%H:%M:%S}.123Z 77 INFO cati.fieldwork.interview: saved case=1 question=Q ms={ms:.1f}\n"


def test_one_save_in_a_hundred_may_be_slower_than_what_is_told(tmp_path: Path):
    (tmp_path / LOG).write_text("".join(line(ms) for ms in range(1, 101)), encoding="utf-8")
    assert slowest_saves(tmp_path, NOW) == 99
    (tmp_path / f"{LOG}.1").write_text("".join(line(900) for _ in range(5)), encoding="utf-8")
    assert slowest_saves(tmp_path, NOW) == 900


def test_what_was_saved_before_the_last_hour_is_not_counted(tmp_path: Path):
    old = "".join(line(900, minutes_ago=61) for _ in range(100))
    (tmp_path / LOG).write_text(old + line(3) * FEWEST_SAVES, encoding="utf-8")
    assert slowest_saves(tmp_path, NOW) == 3


@pytest.mark.parametrize(
    "text",
    ["", line(900) * (FEWEST_SAVES - 1), "saved ms=900\n" * 50, line(900).replace("2026", "20x6") * 50, "\0" * 99],
)
def test_too_few_saves_and_lines_of_another_make_say_nothing(tmp_path: Path, text: str):
    (tmp_path / LOG).write_text(text, encoding="utf-8")
    assert slowest_saves(tmp_path, NOW) is None
    assert slowest_saves(tmp_path / "none", NOW) is None


def test_the_log_that_desks_write_is_read(tmp_path: Path):
    keep_log(tmp_path)
    try:
        for _ in range(FEWEST_SAVES):
            logging.getLogger("cati.fieldwork.interview").info("saved case=1 ms=%.1f", 412.0)
    finally:
        close_log()
    assert slowest_saves(tmp_path, datetime.now(UTC) + timedelta(seconds=1)) == 412
