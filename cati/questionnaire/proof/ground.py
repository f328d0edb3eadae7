"""The variables of a proof, what is lawful for them, and whether any answers make functions true."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum

from cati.questionnaire.conditions.tree import Atom
from cati.questionnaire.proof.diagram import FALSE, TRUE, Diagram, Node

UNKNOWN, COMPARED, LAWFUL = 1, 2, 4
"""Marks of variables: for what could not be read, for two values compared, and those that obey a law."""


class Mark(Enum):
    """Values that are no atoms: some answer, no sample value, and how two numbers compare."""

    GIVEN = "given"
    EMPTY = "empty"
    LESS = "<"
    EQUAL = "=="
    MORE = ">"


Value = Atom | Mark | bool


@dataclass(frozen=True)
class Variable:
    """One thing an interview decides: `name` as conditions write it, `option` at the bit of a multi."""

    level: int
    name: str
    values: tuple[Value, ...]
    option: str | None = None


@dataclass(frozen=True)
class Finding:
    """Answers that make a function true: `node` is free of what is not certain, unless `is_certain` is false."""

    node: Node
    is_certain: bool


@dataclass
class Ground:
    """The diagram with its variables; those of later questions stand above those of earlier ones.

    So what is built going down the list shares all that was built before. A law says which values of a question can
    stand together. It is joined to a function only where that comes to a variable of the question, since most do not;
    any values above can be completed to lawful ones.
    """

    diagram: Diagram = field(default_factory=Diagram)
    variables: list[Variable] = field(default_factory=list)
    laws: dict[int, Node] = field(default_factory=dict)
    free: dict[str, Variable] = field(default_factory=dict)
    decided: dict[tuple[Node, ...], bool] = field(default_factory=dict)

    def variable(self, name: str, values: tuple[Value, ...], option: str | None = None, mark: int = 0) -> Variable:
        """A new variable, above all others."""
        made = Variable(-len(self.variables), name, values, option)
        self.variables.append(made)
        if mark:
            self.diagram.mark_of_level[made.level] = mark
        return made

    def at_level(self, level: int) -> Variable:
        """The variable of a level."""
        return self.variables[-level]

    def test(self, variable: Variable, is_wanted: Callable[[Value], bool]) -> Node:
        """That the variable has one of the wanted values."""
        return self.diagram.make(variable.level, tuple(TRUE if is_wanted(v) else FALSE for v in variable.values))

    def compared(self, name: str) -> Variable:
        """The variable for how two values compare that are not worked out one by one."""
        if name not in self.free:
            self.free[name] = self.variable(name, (Mark.LESS, Mark.EQUAL, Mark.MORE), mark=COMPARED)
        return self.free[name]

    def unknown(self, name: str) -> Node:
        """Something that may be true or false, because it could not be read or is wrong elsewhere."""
        if name not in self.free:
            self.free[name] = self.variable(name, (False, True), mark=UNKNOWN)
        return self.test(self.free[name], lambda value: value is True)

    def enact(self, variables: list[Variable], law: Node) -> None:
        """Say what is lawful for these variables, which were made with the mark `LAWFUL`."""
        self.laws |= {variable.level: law for variable in variables}

    def is_possible(self, *nodes: Node) -> bool:
        """Whether any answers make all these functions true at once, and those that are `opposite` false."""
        return self.search(set(nodes), ())

    def search(self, nodes: set[Node], joined: tuple[Node, ...]) -> bool:
        """The same, where these laws are joined already. Nothing is built; what is found out is kept."""
        nodes -= {TRUE, opposite(FALSE)}
        if not nodes:
            return True
        if FALSE in nodes or opposite(TRUE) in nodes or any(opposite(node) in nodes for node in nodes):
            return False
        together = tuple(sorted(nodes))
        if together not in self.decided:
            self.decided[together] = self.split(together, joined)
        return self.decided[together]

    def split(self, nodes: tuple[Node, ...], joined: tuple[Node, ...]) -> bool:
        """Value by value of the topmost variable; its law is joined when it is come to."""
        tops = [self.diagram.levels[max(node, opposite(node))] for node in nodes]
        level = min(tops)
        law = self.laws.get(level, TRUE)
        if law != TRUE and law not in joined:
            return self.search({*nodes, law}, (*joined, law))
        kept = {node for node, top in zip(nodes, tops, strict=True) if top != level}
        divided = [node for node, top in zip(nodes, tops, strict=True) if top == level]
        seen: set[tuple[Node, ...]] = set()
        for parts in zip(*map(self.children, divided), strict=True):
            if parts not in seen:
                seen.add(parts)
                if self.search(kept.union(parts), joined):
                    return True
        return False

    def children(self, node: Node) -> list[Node] | tuple[Node, ...]:
        """The children of a function, or of an opposite."""
        children = self.diagram.children[max(node, opposite(node))]
        return children if node >= 0 else [opposite(child) for child in children]

    def built(self, *nodes: Node) -> Node:
        """All of them together, as a function."""
        return self.diagram.all_of(node if node >= 0 else self.diagram.negation(opposite(node)) for node in nodes)

    def lawful(self, node: Node) -> Node:
        """The function, with every law that its variables obey (and those that these laws mention)."""
        laws = {self.laws[level] for level in self.rests_on(node) if level in self.laws}
        return self.diagram.all_of((node, *sorted(laws)))

    def rests_on(self, *nodes: Node) -> set[int]:
        """The levels of the variables that functions mention, and of those that their laws do."""
        found: set[int] = set()
        more = self.diagram.mentioned(*nodes)
        while more:
            found |= more
            more = self.diagram.mentioned(*{self.laws[level] for level in more if level in self.laws}) - found
        return found

    def possible(self, node: Node) -> Finding | None:
        """Answers that make it true whatever is not known; or whatever does not rest on a comparison."""
        found = self.lawful(node)
        if found == FALSE:
            return None
        sure = self.for_every(found, UNKNOWN | COMPARED)
        if sure != FALSE:
            return Finding(sure, is_certain=True)
        likely = self.for_every(found, UNKNOWN)
        return None if likely == FALSE else Finding(likely, is_certain=False)

    def for_every(self, node: Node, marks: int) -> Node:
        """The function for every value of the variables of these marks."""
        if not self.diagram.marks[node] & marks:
            return node
        levels = [
            variable.level for variable in self.free.values() if self.diagram.mark_of_level[variable.level] & marks
        ]
        return self.diagram.merged(node, levels, self.diagram.both)


def opposite(node: Node) -> Node:
    """The opposite of a function as `is_possible` takes it: no node is built for it."""
    return ~node
