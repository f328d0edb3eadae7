"""Many robots, and what of the instrument none of them met."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Literal, NamedTuple

from cati.interview.robot import FIRST_DAY, SAID, Robot
from cati.interview.session import Session
from cati.questionnaire.answer import Answer, Answers, Choice, Choices, DontKnow, GridRows, Refused
from cati.questionnaire.model import AnyItem, DerivedItem, EndItem, Question, Questionnaire, SampleField
from cati.questionnaire.steps import options_of, step_by_id, steps

Kind = Literal["item", "option", "status", "check", "end"]
EMPTY = 0.3


class Part(NamedTuple):
    """Something of the instrument that an interview can meet; `name` is empty for an item."""

    kind: Kind
    item: str
    name: str = ""


@dataclass(frozen=True)
class Plan:
    """What one robot is to answer, and the sample of its case."""

    answers: Answers = field(default_factory=dict)
    sample: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Report:
    """What so many interviews met; `stuck` counts those that came to no end."""

    parts: tuple[Part, ...]
    met: Counter[Part] = field(default_factory=Counter)
    lengths: list[int] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    stuck: int = 0

    @property
    def never(self) -> list[Part]:
        """What no interview met, down the list."""
        return [part for part in self.parts if not self.met[part]]

    @property
    def is_whole(self) -> bool:
        """Whether everything was met and every interview came to its end."""
        return not self.never and not self.stuck


def simulate(questionnaire: Questionnaire, count: int, chances: Iterator[Random], plans: list[Plan]) -> Report:
    """So many interviews: first those that are planned, then others by chance."""
    report = Report(tuple(parts_of(questionnaire)))
    for number, chance in zip(range(count), chances, strict=False):
        plan = plans[number] if number < len(plans) else Plan(sample=any_sample(chance, questionnaire))
        robot = Robot(questionnaire, chance, plan.sample, plan.answers)
        session = robot.converse()
        report.met.update(set(met_in(session)))
        report.met.update({part for part in report.parts if part.kind == "check" and part.name in robot.checks})
        report.met.update({Part("option", item, name) for item, name in robot.asked_again})
        report.lengths.append(len(session.path.questions()))
        report.words.update(robot.words)
        report.stuck += session.state.ended is None
    return report


def parts_of(questionnaire: Questionnaire) -> Iterator[Part]:
    """Everything of an instrument that can be met."""
    for step in steps(questionnaire):
        item = step.item
        yield Part("item", item.id)
        if isinstance(item, EndItem):
            yield from (Part("end", item.id, disposition) for disposition in item.disposition)
            continue
        alone = alone_at_source(questionnaire, item)
        names = (option.name for option in options_of(questionnaire, item))
        yield from (Part("option", item.id, name) for name in names if name not in alone)
        if isinstance(item, Question):
            allowed = {"both": ("dont_know", "refused"), "none": ()}.get(item.nonresponse, (item.nonresponse,))
            yield from (Part("status", item.id, status) for status in allowed)
        yield from (Part("check", item.id, check.id) for check in item.checks)


def alone_at_source(questionnaire: Questionnaire, item: AnyItem) -> set[str]:
    """For `options_from`: options that exclude all others at their source, so that there is nothing to choose from."""
    source = step_by_id(questionnaire).get(getattr(item, "options_from", None) or "")
    options = () if source is None else options_of(questionnaire, source.item)
    return {option.name for option in options if option.exclusive}


def met_in(session: Session) -> Iterator[Part]:
    """What the path of one interview met."""
    for stop in session.path.stops:
        item = stop.route.item
        if not isinstance(item, DerivedItem) or stop.answer is not None:
            yield Part("item", item.id)
        if stop.answer is not None:
            yield from given(item.id, stop.answer)
    if session.state.ended is not None and session.state.ended.end is not None:
        yield Part("end", session.state.ended.end, session.state.ended.disposition)


def given(item: str, answer: Answer) -> Iterator[Part]:
    """The options and statuses of an answer."""
    match answer:
        case Choice(option=name):
            yield Part("option", item, name)
        case Choices(options=names):
            yield from (Part("option", item, name) for name in names)
        case DontKnow() | Refused():
            yield Part("status", item, answer.kind)
        case GridRows(rows=rows):
            for row in rows.values():
                yield from given(item, row)


def any_sample(chance: Random, questionnaire: Questionnaire) -> dict[str, str]:
    """The sample of a case; what is not required is sometimes empty."""
    return {
        name: any_value(chance, known)
        for name, known in questionnaire.sample.items()
        if known.required or chance.random() >= EMPTY
    }


def any_value(chance: Random, known: SampleField) -> str:
    """One value of the sample."""
    match known.type:
        case "choice":
            return chance.choice(known.options).name
        case "integer":
            return str(chance.randint(0, 500))
        case "date":
            return str(date.fromordinal((FIRST_DAY + timedelta(days=chance.randint(0, 365))).toordinal()))
        case _:
            return SAID
