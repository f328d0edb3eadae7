"""`cati check` as an editor, a program and a workflow read it, once and at each save."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cati.cli.check import escaped, watch
from cati.cli.commands import main
from cati.errors import ExitCode

RIGHT = """study: {languages: [nl]}
questions:
  - {id: A, type: text, text: "A?"}
  - {id: Z, type: end, disposition: complete, text: Dank u.}
"""
WRONG = RIGHT.replace("complete", "compleet")
WARNED = RIGHT.replace("study:", "option_lists: {unused: []}\nstudy:")
SAID = "There is no disposition 'compleet'."


def checked(file: Path, text: str, *options: str) -> int:
    """The exit code of a check of this text."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as exit_:
        main(["--language", "en", "check", str(file), *options])
    return int(exit_.value.code or 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "questionnaire.yaml"


def test_the_problems_as_data(file: Path, capsys: pytest.CaptureFixture[str]):
    assert checked(file, WRONG, "--format", "json") == ExitCode.PROBLEMS_FOUND
    assert json.loads(capsys.readouterr().out) == [
        {
            "code": "C214",
            "severity": "error",
            "line": 4,
            "column": 37,
            "end_column": 45,
            "message": SAID,
            "remedy": "Did you mean 'complete'?",
        }
    ]


def test_no_problems_are_an_empty_list(file: Path, capsys: pytest.CaptureFixture[str]):
    assert checked(file, RIGHT, "--format", "json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out) == []


def test_the_problems_as_workflow_commands(file: Path, capsys: pytest.CaptureFixture[str]):
    assert checked(file, WRONG, "--format", "github") == ExitCode.PROBLEMS_FOUND
    place = f"file={file},line=4,col=37,endColumn=45,title=C214"
    assert capsys.readouterr().out == f"::error {place}::{SAID} → Did you mean 'complete'?\n"


def test_the_signs_of_a_workflow_command_stand_for_themselves():
    assert escaped("50 %\n: a, b") == "50 %25%0A: a, b"
    assert escaped("a:b,c%", ":,") == "a%3Ab%2Cc%25"


def test_a_warning_stops_only_if_asked_to(file: Path):
    assert checked(file, WARNED) == ExitCode.OK
    assert checked(file, WARNED, "--strict") == ExitCode.PROBLEMS_FOUND


def saving(file: Path, *texts: str | None) -> Callable[[float], None]:
    """A pause in which the next text is saved (None: the file goes); after the last comes Ctrl+C."""
    left = list(texts)

    def pause(seconds: float) -> None:
        assert seconds == 0.5
        if not left:
            raise KeyboardInterrupt
        text = left.pop(0)
        if text is None:
            file.unlink()
        elif text:
            file.write_text(text, encoding="utf-8")

    return pause


def test_a_file_is_checked_at_each_save_until_ctrl_c(file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text(RIGHT, encoding="utf-8")
    assert watch(file, "en", pause=saving(file, "", WRONG, "", RIGHT + "\n")) is ExitCode.OK
    out, told = capsys.readouterr()
    assert out.count(SAID) == 1
    assert told.splitlines() == ["No problems in 1 question.", "1 error.", "No problems in 1 question."]


def test_a_half_written_or_missing_file_is_one_more_problem(file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text(RIGHT, encoding="utf-8")
    assert watch(file, "en", pause=saving(file, RIGHT[:40], None, RIGHT)) is ExitCode.OK
    out, told = capsys.readouterr()
    assert f"{file}:" in out.splitlines()[0]
    assert out.splitlines()[-1].startswith("There is no questionnaire.yaml in ")
    assert told.splitlines()[-1] == "No problems in 1 question."


def test_a_real_watch_ends_with_ctrl_c_and_all_is_well(file: Path):
    file.write_text(RIGHT, encoding="utf-8")
    command = [sys.executable, "-m", "cati", "--language", "en", "check", str(file), "--watch"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            assert process.stderr.readline() == "No problems in 1 question.\n"
            saved = file.with_suffix(".new")
            saved.write_text(WRONG, encoding="utf-8")
            saved.replace(file)  # a look between truncating and writing would see an empty file
            assert SAID in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(60) == ExitCode.OK
        finally:
            process.kill()
