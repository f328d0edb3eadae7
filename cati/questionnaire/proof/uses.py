"""One condition wherever it is read, over all items of a roster at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cati.questionnaire.conditions.tree import Condition
from cati.questionnaire.proof.clauses import Clause
from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node
from cati.questionnaire.proof.ground import Finding, Ground, opposite
from cati.questionnaire.proof.truth import Truth

Context = tuple[Node, str | None]
"""When a condition is read, and for which roster item."""

Together = Callable[[str | None], tuple[Node, ...]]
"""What must be true at once, for a roster item."""


@dataclass(frozen=True)
class Use:
    """A condition and the contexts it is read in."""

    truth: Truth
    clause: Clause
    contexts: Sequence[Context]

    @property
    def ground(self) -> Ground:
        """The variables and their laws."""
        return self.truth.ground

    @property
    def diagram(self) -> Diagram:
        """The diagram."""
        return self.truth.diagram

    @cached_property
    def context(self) -> Node:
        """When the condition is read at all."""
        return self.diagram.any_of(context for context, _ in self.contexts)

    @property
    def holds(self) -> Node:
        """When it is read and true."""
        return self.diagram.any_of(self.diagram.both(context, self.at(at)) for context, at in self.contexts)

    def at(self, at: str | None) -> Node:
        """The condition at a roster item."""
        return self.truth.of_clause(self.clause, at)

    def true_at(self, at: str | None) -> tuple[Node, ...]:
        """That it is true."""
        return (self.at(at),)

    def false_at(self, at: str | None) -> tuple[Node, ...]:
        """That it is false."""
        return (opposite(self.at(at)),)

    def with_part(self, part: Condition, at: str | None, *, is_true: bool) -> Node:
        """The condition with one of its parts true, or false, whatever the answers."""
        return self.truth.of_clause(self.clause, at, {id(part): TRUE if is_true else FALSE})

    def is_possible(self, together: Together = lambda _: ()) -> bool:
        """Whether this can be true where the condition is read."""
        return any(self.ground.is_possible(context, *together(at)) for context, at in self.contexts)

    def possible(self, together: Together) -> Finding | None:
        """Answers with which this is true where the condition is read."""
        if not self.is_possible(together):
            return None
        wholes = (self.ground.built(context, *together(at)) for context, at in self.contexts)
        return self.ground.possible(self.diagram.any_of(wholes))
