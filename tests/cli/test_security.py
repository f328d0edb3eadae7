"""What others on the machine can see: no password and no file; and no name leads out of the study's folder."""

import os
import stat
from pathlib import Path

import pytest

from cati.errors import ExitCode
from cati.storage.cases import NewCase, add_cases
from plain_talk import a_study, opened, plain, run
from scenario import single, whole

SECRET = "s3cr3t"  # noqa: S105
TWO = single("A") + single("B")
EVIL = "../../evil"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "study").mkdir()
    return a_study(tmp_path / "study", TWO)


@pytest.mark.parametrize(
    "place",
    [
        f"postgresql://an:{SECRET}@h/study",
        f"postgresql+psycopg://an@h/study?password={SECRET}",
        f"postgresql:///study?host=/run&password={SECRET}",
        f"postgresql:///study?PassWord={SECRET}",
        f"postgresql://h/study?sslpassword={SECRET}",
        f"postgresql://an:{SECRET}@h:port/study",
        f"postgresql://an:{SECRET}@[h/study",
    ],
)
def test_a_password_on_the_command_line_is_refused_and_not_repeated(folder: Path, place: str):
    told = run("--study", str(folder), "--language", "en", "--db", place, "--plain")
    assert told.code == ExitCode.CANNOT_RUN
    assert "Put the password in CATI_DATABASE_URL or PGPASSFILE" in told.err
    assert SECRET not in told.err + told.out


def test_a_file_with_passwords_may_be_named_on_the_command_line(folder: Path):
    told = run(
        "--study", str(folder), "--language", "en", "--db", f"postgresql://an@/s?host=/nowhere&passfile={folder}"
    )
    assert "cannot be opened" in told.err


@pytest.mark.parametrize("command", ["--plain", "export", "verify", "backup", "db upgrade", "why 0042 A"])
def test_a_password_in_the_environment_is_in_no_output_and_no_file(
    folder: Path, command: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CATI_DATABASE_URL", f"postgresql://an:{SECRET}@/study?host=/nowhere&password={SECRET}")
    monkeypatch.chdir(folder)
    told = run("--language", "en", "--interviewer", "An", *command.split())
    assert told.code == ExitCode.CANNOT_RUN
    assert SECRET not in told.out + told.err
    assert [file for file in folder.rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()] == []


def test_after_a_day_of_work_no_file_can_be_read_by_others(tmp_path: Path):
    os.umask(0o022)
    assert run("init", str(tmp_path / "study")).code == 0
    mine = tmp_path / "study"
    plain(mine, "p", "", "1", "stop 5", "", "q")
    for command in (("export", "--practice", "--include", "all"), ("backup",), ("verify",)):
        assert run("--study", str(mine), *command).code == 0, command
    made = [path for name in ("db", "exports") for path in (mine / name).rglob("*")]
    assert len(made) > 5
    assert [path.name for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


def test_no_name_leads_out_of_the_folder(tmp_path: Path):
    mine = tmp_path / "in" / "study"
    mine.mkdir(parents=True)
    yaml = whole(TWO).replace("study: {", f"study: {{title: {EVIL}, ", 1)
    a_study(mine, yaml, cases=0)
    with opened(mine) as store:
        add_cases(store, [NewCase(EVIL, sample={"company_name": EVIL}, shuffle=1)])
    told = plain(mine, "n", "", "1", f"note {EVIL}", "2", "", "q", name=EVIL)
    assert told.err == ""
    for more in ("", "--by-version --paradata", f"--labels {EVIL}", f"--version {EVIL}", f"contacts --reason {EVIL}"):
        run("--study", str(mine), "export", *more.split(), "--include", "all", "--force", "--yes")
    assert [path for path in tmp_path.rglob("*") if not path.is_relative_to(mine) and path not in mine.parents] == []
    assert "evil" not in " ".join(str(path.relative_to(mine)) for path in mine.rglob("*"))
