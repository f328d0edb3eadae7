"""C307 and C309: on each complete route an end, and each number once and in order."""

from cati.questionnaire.model import EndItem, Question
from cati.questionnaire.proof.diagram import TRUE, Node
from cati.questionnaire.proof.findings import Findings
from cati.questionnaire.proof.ground import opposite
from cati.questionnaire.proof.walk import Stage, Walk
from cati.questionnaire.proof.witness import reason
from cati.questionnaire.proof.wording import listed

COMPLETE = "complete"
Words = tuple[str, str]
"""How it is said when it happens with some answers, and when it always happens."""

MISSING: Words = ("C309.missing", "C309.missing_always")
MISSING_ONE: Words = ("C309.missing_one", "C309.missing_one_always")
TWICE: Words = ("C309.twice", "C309.twice_always")
ORDER: Words = ("C309.order", "C309.order_always")


def runs_off_the_list(walk: Walk, findings: Findings) -> None:
    """C307: answers that reach the bottom without an end."""
    bottom = walk.diagram.without(walk.alive, walk.perhaps_ended)
    found = walk.ground.possible(bottom)
    if found is not None:
        answers = reason(walk.ground, found.node, TRUE)
        word = "C307.with" if answers.given else "C307.always"
        place = (*walk.instrument.items[-1].step.place, "id")
        findings.add(word, place, {"answers": answers}, is_certain=found.is_certain)


class Numbering:
    """The counted questions of an instrument, and when each is asked on a route that is completed."""

    def __init__(self, walk: Walk, findings: Findings) -> None:
        self.walk, self.findings, self.diagram = walk, findings, walk.diagram
        ends = [stage for stage in walk.stages if is_complete(stage)]
        self.complete = self.diagram.any_of(self.reach(stage) for stage in ends)
        self.asked: dict[int, list[Stage]] = {}
        for stage in walk.stages:
            number = getattr(stage.item.step.item, "number", None)
            if number is not None:
                self.asked.setdefault(number, []).append(stage)

    def reach(self, stage: Stage) -> Node:
        """When an item is reached, a roster as one item."""
        return self.diagram.any_of(visit.reach for visit in stage.visits)

    def report(self) -> None:
        """Every number that is not asked once, and in order, on each complete route."""
        if not self.walk.ground.is_possible(self.complete):
            return
        self.gaps()
        for number, stages in sorted(self.asked.items()):
            self.missing(number, stages)
            self.twice(number, stages)
        self.out_of_order()

    def gaps(self) -> None:
        """A number that no question has."""
        for number in sorted(self.asked):
            if number > 1 and number - 1 not in self.asked:
                first = self.asked[number][0]
                self.findings.add(
                    "C309.gap", (*first.item.step.place, "number"), {"number": number, "missing": number - 1}
                )

    def missing(self, number: int, stages: list[Stage]) -> None:
        """A number that some complete route passes by."""
        unasked = opposite(self.diagram.any_of(self.reach(stage) for stage in stages))
        names = listed([stage.item.id for stage in stages], "nor")
        self.add(
            MISSING_ONE if len(stages) == 1 else MISSING,
            (self.complete, unasked),
            stages[0],
            number=number,
            items=names,
        )

    def twice(self, number: int, stages: list[Stage]) -> None:
        """Two questions of one number on one complete route."""
        for place, stage in enumerate(stages):
            for before in stages[:place]:
                both = (self.complete, self.reach(before), self.reach(stage))
                names = listed([before.item.id, stage.item.id])
                if self.add(TWICE, both, stage, number=number, items=names):
                    break

    def out_of_order(self) -> None:
        """A question, or part of one, asked after one of a higher number."""
        highest: list[tuple[tuple[int, bool], Stage]] = []
        for stage in self.walk.stages:
            rank = rank_of(stage)
            if rank is None:
                continue
            for higher, before in (entry for entry in highest if entry[0] > rank):
                both = (self.complete, self.reach(before), self.reach(stage))
                places = {"number": higher[0], "before": before.item.id, "after": stage.item.id, "other": rank[0]}
                if self.add(ORDER, both, stage, **places):
                    break
            highest.append((rank, stage))

    def add(self, words: Words, wrong: tuple[Node, ...], stage: Stage, **places: object) -> bool:
        """Report what is wrong on a complete route, if it can be; whether it can."""
        if not self.walk.ground.is_possible(*wrong):
            return False
        found = self.walk.ground.possible(self.walk.ground.built(*wrong))
        if found is None:
            return False
        answers = reason(self.walk.ground, found.node, self.complete)
        key = "number" if getattr(stage.item.step.item, "number", None) is not None else "part_of"
        place = (*stage.item.step.place, key)
        self.findings.add(words[not answers.given], place, {**places, "answers": answers}, is_certain=found.is_certain)
        return True


def is_complete(stage: Stage) -> bool:
    """Whether an item is the end of a completed interview."""
    return isinstance(stage.item.step.item, EndItem) and COMPLETE in stage.item.step.item.disposition


def rank_of(stage: Stage) -> tuple[int, bool] | None:
    """The number of a question, or of the question it is a part of and comes after."""
    item = stage.item.step.item
    if not isinstance(item, Question) or (item.number is None and item.part_of is None):
        return None
    return (item.number, False) if item.number is not None else (item.part_of or 0, True)
