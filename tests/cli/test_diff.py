"""`cati diff`: what changed, in the words of a survey, held against the data; the exit code says whether it is safe."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from cati.cli.commands import main
from cati.cli.excerpt import excerpts
from cati.questionnaire.answer import AnswerKey, Choice
from cati.questionnaire.changes import ChangeKind
from cati.words import LANGUAGES, say
from mid_field import MidField, mid_field
from version_table import BASE, TABLE, Edit, edited, replaced

ANSWERS = {"A": "yes", "B": ["trust"], "EACH__trust": "well", "TOP": "trust", "STAFF": 90}
REST = {"GRID": {"a": "hard", "b": "easy"}, "WHY": "It pays."}
MANY = (
    *replaced("Do you weave?", "Do you weave cloth?"),
    *replaced("      - {code: 3, name: staff, label: {en: staff, nl: mensen}}\n", ""),
    *replaced("ask_if: A == yes", "ask_if: A == no"),
    *replaced("max: 500", "max: 50"),
    *replaced("name: badly", "name: poorly"),
    *replaced("  - id: WHY", "  - {id: NEW, type: text, text: {en: 'What else?', nl: 'Wat nog?'}}\n  - id: WHY"),
)


@pytest.fixture
def study(tmp_path: Path) -> Iterator[MidField]:
    with mid_field(tmp_path, BASE) as found:
        yield found


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(edited(MANY), encoding="utf-8")
    return old, new


def run(*arguments: object) -> int:
    """The exit code of `cati` with these arguments."""
    with pytest.raises(SystemExit) as left:
        main([str(each) for each in arguments])
    return int(left.value.code or 0)


def entries(capsys: pytest.CaptureFixture[str]) -> dict[str, tuple[str, int | None]]:
    """What was written as data: each change by its question and kind, with its class and its interviews."""
    document = json.loads(capsys.readouterr().out)
    return {f"{each['question']} {each['kind']}": (each["class"], each["interviews"]) for each in document["changes"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_changed_is_told_by_question_in_three_languages(
    study: MidField, language: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion
):
    study.hold(**ANSWERS, **REST)
    study.hold(
        A="no",
        B=["aims", "staff"],
        EACH__aims="badly",
        EACH__staff="well",
        TOP="staff",
        **{**REST, "GRID": {"a": "hard", "b": "hard"}},
    )
    study.write(edited(MANY))
    assert run("--study", study.folder, "--language", language, "diff") == 1
    told_ = capsys.readouterr()
    assert told_.out + told_.err == snapshot


def test_two_files_are_compared_without_a_database(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]):
    assert run("diff", *files, "--format", "json") == 1
    assert set(entries(capsys).values()) >= {("safe", None), ("own_version", None), ("refused", None)}


@pytest.mark.parametrize(("name", "code"), [("wording", 0), ("range", 0), ("ask_if", 1), ("type", 1), ("comments", 0)])
def test_the_exit_code_says_whether_every_change_is_safe(tmp_path: Path, name: str, code: int):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(edited(TABLE[name].edit), encoding="utf-8")
    assert run("diff", old, new) == code


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (replaced("questions:", "# all\nquestions:"), "754bf94f513f: the same questionnaire. No new version."),
        (replaced("label: S}", "label: {en: S, nl: S}}"), "only written otherwise. Nothing changes"),
    ],
)
def test_a_file_that_is_only_written_otherwise_is_said_to_change_nothing(
    tmp_path: Path, edit: Edit, said: str, capsys: pytest.CaptureFixture[str]
):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(edited(edit), encoding="utf-8")
    assert run("--language", "en", "diff", old, new) == 0
    written = capsys.readouterr()
    assert (written.out, said in written.err) == ("", True)


def test_changes_of_the_study_and_of_what_is_worked_out_stand_under_their_own_headings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(BASE, encoding="utf-8")
    new.write_text(
        edited((("[en, nl]", "[nl, en]"), ("STAFF < 10", "STAFF < 20"), ("town: {", "town: {export: true, ")))
    )
    run("--language", "en", "diff", old, new)
    headings = [line for line in capsys.readouterr().out.splitlines() if line[:1].strip()]
    assert headings == ["The study", "sample.town", "CLASS"]


def test_where_nothing_can_be_compared_the_exit_code_is_two_and_says_why(
    study: MidField, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    faulty = tmp_path / "faulty.yaml"
    faulty.write_text(BASE.replace("type: single", "type: sngle"), encoding="utf-8")
    assert run("diff", tmp_path / "none.yaml", faulty) == 2
    assert run("diff", faulty, faulty) == 2
    assert "faulty.yaml:" in capsys.readouterr().err
    assert run("--study", study.folder, "--language", "en", "diff") == 2
    assert "No interview has begun yet" in capsys.readouterr().err
    assert run("--study", tmp_path / "db", "diff", study.folder / "questionnaire.yaml") == 2


def test_an_option_that_is_gone_is_told_with_the_interviews_that_gave_it(
    study: MidField, capsys: pytest.CaptureFixture[str]
):
    for _ in range(2):
        study.hold(**ANSWERS, **REST)
    study.hold(practice=True, **ANSWERS, **REST)
    study.write(edited(replaced("      - {code: 1, name: trust, label: {en: trust, nl: vertrouwen}}\n", "")))
    run("--study", study.folder, "--language", "en", "diff")
    assert "option 1 trust “trust” is gone; 2 interviews gave it" in capsys.readouterr().out


def test_an_answer_off_the_path_does_not_count(study: MidField, capsys: pytest.CaptureFixture[str]):
    study.hold(**ANSWERS, **REST)
    interview = study.begin(**ANSWERS)
    interview.go_to(AnswerKey("A"))
    view = interview.view()
    interview.answer(view.prompt, Choice(option="no"))  # type: ignore[union-attr]  # a question, as was just gone to
    interview.leave()
    study.write(edited((("max: 500", "max: 50"), ("nonresponse: refused", "nonresponse: none"))))
    run("--study", study.folder, "diff", "--format", "json")
    found = entries(capsys)
    assert found["STAFF range_narrowed"] == ("own_version", 1)
    assert found["STAFF nonresponse_forbidden"] == ("own_version", 0)


def test_a_status_a_row_an_end_and_a_derived_value_are_counted_where_they_were_given(
    study: MidField, capsys: pytest.CaptureFixture[str]
):
    study.hold(**{**ANSWERS, "STAFF": "refused"}, **REST)
    study.hold(**ANSWERS, **REST)
    study.begin(A="no").leave()
    row = replaced(", {name: b, label: {en: time, nl: tijd}}", "")
    changed = (
        ("nonresponse: refused", "nonresponse: none"),
        ("STAFF < 10", "STAFF < 20"),
        ("disposition: complete", "disposition: partial"),
    )
    study.write(edited((*row, *changed)))
    run("--study", study.folder, "diff", "--format", "json")
    assert entries(capsys) == {
        "STAFF nonresponse_forbidden": ("own_version", 1),
        "GRID row_removed": ("own_version", 2),
        "CLASS condition_changed": ("own_version", 1),
        "DONE disposition_changed": ("own_version", 2),
    }


def test_what_would_mix_meanings_with_an_earlier_version_is_told_too(
    study: MidField, capsys: pytest.CaptureFixture[str]
):
    study.hold(A="yes", B=["staff"], EACH__staff="well", TOP="staff", STAFF=7, **REST)
    without = edited(replaced("      - {code: 3, name: staff, label: {en: staff, nl: mensen}}\n", ""))
    first = study.room.study.version
    study.changed(without).hold(**ANSWERS, **REST)
    study.write(edited(replaced("name: staff, label", "name: stuff, label")))
    assert run("--study", study.folder, "--language", "en", "diff") == 1
    out = capsys.readouterr().out
    assert f"Against version {first}, under which 1 interview was held:" in out
    assert "another meaning: code 3 was staff and is now stuff; 1 interview gave it" in out


def test_every_kind_of_change_has_its_sentence_in_three_languages():
    places = dict.fromkeys(("field", "part", "code", "old", "new"), "x")
    assert all(say(language, f"changes.says.{kind.value}", **places) for kind in ChangeKind for language in LANGUAGES)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b c", "a x c", ("a b c", "a x c")),
        ("1 2 3 4 5 6 a 6 5 4 3 2 1", "1 2 3 4 5 6 b 6 5 4 3 2 1", ("… 3 4 5 6 a 6 5 4 3 …", "… 3 4 5 6 b 6 5 4 3 …")),
        ("a a", "a a a", ("a a", "a a a")),
        ("", "new", ("", "new")),
        ("x" * 301, "", (f"{'x' * 300}…", "")),
        ("1 2 3 4 5 6", "1 2 3 4 5 6 7", ("… 3 4 5 6", "… 3 4 5 6 7")),
    ],
)
def test_only_what_differs_is_shown_with_a_few_words_around_it(old: str, new: str, shown: tuple[str, str]):
    assert excerpts(old, new) == shown
