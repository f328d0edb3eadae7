"""Down the list once, as `path` goes, for all answers at a time: when each item is reached, and what it can be."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from cati.questionnaire.conditions.tree import Atom, Compare, Constant, Count, NumberOf, OptionOf, Picked, Ref
from cati.questionnaire.model import DerivedItem, EndItem, Question, Questionnaire
from cati.questionnaire.proof.amounts import Forms, Linear
from cati.questionnaire.proof.clauses import Clause, Instrument, Item, case_value, read_instrument
from cati.questionnaire.proof.declare import declare, declare_sample, nothing_left
from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node
from cati.questionnaire.proof.ground import Ground
from cati.questionnaire.proof.mentions import Mentions
from cati.questionnaire.proof.sums import declare_sum
from cati.questionnaire.proof.truth import Truth
from cati.questionnaire.steps import FilePlace


@dataclass(frozen=True)
class Gate:
    """One condition on the way to an item: `context` is when it is read, `truth` when it holds."""

    clause: Clause
    context: Node
    truth: Node


@dataclass
class Visit:
    """One item of the list (for one roster item): when it is reached, and which options are offered.

    `before` is when its roster item is chosen and no end came, `nothing` when no option is left to give.
    """

    at: str | None
    before: Node
    gates: tuple[Gate, ...]
    reach: Node
    offered: dict[str, Node] = field(default_factory=dict)
    nothing: Node = FALSE


@dataclass
class Stage:
    """One item with all its visits; in doubt if something is wrong with it that is reported already."""

    item: Item
    visits: list[Visit] = field(default_factory=list)
    is_in_doubt: bool = False


class Walk:
    """The walk: `alive` is when no end has come yet, `closed_by` the end after which nothing is left.

    `held` is when a hard check does not let an answer pass.
    `perhaps_ended` is when an end would come that is reported as wrong, `read` holds the places of the conditions
    that were looked into.
    """

    def __init__(self, questionnaire: Questionnaire, broken: frozenset[str] = frozenset()) -> None:
        self.instrument: Instrument = read_instrument(questionnaire, broken)
        self.ground = Ground()
        self.diagram: Diagram = self.ground.diagram
        self.mentions = Mentions(self.instrument)
        self.mentions.collect()
        self.truth = Truth(self.instrument, self.ground, cuts=self.mentions.cuts)
        self.alive: Node = TRUE
        self.perhaps_ended: Node = FALSE
        self.held: Node = FALSE
        self.closed_by: Item | None = None
        self.stages: list[Stage] = []
        self.read: set[FilePlace] = set()
        for name, sample_field in questionnaire.sample.items():
            declare_sample(self.truth, self.mentions, name, sample_field)

    def blocks(self) -> Iterator[list[Stage]]:
        """The items of the list; those of one roster are walked together, once for each option of its source."""
        for _, items in groupby(self.instrument.items, key=lambda item: item.step.roster or item.step.order):
            stages = [Stage(item) for item in items]
            for at in stages[0].item.items:
                for stage in stages:
                    stage.visits.append(self.visit(stage.item, at))
            for stage in stages if stages[0].item.step.roster is not None else ():
                declare_sum(self.truth, self.mentions, stage.item)
            self.stages.extend(stages)
            yield stages

    def passing(self, node: Node) -> Node:
        """The answers with which no hard check stops the interview further on, if there are any; else all."""
        found = self.diagram.without(node, self.held)
        return found if self.ground.is_possible(found) else node

    def to_the_end(self) -> "Walk":
        """Walk the whole list."""
        for _ in self.blocks():
            pass
        return self

    def visit(self, item: Item, at: str | None) -> Visit:
        """Reach one item, and let what is below read it."""
        before = self.alive
        if item.step.roster is not None:
            before = self.diagram.both(before, self.roster_item(item, at))
        reach, gates = before, []
        for clause in item.gates:
            truth = self.truth.of_clause(clause, at)
            gates.append(Gate(clause, reach, truth))
            reach = self.diagram.both(reach, truth)
        visit = Visit(at, before, tuple(gates), reach)
        if isinstance(item.step.item, EndItem):
            self.end(item, reach)
        elif isinstance(item.step.item, DerivedItem):
            self.derive(item.step.item, item, visit)
        else:
            self.ask(item.step.item, item, visit)
        self.hold(item, visit)
        return visit

    def roster_item(self, item: Item, at: str | None) -> Node:
        """That the source of a roster has this item; unknown if the source cannot be one."""
        source = item.step.roster.source if item.step.roster is not None else ""
        if at is None or source in self.instrument.broken:
            return self.ground.unknown(f"roster of {source}")
        ref = Ref("question", source)
        match self.instrument.scope.questions[source].kind:
            case "number":
                return self.truth.compare(Compare(NumberOf(ref), ">=", Constant(Decimal(at))), None)
            case "names":
                return self.truth.compare(Compare(Count(ref, None), ">=", Constant(Decimal(at))), None)
            case _:
                return self.truth.all_chosen(source, {at})

    def end(self, item: Item, reach: Node) -> None:
        """After an end nothing more is asked."""
        self.alive = self.diagram.without(self.alive, reach)
        if self.ground.is_possible(reach) and not self.ground.is_possible(self.alive):
            self.closed_by = item

    def answered(self, item: Item, visit: Visit) -> Node:
        """When an item has an answer, or a value: a question without an option left may have none."""
        on_path = self.truth.on_path(answer_key_of(item, visit.at))
        has_status = isinstance(item.step.item, Question) and item.step.item.nonresponse != "none"
        return on_path if has_status else self.diagram.without(on_path, visit.nothing)

    def hold(self, item: Item, visit: Visit) -> None:
        """An answer that fails a hard check does not count: nothing below is asked with it."""
        levels = [check.level for check in getattr(item.step.item, "checks", ())]
        for clause in (clause for level, clause in zip(levels, item.checks, strict=True) if level == "hard"):
            fails = self.diagram.both(self.answered(item, visit), self.truth.of_clause(clause, visit.at))
            self.alive = self.diagram.without(self.alive, fails)
            self.held = self.diagram.either(self.held, fails)

    def derive(self, derived: DerivedItem, item: Item, visit: Visit) -> None:
        """A value of the first true case, or of an expression within its range; without one it is not asked."""
        key = answer_key_of(item, visit.at)
        if item.id in self.instrument.broken:
            self.truth.asked[key] = self.diagram.both(visit.reach, self.ground.unknown(key))
            return
        if item.picked is not None:
            self.truth.cases[key] = list(self.picks(item.picked, visit.reach, visit.at))
            self.truth.asked[key] = visit.reach
            return
        if item.amount is not None:
            self.truth.forms[key] = forms = self.forms(derived, item, visit)
            self.truth.asked[key] = self.diagram.any_of(forms.values())
            return
        cases: list[tuple[Atom, Node]] = []
        rest = visit.reach
        for case, clause in zip(derived.cases, item.cases, strict=True):
            value, truth = case_value(derived, case.value), self.truth.of_clause(clause, visit.at)
            if value is not None:
                cases.append((value, self.diagram.both(rest, truth)))
            rest = self.diagram.without(rest, truth)
        self.truth.cases[key] = cases
        self.truth.asked[key] = self.diagram.without(visit.reach, rest)

    def picks(self, picked: Picked, when: Node, at: str | None) -> Iterator[tuple[str, Node]]:
        """The options of a conditional expression, and when each is the value."""
        if isinstance(picked, OptionOf):
            yield picked.name, when
            return
        test = self.truth.of(picked.test, at)
        yield from self.picks(picked.then, self.diagram.both(when, test), at)
        yield from self.picks(picked.other, self.diagram.without(when, test), at)

    def forms(self, derived: DerivedItem, item: Item, visit: Visit) -> Forms:
        """The forms of a derived number, where they are within its range."""
        if item.amount is None:
            return {}
        found: Forms = {}
        for form, when in self.truth.amounts(visit.at).forms(item.amount).items():
            within = [visit.reach, when]
            for limit, order in ((derived.min, ">="), (derived.max, "<=")):
                if limit is not None:
                    within.append(self.truth.of_form(form.plus(Linear(limit), Decimal(-1)), order))
            found[form] = self.diagram.all_of(within)
        return found

    def ask(self, question: Question, item: Item, visit: Visit) -> None:
        """Put a question: its options may be hidden, and its answers become variables if they are named."""
        key = answer_key_of(item, visit.at)
        self.truth.asked[key] = visit.reach
        visit.offered = {
            option.name: self.offer(item, option.name, visit.at) for option in item.options if not option.ask_again
        }
        if any(node != TRUE for node in visit.offered.values()):
            visit.nothing = nothing_left(self.truth, question, item.options, visit.offered)
            if question.nonresponse == "none":
                self.alive = self.diagram.without(self.alive, self.diagram.both(visit.reach, visit.nothing))
        declare(self.truth, self.mentions, item, key, visit.offered)

    def offer(self, item: Item, option: str, at: str | None) -> Node:
        """When an option is offered: shown, and chosen where the options are taken from."""
        shown = item.shown.get(option)
        nodes = [] if shown is None else [self.truth.of_clause(shown, at)]
        if item.source is not None and option in item.taken and item.source not in self.instrument.broken:
            is_rostered = self.instrument.scope.questions[item.source].roster is not None
            nodes.append(self.truth.all_chosen(f"{item.source}.{at}" if is_rostered else item.source, {option}))
        return self.diagram.all_of(nodes)

    def doubt(self, stage: Stage) -> None:
        """Let what is below read an item that is wrong as asked or not asked, whatever the answers."""
        stage.is_in_doubt = True
        for visit in stage.visits:
            perhaps = self.ground.unknown(stage.item.id)
            is_open = self.ground.is_possible(visit.before)
            visit.reach = self.diagram.both(visit.before, perhaps) if is_open else perhaps
            if isinstance(stage.item.step.item, EndItem):
                self.perhaps_ended = self.diagram.either(self.perhaps_ended, visit.reach)
            else:
                self.truth.asked[answer_key_of(stage.item, visit.at)] = visit.reach

    def reopen(self, stage: Stage) -> None:
        """Where nothing is left, for a reason that is reported already, go on as if something might be."""
        self.doubt(stage)
        self.alive = self.ground.unknown(f"after {stage.item.id}")
        self.closed_by = None


def answer_key_of(item: Item, at: str | None) -> str:
    """The answer key of an item at a roster item."""
    return item.id if at is None else f"{item.id}.{at}"
