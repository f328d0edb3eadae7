"""`cati why`: the chain of answers and conditions that led to a question, or past it."""

from collections.abc import Iterator

from cati.cli.diagnostics import tell
from cati.cli.output import put_line, put_lines
from cati.fieldwork.room import Room
from cati.fieldwork.why import explain
from cati.fieldwork.why_case import moment_of, why_case
from cati.questionnaire.condition_words import in_words
from cati.questionnaire.scenarios.telling import in_short
from cati.questionnaire.why import Verdict, Why
from cati.words import say


def run_why(room: Room, case_key: str, question: str) -> None:
    """Print why a question was or was not asked. Raises `StudyError` for a case or question that is not there."""
    found = explain(room, case_key, question)
    for reason in found.reasons:
        put_lines(told(reason, 0, room.language))
    tell(say(room.language, "why.which", case=case_key, interview=found.interview_id, version=found.version))


def run_why_case(room: Room, case_key: str, interviewer: str) -> None:
    """Print why a case is, or is not, given out now. Raises `StudyError` for one that is not there."""
    found = why_case(room, case_key, interviewer)
    state = say(room.language, f"sample.state.{found.case.state}")
    put_line(say(room.language, "why.stands", case=case_key, state=state, code=found.case.current_code))
    for reason, places in found.reasons.items():
        due = {"due": moment_of(found.due_at)} if reason == "not_due" else {}
        put_line(f"  {say(room.language, f'why.case.{reason}', **places, **due)}")
    if not found.reasons:
        put_line(f"  {say(room.language, 'why.can_be_given')}")


def told(reason: Why, depth: int, language: str) -> Iterator[str]:
    """One link: what became of it, its conditions, and below it the items that these name."""
    margin = "    " * depth
    yield f"{margin}{sentence(reason, language)}"
    for test in reason.tests:
        condition = in_words(test.condition, language)
        yield f"{margin}  {say(language, 'why.true' if test.is_true else 'why.false', condition=condition)}"
    if not reason.tests:
        yield f"{margin}  {say(language, 'why.always')}"
    for link in reason.because:
        yield from told(link, depth + 1, language)


def sentence(reason: Why, language: str) -> str:
    """What became of an item."""
    answer = "" if reason.answer is None else in_short(reason.answer, language)
    if reason.verdict is Verdict.ANSWERED and not answer:
        return say(language, "why.answered_open", name=reason.name)
    return say(language, reason.verdict.value, name=reason.name, answer=answer, where=reason.where)
