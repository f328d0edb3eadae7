"""`cati doctor`: this machine, this terminal, this study; what is wrong and what to do."""

import locale
import os
import shutil
import sys
from collections.abc import Iterator

import typer

from cati.cli.diagnostics import spoken_plainly, versions
from cati.cli.keeping import now
from cati.cli.opening import COLUMNS, ROWS, Desk, place_of_database
from cati.cli.output import put_line
from cati.errors import ExitCode
from cati.fieldwork.doctor import Finding, examine
from cati.words import say, sentence_of

MARKS = {"well": "  ok ", "note": "   i ", "wrong": "  !! "}


def run_doctor(desk: Desk) -> None:
    """Print every finding, a line each; exit code 1 if something is wrong."""
    with spoken_plainly(desk.screen):
        for line in versions():
            put_line(f"{MARKS['well']}{line}")
        findings = [*of_terminal(), *examine(desk.study, place_of_database(desk), now(desk))]
        for finding in findings:
            put_line(f"{MARKS[finding.grade]}{in_words(finding, desk.screen)}")
        wrong = sum(finding.grade == "wrong" for finding in findings)
        put_line(say(desk.screen, "doctor.ill" if wrong else "doctor.healthy", count=wrong))
        raise typer.Exit(ExitCode.PROBLEMS_FOUND if wrong else ExitCode.OK)


def in_words(finding: Finding, language: str) -> str:
    """What was found."""
    if finding.error is not None:
        return sentence_of(finding.error, language)
    return say(language, finding.word, **finding.places)


def of_terminal() -> Iterator[Finding]:
    """Whether the screens can be shown here, and every letter written."""
    encoding = sys.stdout.encoding or locale.getpreferredencoding()
    is_unicode = encoding.lower().replace("-", "") == "utf8"
    yield Finding(
        "well" if is_unicode else "wrong", "doctor.encoding" if is_unicode else "doctor.not_unicode", {"name": encoding}
    )
    kind = os.environ.get("TERM", "")
    columns, rows = shutil.get_terminal_size((0, 0))
    size = {"kind": kind or "–", "columns": columns, "rows": rows}
    if kind in ("", "dumb"):
        yield Finding("note", "doctor.no_screens", size)
    elif not sys.stdout.isatty() or (columns >= COLUMNS and rows >= ROWS):
        yield Finding("well", "doctor.terminal", size)
    else:
        yield Finding("wrong", "doctor.small_terminal", size)
