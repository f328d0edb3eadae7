"""The audit of dependencies fails on what can be mended, and says what it could not look up."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import audit

SOUND = {"name": "rich", "version": "14.0", "vulns": []}
SKIPPED = {"name": "cati", "skip_reason": "not found"}


def weak(*fixes: str) -> dict[str, object]:
    """A package with a known vulnerability."""
    return {"name": "old", "version": "1.0", "vulns": [{"id": "CVE-2026-0001", "fix_versions": list(fixes)}]}


@pytest.mark.parametrize(
    ("packages", "code", "says"),
    [
        ([SOUND], 0, "audited: 1 of 1 packages"),
        ([SOUND, weak("1.1", "2.0")], 1, "old 1.0: CVE-2026-0001 VULNERABLE, take 1.1, 2.0"),
        ([weak()], 0, "old 1.0: CVE-2026-0001 vulnerable, no fix yet"),
        ([SOUND, SKIPPED], 0, "NOT AUDITED: 1 of 2 packages: cati"),
    ],
)
def test_a_vulnerability_with_a_fix_fails_and_what_was_not_looked_up_is_said(
    packages: list[dict[str, object]], code: int, says: str
):
    report = json.dumps({"dependencies": packages, "fixes": []})
    done = subprocess.run([sys.executable, audit.__file__], input=report, capture_output=True, text=True, check=False)
    assert (done.returncode, says in done.stdout) == (code, True), done.stdout


def test_without_any_data_that_is_said_and_is_no_failure():
    assert list(audit.lines("")) == ["NOT AUDITED: the data of known vulnerabilities could not be reached"]


def test_ci_runs_it():
    script = Path(audit.__file__).parents[1] / ".ci" / "run"
    if not script.exists():
        pytest.skip("the tests run without the repository around them")
    assert "tests/audit.py" in script.read_text(encoding="utf-8")
