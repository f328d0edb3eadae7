"""The codebook as data: what each column is, how it was asked, of whom, and what came in."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from cati.export.cells import NoAnswer, missing_codes
from cati.export.columns import columns_of
from cati.export.edition import Edition
from cati.export.interview import Version
from cati.export.tally import Tally
from cati.questionnaire.condition_words import in_words
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.flow import condition_of
from cati.questionnaire.model import Question, Text
from cati.questionnaire.routing import here_of
from cati.questionnaire.steps import Step, roster_of_section, step_by_id
from cati.questionnaire.variables import Variable, shown
from cati.words import say


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
    once: tuple[str, ...] = ()
    """What it was called in older versions, where that was another wording."""


@dataclass(frozen=True)
class Wording:
    """How a question is put in one language."""

    language: str
    intro: str
    text: str
    instruction: str


@dataclass(frozen=True)
class Asked:
    """A question at one place, with its columns: how it is worded and of whom it is asked."""

    question: str
    kind: str
    number: int | None
    wordings: tuple[Wording, ...]
    """In each language of the study, that of the export first."""
    conditions: tuple[str, ...]
    routing: str
    """The conditions in words; empty where there are none."""
    expression: str
    entries: tuple[Entry, ...]

    @property
    def text(self) -> str:
        """How it is put, in the language of the export."""
        return self.wordings[0].text if self.wordings else ""


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
        lacking=tuple(version.name for version in edition.versions if column.name not in by_name(version)),
        once=older_labels(column, edition),
    )


def value_lines(column: Variable, edition: Edition, tally: Tally) -> Iterator[ValueLine]:
    """The codes of a column, then the ways of having no answer."""
    for code, label in column.value_labels.items():
        count = tally.values[code]
        once = older_labels(column, edition, code)
        yield ValueLine(code, edition.tell(label), count, tally.percent(count), once=once)
    if column.role in ("system", "sample"):
        return
    for status, missing in missing_codes().items():
        if missing.number is not None and (column.is_numeric or tally.missing[status]):
            count = tally.missing[status]
            percent = 0.0 if status is NoAnswer.NOT_REACHED else tally.percent(count)
            yield ValueLine(missing.number, edition.tell(missing.labels), count, percent, is_missing=True)


@lru_cache(maxsize=64)
def by_name(version: Version) -> Mapping[str, Variable]:
    """The columns of a version by their names."""
    return {column.name: column for column in columns_of(version)}


def label_in(column: Variable, edition: Edition, code: int | None) -> str | None:
    """What a column, or one of its codes, is called; None for a code that it does not have."""
    label = column.label if code is None else column.value_labels.get(code)
    return None if label is None else edition.tell(label)


def older_labels(column: Variable, edition: Edition, code: int | None = None) -> tuple[str, ...]:
    """Other wordings of a label in older versions: of the column, or of one of its codes."""
    now = label_in(column, edition, code)
    found = [
        f"{label} ({version.name})"
        for version in edition.versions
        if (older := by_name(version).get(column.name)) is not None
        and (label := label_in(older, edition, code)) not in (None, now)
    ]
    return tuple(found)


def label_conflicts(columns: Iterable[Variable], edition: Edition) -> dict[str, tuple[str, ...]]:
    """All labels of which an older version has another wording, by column, or column and code (`V5=3`)."""
    named = (
        (column.name if code is None else f"{column.name}={code}", older_labels(column, edition, code))
        for column in columns
        for code in (None, *column.value_labels)
    )
    return {name: once for name, once in named if once}


def asked(entries: list[Entry], edition: Edition) -> Asked:
    """A question with its columns, worded as in the newest version that has it."""
    name = entries[0].column.question
    step = step_of(name, edition) if entries[0].column.role not in ("system", "sample") else None
    if step is None:
        return Asked(name, "", None, (), (), "", "", tuple(entries))
    question = step.question
    return Asked(
        question=name,
        kind=step.item.type,
        number=None if question is None else question.number or question.part_of,
        wordings=() if question is None else wordings(question, edition),
        conditions=conditions_of(step),
        routing=routing_in_words(name, edition),
        expression=expression_of(step),
        entries=tuple(entries),
    )


def wordings(question: Question, edition: Edition) -> tuple[Wording, ...]:
    """How a question is put, in the language of the export and in all others."""

    def told(text: Text | None, language: str) -> str:
        return "" if text is None else shown(text.within(language), {}, language)

    languages = dict.fromkeys((edition.language, *edition.newest.questionnaire.study.languages))
    found = (
        Wording(
            language, told(question.intro, language), told(question.text, language),
            told(question.instruction, language),
        )
        for language in languages
    )  # fmt: skip
    return tuple(wording for wording in found if wording.text)


def routing_in_words(name: str, edition: Edition) -> str:
    """Of whom a question is asked, as a sentence without its full stop."""
    questionnaire = next(
        version.questionnaire for version in reversed(edition.versions) if name in step_by_id(version.questionnaire)
    )
    step = step_by_id(questionnaire)[name]
    places = [
        (section.ask_if, Here(step.order, roster_of_section(step, depth)))
        for depth, section in enumerate(step.sections)
    ]
    places.append((step.item.ask_if, here_of(step)))
    conditions = (condition_of(questionnaire, text, here) for text, here in places)
    words = [in_words(condition, edition.language) for condition in conditions if condition is not None]
    if step.roster is not None:
        words.append(say(edition.language, "export.codebook.each_of", source=step.roster.source))
    return "; ".join(words)


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
