"""`cati diff`: what changed between two versions, by question, and what that means in mid-field."""

from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from pathlib import Path
from typing import Literal

from cati.cli.diagnostics import tell
from cati.cli.excerpt import excerpts
from cati.cli.output import put_json, put_lines
from cati.errors import ExitCode
from cati.fieldwork.compare import Comparison, Weighed, compare_files, compare_with_stored
from cati.fieldwork.study import DATABASE, FaultyQuestionnaireError
from cati.questionnaire.changes import Change, ChangeKind, Effect
from cati.questionnaire.differences.in_data import BY_END, BY_LIMIT, BY_OPTION
from cati.questionnaire.model import DerivedItem
from cati.questionnaire.steps import step_by_id
from cati.storage.store import open_store
from cati.words import say

Form = Literal["text", "json"]
SPOKEN = frozenset(
    {
        ChangeKind.WORDING, ChangeKind.TRANSLATION_ADDED, ChangeKind.OPTION_ADDED, ChangeKind.OPTION_REMOVED,
        ChangeKind.ROW_ADDED, ChangeKind.ROW_REMOVED, ChangeKind.QUESTION_ADDED, ChangeKind.QUESTION_REMOVED,
        ChangeKind.END_ADDED, ChangeKind.END_REMOVED, ChangeKind.CHECK_ADDED, ChangeKind.CHECK_REMOVED,
    }
)  # fmt: skip
"""Changes whose old and new are words that are said, and stand between quotes."""


def run_diff(
    old: Path, new: Path | None, study: Path, database: str | None, language: str, *, form: Form = "text"
) -> ExitCode:
    """Compare two files, or one with the version in use. Returns 0 if every change is safe, else 1.

    Raises `StudyError` or `StorageError` if there is nothing to compare.
    """
    try:
        found = compared(old, new, study, database)
    except FaultyQuestionnaireError as faulty:
        for problem in faulty.problems:
            tell(problem.line_of_text(str(faulty.file), language))
        raise
    if form == "json":
        put_json(document(found, language))
    else:
        put_lines(lines(found, language))
    tell(summary(found, language))
    return ExitCode.OK if found.is_safe else ExitCode.PROBLEMS_FOUND


def compared(old: Path, new: Path | None, study: Path, database: str | None) -> Comparison:
    """The comparison; two files need a database only to be held against its data."""
    if new is not None and database is None:
        return compare_files(old, new, None)
    place = study / DATABASE if database is None else database
    with closing(open_store(place, create=False)) as store:
        return compare_with_stored(old, store) if new is None else compare_files(old, new, store)


def lines(found: Comparison, language: str) -> Iterator[str]:
    """Every change, by question; then what stands against earlier versions."""
    yield from lines_of(found, found.changes, language)
    for earlier in found.earlier:
        yield say(language, "changes.earlier", version=earlier.version, count=earlier.interviews)
        yield from lines_of(found, earlier.changes, language)


def lines_of(found: Comparison, changes: tuple[Weighed, ...], language: str) -> Iterator[str]:
    """Some changes by question, each group with what it means."""
    for question, of_question in groupby(changes, lambda each: each.change.question):
        yield heading(found, question, language)
        for meaning, alike in groupby(of_question, lambda each: each.change.meaning):
            yield from (f"  {sentence(each, language)}" for each in alike)
            effect = say(language, f"changes.class.{meaning.effect.value}")
            in_progress = say(language, f"changes.in_progress.{meaning.in_progress.value}")
            yield f"    {say(language, 'changes.means', effect=effect, in_progress=in_progress)}"
            yield f"    {say(language, f'changes.collected.{meaning.collected.value}')}"
        yield ""


def heading(found: Comparison, question: str, language: str) -> str:
    """A question by its id and what it asks, in the language of the screen where it has it."""
    if not question:
        return say(language, "changes.the_study")
    for side in (found.new, found.old):
        step = step_by_id(side).get(question)
        if step is not None and not isinstance(step.item, DerivedItem):
            text = step.item.text.within(language) or step.item.text.within(side.study.languages[0])
            return f"{question} · {shortened(text, 60)}"
    return question


def shortened(text: str, most: int) -> str:
    """A text on one line, cut to so many characters."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[: most - 1]}…"


def sentence(weighed: Weighed, language: str) -> str:
    """One change in words, with how many interviews it concerns."""
    change = weighed.change
    told = say(language, f"changes.says.{change.kind.value}", **places(change, language))
    if weighed.interviews is None:
        return told
    data = say(language, f"changes.data.{data_word(change)}", count=weighed.interviews)
    return say(language, "changes.with_data", change=told, data=data)


def data_word(change: Change) -> str:
    """What the interviews that a change concerns have in common."""
    if change.kind in BY_OPTION:
        return "gave"
    if change.kind in BY_LIMIT or change.kind is ChangeKind.NONRESPONSE_FORBIDDEN:
        return "outside"
    return "ended" if change.kind in BY_END else "answered"


def places(change: Change, language: str) -> dict[str, object]:
    """The places of a change's sentence."""
    is_status = change.kind in (ChangeKind.NONRESPONSE_ALLOWED, ChangeKind.NONRESPONSE_FORBIDDEN)
    old, new = excerpts(change.old, change.new)
    return {
        "field": f"{change.field} ({change.language})" if change.language else change.field,
        "part": say(language, f"changes.status.{change.part}") if is_status else change.part,
        "code": "" if change.code is None else change.code,
        "old": value(change, old, language),
        "new": value(change, new, language),
    }


def value(change: Change, text: str, language: str) -> str:
    """An old or new value as it is told."""
    if not text:
        return say(language, "changes.the_top" if change.kind is ChangeKind.ORDER_CHANGED else "changes.nothing")
    return say(language, "changes.quoted", text=text) if change.kind in SPOKEN else text


def summary(found: Comparison, language: str) -> str:
    """Which versions were compared, and how many changes of each class there are."""
    old, new = found.versions
    if old == new:
        return say(language, "changes.same_version", old=old)
    changes = [*found.changes, *(each for earlier in found.earlier for each in earlier.changes)]
    if not changes:
        return say(language, "changes.no_change", old=old, new=new)
    counted = [
        say(language, f"changes.count.{effect.value}", count=number)
        for effect in Effect
        if (number := sum(each.change.effect is effect for each in changes))
    ]
    return say(language, "changes.summary", old=old, new=new, counts=", ".join(counted))


def document(found: Comparison, language: str) -> dict[str, object]:
    """The whole comparison as data."""
    old, new = found.versions
    earlier = [
        {
            "version": each.version,
            "interviews": each.interviews,
            "changes": [entry(change, language) for change in each.changes],
        }
        for each in found.earlier
    ]
    changes = [entry(each, language) for each in found.changes]
    return {"old": old, "new": new, "is_safe": found.is_safe, "changes": changes, "earlier": earlier}


def entry(weighed: Weighed, language: str) -> dict[str, object]:
    """One change as data; `interviews` is null where it was held against none."""
    change = weighed.change
    return {
        "question": change.question,
        "kind": change.kind.value,
        "class": change.effect.value,
        "field": change.field,
        "part": change.part,
        "code": change.code,
        "language": change.language,
        "old": change.old,
        "new": change.new,
        "in_progress": change.meaning.in_progress.value,
        "collected": change.meaning.collected.value,
        "interviews": weighed.interviews,
        "says": sentence(weighed, language),
    }
