"""The log says what was done, with ids and milliseconds, and nothing that anybody said or is called."""

import logging
from pathlib import Path

import pytest

from cati.cli.logbook import QuietHandler, close_log, keep_log, last_lines
from cati.fieldwork.save_times import LOG
from plain_talk import a_study, plain
from scenario import single

SAID = "Marieke zegt: bel terug"
OPEN_QUESTION = "- {id: Q, type: text, text: 'Q?'}\n" + single("B")


def test_a_whole_call_leaves_its_steps_and_no_word_of_it(tmp_path: Path):
    plain(a_study(tmp_path, OPEN_QUESTION, company_name="Verzonnen Weverij"), "n", "", SAID, "1", "", "q")
    written = (tmp_path / "db" / LOG).read_text(encoding="utf-8")
    assert "kind=answer_recorded question=Q ms=" in written
    assert "kind=interview_ended" in written
    for secret in ("Marieke", "Weverij", "Peeters", "+32", "yes"):
        assert secret not in written


def test_the_log_is_its_owners_alone(tmp_path: Path):
    plain(a_study(tmp_path, OPEN_QUESTION), "q")
    assert (tmp_path / "db" / LOG).stat().st_mode & 0o777 == 0o600


def test_the_log_rolls_over_and_stays_small(tmp_path: Path):
    keep_log(tmp_path)
    try:
        for number in range(60_000):
            logging.getLogger("cati.test").info("line %d %s", number, "x" * 60)
    finally:
        close_log()
    assert sorted(file.name for file in tmp_path.iterdir()) == [LOG, f"{LOG}.1", f"{LOG}.2", f"{LOG}.3"]
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 4_000_001
    assert last_lines(tmp_path)[-1].endswith("x" * 60)


def test_without_a_folder_there_is_no_log_and_no_complaint(tmp_path: Path):
    keep_log(tmp_path / "none")
    assert not any(isinstance(each, QuietHandler) for each in logging.getLogger("cati").handlers)
    assert last_lines(tmp_path / "none") == []


def test_a_log_that_cannot_be_written_says_nothing_into_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    keep_log(tmp_path)
    try:
        (handler,) = [each for each in logging.getLogger("cati").handlers if isinstance(each, QuietHandler)]
        handler.stream.close()
        logging.getLogger("cati.test").info("lost")
        handler.stream = handler._open()
    finally:
        close_log()
    assert capfd.readouterr() == ("", "")
