"""Every column an export has, named from the questionnaire alone: never from the data, never renamed later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from cati.questionnaire.fills import Fill, parts_of
from cati.questionnaire.model import (
    Closed,
    DateQuestion,
    DerivedItem,
    EndItem,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    Question,
    Questionnaire,
    Row,
    SampleField,
    SingleQuestion,
    Statement,
    Text,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.names_given import LONGEST_NAME
from cati.questionnaire.rosters import items_of
from cati.questionnaire.steps import FilePlace, Step, options_of, steps
from cati.words import say

Kind = Literal["code", "flag", "integer", "decimal", "status", "text", "date", "time", "datetime"]
"""What a cell holds; `flag` is 0 or 1, `status` stands beside a text, date or time."""

Role = Literal["value", "option", "row", "name", "other", "status", "order", "sample", "system"]
"""What of its question a variable gives; `part` names which option or row."""

NUMERIC: frozenset[Kind] = frozenset({"code", "flag", "integer", "decimal", "status"})
SAMPLE_PREFIX = "s_"
YEAR_DIGITS, MONTH_CHARACTERS = 4, 7
FLAGS = {0: "export.label.no", 1: "export.label.yes"}
CHOSEN = {0: "export.label.not_chosen", 1: "export.label.chosen"}
STATUS = {0: "export.label.answered"}


@dataclass(frozen=True)
class Variable:
    """One column: its name, whose it is, what it holds, and what it is called.

    `item` is the roster item (an option name, or a place from 1), `width` the longest value in characters
    (0: no limit), `place` where it comes from in the file.
    """

    name: str
    question: str
    kind: Kind
    label: Text
    value_labels: Mapping[int, Text]
    width: int
    part: str = ""
    role: Role = "value"
    item: str | None = None
    decimals: int = 0
    place: FilePlace = ()

    @property
    def is_numeric(self) -> bool:
        """Whether the ways of having no answer are numbers in this column."""
        return self.kind in NUMERIC


class At(NamedTuple):
    """A question at one roster item (or none), with the start of its names and the label of the item."""

    step: Step
    prefix: str
    item: str | None
    fills: Mapping[str, Text]


@lru_cache(maxsize=64)
def variables(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """The columns of all answers, in question order."""
    return tuple(
        variable
        for step in steps(questionnaire)
        for at in places_of(questionnaire, step)
        for variable in variables_at(questionnaire, at)
    )


@lru_cache(maxsize=64)
def sample_variables(questionnaire: Questionnaire) -> tuple[Variable, ...]:
    """The columns of sample fields: those marked for export, and none that is personal."""
    return tuple(
        sample_variable(questionnaire, name, field)
        for name, field in questionnaire.sample.items()
        if field.export and not field.personal and field.type not in ("phone", "email")
    )


def sample_variable(questionnaire: Questionnaire, name: str, field: SampleField) -> Variable:
    """The column of one sample field."""
    kinds: dict[str, Kind] = {"integer": "integer", "choice": "code", "date": "date"}
    kind = kinds.get(field.type, "text")
    place: FilePlace = ("sample", name)
    labels = labels_of(questionnaire, field.options)
    return Variable(SAMPLE_PREFIX + name, name, kind, Text({"": name}), labels, 0, role="sample", place=place)


def places_of(questionnaire: Questionnaire, step: Step) -> Iterator[At]:
    """A step once, or once per item that its roster can have."""
    if isinstance(step.item, EndItem | Statement) or (step.question is not None and step.question.personal):
        return
    if step.roster is None:
        yield At(step, step.item.id, None, {})
        return
    for option in items_of(questionnaire, step):
        fills = {} if step.roster.alias is None else {step.roster.alias: option.label}
        yield At(step, f"{step.item.id}_{option.code}", option.name, fills)


def variables_at(questionnaire: Questionnaire, at: At) -> Iterator[Variable]:
    """The columns of one question at one place."""
    item = at.step.item
    label = label_of(questionnaire, at)
    make = Maker(questionnaire, at, label)
    match item:
        case SingleQuestion():
            yield make.code(at.prefix, label, options_of(questionnaire, item))
            yield from make.other(at.prefix, options_of(questionnaire, item))
        case MultiQuestion():
            yield from make.options(options_of(questionnaire, item))
            yield from make.other(at.prefix, options_of(questionnaire, item))
        case GridQuestion():
            for row in item.rows:
                yield from make.row(row, item.options)
        case DerivedItem():
            yield make.derived(item)
        case NumberQuestion():
            yield make.number(item)
        case NamesQuestion():
            yield from make.names(item)
        case TextQuestion() | DateQuestion() | TimeQuestion():
            yield from make.open(item)
    if isinstance(item, Closed) and item.randomise:
        yield make.order(item)


@dataclass(frozen=True)
class Maker:
    """Makes the columns of one question at one place."""

    questionnaire: Questionnaire
    at: At
    label: Text

    def made(self, name: str, kind: Kind, label: Text, *, width: int = 0, part: str = "", **more: object) -> Variable:
        """A column of this question."""
        given: dict[str, object] = {"value_labels": {}, "item": self.at.item, "place": self.at.step.place, **more}
        return Variable(name, self.at.step.item.id, kind, label, width=width, part=part, **given)  # type: ignore[arg-type]

    def code(self, name: str, label: Text, options: tuple[Option, ...], *, part: str = "") -> Variable:
        """A column that holds the code of one option."""
        width = max((len(str(option.code)) for option in options), default=1)
        role: Role = "row" if part else "value"
        labels = labels_of(self.questionnaire, options)
        return self.made(name, "code", label, width=width, part=part, role=role, value_labels=labels)

    def options(self, options: tuple[Option, ...]) -> Iterator[Variable]:
        """A column per option: chosen or not."""
        labels = said_labels(self.questionnaire, CHOSEN)
        for option in options:
            label = self.named(option.label)
            name = f"{self.at.prefix}_{option.code}"
            yield self.made(name, "flag", label, width=1, part=option.name, role="option", value_labels=labels)

    def other(self, prefix: str, options: tuple[Option, ...], *, part: str = "") -> Iterator[Variable]:
        """The text of an `other` option."""
        other = next((option for option in options if option.other), None)
        if other is not None:
            label = said(self.questionnaire, "export.label.verbatim", self.named(other.label))
            yield self.made(f"{prefix}_other", "text", label, part=part, role="other")

    def row(self, row: Row, options: tuple[Option, ...]) -> Iterator[Variable]:
        """A row of a grid."""
        name = f"{self.at.prefix}_{row.name}"
        yield self.code(name, self.named(row.label), options, part=row.name)
        yield from self.other(name, options, part=row.name)

    def named(self, label: Text) -> Text:
        """The label of a part, then its question in brackets."""
        return joined(self.questionnaire, label, f" [{self.at.prefix}]", self.at.fills)

    def derived(self, item: DerivedItem) -> Variable:
        """A derived item: a code, or a number."""
        if item.options:
            return self.code(self.at.prefix, self.label, item.options)
        return self.made(self.at.prefix, "decimal", self.label)

    def number(self, item: NumberQuestion) -> Variable:
        """A number with its declared decimals."""
        kind: Kind = "decimal" if item.decimals else "integer"
        digits = max(len(str(int(bound))) for bound in (item.min, item.max))
        width = digits + (item.decimals + 1 if item.decimals else 0)
        return self.made(self.at.prefix, kind, self.label, width=width, decimals=item.decimals)

    def open(self, item: TextQuestion | DateQuestion | TimeQuestion) -> Iterator[Variable]:
        """A text, day, month or time, and beside it the status, since a text cannot be -98; a year is a number."""
        match item:
            case DateQuestion(precision="year"):
                yield self.made(self.at.prefix, "integer", self.label, width=YEAR_DIGITS)
                return
            case DateQuestion(precision="month"):
                yield self.made(self.at.prefix, "text", self.label, width=MONTH_CHARACTERS)
            case _:
                width = item.max_length if isinstance(item, TextQuestion) else 0
                yield self.made(self.at.prefix, item.type, self.label, width=width)
        yield self.status()

    def status(self) -> Variable:
        """Whether there is an answer, or which way of having none."""
        label, labels = (
            said(self.questionnaire, "export.label.status", self.label),
            said_labels(self.questionnaire, STATUS),
        )
        return self.made(f"{self.at.prefix}_st", "status", label, width=3, role="status", value_labels=labels)

    def names(self, item: NamesQuestion) -> Iterator[Variable]:
        """A text for each name there can be, and the status beside the first."""
        for place in range(1, item.max_names + 1):
            label = self.named(Text({"": str(place)}))
            yield self.made(
                f"{self.at.prefix}_{place}", "text", label, width=LONGEST_NAME, part=str(place), role="name"
            )
        yield self.status()

    def order(self, item: Closed) -> Variable:
        """The order in which options or rows were shown."""
        label = said(self.questionnaire, "export.label.order", self.label)
        part = "rows" if isinstance(item, GridQuestion) else "options"
        return self.made(f"{self.at.prefix}_order", "text", label, part=part, role="order")


def label_of(questionnaire: Questionnaire, at: At) -> Text:
    """What a question is called: its short text, else its text, fills shown by their names."""
    item = at.step.item
    if isinstance(item, Question):
        asked = joined(questionnaire, item.short_text or item.text, "", at.fills)
        unit = item.unit if isinstance(item, NumberQuestion) else None
        return asked if unit is None else with_unit(questionnaire, asked, unit)
    written = item.value if isinstance(item, DerivedItem) and item.value else item.id
    return said(questionnaire, "export.label.derived", Text({"": written}))


def with_unit(questionnaire: Questionnaire, label: Text, unit: Text) -> Text:
    """A label, then what its numbers count."""
    return Text(
        {
            language: f"{label.within(language)} ({unit.within(language)})"
            for language in languages_of(questionnaire, label, unit)
        }
    )


def languages_of(questionnaire: Questionnaire, *texts: Text) -> tuple[str, ...]:
    """The languages in which a label differs, or `""` if there are none."""
    return questionnaire.study.languages if any(set(text.root) != {""} for text in texts) else ("",)


def joined(questionnaire: Questionnaire, text: Text, end: str, fills: Mapping[str, Text]) -> Text:
    """A text with its fills shown by their names (a roster item's by its label), and something after it."""
    return Text(
        {
            language: shown(text.within(language), fills, language) + end
            for language in languages_of(questionnaire, text, *fills.values())
        }
    )


def shown(text: str, fills: Mapping[str, Text], language: str) -> str:
    """One language of a text on one line, its fills shown as `[name]`."""
    parts = (
        part if isinstance(part, str) else fill_shown(part, fills, language) if isinstance(part, Fill) else part.brace
        for part in parts_of(text)
    )
    return " ".join("".join(parts).split())


def fill_shown(fill: Fill, fills: Mapping[str, Text], language: str) -> str:
    """A fill by its name, or the roster item's label."""
    return fills[fill.name].within(language) if fill.name in fills else f"[{fill.name}]"


def said(questionnaire: Questionnaire, label: str, about: Text | None = None) -> Text:
    """A label of the catalogue in the study's languages."""
    return Text(
        {
            language: say(language, label, label="" if about is None else about.within(language))
            for language in questionnaire.study.languages
        }
    )


def said_labels(questionnaire: Questionnaire, labels: Mapping[int, str]) -> dict[int, Text]:
    """Value labels of the catalogue."""
    return {code: said(questionnaire, label) for code, label in labels.items()}


def labels_of(questionnaire: Questionnaire, options: tuple[Option, ...]) -> dict[int, Text]:
    """The codes of options with their labels."""
    return {option.code: joined(questionnaire, option.label, "", {}) for option in options}
