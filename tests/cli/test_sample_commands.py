"""The commands of the sample as a shell sees them."""

from pathlib import Path

import pytest

from cati.errors import ExitCode
from plain_talk import Told, opened, run
from sample_files import DATA, a_row, as_csv, written
from spoken import PROJECT


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study folder without a sample."""
    (tmp_path / "questionnaire.yaml").write_text(PROJECT.read_text(encoding="utf-8"), encoding="utf-8")
    with opened(tmp_path, create=True):
        return tmp_path


def cati(study: Path, *words: str, language: str = "en") -> Told:
    told = run("--language", language, "--study", str(study), *words)
    assert "Traceback" not in told.err
    return told


def do_not_call(study: Path, *words: str) -> Told:
    return cati(study, "sample", "do-not-call", *words)


def test_a_good_file_is_imported_and_the_report_named_on_standard_output(study: Path):
    told = cati(study, "sample", "import", str(written(study, as_csv(a_row()))))
    assert (told.code, told.out) == (ExitCode.OK, f"{study / 'sample.report.csv'}\n")
    assert "1 row: 1 new, 0 changed, 0 unchanged, 0 closed (do not call), 0 rejected, 0 blank." in told.err


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "10 rijen hebben een fout"), ("en", "10 rows have an error"), ("fr", "10 lignes contiennent une erreur")],
)
def test_faults_are_told_by_row_and_field_and_nothing_is_imported(study: Path, language: str, sentence: str):
    file = written(study, (DATA / "messy_sample.csv").read_bytes(), "messy_sample.csv")
    told = cati(study, "sample", "import", str(file), language=language)
    assert told.code == ExitCode.PROBLEMS_FOUND
    assert sentence in told.err
    assert "10, phone_1 “0900 00 001”" in told.err


def test_a_dry_run_shows_the_columns_with_examples(study: Path):
    told = cati(study, "sample", "import", "--dry-run", str(written(study, as_csv(a_row("Café Noir")))))
    assert told.code == ExitCode.OK
    assert "  company_name   →  company_name          Café Noir" in told.err
    assert "Names with special characters, to look at: Café Noir" in told.err
    assert cati(study, "sample", "list").out == ""


def test_a_heading_that_is_not_known_is_mapped_by_hand(study: Path):
    text = as_csv(a_row()).replace("phone_1", "Centrale")
    told = cati(study, "sample", "import", str(written(study, text)))
    assert (told.code, told.out) == (ExitCode.CANNOT_RUN, "")
    assert "there is no column for phone_1; map one with --map phone_1=COLUMN" in told.err
    assert "Centrale       →  –                     050 00 00 01" in told.err
    assert cati(study, "sample", "import", str(study / "sample.csv"), "--map", "phone_1=Centrale").code == ExitCode.OK


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--map", "phone_1"], "--map wants FIELD=COLUMN, not 'phone_1'."),
        (["--map", "fone=Tel."], "There is no field 'fone'."),
        (["--map", "phone_1=Fax"], "There is no column 'Fax'."),
        (["--encoding", "klingon"], "There is no encoding 'klingon'."),
    ],
)
def test_options_that_cannot_be_meant_get_a_sentence(study: Path, words: list[str], sentence: str):
    told = cati(study, "sample", "import", str(written(study, as_csv(a_row()))), *words)
    assert (told.code, told.out) == (ExitCode.CANNOT_RUN, "")
    assert sentence in told.err


def test_the_list_finds_a_case_and_says_when_there_is_none(study: Path):
    cati(study, "sample", "import", str(written(study, as_csv(a_row("Café Noir")))))
    assert cati(study, "sample", "list").out == cati(study, "sample", "list", "cafe").out
    assert cati(study, "sample", "list", "050/00.00.01").out.splitlines()[1] == (
        "c000001    Café Noir                     Brugge          not called"
    )
    assert cati(study, "sample", "list", "wevrij").err == "Nothing found for 'wevrij'.\n"
    assert cati(study, "sample", "list", "x").err == "Type at least 2 characters.\n"


def test_the_status_counts_what_waits_and_a_release_lets_it_go(study: Path):
    cati(
        study,
        "sample",
        "import",
        str(written(study, as_csv(a_row("Een"), a_row("Twee", "050 00 00 02", replicate="2")))),
    )
    assert "replicate 2 waits for release                   1" in cati(study, "sample", "status").out
    assert cati(study, "sample", "release", "2").err == "Replicate 2 is released: 1 case was waiting.\n"
    assert "parked" not in cati(study, "sample", "status").out


def test_a_number_goes_on_the_list_once_and_off_it_for_a_reason(study: Path):
    assert do_not_call(study, "add", "--phone", "050/00.00.01", "--since", "2/11/2026").code == ExitCode.OK
    assert "was on the do-not-call list already" in do_not_call(study, "add", "--phone", "050 00 00 01").err
    do_not_call(
        study, "add", "--enterprise", "BE 1999.000.051", "--since", "2026-11-03", "--reason", "asked, by letter"
    )
    assert do_not_call(study, "list", "--csv").out == (
        'phone,enterprise_number,reason,since\n,1999000051,"asked, by letter",2026-11-03\n+3250000001,,,2026-11-02\n'
    )
    assert do_not_call(study, "remove", "--phone", "050 00 00 01").code == ExitCode.CANNOT_RUN
    assert do_not_call(study, "remove", "--phone", "050 00 00 01", "--reason", "a mistake").code == ExitCode.OK
    assert do_not_call(study, "list").out == "1999000051      2026-11-03  asked, by letter\n"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["add"], "Give one number: --phone or --enterprise."),
        (["add", "--phone", "112"], "'112': not a valid number in BE."),
        (["add", "--phone", "050 00 00 01", "--since", "30/2/2026"], "not a date"),
        (["remove", "--enterprise", "1999000052", "--reason", "x"], "check digits do not fit"),
    ],
)
def test_a_number_that_cannot_be_read_gets_a_sentence(study: Path, words: list[str], sentence: str):
    told = do_not_call(study, *words)
    assert (told.code, told.out) == (ExitCode.CANNOT_RUN, "")
    assert sentence in told.err


def test_the_list_of_another_study_is_imported_whole_or_not_at_all(study: Path):
    assert "1 number added" in do_not_call(study, "import", str(DATA / "do_not_call.csv")).err
    bad = written(study, "phone;since\n050 00 00 02;2026-11-02\n112;2026-11-02\n050 00 00 03;gisteren\n", "bad.csv")
    told = do_not_call(study, "import", str(bad))
    assert (told.code, told.err.count("\n")) == (ExitCode.PROBLEMS_FOUND, 3)
    assert "bad.csv, row 3, phone “112”: not a valid number in BE" in told.err
    assert do_not_call(study, "list").err == "1 number on the do-not-call list.\n"
    assert do_not_call(study, "import", str(written(study, as_csv({"naam": "x"})))).code == ExitCode.CANNOT_RUN


def test_somebody_is_added_and_listed(study: Path):
    assert cati(study, "interviewer", "list").err.startswith("Nobody yet")
    cati(study, "interviewer", "add", "an", "--name", "An Peeters", "--languages", "nl, fr")
    cati(study, "interviewer", "add", "jo", "--name", "Jo Maes", "--supervisor")
    assert cati(study, "interviewer", "list").out == (
        f"an            {'An Peeters':32}  nl fr\njo            {'Jo Maes':32}              supervisor\n"
    )
    assert cati(study, "interviewer", "add", "An", "--name", "An").code == ExitCode.CANNOT_RUN
