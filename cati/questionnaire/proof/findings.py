"""What the proof found, as problems of the file: certain ones in their own words, others as notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cati.questionnaire.conditions.tree import Span
from cati.questionnaire.places import Nodes
from cati.questionnaire.problems import Problem
from cati.questionnaire.proof.wording import Whole
from cati.questionnaire.steps import FilePlace

NOWHERE: Mapping[str, object] = {}


@dataclass
class Findings:
    """The problems so far; a code is reported once at a place, or at each part of the text there."""

    nodes: Nodes
    problems: list[Problem] = field(default_factory=list)
    taken: dict[FilePlace, set[tuple[str, Span | None]]] = field(default_factory=dict)

    def add(
        self,
        word: str,
        place: FilePlace,
        places: Mapping[str, object] = NOWHERE,
        *,
        span: Span | None = None,
        is_certain: bool = True,
    ) -> None:
        """Report a problem; what rests on a comparison of two numbers is only a note."""
        key, taken = (word.partition(".")[0], span), self.taken.setdefault(place, set())
        if key in taken:
            return
        taken.add(key)
        problem = self.at(word, place, span, places)
        if not is_certain:
            problem = self.at("C315.compared", place, span, {"finding": Whole(problem)})
        self.problems.append(problem)

    def at(self, word: str, place: FilePlace, span: Span | None, places: Mapping[str, object]) -> Problem:
        """The problem at a place, or at a part of the text there."""
        if span is None:
            return self.nodes.problem(word, place, **places)
        return self.nodes.within(word, place, *span, **places)

    def has(self, place: FilePlace, *codes: str) -> bool:
        """Whether one of these codes was reported at a place."""
        return any(code in codes for code, _ in self.taken.get(place, ()))

    def where(self, place: FilePlace) -> dict[str, object]:
        """Line and column of a place, for a sentence."""
        problem = self.nodes.problem("C303.never", place)
        return {"line": problem.line, "column": problem.column}
