"""`cati preview` where there is no terminal."""

from pathlib import Path

import pytest

from cati.cli.commands import main
from cati.errors import ExitCode


def test_without_a_terminal_it_says_what_works_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as exit_:
        main(["--language", "en", "preview", str(tmp_path / "questionnaire.yaml")])
    assert exit_.value.code == ExitCode.CANNOT_RUN
    assert "'cati check' and 'cati flow' work without one" in capsys.readouterr().err
