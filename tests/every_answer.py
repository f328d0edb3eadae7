"""Every interview that an instrument allows, one after the other, by the path alone: nothing of the proof is used."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, combinations, count, product, takewhile
from string import ascii_uppercase

from cati.questionnaire.answer import (
    Answer,
    Answers,
    Choice,
    Choices,
    Day,
    DontKnow,
    GridRows,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.conditions.closures import SampleValue
from cati.questionnaire.model import (
    DateQuestion,
    DerivedItem,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Questionnaire,
    SingleQuestion,
    Statement,
)
from cati.questionnaire.names_given import names_given
from cati.questionnaire.partial_dates import neighbour
from cati.questionnaire.path import Path, Stop, path
from cati.questionnaire.validity import why_invalid

STATUSES: tuple[Answer, ...] = (DontKnow(), Refused())


@dataclass(frozen=True)
class Interview:
    """One interview, down to its end, to a question that has no possible answer, or to one held by a hard check."""

    found: Path
    answers: Answers
    sample: Mapping[str, SampleValue]

    @property
    def sequence(self) -> tuple[str, ...]:
        """The items with a screen and the end, a roster's once each."""
        ids = (stop.route.item.id for stop in self.found.stops if not isinstance(stop.route.item, DerivedItem))
        return tuple(dict.fromkeys(ids))


def every_interview(questionnaire: Questionnaire, named: Container[str]) -> Iterator[Interview]:
    """All interviews with all samples; numbers must be of a small range.

    A question that is not `named` by any other, or a sample field, has only its first answer.
    """
    for sample in samples(questionnaire, named):
        yield from below(questionnaire, sample, {}, named)


def below(
    questionnaire: Questionnaire, sample: Mapping[str, SampleValue], answers: Answers, named: Container[str]
) -> Iterator[Interview]:
    """All interviews that begin with these answers."""
    found = path(questionnaire, sample, answers)
    possible = [] if found.next is None or found.held is not None else answers_at(found.next)
    if found.next is None or not possible:
        yield Interview(found, answers, sample)
        return
    for answer in possible if found.next.route.item.id in named else possible[:1]:
        yield from below(questionnaire, sample, {**answers, found.next.key: answer}, named)


def samples(questionnaire: Questionnaire, named: Container[str]) -> Iterator[dict[str, SampleValue]]:
    """Every sample of choices, those that leave a field empty included."""
    names = [name for name, each in questionnaire.sample.items() if each.type == "choice" and f"sample.{name}" in named]
    values = [[None, *(option.name for option in questionnaire.sample[name].options)] for name in names]
    for chosen in product(*values):
        yield {name: value for name, value in zip(names, chosen, strict=True) if value is not None}


def answers_at(stop: Stop) -> list[Answer]:
    """Every valid answer to a question."""
    question = stop.question
    assert question is not None
    given = [answer for answer in given_at(stop) if why_invalid(question, stop.offered, answer) is None]
    if isinstance(question, GridQuestion):
        return given
    return [*given, *(status for status in STATUSES if why_invalid(question, stop.offered, status) is None)]


def given_at(stop: Stop) -> Iterator[Answer]:
    """Answers that may be valid, statuses left out."""
    names = [option.name for option in stop.offered]
    match stop.question:
        case SingleQuestion():
            yield from (Choice(option=name) for name in names)
        case MultiQuestion():
            sets = chain.from_iterable(combinations(names, size) for size in range(1, len(names) + 1))
            yield from (Choices(options=chosen) for chosen in sets)
        case NumberQuestion(min=least, max=most, decimals=decimals):
            steps = range(int(least.scaleb(decimals)), int(most.scaleb(decimals)) + 1)
            yield from (Quantity(value=Decimal(step).scaleb(-decimals)) for step in steps)
        case DateQuestion(min=first, max=last) if first is not None and last is not None:
            days = takewhile(lambda day: day is not None and day <= last, (neighbour(first, n) for n in count()))
            yield from (Day(value=day) for day in days)
        case GridQuestion(rows=rows):
            each = [*(Choice(option=name) for name in names), *STATUSES]
            for chosen in product(each, repeat=len(rows)):
                yield GridRows(rows=dict(zip((row.name for row in rows), chosen, strict=True)))  # type: ignore[arg-type]
        case NamesQuestion(min_names=least, max_names=most):
            yield from (names_given(ascii_uppercase[:count], None) for count in range(least, most + 1))
        case Statement():
            yield Read()
        case _:
            yield Words(value="…")
