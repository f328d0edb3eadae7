"""`cati why` on a real database."""

from pathlib import Path

import pytest

from cati.cli.commands import Wiring, main
from phone_room import add_companies, an_interview, answer
from spoken import NOW, PROJECT


@pytest.fixture
def database(tmp_path: Path) -> Path:
    interview = an_interview(tmp_path)
    answer(interview, INT="reached", WHO="self")
    add_companies(interview.room, ["Voorbeeld Weverij NV", "Voorbeeld Metaal BV"])
    interview.room.store.close()
    return tmp_path / "db" / "cati.sqlite"


def run(database: Path, case: str, question: str, language: str = "en") -> int:
    with pytest.raises(SystemExit) as exit_:
        main(["--study", str(PROJECT.parent), "--db", str(database), "--language", language, "why", case, question])
    return int(exit_.value.code or 0)


def test_the_chain_is_told_from_the_question_upwards(database: Path, capsys: pytest.CaptureFixture[str]):
    assert run(database, "0042", "APPT") == 0
    out, told = capsys.readouterr()
    assert out.splitlines() == [
        "APPT is not reached yet: CONSENT is asked now.",
        "  not true: WHO is unavailable or CONSENT is later",
        "    WHO was asked, and the answer is self.",
        "      without a condition",
        "    CONSENT is asked now: it has no valid answer yet.",
        "      true: WHO is self",
    ]
    assert told.startswith("Case 0042, interview 1, questionnaire ")


def test_it_is_told_in_the_language_of_the_screen(database: Path, capsys: pytest.CaptureFixture[str]):
    run(database, "0042", "CONSENT", "nl")
    assert capsys.readouterr().out.splitlines()[:2] == [
        "CONSENT is nu aan de beurt: er is nog geen geldig antwoord.",
        "  waar: WHO is self",
    ]


@pytest.mark.parametrize(
    ("case", "question", "said"),
    [
        ("00422", "V2", "There is no case '00422'. Did you mean '0042'?"),
        ("xyz", "V2", "There is no case 'xyz'."),
        ("0043", "V2", "No interview was begun with case '0043' yet."),
        ("0042", "V33", "has no question 'V33'. Did you mean 'V3"),
        ("0042", "zzz", "has no question 'zzz'. It has: INT, "),
        ("0042", "V3A_EACH.suplier", "Did you mean 'V3A_EACH.suppliers'?"),
    ],
)
def test_a_name_that_is_not_there_is_told(
    database: Path, capsys: pytest.CaptureFixture[str], case: str, question: str, said: str
):
    assert run(database, case, question) != 0
    assert said in capsys.readouterr().err


def why_case(database: Path, *options: str) -> int:
    command = ["--study", str(PROJECT.parent), "--db", str(database), "--language", "en", "why", *options]
    with pytest.raises(SystemExit) as exit_:
        main(command, Wiring(clock=lambda: NOW))
    return int(exit_.value.code or 0)


def test_a_case_that_somebody_has_says_who_and_until_when(database: Path, capsys: pytest.CaptureFixture[str]):
    assert why_case(database, "0042") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Case 0042: not called, AAPOR 3.11.",
        "  An Peeters is working on it, until 25/11 14:32.",
    ]


def test_a_case_that_is_free_says_so(database: Path, capsys: pytest.CaptureFixture[str]):
    assert why_case(database, "0043") == 0
    assert "It can be given now" in capsys.readouterr().out


def test_an_interviewer_who_is_not_there_is_told(database: Path, capsys: pytest.CaptureFixture[str]):
    assert why_case(database, "0043", "--for", "nobody") == 2
    assert "nobody" in capsys.readouterr().err
