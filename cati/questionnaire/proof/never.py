"""C303, C304, C308: what can never be asked or reached, and conditions that are always true."""

from collections.abc import Iterator
from typing import NamedTuple

from cati.questionnaire.conditions.tree import Condition
from cati.questionnaire.model import EndItem
from cati.questionnaire.proof.anatomy import atomic_parts, conjuncts, questions_of
from cati.questionnaire.proof.clauses import Clause, Item
from cati.questionnaire.proof.diagram import Node
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.ground import opposite
from cati.questionnaire.proof.uses import Use
from cati.questionnaire.proof.walk import Stage, Walk
from cati.questionnaire.proof.witness import possible_values
from cati.questionnaire.proof.wording import Given
from cati.questionnaire.steps import FilePlace


class Words(NamedTuple):
    """How it is said: for no reason that can be named, by the values of one question, by two conditions."""

    never: str
    chain: str
    clash: str


OF_QUESTION = Words("C303.never", "C303.chain", "C303.clash")
OF_END = Words("C308.never", "C308.chain", "C308.clash")


def never_reached(walk: Walk, findings: Findings, stage: Stage) -> None:
    """Report an item that no answers lead to, and put it in doubt for what is below."""
    visits = stage.visits
    if not any(walk.ground.is_possible(visit.before) for visit in visits):
        roster = stage.item.step.roster
        if roster is not None and walk.ground.is_possible(walk.alive):
            places = {"item": stage.item.id, "source": roster.source}
            findings.add("C303.roster", (*roster.place, "for_each"), places)
            walk.doubt(stage)
            return
        if walk.closed_by is not None:
            line = findings.nodes.line((*walk.closed_by.step.place, "id"))
            findings.add("C308.after", (*stage.item.step.place, "id"), {"item": stage.item.id, "line": line})
        walk.reopen(stage)
        return
    for index, clause in enumerate(stage.item.gates):
        gates = [visit.gates[index] for visit in visits]
        if not any(walk.ground.is_possible(gate.context, gate.truth) for gate in gates):
            Explained(walk, findings, stage, clause, index).report()
            walk.doubt(stage)
            return


def always_true(findings: Findings, use: Use) -> None:
    """C304: a condition that makes no difference, unless it never comes to it."""
    if not use.is_possible(use.false_at) and use.is_possible():
        findings.add("C304.always", use.clause.place)


class Explained:
    """Why one condition lets nobody through."""

    def __init__(self, walk: Walk, findings: Findings, stage: Stage, clause: Clause, index: int) -> None:
        self.walk, self.findings, self.stage, self.clause, self.index = walk, findings, stage, clause, index
        self.words = OF_END if isinstance(stage.item.step.item, EndItem) else OF_QUESTION

    def report(self) -> None:
        """The most telling of the reasons."""
        place, item = self.clause.place, self.subject()
        if self.findings.has(place, "C303", "C308"):
            return
        end = self.ended_by()
        if end is not None:
            line = self.findings.nodes.line((*end.step.place, "id"))
            self.findings.add("C308.ended", place, {"item": item, "line": line})
            return
        for need, blocker, blocks, where in self.clashes():
            words = self.described(need, blocks)
            if words is not None:
                places = {"item": item, "other": blocker, **words[1], **self.findings.where(where)}
                self.findings.add(words[0], place, places)
                return
        self.findings.add(self.words.never, place, {"item": item})

    def subject(self) -> str:
        """What can never be reached: the item, or the section around it."""
        depth = self.clause.depth
        return self.stage.item.id if depth is None else self.stage.item.step.sections[depth].section

    def ended_by(self) -> Item | None:
        """The end that takes all answers with which the condition is true."""
        ground, gates = self.walk.ground, self.stage.visits[-1].gates[: self.index + 1]
        alone = [gate.truth for gate in gates]
        if not ground.is_possible(*alone):
            return None
        for stage in self.walk.stages:
            if isinstance(stage.item.step.item, EndItem) and stage is not self.stage:
                last = stage.visits[-1]
                if not ground.is_possible(*alone, last.before, opposite(last.reach)):
                    return stage.item
        return None

    def clashes(self) -> Iterator[tuple[Condition, str, Node, FilePlace]]:
        """Two things that cannot be true together: a part of the condition, and what stands in its way."""
        at, parts = self.stage.visits[-1].at, list(conjuncts(self.clause.condition))
        for part in parts:
            for other in (other for other in parts if other is not part):
                for ref in (ref for atom in atomic_parts(other) for ref in questions_of(atom)):
                    asked = self.walk.truth.is_asked(ref, at)
                    yield part, ref.name, asked, self.place_of(self.walk.instrument.by_id[ref.name])
            for gate in self.stage.visits[-1].gates[: self.index]:
                section = self.stage.item.step.sections[gate.clause.depth or 0].section
                yield part, section, gate.truth, gate.clause.place

    def place_of(self, item: Item) -> FilePlace:
        """Where it is said when an item is asked."""
        return item.gates[-1].place if item.gates else (*item.step.place, "id")

    def described(self, need: Condition, blocks: Node) -> tuple[str, dict[str, object]] | None:
        """The clash in words, by the values of one question if it has one; None if there is none."""
        truth, ground = self.walk.truth, self.walk.ground
        needed = truth.of(need, self.stage.visits[-1].at)
        if not ground.is_possible(needed) or not ground.is_possible(blocks):
            return None
        if ground.is_possible(needed, blocks):
            return None
        for level in sorted(self.walk.diagram.mentioned(needed)):
            variable = ground.at_level(level)
            values, only = (possible_values(ground, node, variable) for node in (needed, blocks))
            if not set(values) & set(only):
                return self.words.chain, {"need": Given(variable, values), "only": Given(variable, only)}
        start, end = need.span
        return self.words.clash, {"need": self.clause.text[start:end]}
