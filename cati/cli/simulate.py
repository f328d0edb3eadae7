"""`cati simulate`: robots answer through the real session; what none of them met is reported."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random
from statistics import median_low

from cati.cli.output import put_lines
from cati.cli.sound import sound_or_told
from cati.errors import ExitCode
from cati.interview.simulation import Part, Plan, Report, simulate
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.proof.diagram import TooLargeError
from cati.questionnaire.proof.examples import examples
from cati.words import say

NEVER = {
    "item": "simulate.never_item",
    "option": "simulate.never_option",
    "status": "simulate.never_status",
    "check": "simulate.never_check",
    "end": "simulate.never_end",
}


def run_simulation(file: Path, language: str, *, interviews: int, seed: int) -> ExitCode:
    """Print what so many interviews met. Returns 1 if something was never met. Raises `StudyError`."""
    questionnaire = sound_or_told(file, language)
    plans = planned(questionnaire)[:interviews]
    chances = (Random(f"{seed}:{number}") for number in count())  # noqa: S311 - to be repeated, not to be secret
    report = simulate(questionnaire, interviews, chances, plans)
    put_lines(lines(report, len(plans), language))
    return ExitCode.OK if report.is_whole else ExitCode.PROBLEMS_FOUND


def planned(questionnaire: Questionnaire) -> list[Plan]:
    """One robot for each example of the proof; none if the proof grows too large."""
    try:
        found = examples(questionnaire)
    except (TooLargeError, RecursionError):
        return []
    return [Plan(each.answers, {name: str(value) for name, value in each.sample.items()}) for each in found]


def lines(report: Report, plans: int, language: str) -> Iterator[str]:
    """The report."""
    yield say(language, "simulate.interviews", count=len(report.lengths), planned=plans)
    least, middle, most = min(report.lengths), median_low(report.lengths), max(report.lengths)
    yield say(language, "simulate.lengths", least=least, middle=middle, most=most)
    for spoken, number in sorted(report.words.items()):
        yield say(language, "simulate.words", language=spoken, count=number)
    for part in report.parts:
        if part.kind == "end":
            yield say(language, "simulate.end", item=part.item, name=part.name, count=report.met[part])
    if report.stuck:
        yield say(language, "simulate.stuck", count=report.stuck)
    yield from (never(part, language) for part in report.never)
    if not report.never:
        yield say(language, "simulate.all_met")


def never(part: Part, language: str) -> str:
    """What was never met."""
    name = say(language, f"problems.terms.{part.name}") if part.kind == "status" else part.name
    return say(language, NEVER[part.kind], item=part.item, name=name)
