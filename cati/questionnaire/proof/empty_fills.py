"""C404: a fill without a value where its text can appear; C311 for the cases of named fills."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from cati.questionnaire.conditions.scope import Known
from cati.questionnaire.conditions.tree import Ref, Span, Status
from cati.questionnaire.fills import fills_in
from cati.questionnaire.model import DerivedItem
from cati.questionnaire.problems import MOST_PROBLEMS
from cati.questionnaire.proof.diagram import FALSE, TRUE, Node
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.ground import Finding, opposite
from cati.questionnaire.proof.parts import true_unasked, turned_orders
from cati.questionnaire.proof.texts import Worded, texts_anywhere, texts_of_fill, texts_of_step
from cati.questionnaire.proof.uses import Use
from cati.questionnaire.proof.walk import Stage, Walk, answer_key_of
from cati.questionnaire.proof.witness import possible_values, reason
from cati.questionnaire.proof.wording import Among
from cati.questionnaire.steps import FilePlace, Step


class Spot(NamedTuple):
    """Where a fill stands and when its text appears; `fills` are the named fills it is part of."""

    place: FilePlace
    span: Span
    when: Node
    at: str | None
    fills: tuple[str, ...]


class EmptyFills:
    """Goes along with the walk, since what is not asked yet when a text appears has no value."""

    def __init__(self, walk: Walk, findings: Findings) -> None:
        self.walk, self.findings, self.diagram = walk, findings, walk.diagram
        self.file = walk.instrument.questionnaire
        self.told = {name: texts_of_fill(self.file, name) for name in self.file.fills}
        self.anywhere = [told for told in texts_anywhere(self.file) if told.has_fills]
        self.used: dict[str, Node] = {}
        self.taken: dict[tuple[str, int], Node] = {}
        self.step: Step | None = None

    def block(self, stages: list[Stage]) -> None:
        """The texts of items that are walked together, and those that can be opened there."""
        for stage in stages:
            self.step = stage.item.step
            worded = [told for told in texts_of_step(stage.item.step) if told.has_fills]
            for told, visit in ((told, visit) for told in worded for visit in stage.visits):
                if told.check is not None:
                    when = self.walk.truth.of_clause(stage.item.checks[told.check], visit.at)
                    when = self.diagram.both(self.walk.answered(stage.item, visit), when)
                else:
                    when = TRUE if told.option is None else visit.offered.get(told.option, TRUE)
                    when = self.diagram.both(visit.reach, when)
                self.text(told, when, visit.at, ())
        if self.anywhere and stages[0].item.step.question is not None:
            self.step = stages[0].item.step
            with self.unasked(stages):
                for told in self.anywhere:
                    self.text(told, self.diagram.any_of(visit.reach for visit in stages[0].visits), None, ())

    @contextmanager
    def unasked(self, stages: list[Stage]) -> Iterator[None]:
        """Some items read as not asked, as they are when they appear."""
        keys = {answer_key_of(stage.item, visit.at) for stage in stages for visit in stage.visits}
        asked = self.walk.truth.asked
        kept = {key: asked.pop(key) for key in keys if key in asked}
        try:
            yield
        finally:
            asked.update(kept)

    def text(self, worded: Worded, when: Node, at: str | None, fills: tuple[str, ...]) -> None:
        """Every fill of a text that appears when `when` is true, each where it first stands."""
        if when == FALSE or len(self.findings.problems) > MOST_PROBLEMS:
            return
        for text, place in worded.languages():
            for fill in {fill.name: fill for fill in reversed(fills_in(text))}.values():
                spot = Spot(place, (fill.offset, fill.offset + len(fill.name) + 2), when, at, fills)
                first, _, rest = fill.name.partition(".")
                if first == "sample":
                    self.sample(rest, spot)
                elif first in self.file.fills and first not in fills:
                    self.named(first, spot)
                elif first in self.walk.instrument.by_id:
                    self.question(first, rest, spot)

    def sample(self, name: str, spot: Spot) -> None:
        """A sample field that may be empty."""
        if name not in self.walk.instrument.scope.sample or f"sample.{name}" in self.walk.instrument.broken:
            return
        answered = self.walk.truth.is_answered(Ref("sample", name), None)
        found = self.possible(spot.when, answered)
        if found is not None:
            self.add("C404.sample", spot, found, {"fill": f"sample.{name}"})

    def possible(self, when: Node, has_value: Node) -> Finding | None:
        """Answers with which a text appears and its fill has no value."""
        if not self.walk.ground.is_possible(when, opposite(has_value)):
            return None
        return self.walk.ground.possible(self.diagram.without(when, has_value))

    def named(self, name: str, spot: Spot) -> None:
        """A named fill: each case where those before it are false."""
        rest = spot.when
        self.used[name] = self.diagram.either(self.used.get(name, FALSE), rest)
        for index, clause in enumerate(self.walk.instrument.fills[name]):
            taken = rest
            if clause is not None:
                use = Use(self.walk.truth, clause, [(rest, None)])
                true_unasked(self.findings, use)
                turned_orders(self.findings, use)
                taken = use.holds
            self.taken[name, index] = self.diagram.either(self.taken.get((name, index), FALSE), taken)
            self.text(self.told[name][index], taken, spot.at, (*spot.fills, name))
            rest = self.diagram.without(rest, taken)

    def question(self, name: str, part: str, spot: Spot) -> None:
        """A question that may not be answered, or not asked, when its answer is to be read."""
        known = self.walk.instrument.scope.questions.get(name)
        if known is None or self.step is None or name in self.walk.instrument.broken:
            return
        is_later = known.order > self.step.order or (known.order == self.step.order and "checks" not in spot.place)
        ref = self.meant(known, part)
        if ref is None or (is_later and not spot.fills):
            return
        found = self.possible(spot.when, self.walk.truth.is_answered(ref, spot.at))
        if found is None:
            return
        key, row = self.walk.truth.key_of(ref, spot.at)
        variable = self.walk.truth.values.get(key if row is None else f"{key}.{row}")
        asked = self.walk.truth.is_asked(ref, spot.at)
        answered = self.diagram.both(found.node, asked)
        values = () if variable is None else possible_values(self.walk.ground, answered, variable)
        statuses = Among(tuple(value for value in values if isinstance(value, Status)))
        places = {"fill": f"{name}.{part}" if part else name, "name": ref.written(), "values": statuses}
        unasked = self.possible(spot.when, asked)
        if unasked is None:
            self.add("C404.status", spot, found, places)
            return
        answers = reason(self.walk.ground, unasked.node, spot.when)
        if isinstance(self.walk.instrument.by_id[name].step.item, DerivedItem):
            word = "C404.underived"
        elif statuses.values:
            word = "C404.status_or_unasked"
        else:
            word = "C404.unasked" if answers.given else "C404.always_unasked"
        self.add(word, spot, found, {**places, "answers": answers})

    def meant(self, known: Known, part: str) -> Ref | None:
        """The answer a fill reads; None if another rule says that it cannot be read."""
        roster = None if self.step is None or self.step.roster is None else self.step.roster.source
        if known.roster is not None and part not in known.items:
            return Ref("question", known.name, at_hand=True) if known.roster == roster else None
        if known.kind == "grid":
            return Ref("question", known.name, part) if part in known.rows else None
        return Ref("question", known.name, part if part in known.items else None)

    def add(self, word: str, spot: Spot, found: Finding, places: Mapping[str, object]) -> None:
        """Report a fill where it is written."""
        self.findings.add(word, spot.place, places, span=spot.span, is_certain=found.is_certain)

    def unused_cases(self) -> None:
        """C311: a case of a named fill that is never the first true one."""
        for (name, index), taken in self.taken.items():
            if self.walk.ground.is_possible(self.used[name]) and not self.walk.ground.is_possible(taken):
                clause = self.walk.instrument.fills[name][index]
                place = ("fills", name, index, "text") if clause is None else clause.place
                self.findings.add("C311.fill", place, {"fill": name})
