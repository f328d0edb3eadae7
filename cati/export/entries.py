"""The codebook as data: what each column is, how it was asked, of whom, and what came in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from cati.export.cells import NoAnswer, missing_codes
from cati.export.columns import columns_of
from cati.export.edition import Edition
from cati.export.tally import Tally
from cati.questionnaire.model import Text
from cati.questionnaire.steps import Step, step_by_id
from cati.questionnaire.variables import Variable


@dataclass(frozen=True)
class ValueLine:
    """One code: its label, how often it came, and as which part of those it was put to."""

    code: int
    label: str
    count: int
    percent: float
    is_missing: bool = False
    once: tuple[str, ...] = ()
    """What it was called in older versions, where that was another wording."""


@dataclass(frozen=True)
class Entry:
    """One column of the codebook. `lacking` are the versions that do not have it."""

    column: Variable
    label: str
    values: tuple[ValueLine, ...]
    asked: int
    answered: int
    not_asked: int
    least: int | Decimal | None
    most: int | Decimal | None
    mean: Decimal | None
    longest: int
    lacking: tuple[str, ...]


@dataclass(frozen=True)
class Asked:
    """A question at one place, with its columns: how it is worded and of whom it is asked."""

    question: str
    kind: str
    number: int | None
    intro: str
    text: str
    instruction: str
    conditions: tuple[str, ...]
    expression: str
    entries: tuple[Entry, ...]


def codebook(columns: Sequence[Variable], edition: Edition, tallies: Sequence[Tally]) -> list[Asked]:
    """Every column, question by question."""
    made = [entry(column, edition, tally) for column, tally in zip(columns, tallies, strict=True)]
    groups = groupby(made, key=lambda each: (each.column.role in ("system", "sample"), each.column.question))
    return [asked(list(entries), edition) for _, entries in groups]


def entry(column: Variable, edition: Edition, tally: Tally) -> Entry:
    """One column with what came in."""
    return Entry(
        column=column,
        label=edition.label(column),
        values=tuple(value_lines(column, edition, tally)),
        asked=tally.asked,
        answered=tally.answered,
        not_asked=tally.missing[NoAnswer.NOT_ASKED],
        least=tally.least,
        most=tally.most,
        mean=tally.mean,
        longest=tally.longest,
        lacking=tuple(
            version.name
            for version in edition.versions
            if column.name not in {known.name for known in columns_of(version)}
        ),
    )


def value_lines(column: Variable, edition: Edition, tally: Tally) -> Iterator[ValueLine]:
    """The codes of a column, then the ways of having no answer."""
    for code, label in column.value_labels.items():
        count = tally.values[code]
        once = older_labels(column, code, edition)
        yield ValueLine(code, edition.tell(label), count, tally.percent(count), once=once)
    if column.role in ("system", "sample"):
        return
    for status, missing in missing_codes().items():
        if missing.number is not None and (column.is_numeric or tally.missing[status]):
            count = tally.missing[status]
            percent = 0.0 if status is NoAnswer.NOT_REACHED else tally.percent(count)
            yield ValueLine(missing.number, edition.tell(missing.labels), count, percent, is_missing=True)


def older_labels(column: Variable, code: int, edition: Edition) -> tuple[str, ...]:
    """Other wordings of a label in older versions."""
    now = edition.tell(column.value_labels[code])
    found: dict[str, None] = {}
    for version in edition.versions:
        older = {each.name: each for each in columns_of(version)}.get(column.name)
        if older is not None and code in older.value_labels:
            label = edition.tell(older.value_labels[code])
            if label != now:
                found[f"{label} ({version.name})"] = None
    return tuple(found)


def asked(entries: list[Entry], edition: Edition) -> Asked:
    """A question with its columns, worded as in the newest version that has it."""
    name = entries[0].column.question
    step = step_of(name, edition) if entries[0].column.role not in ("system", "sample") else None
    if step is None:
        return Asked(name, "", None, "", "", "", (), "", tuple(entries))
    question = step.question

    def told(text: Text | None) -> str:
        return "" if text is None else edition.tell(text)

    return Asked(
        question=name,
        kind=step.item.type,
        number=None if question is None else question.number or question.part_of,
        intro="" if question is None else told(question.intro),
        text="" if question is None else told(question.text),
        instruction="" if question is None else told(question.instruction),
        conditions=conditions_of(step),
        expression=expression_of(step),
        entries=tuple(entries),
    )


def conditions_of(step: Step) -> tuple[str, ...]:
    """Of whom it is asked, as the questionnaire says it."""
    conditions = tuple(condition for condition, _ in step.conditions())
    return conditions if step.roster is None else (*conditions, f"for_each: {step.roster.source}")


def step_of(question: str, edition: Edition) -> Step | None:
    """The question in the newest version that has it."""
    found = (step_by_id(version.questionnaire).get(question) for version in reversed(edition.versions))
    return next((step for step in found if step is not None), None)


def expression_of(step: Step) -> str:
    """How a derived item is computed."""
    value = getattr(step.item, "value", None)
    if value is not None:
        return str(value)
    return "; ".join(f"{case.value}: {case.if_}" for case in getattr(step.item, "cases", ()))
