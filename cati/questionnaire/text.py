"""A text in the language of the interview, its fills put in.

A fill is a value put in once: text from outside that contains `{` is never read as a fill.
Numbers and dates are written by Babel, which is imported at the first fill that needs it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import assert_never

from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
    Answers,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Names,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.conditions.closures import Reading, SampleValue
from cati.questionnaire.fills import Fill, parts_of
from cati.questionnaire.model import Item, Option, Questionnaire, Text
from cati.questionnaire.partial_dates import PartialDate
from cati.questionnaire.rosters import roster_options
from cati.questionnaire.routing import routing
from cati.questionnaire.steps import Step, options_of, step_by_id
from cati.questionnaire.validity import named

LOCALES = {"nl": "nl_BE", "fr": "fr_BE", "en": "en_GB"}
AND = {"nl": "en", "fr": "et", "en": "and"}
EMPTY = "…"
"""What stands where a fill has no value: `check` proves that this is never seen (C404)."""


@dataclass(frozen=True)
class Telling:
    """What texts are filled with: answers that count, the sample, the interviewer, the roster item at hand."""

    questionnaire: Questionnaire
    language: str
    reading: Reading = field(default_factory=Reading)
    answers: Mapping[AnswerKey, Answer] = field(default_factory=Answers)
    interviewer: str = ""
    item: str | None = None

    def tell(self, text: Text) -> str:
        """The text in the language, filled."""
        return self.filled(text.within(self.language), ())

    def filled(self, text: str, open_: tuple[str, ...]) -> str:
        """A text of one language, filled; `open_` are the named fills being filled."""
        return "".join(
            part if isinstance(part, str) else self.value(part, open_) if isinstance(part, Fill) else part.brace
            for part in parts_of(text)
        )

    def value(self, fill: Fill, open_: tuple[str, ...]) -> str:
        """What one fill gives."""
        first, *rest = fill.name.split(".")
        match first:
            case "sample":
                return self.sample_value(rest[0]) if rest else EMPTY
            case "study":
                return self.study_value(rest)
            case "interviewer":
                return self.interviewer or EMPTY
            case _ if first in self.questionnaire.fills and first not in open_:
                return self.named_fill(first, open_)
            case _ if first[0].isupper():
                return self.answer_value(first, rest[0] if rest else None)
            case _:
                return self.roster_label(first)

    def sample_value(self, name: str) -> str:
        """A sample field; a choice by its label."""
        value = self.reading.sample.get(name)
        known = self.questionnaire.sample.get(name)
        if value is None or known is None:
            return EMPTY
        if known.type == "choice":
            option = named(known.options, str(value))
            return EMPTY if option is None else self.tell(option.label)
        return written(value, self.language)

    def study_value(self, rest: list[str]) -> str:
        """`study.agency`, `study.title`, `study.privacy.url`, `study.privacy.email`."""
        study = self.questionnaire.study
        match rest:
            case ["agency"]:
                return study.agency
            case ["title"]:
                return study.title.within(self.language)
            case ["privacy", "url"] if study.privacy is not None:
                return study.privacy.url
            case ["privacy", "email"] if study.privacy is not None:
                return study.privacy.email
            case _:
                return EMPTY

    def named_fill(self, name: str, open_: tuple[str, ...]) -> str:
        """The text of the first case that is true."""
        cases = self.questionnaire.fills[name]
        for case, test in zip(cases, routing(self.questionnaire).fills[name], strict=True):
            if test is None or test(self.reading):
                return self.filled(case.text.within(self.language), (*open_, name))
        return EMPTY

    def answer_value(self, question: str, part: str | None) -> str:
        """An answer in words, or one part of it."""
        step = step_by_id(self.questionnaire).get(question)
        keys = (f"{question}.{self.item}", question, f"{question}.{self.item_at(step, part)}")
        answer = next((self.answers[AnswerKey(key)] for key in keys if AnswerKey(key) in self.answers), None)
        if step is None or answer is None:
            return EMPTY
        options = self.with_fills(options_of(self.questionnaire, step.item))
        if isinstance(answer, Choice) and answer.option in (said := self.said_at_source(step.item)):
            return said[answer.option]
        if isinstance(answer, GridRows) and part is not None:
            row = answer.rows.get(part)
            return EMPTY if row is None else in_words(row, options, self.language)
        return in_words(answer, options, self.language, part)

    def item_at(self, step: Step | None, place: str | None) -> str | None:
        """The item that part of a fill means: in a roster over names it is the place of the name."""
        answer = None if step is None or step.roster is None else self.answers.get(AnswerKey(step.roster.source))
        if not isinstance(answer, Names) or place is None or not place.isdecimal():
            return place
        return next((each.item for at, each in enumerate(answer.given, 1) if at == int(place)), None)

    def with_fills(self, options: tuple[Option, ...]) -> tuple[Option, ...]:
        """Options with their labels filled."""
        return tuple(
            option.model_copy(update={"label": Text({"": self.tell(option.label)})})
            if "{" in option.label.within(self.language)
            else option
            for option in options
        )

    def said_at_source(self, item: Item) -> dict[str, str]:
        """For `options_from`: the text typed at the `other` option of the source, by the option's name."""
        source = getattr(item, "options_from", None)
        step = step_by_id(self.questionnaire).get(source or "")
        text = getattr(self.answers.get(AnswerKey(source or "")), "other", None)
        if step is None or text is None:
            return {}
        return {option.name: text for option in options_of(self.questionnaire, step.item) if option.other}

    def roster_label(self, alias: str) -> str:
        """The label of the roster item at hand, or the text typed at its `other` option."""
        for step in step_by_id(self.questionnaire).values():
            if step.roster is not None and step.roster.alias == alias and self.item is not None:
                source = step_by_id(self.questionnaire).get(step.roster.source)
                answer = self.answers.get(AnswerKey(step.roster.source))
                if isinstance(answer, Names):
                    return next((each.name for each in answer.given if each.item == self.item), EMPTY)
                if source is not None:
                    options = self.with_fills(roster_options(self.questionnaire, source.item))
                    return option_label(options, self.item, self.language, getattr(answer, "other", None))
        return EMPTY


def option_label(options: tuple[Option, ...], name: str, language: str, other: str | None) -> str:
    """The label of an option, or what was typed there."""
    option = named(options, name)
    if option is None:
        return EMPTY
    return other if option.other and other else option.label.within(language)


def in_words(answer: Answer, options: tuple[Option, ...], language: str, part: str | None = None) -> str:
    """An answer as it is said in a sentence."""
    match answer:
        case Choice(option=name, other=other):
            return option_label(options, name, language, other)
        case Choices(options=names, other=other):
            return listed([option_label(options, name, language, other) for name in names], language)
        case Names():
            return listed([each.name for each in answer.given], language)
        case Quantity() | Words() | Day() | Clock():
            return written(answer.value, language, part)
        case Appointment():
            return written(answer.wall, language, part)
        case DontKnow() | Refused() | GridRows() | Read():
            return EMPTY
        case _:
            assert_never(answer)


def listed(words: list[str], language: str) -> str:
    """`a, b en c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {AND.get(language, AND['en'])} {words[-1]}"


def written(value: SampleValue | PartialDate | datetime | time, language: str, part: str | None = None) -> str:
    """A number, day or time as the language writes it; `part` may be weekday, date or time."""
    if isinstance(value, str):
        return value
    if isinstance(value, PartialDate) and value.month is None:
        return value.isoformat()
    from babel import dates, numbers  # noqa: PLC0415 - costs 0.1 s, and most interviews have no such fill early

    locale = LOCALES.get(language, "en_GB")
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        return numbers.format_decimal(value, pattern, locale=locale).replace("\u202f", "\u00a0")
    if isinstance(value, time) or part == "time":
        moment = value if isinstance(value, time) else value.time() if isinstance(value, datetime) else time()
        return dates.format_time(moment, "HH:mm", locale=locale)
    if isinstance(value, PartialDate):
        return dates.format_date(date(value.year, value.month or 1, 1), "MMMM yyyy", locale=locale)
    if part == "weekday":
        return dates.format_date(value, "EEEE", locale=locale)
    if part == "date":
        return dates.format_date(value, "d MMMM", locale=locale)
    return dates.format_date(value, "EEEE d MMMM", locale=locale)
