"""`cati check`: every problem on a line of its own, then how many there are."""

from pathlib import Path

from cati.cli.diagnostics import tell
from cati.cli.output import put_line
from cati.errors import ExitCode
from cati.fieldwork.study import read_questionnaire
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.problems import Problem
from cati.questionnaire.steps import steps
from cati.words import say


def run_check(file: Path, language: str, *, strict: bool) -> ExitCode:
    """Print all problems of a file. Returns 0 if it is clean, 1 if it has errors. Raises `StudyError`."""
    loaded = read_questionnaire(file)
    problems = loaded.problems
    for problem in problems:
        put_line(problem.line_of_text(str(file), language))
    tell(summary(problems, loaded.questionnaire, language))
    stops = any(problem.severity == "error" or (strict and problem.severity == "warning") for problem in problems)
    return ExitCode.PROBLEMS_FOUND if stops else ExitCode.OK


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
