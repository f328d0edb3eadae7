"""`cati flow`: the tree, the diagram and the routes."""

from pathlib import Path

import pytest

from cati.cli import flow
from cati.cli.commands import main
from cati.errors import ExitCode
from cati.questionnaire.proof.diagram import TooLargeError

FILE = """study: {languages: [nl]}
questions:
  - {id: A, type: single, text: "Hebt u \\"iets\\"?", options: [{code: 1, name: yes, label: Ja}, {code: 2, name: no, label: Nee}]}
  - {id: X, type: end, ask_if: A == no, disposition: not_eligible, text: Dank u.}
  - section: more
    title: Wat meer
    ask_if: A == yes
    questions:
      - {id: M, type: multi, text: Welke?, options: [{code: 1, name: red, label: Rood}, {code: 2, name: blue, label: Blauw}]}
      - {id: EACH, type: text, for_each: M, as: hue, text: "Waarom {hue}?"}
  - {id: D, type: derived, options: [{code: 1, name: one, label: O}], cases: [{if: count(M) == 1, value: one}]}
  - {id: Z, type: end, disposition: complete, text: Dank u.}
"""  # noqa: E501 - one question a line
ROOT = Path(__file__).parents[2]


def run(file: Path, *options: str, language: str = "en") -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["--language", language, "flow", str(file), *options])
    return int(exit_.value.code or 0)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "questionnaire.yaml"
    made.write_text(FILE, encoding="utf-8")
    return made


def test_each_item_stands_below_the_filter_it_depends_on(file: Path, capsys: pytest.CaptureFixture[str]):
    assert run(file) == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        'A  Hebt u "iets"?',
        "  X  end: not_eligible  — if A is no",
        "  [more]  Wat meer  — if A is yes",
        "    M  Welke?",
        "      EACH  Waarom {hue}?  — for each of M",
        "D  worked out",
        "Z  end: complete",
    ]


def test_conditions_are_told_in_the_language_of_the_screen(file: Path, capsys: pytest.CaptureFixture[str]):
    run(file, language="fr")
    assert "[more]  Wat meer  — si A est yes" in capsys.readouterr().out


def test_the_same_as_a_flowchart(file: Path, capsys: pytest.CaptureFixture[str]):
    assert run(file, "--mermaid") == ExitCode.OK
    assert capsys.readouterr().out.splitlines() == [
        "flowchart TD",
        '    n_A["A · Hebt u #quot;iets#quot;?"]',
        '    n_X(["X · end: not_eligible"])',
        '    n_more["[more] · Wat meer"]',
        '    n_M["M · Welke?"]',
        '    n_EACH["EACH · Waarom {hue}?"]',
        '    n_D["D · worked out"]',
        '    n_Z(["Z · end: complete"])',
        '    n_A -->|"if A is no"| n_X',
        '    n_A -->|"if A is yes"| n_more',
        "    n_more --> n_M",
        '    n_M -->|"for each of M"| n_EACH',
        "    n_A --> n_D",
        "    n_D --> n_Z",
    ]


def test_every_route_with_answers_that_lead_along_it(file: Path, capsys: pytest.CaptureFixture[str]):
    assert run(file, "--routes") == ExitCode.OK
    out, told = capsys.readouterr()
    assert out.splitlines()[:2] == ["1  A X → not_eligible", "    A = no"]
    assert any(line.endswith("A M EACH Z → complete") for line in out.splitlines())
    assert told == f"{len(out.splitlines()) // 2} routes.\n"


def test_of_too_many_routes_only_the_first_are_told(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(flow, "MOST_ROUTES", 1)
    assert run(file, "--routes") == ExitCode.OK
    assert capsys.readouterr().err == "More than 1 routes; these are the first.\n"


def test_routes_that_cannot_be_worked_out_are_no_crash(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    def too_large(*_: object) -> None:
        raise TooLargeError(1)

    monkeypatch.setattr(flow, "routes", too_large)
    assert run(file, "--routes") == ExitCode.PROBLEMS_FOUND
    assert "cannot be worked out" in capsys.readouterr().err


def test_a_faulty_questionnaire_is_told_and_not_shown(file: Path, capsys: pytest.CaptureFixture[str]):
    file.write_text(FILE.replace("A == no", "B == no"), encoding="utf-8")
    assert run(file) != ExitCode.OK
    out, told = capsys.readouterr()
    assert out == ""
    assert "C205" in told


def test_the_script_of_the_study_has_a_line_for_each_item(capsys: pytest.CaptureFixture[str]):
    assert run(ROOT / "questionnaire.yaml") == ExitCode.OK
    lines = capsys.readouterr().out.splitlines()
    assert "  V3A  Met welke soorten organisaties werkt u samen rond innovatie…"[:6] in {line[:6] for line in lines}
    assert any(line.startswith("  V4B") and line.endswith("if V2 is not yes") for line in lines)
