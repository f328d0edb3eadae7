"""`cati simulate`: the report, and its exit code."""

from pathlib import Path

import pytest

from cati.cli import simulate
from cati.cli.commands import main
from cati.errors import ExitCode
from cati.interview.simulation import Part, Report
from cati.questionnaire.proof.diagram import TooLargeError

FILE = """study: {languages: [nl]}
questions:
  - {id: A, type: single, text: "A?", options: [{code: 1, name: yes, label: Ja}, {code: 2, name: no, label: Nee}]}
  - {id: N, type: number, min: 0, max: 99999, text: N?, checks: [{id: K, level: soft, fails_if: N == 4321, text: K}]}
  - {id: Z, type: end, disposition: complete, text: Dank u.}
"""
ROOT = Path(__file__).parents[2]


def run(file: Path, *options: str, language: str = "en") -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["--language", language, "simulate", str(file), *options])
    return int(exit_.value.code or 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "questionnaire.yaml"
    made.write_text(FILE, encoding="utf-8")
    return made


def test_the_examples_of_the_proof_meet_what_chance_would_not(file: Path, capsys: pytest.CaptureFixture[str]):
    assert run(file, "-n", "40") == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("40 interviews, ")
    assert lines[-1] == "Every question, option, check and end was met."
    assert "Questions in an interview: at least 2, in the middle 2, at most 2." in lines
    assert "End Z (complete): 40." in lines


def test_what_was_never_met_is_an_error(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def too_large(_: object) -> None:
        raise TooLargeError(1)

    monkeypatch.setattr(simulate, "examples", too_large)
    assert run(file, "-n", "5") == ExitCode.PROBLEMS_FOUND
    out = capsys.readouterr().out
    assert out.startswith("5 interviews, 0 of them")
    assert "Never fired: check K at N." in out


def test_the_same_seed_gives_the_same_report(capsys: pytest.CaptureFixture[str]):
    reports = []
    for seed in ("1", "1", "2"):
        run(ROOT / "questionnaire.yaml", "-n", "3", "--seed", seed)
        reports.append(capsys.readouterr().out)
    assert reports[0] == reports[1] != reports[2]


def test_each_thing_that_was_never_met_has_its_sentence():
    parts = (
        Part("item", "A"),
        Part("option", "A", "yes"),
        Part("status", "A", "dont_know"),
        Part("check", "A", "K"),
        Part("end", "Z", "complete"),
    )
    told = list(simulate.lines(Report(parts, lengths=[1], stuck=1), 0, "nl"))
    assert told[2:] == [
        "Einde Z (complete): 0.",
        "Gesprekken die aan geen einde kwamen: 1.",
        "Nooit bereikt: A.",
        "Nooit gekozen: yes bij A.",
        "Nooit gegeven: weet niet bij A.",
        "Nooit afgegaan: controle K bij A.",
        "Nooit geëindigd met complete bij Z.",
    ]


def test_the_script_of_the_study_is_met_whole(capsys: pytest.CaptureFixture[str]):
    assert run(ROOT / "questionnaire.yaml", "-n", "200") == ExitCode.OK, capsys.readouterr().out
