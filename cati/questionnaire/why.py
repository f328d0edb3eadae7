"""Why an item is on the path of some answers, or is not: its conditions, and what these depend on."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from cati.questionnaire.answer import Answer, AnswerKey, item_of, question_of
from cati.questionnaire.conditions.closures import compile_test
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.tree import ALWAYS, Condition, questions_named
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.model import DerivedItem, EndItem, MultiQuestion, Questionnaire
from cati.questionnaire.path import Path, Stop
from cati.questionnaire.rosters import items_now, items_of, roster_source
from cati.questionnaire.routing import named_by_derived, routing
from cati.questionnaire.steps import Step, step_by_id


class Verdict(Enum):
    """What became of an item; the value is its word in `why.toml`."""

    ANSWERED = "why.answered"
    NEXT = "why.next"
    DERIVED = "why.derived"
    UNDERIVED = "why.underived"
    END = "why.end"
    NOT_ASKED = "why.not_asked"
    NOT_CHOSEN = "why.not_chosen"
    NOT_SO_MANY = "why.not_so_many"
    ENDED = "why.ended"
    NOT_REACHED = "why.not_reached"


@dataclass(frozen=True)
class Tested:
    """A condition of an item or of a section around it, and whether it is true."""

    condition: Condition
    is_true: bool


@dataclass(frozen=True)
class Why:
    """One link of the chain. `where` is the end, question or roster that decided, if one did."""

    name: str
    verdict: Verdict
    answer: Answer | None
    where: str | None
    tests: tuple[Tested, ...]
    because: tuple["Why", ...]


def why(questionnaire: Questionnaire, found: Path, key: AnswerKey) -> Why:
    """Why the item of a key (`V2`, `V3A_EACH.suppliers`) is where it is. The key must be one of the questionnaire."""
    return Chain(questionnaire, found, set()).link(key)


@dataclass
class Chain:
    """The chain while it is followed upwards; each item is told once."""

    questionnaire: Questionnaire
    path: Path
    told: set[str]

    def link(self, key: AnswerKey) -> Why:
        """One item, and the items that its conditions name."""
        self.told.add(key)
        step = step_by_id(self.questionnaire)[question_of(key)]
        stop = self.path.stop(key)
        verdict, where = self.verdict(step, stop, key)
        tests = tuple(self.tested(step, item_of(key)))
        named = {name for test in tests for name in questions_named(test.condition)}
        named |= named_by_derived(step, routing(self.questionnaire).scope) if stop is not None else set()
        named |= {step.roster.source} if step.roster is not None else set()
        named |= {where} if where is not None else set()
        known = step_by_id(self.questionnaire)
        above = sorted((name for name in named if name in known), key=lambda name: known[name].order)
        keys = [each for name in above for each in self.keys(name, item_of(key)) if each not in self.told]
        self.told.update(keys)
        because = tuple(self.link(each) for each in keys)
        return Why(key, verdict, None if stop is None else stop.answer, where, tests, because)

    def keys(self, name: str, item: str | None) -> list[AnswerKey]:
        """The keys of an id on the path: that of the item at hand, else all there are, else the id itself."""
        on_path = [stop for stop in self.path.stops if stop.route.item.id == name]
        at_hand = [stop.key for stop in on_path if stop.item == item]
        return at_hand or [stop.key for stop in on_path] or [AnswerKey(name)]

    def verdict(self, step: Step, stop: Stop | None, key: AnswerKey) -> tuple[Verdict, str | None]:
        """What became of an item, and what decided it."""
        if stop is not None:
            return self.verdict_on_path(stop), None
        end, following = self.path.end, self.path.next
        if end is not None and step_by_id(self.questionnaire)[end.id].order < step.order:
            return Verdict.ENDED, end.id
        if following is not None and following.route.step.order < step.order:
            return Verdict.NOT_REACHED, following.key
        if step.roster is not None and item_of(key) not in self.items(step, step.roster.source):
            is_multi = isinstance(roster_source(self.questionnaire, step), MultiQuestion)
            return Verdict.NOT_CHOSEN if is_multi else Verdict.NOT_SO_MANY, step.roster.source
        return Verdict.NOT_ASKED, None

    def verdict_on_path(self, stop: Stop) -> Verdict:
        """What became of an item on the path."""
        match stop.route.item:
            case EndItem():
                return Verdict.END
            case DerivedItem():
                return Verdict.UNDERIVED if stop.answer is None else Verdict.DERIVED
            case _:
                return Verdict.NEXT if stop.answer is None else Verdict.ANSWERED

    def items(self, step: Step, source: str) -> tuple[str, ...]:
        """What the roster of a step is repeated for."""
        all_ = tuple(option.name for option in items_of(self.questionnaire, step))
        return items_now(self.path.reading.values.get(AnswerKey(source)), all_)

    def tested(self, step: Step, item: str | None) -> Iterator[Tested]:
        """The conditions of the sections around an item and its own, each with whether it is true."""
        self.path.reading.item = item
        here = Here(step.order, None if step.roster is None else step.roster.source)
        for text, _ in step.conditions():
            condition, _ = read_condition(text, routing(self.questionnaire).scope, here)
            read = condition or ALWAYS
            yield Tested(read, compile_test(read)(self.path.reading))
