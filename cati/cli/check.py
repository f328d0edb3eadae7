"""`cati check`: every problem on a line of its own, then how many there are; once, or at each save."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from cati.cli.diagnostics import tell
from cati.cli.output import put_json, put_line, put_lines
from cati.cli.patience import patience
from cati.errors import ExitCode, StudyError
from cati.fieldwork.study import read_questionnaire
from cati.fieldwork.watched_file import SECONDS_BETWEEN_LOOKS, WatchedFile
from cati.questionnaire.loader import Loaded
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.problems import Problem
from cati.questionnaire.steps import steps
from cati.words import say, sentence_of

Form = Literal["text", "json", "github"]
LEVELS = {"error": "error", "warning": "warning", "note": "notice"}
"""What the workflow commands of GitHub call a severity."""


def run_check(file: Path, language: str, *, strict: bool, form: Form = "text") -> ExitCode:
    """Print all problems of a file. Returns 0 if it is clean, 1 if it has errors. Raises `StudyError`."""
    with patience(file, language):
        loaded = read_questionnaire(file)
    report(loaded, file, language, form)
    severities = {problem.severity for problem in loaded.problems}
    stops = "error" in severities or (strict and "warning" in severities)
    return ExitCode.PROBLEMS_FOUND if stops else ExitCode.OK


def report(loaded: Loaded, file: Path, language: str, form: Form) -> None:
    """The problems on standard output, how many there are on standard error."""
    problems = loaded.problems
    match form:
        case "json":
            put_json([entry(problem, language) for problem in problems])
        case "github":
            put_lines(workflow_command(problem, file, language) for problem in problems)
        case "text":
            put_lines(problem.line_of_text(str(file), language) for problem in problems)
    tell(summary(problems, loaded.questionnaire, language))


def entry(problem: Problem, language: str) -> dict[str, object]:
    """A problem as data; `end_column` is null where it ends on another line."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "line": problem.line,
        "column": problem.column,
        "end_column": problem.end_column or None,
        "message": problem.message(language),
        "remedy": problem.remedy(language),
    }


def workflow_command(problem: Problem, file: Path, language: str) -> str:
    """A problem as GitHub shows it beside the line it is about."""
    places: dict[str, object] = {"file": file, "line": problem.line, "col": problem.column}
    if problem.end_column:
        places["endColumn"] = problem.end_column
    places["title"] = problem.code
    given = ",".join(f"{name}={escaped(str(value), ':,')}" for name, value in places.items())
    says = f"{problem.message(language)} → {problem.remedy(language)}"
    return f"::{LEVELS[problem.severity]} {given}::{escaped(says)}"


def escaped(text: str, more: str = "") -> str:
    """A text in which a workflow command's own signs stand for themselves."""
    for sign in f"%\r\n{more}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text


def watch(file: Path, language: str, *, form: Form = "text", pause: Callable[[float], None] = time.sleep) -> ExitCode:
    """Check a file now and at each save, until Ctrl+C. A file that cannot be read is told, and looked at again."""
    watched = WatchedFile(file)
    try:
        while True:
            with patience(file, language):
                found = watched.look()
            match found:
                case Loaded() as loaded:
                    report(loaded, file, language, form)
                case StudyError() as fault:
                    put_line(sentence_of(fault, language))
            pause(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return ExitCode.OK


def summary(problems: tuple[Problem, ...], questionnaire: Questionnaire | None, language: str) -> str:
    """How many errors and warnings there are, or that there are none."""
    if not problems and questionnaire is not None:
        return say(language, "check.clean", count=sum(step.question is not None for step in steps(questionnaire)))
    counted = [
        say(language, f"check.{severity}s", count=number)
        for severity in ("error", "warning", "note")
        if (number := sum(problem.severity == severity for problem in problems))
    ]
    return say(language, "check.summary", counts=", ".join(counted))
