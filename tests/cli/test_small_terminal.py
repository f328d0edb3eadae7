"""A window that is too small for the screens."""

import sys
from pathlib import Path

import pytest

from cati.fieldwork.init import make_study
from pty_terminal import Terminal

SAID = {"nl": "Het venster is te klein: 79×24.", "en": "The window is too small: 79×24.", "fr": "trop petite : 79×24."}


@pytest.mark.parametrize("language", SAID)
def test_a_window_that_is_too_small_is_told_before_anything_begins(tmp_path: Path, language: str):
    make_study(tmp_path / "study")
    command = [sys.executable, "-m", "cati", "--study", str(tmp_path / "study"), "--language", language]
    with Terminal(command, columns=79) as terminal:
        terminal.wait_for(SAID[language], 60)
        assert terminal.wait_exit() == 2
    assert not (tmp_path / "study" / "db" / "cati.sqlite").exists()
