"""One faulty file and its right twin for each code of the catalogue."""

from pathlib import Path

import pytest

from cati.questionnaire.loader import load, load_file
from cati.questionnaire.problems import codes
from cati.words import LANGUAGES

FAULTS = Path(__file__).parent / "faults"
FAULTY = sorted(file for file in FAULTS.glob("*.yaml") if not file.name.endswith(".right.yaml"))
PROJECT = Path(__file__).parents[2] / "questionnaire.yaml"


def code_of(file: Path) -> str:
    return file.name.partition("_")[0]


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_a_faulty_file_gives_its_one_problem_at_its_place(file: Path):
    place, code, severity = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# expect: ").split()
    found = [
        (f"{problem.line}:{problem.column}", problem.code, problem.severity) for problem in load_file(file).problems
    ]
    assert found == [(place, code, severity)]


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_its_right_twin_gives_none(file: Path):
    assert load_file(file.with_suffix(".right.yaml")).problems == ()


@pytest.mark.parametrize("file", FAULTY, ids=lambda file: file.stem)
def test_every_problem_can_be_said_in_three_languages(file: Path):
    for problem in load_file(file).problems:
        for language in LANGUAGES:
            line = problem.line_of_text("questionnaire.yaml", language)
            assert line.isprintable()
            assert problem.message(language)
            assert problem.remedy(language)


def test_every_code_has_a_faulty_file_and_every_file_a_code():
    assert {code_of(file) for file in FAULTY} == set(codes())


def test_every_twin_has_a_faulty_file():
    twins = {file.name.removesuffix(".right.yaml") for file in FAULTS.glob("*.right.yaml")}
    assert twins == {file.stem for file in FAULTY}


def test_the_script_of_the_study_has_no_problem():
    assert load_file(PROJECT).problems == ()


def test_all_problems_come_at_once_and_by_place():
    problems = load(
        b"""
study: {languages: [nl, fr]}
sample: {town: {type: text}}
questions:
  - {id: A, type: single, text: {nl: A}, options: [{code: 1, name: yes, label: Ja}, {code: 01, name: no, label: Nee}]}
  - {id: B, type: text, ask_if: C == yes, text: "In {sample.twon}?"}
  - {id: C, type: multi, text: {nl: C, fr: C, de: C}, min_choices: 2}
  - {id: D, type: number, min: 9, max: 1, text: D, max_length: 3}
  - {id: Z, type: end, disposition: compleet, text: Z}
"""
    ).problems
    assert [(problem.line, problem.word) for problem in problems] == [
        (5, "C111.plain"),
        (6, "C301.later"),
        (6, "C403.sample_near"),
        (7, "C209.options_missing"),
        (7, "C402.language"),
        (8, "C210.number"),
        (8, "C105.key"),
        (9, "C214.disposition_near"),
    ]
