"""The commands as a shell sees them: what they say where, in three languages, and their exit codes."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cati import __version__
from cati.errors import ExitCode
from cati.fieldwork.init import SCHEMA
from plain_talk import Told, a_study, run
from scenario import single, whole

LANGUAGES = ("nl", "en", "fr")
RIGHT = whole(single("A"))
WRONG = RIGHT.replace("text: 'A?'", "text: 'A?', txt: 'A?'")
WARNED = RIGHT.replace("questions:", "option_lists: {unused: [{code: 1, name: a, label: a}]}\nquestions:")
NOBODY = 65534
FORK = multiprocessing.get_context("fork")
needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can become somebody else")


def questionnaire(folder: Path, text: str) -> Path:
    """A questionnaire file of this text."""
    file = folder / "questionnaire.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def refused(told: Told, sentence: str, code: int = ExitCode.CANNOT_RUN) -> bool:
    """Whether this was said on standard error, alone, with this exit code."""
    return (told.code, told.out) == (code, "") and sentence in told.err and "Traceback" not in told.err


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach."""
    folder = Path(tempfile.mkdtemp(prefix="cati-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def as_nobody(act: Callable[[], Told]) -> Told:
    """What this comes to for an account that may write nowhere."""
    receive, send = FORK.Pipe(duplex=False)

    def child() -> None:
        os.setuid(NOBODY)
        send.send(act())

    process = FORK.Process(target=child)
    process.start()
    send.close()
    told: Told = receive.recv()
    process.join()
    return told


# --- check


def test_a_clean_questionnaire_is_said_to_be_clean_and_leaves_standard_output_empty(tmp_path: Path):
    told = run("--language", "en", "check", str(questionnaire(tmp_path, RIGHT)))
    assert (told.code, told.out, told.err) == (ExitCode.OK, "", "No problems in 1 question.\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_is_a_line_with_its_place_code_severity_message_and_remedy(tmp_path: Path, language: str):
    file = questionnaire(tmp_path, WRONG)
    told = run("--language", language, "check", str(file))
    severity = {"nl": "fout", "en": "error", "fr": "erreur"}[language]
    assert told.code == ExitCode.PROBLEMS_FOUND
    (line,) = told.out.splitlines()
    assert line.startswith(f"{file}:3:39: C105 {severity}: ")
    assert " → " in line
    assert told.err.strip()


def test_all_problems_are_told_at_once(tmp_path: Path):
    told = run("--language", "en", "check", str(questionnaire(tmp_path, WRONG.replace("complete", "compleet"))))
    assert {line.split()[1] for line in told.out.splitlines()} >= {"C105", "C214"}


def test_warnings_stop_only_if_they_are_to(tmp_path: Path):
    file = str(questionnaire(tmp_path, WARNED))
    assert [run("check", file).code, run("check", file, "--strict").code] == [ExitCode.OK, ExitCode.PROBLEMS_FOUND]


def test_the_questionnaire_of_the_study_is_checked_unless_another_is_named(tmp_path: Path):
    questionnaire(tmp_path, RIGHT)
    assert run("--study", str(tmp_path), "check").code == ExitCode.OK


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "dus het is geen studiemap"),
        ("en", "so it is not a study folder"),
        ("fr", "ce n'est pas un dossier d'étude"),
    ],
)
def test_a_file_that_is_not_there_cannot_be_checked(tmp_path: Path, language: str, sentence: str):
    assert refused(run("--language", language, "check", str(tmp_path / "questionnaire.yaml")), sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "kan niet gelezen worden"), ("en", "cannot be read"), ("fr", "ne peut pas être lu")],
)
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, language: str, sentence: str):
    (tmp_path / "questionnaire.yaml").mkdir()
    assert refused(run("--language", language, "check", str(tmp_path / "questionnaire.yaml")), sentence)


@needs_root
def test_a_file_that_one_may_not_read_says_so(open_folder: Path):
    file = questionnaire(open_folder, RIGHT)
    file.chmod(0o600)
    assert refused(as_nobody(lambda: run("--language", "en", "check", str(file))), "cannot be read: Permission denied.")


# --- init


def test_a_new_study_has_a_questionnaire_and_a_place_for_its_database(tmp_path: Path):
    told = run("--language", "en", "init", str(tmp_path / "new"))
    assert (told.code, told.out) == (ExitCode.OK, "")
    assert f"Study folder {tmp_path / 'new'} is made." in told.err
    assert run("--study", str(tmp_path / "new"), "check").code == ExitCode.OK
    assert {file.name for file in (tmp_path / "new").iterdir()} == {"questionnaire.yaml", "db", SCHEMA}
    assert (tmp_path / "new" / "db").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Er is niets overschreven"), ("en", "Nothing was overwritten"), ("fr", "Rien n'a été écrasé")],
)
def test_a_study_is_never_overwritten(tmp_path: Path, language: str, sentence: str):
    questionnaire(tmp_path, RIGHT)
    assert refused(run("--language", language, "init", str(tmp_path)), sentence)
    assert (tmp_path / "questionnaire.yaml").read_text(encoding="utf-8") == RIGHT


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "kan niet gemaakt worden"), ("en", "cannot be made"), ("fr", "ne peut pas être créé")],
)
def test_a_study_that_cannot_be_made_says_why(tmp_path: Path, language: str, sentence: str):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert refused(run("--language", language, "init", str(tmp_path / "file" / "study")), sentence)


# --- conducting interviews


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Er is geen map"), ("en", "There is no folder"), ("fr", "n'existe pas")],
)
def test_an_unknown_folder(tmp_path: Path, language: str, sentence: str):
    assert refused(run("--language", language, "--study", str(tmp_path / "none"), "--plain"), sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "staat geen questionnaire.yaml"),
        ("en", "There is no questionnaire.yaml"),
        ("fr", "pas de questionnaire.yaml"),
    ],
)
def test_a_folder_without_a_questionnaire(tmp_path: Path, language: str, sentence: str):
    assert refused(run("--language", language, "--study", str(tmp_path), "--plain"), sentence)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "Er start geen gesprek"), ("en", "No interview starts"), ("fr", "Aucun entretien ne commence")],
)
def test_a_faulty_questionnaire_is_told_whole_before_any_interview(tmp_path: Path, language: str, sentence: str):
    questionnaire(tmp_path, WRONG)
    told = run("--language", language, "--study", str(tmp_path), "--plain")
    assert refused(told, sentence)
    assert "C105" in told.err
    assert not (tmp_path / "db").exists()


def test_a_time_zone_that_does_not_exist(tmp_path: Path):
    questionnaire(tmp_path, RIGHT.replace("[en]}", "[en], timezone: Europe/Atlantis}"))
    told = run("--language", "en", "--study", str(tmp_path), "--plain")
    assert (told.code, told.out) == (ExitCode.CANNOT_RUN, "")
    assert "Europe/Atlantis" in told.err


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "is geen databank van cati"), ("en", "is not a cati database"), ("fr", "n'est pas une base de cati")],
)
def test_a_file_that_is_no_database(tmp_path: Path, language: str, sentence: str):
    questionnaire(tmp_path, RIGHT)
    other = tmp_path / "photo.jpg"
    other.write_bytes(b"\xff\xd8" * 2000)
    told = run("--language", language, "--study", str(tmp_path), "--db", str(other), "--plain", lines=("An", "q"))
    assert refused(told, sentence)
    assert other.read_bytes() == b"\xff\xd8" * 2000


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "een nieuwere cati"), ("en", "made by a newer cati"), ("fr", "un cati plus récent")],
)
def test_a_database_of_a_newer_cati(tmp_path: Path, language: str, sentence: str):
    a_study(tmp_path, single("A"))
    database = sqlite3.connect(tmp_path / "db" / "cati.sqlite")
    database.execute("UPDATE alembic_version SET version_num = '99'")
    database.commit()
    database.close()
    assert refused(run("--language", language, "--study", str(tmp_path), "--plain", lines=("An", "q")), sentence)


@needs_root
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("nl", "u mag er alleen lezen"), ("en", "it is read-only for you"), ("fr", "accès en lecture")],
)
def test_a_folder_that_one_may_not_write(open_folder: Path, language: str, sentence: str):
    questionnaire(open_folder, RIGHT).chmod(0o644)
    told = as_nobody(lambda: run("--language", language, "--study", str(open_folder), "--plain", lines=("An", "q")))
    assert refused(told, sentence)


@pytest.mark.parametrize("language", ["de", "NL", ""])
def test_a_language_that_the_program_does_not_speak(tmp_path: Path, language: str):
    questionnaire(tmp_path, RIGHT)
    assert refused(run("--language", language, "--study", str(tmp_path), "--plain"), "nl")


def test_a_keyboard_that_does_not_exist(tmp_path: Path):
    questionnaire(tmp_path, RIGHT)
    told = run("--language", "en", "--keyboard", "qwertz", "--study", str(tmp_path), "--plain")
    assert refused(told, "There is no keyboard 'qwertz'. Choose be, fr or us.")


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://cati:geheim@server/db",
        "postgresql://cati@server/db?password=geheim",
        "postgresql+psycopg://a:geheim@b/c",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_password_on_the_command_line_is_refused_and_not_repeated(tmp_path: Path, url: str, language: str):
    questionnaire(tmp_path, RIGHT)
    told = run("--language", language, "--study", str(tmp_path), "--db", url, "--plain")
    assert refused(told, "CATI_DATABASE_URL")
    assert "geheim" not in told.err


def test_an_engine_that_cati_does_not_know(tmp_path: Path):
    questionnaire(tmp_path, RIGHT)
    told = run("--language", "en", "--study", str(tmp_path), "--db", "mysql://server/db", "--plain")
    assert refused(told, "mysql")


def test_the_database_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    questionnaire(tmp_path, RIGHT)
    monkeypatch.setenv("CATI_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.sqlite")
    assert run("--study", str(tmp_path), "--plain", lines=("An", "q")).code == ExitCode.OK
    assert (tmp_path / "elsewhere.sqlite").is_file()


def test_the_interviewer_may_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    questionnaire(tmp_path, RIGHT)
    monkeypatch.setenv("CATI_INTERVIEWER", "Bo Maes")
    assert "Bo Maes" in run("--study", str(tmp_path), "--plain", lines=("q",)).out


@pytest.mark.parametrize(
    ("name", "said"), [("nl_BE.UTF-8", "Afsluiten"), ("fr_BE.UTF-8", "Quitter"), ("C.UTF-8", "Leave")]
)
def test_without_a_language_the_locale_decides_and_else_the_study(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, said: str
):
    for variable in ("CATI_LANGUAGE", "LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("LANG", name)
    questionnaire(tmp_path, RIGHT)
    assert said in run("--study", str(tmp_path), "--interviewer", "An", "--plain", lines=("q",)).out


def test_without_a_terminal_the_plain_mode_is_meant(tmp_path: Path):
    questionnaire(tmp_path, RIGHT)
    assert "q  Leave" in run("--language", "en", "--study", str(tmp_path), "--interviewer", "An", lines=("q",)).out


# --- the program itself


def test_the_version():
    assert run("--version") == Told(0, f"cati {__version__}\n", "")


@pytest.mark.parametrize("arguments", [("--no-such-option",), ("no-such-command",), ("init",)])
def test_a_command_that_cannot_be_meant(arguments: tuple[str, ...]):
    told = run(*arguments)
    assert (told.code, told.out) == (ExitCode.CANNOT_RUN, "")
    assert "Usage: cati" in told.err


def imported(*arguments: str) -> set[str]:
    """The packages that a fresh process has imported when the command is done."""
    code = (
        "import sys\nfrom cati.cli.commands import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n', *{name.partition('.')[0] for name in sys.modules})"
    )
    told = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(told.stdout.splitlines()[-1].split())


def test_help_imports_nothing_heavy():
    assert imported("--help") & {"textual", "rich", "pydantic", "sqlalchemy", "sqlmodel", "babel", "yaml"} == set()


def test_check_imports_neither_screens_nor_database(tmp_path: Path):
    file = questionnaire(tmp_path, WRONG)
    assert imported("check", str(file)) & {"textual", "sqlalchemy", "sqlmodel"} == set()


def test_the_plain_mode_imports_no_screens(tmp_path: Path):
    questionnaire(tmp_path, RIGHT)
    assert imported("--study", str(tmp_path), "--interviewer", "An", "--plain") & {"textual", "rich"} == set()
