"""What goes wrong under a conversation in the plain mode: said in a sentence, and nothing that was saved is lost."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cati.errors import ExitCode, NotSavedError
from cati.fieldwork.next_case import resume_interview
from cati.fieldwork.room import Room
from cati.fieldwork.study import open_study
from cati.storage.cases import list_cases
from cati.storage.interviews import open_interviews
from moving_clock import MovingClock
from plain_talk import a_study, answers_in, opened, plain, results_in
from scenario import single

TWO = single("A") + single("B")
MANY = "".join(single(f"Q{at}") for at in range(60))
ROOM_LEFT = 300_000
IN_A_FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
from cati.cli.commands import main
main(sys.argv[2:])
"""

AT_TWO = Path(__file__).parents[1] / "cati_at_two.py"
"""The program by a clock that stands within call hours."""


def interrupt() -> None:
    """Ctrl+C."""
    raise KeyboardInterrupt


def failing(error: Exception, times: int) -> Callable[..., object]:
    """The real `append`, after it failed so often."""
    from cati.storage.interviews import append  # noqa: PLC0415 - the patched name is another

    left = [error] * times

    def write(*arguments: object, **more: object) -> object:
        if left:
            raise left.pop()
        return append(*arguments, **more)  # type: ignore[arg-type]

    return write


def test_a_full_disk_is_told_and_every_saved_answer_is_there(tmp_path: Path):
    a_study(tmp_path, MANY)
    command = [sys.executable, "-c", IN_A_FULL_DISK, str(ROOM_LEFT), "--study", str(tmp_path), "--language", "en"]
    told = subprocess.run(
        [*command, "--interviewer", "An", "--plain"],
        input="n\n\n" + "1\n" * 60,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode != 0
    assert "Not saved: the disk is full. Your answer is still here." in told.stdout
    assert "One answer could not be saved. It is kept in" in told.stderr
    assert "Traceback" not in told.stderr
    answers = list(answers_in(tmp_path))
    assert 5 < len(answers) < 60
    assert answers == [f"Q{at}" for at in range(len(answers))]
    again = plain(tmp_path, "9", "1", "q", clock=lambda: datetime.now(UTC) + timedelta(hours=1))  # none holds it now
    assert f"question Q{len(answers)}, was not saved when cati closed" in again.out
    assert "Case 0042: the answer is saved now." in again.out
    assert list(answers_in(tmp_path)) == [*answers, f"Q{len(answers)}"]
    assert list((tmp_path / "db" / "unsaved").iterdir()) == []


def test_an_answer_that_could_not_be_saved_is_tried_again_with_enter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    a_study(tmp_path, TWO)
    monkeypatch.setattr("cati.fieldwork.interview.append", failing(NotSavedError("storage.disk_full"), 2))
    told = plain(tmp_path, "n", "", "1", "", "", "2", "", "q")
    assert told.out.count("Not saved: the disk is full.") == 2
    assert told.out.count("Enter tries again. ") == 2
    assert results_in(tmp_path) == [("ended", "complete")]
    assert len(answers_in(tmp_path)) == 2


def test_after_a_retry_a_review_goes_on_as_it_would_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    a_study(tmp_path, TWO)

    def fill() -> None:
        monkeypatch.setattr("cati.fieldwork.interview.append", failing(NotSavedError("storage.disk_full"), 1))

    told = plain(tmp_path, "n", "", "1", "back", fill, "2", "", "1", "")
    assert told.out.count("[A]") == 2
    assert {key: answer.model_dump()["option"] for key, answer in answers_in(tmp_path).items()} == {
        "A": "no",
        "B": "yes",
    }


def test_a_busy_database_is_tried_again_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    a_study(tmp_path, TWO)
    monkeypatch.setattr("cati.fieldwork.interview.append", failing(NotSavedError("storage.busy"), 3))
    told = plain(tmp_path, "n", "", "1", "2", "", "q")
    assert told.out.count("Not saved yet: the database does not answer.") == 1
    assert "Enter tries again." not in told.out
    assert results_in(tmp_path) == [("ended", "complete")]


def test_a_moved_database_ends_with_its_sentence_and_the_answer_that_is_only_here(tmp_path: Path):
    a_study(tmp_path, TWO)
    database = tmp_path / "db" / "cati.sqlite"
    told = plain(tmp_path, "n", "", "1", lambda: database.rename(tmp_path / "aside"), "2")
    assert told.code == ExitCode.CANNOT_RUN
    assert "Stop: the database file was moved or deleted" in told.err
    (kept,) = (tmp_path / "db" / "unsaved").iterdir()
    assert str(kept) in told.err
    assert '"key":"B"' in kept.read_text(encoding="utf-8")
    assert kept.stat().st_mode & 0o777 == 0o600
    (tmp_path / "aside").rename(database)
    again = plain(tmp_path, "q")
    assert "was not saved" not in again.out  # it was stored after all, in the file that was moved
    assert list((tmp_path / "db" / "unsaved").iterdir()) == []
    assert "Traceback" not in told.err


def test_a_case_that_was_given_to_somebody_else_is_said_and_the_menu_comes_back(tmp_path: Path):
    a_study(tmp_path, TWO, cases=2)
    clock = MovingClock()

    def taken_over() -> None:
        clock.forward(minutes=31)
        with opened(tmp_path) as store:
            room = Room(open_study(tmp_path), store, "bo", "Bo", clock=clock)
            resume_interview(room, open_interviews(store, clock())[0])

    told = plain(tmp_path, "n", "", "1", taken_over, "2", "n", "", "stop 5", "", "q", clock=clock)
    assert "Case 0042 was given to bo at" in told.out
    assert "Your answers up to question A are saved; this one is not." in told.out
    assert "Case 0043: Hard refusal, do not call again. Saved." in told.out
    assert told.code == 0


def test_ctrl_c_never_ends_an_interview(tmp_path: Path):
    told = plain(a_study(tmp_path, TWO), "n", "", interrupt, "1", interrupt, "2", "", "q")
    assert told.out.count("An interview is going on: type 'stop' to stop it.") == 2
    assert (told.code, results_in(tmp_path)) == (0, [("ended", "complete")])


def test_ctrl_c_leaves_the_menu(tmp_path: Path):
    told = plain(a_study(tmp_path, TWO), interrupt)
    assert (told.code, told.err) == (ExitCode.INTERRUPTED, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_request_to_end_suspends_the_interview_and_frees_its_case(tmp_path: Path, number: signal.Signals):
    a_study(tmp_path, TWO)
    told = plain(tmp_path, "n", "", "1", lambda: os.kill(os.getpid(), number), "2")
    assert (told.code, results_in(tmp_path)) == (0, [("suspended", "suspended")])
    with opened(tmp_path) as store:
        assert [case.lease_by for case in list_cases(store)] == [None]


def test_an_error_of_its_own_frees_the_case_and_keeps_no_answer_in_its_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("V2 was answered with yes")

    monkeypatch.chdir(a_study(tmp_path, TWO))
    told = plain(tmp_path, "n", "", "1", lambda: monkeypatch.setattr("cati.fieldwork.interview.append", broken), "2")
    assert told.code == ExitCode.CANNOT_RUN
    assert "cati stopped by an error of its own. All answers shown as saved are safe." in told.err
    (report,) = (tmp_path / "db").glob("crash-*.txt")
    assert "V2 was answered" not in report.read_text(encoding="utf-8")
    with opened(tmp_path) as store:
        assert [case.lease_by for case in list_cases(store)] == [None]


def test_a_reader_that_went_away_is_no_error(tmp_path: Path):
    a_study(tmp_path, TWO)
    command = [sys.executable, "-m", "cati", "--study", str(tmp_path), "--interviewer", "An", "--plain"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.close()
        told = wait_for(program)
    assert b"Traceback" not in told
    assert program.returncode == 0


def wait_for(program: "subprocess.Popen[bytes]") -> bytes:
    """Type on until it ends; what it wrote to standard error."""
    assert program.stdin is not None
    assert program.stderr is not None
    try:
        program.stdin.write(b"n\n\n1\n2\n\nq\n")
        program.stdin.close()
    except BrokenPipeError:
        pass
    return program.stderr.read()


def test_a_terminal_that_knows_no_accents_gets_question_marks_and_no_crash(tmp_path: Path):
    a_study(tmp_path, company_name="Café Zoë")
    told = subprocess.run(
        [
            sys.executable,
            str(AT_TWO),
            "1",
            "--study",
            str(tmp_path),
            "--language",
            "fr",
            "--interviewer",
            "An",
            "--plain",
        ],
        input="n\n\n1\n",
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )
    assert told.returncode == 0
    assert "Caf? Zo?" in told.stdout
