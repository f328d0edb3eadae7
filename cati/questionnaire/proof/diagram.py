"""A multi-valued decision diagram: functions of finite variables, each one node, so equal means same.

A node tests one variable (its level, counted down the list) and has one child for each value. Nodes are
hash-consed: a function is never true exactly if its node is `FALSE`, and a walk to `TRUE` is an example of it.
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import reduce

Node = int
FALSE: Node = 0
TRUE: Node = 1
MOST_NODES = 200_000
MOST_LEVELS = 20_000
LEAF = 1 << 30
"""The level of the two leaves, below every variable."""


class TooLargeError(Exception):
    """The diagram grew above its limit: what was asked of it is not proven."""

    def __init__(self, most_nodes: int) -> None:
        super().__init__(most_nodes)
        self.most_nodes = most_nodes


class Diagram:
    """All functions of one proof; `marks` holds in bits what kinds of variables each function mentions."""

    def __init__(self, most_nodes: int = MOST_NODES) -> None:
        self.most_nodes = most_nodes
        self.levels: list[int] = [LEAF, LEAF]
        self.children: list[tuple[Node, ...]] = [(), ()]
        self.marks: list[int] = [0, 0]
        self.mark_of_level: dict[int, int] = {}
        self.known: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self.decided: dict[tuple[Node, Node, Node], Node] = {}

    def __len__(self) -> int:
        """How many nodes there are, the two leaves included."""
        return len(self.levels)

    def make(self, level: int, children: tuple[Node, ...]) -> Node:
        """The node of a variable with these children. Raises `TooLargeError`."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (level, children)
        found = self.known.get(key)
        if found is None:
            found = len(self.levels)
            if found >= self.most_nodes:
                raise TooLargeError(self.most_nodes)
            mark = self.mark_of_level.get(level, 0)
            for child in children:
                mark |= self.marks[child]
            self.known[key] = found
            self.levels.append(level)
            self.children.append(children)
            self.marks.append(mark)
        return found

    def ite(self, test: Node, then: Node, other: Node) -> Node:
        """If `test` then `then`, else `other`: every connective is one of these."""
        if test == TRUE or then == other:
            return then
        if test == FALSE:
            return other
        if then == TRUE and other == FALSE:
            return test
        key = (test, then, other)
        found = self.decided.get(key)
        if found is None:
            found = self.decided[key] = self.split(test, then, other)
        return found

    def split(self, test: Node, then: Node, other: Node) -> Node:
        """Decide value by value of the topmost variable."""
        level = min(self.levels[test], self.levels[then], self.levels[other])
        tests = self.children[test] if self.levels[test] == level else None
        thens = self.children[then] if self.levels[then] == level else None
        others = self.children[other] if self.levels[other] == level else None
        children: list[Node] = []
        for value in range(len(tests or thens or others or ())):
            one = tests[value] if tests else test
            two = thens[value] if thens else then
            children.append(self.ite(one, two, others[value] if others else other))
        return self.make(level, tuple(children))

    def both(self, one: Node, other: Node) -> Node:
        """`one and other`."""
        return self.ite(one, other, FALSE) if one < other else self.ite(other, one, FALSE)

    def either(self, one: Node, other: Node) -> Node:
        """`one or other`."""
        return self.ite(one, TRUE, other) if one < other else self.ite(other, TRUE, one)

    def negation(self, node: Node) -> Node:
        """`not node`."""
        return self.ite(node, FALSE, TRUE)

    def without(self, one: Node, other: Node) -> Node:
        """`one and not other`."""
        return self.ite(other, FALSE, one)

    def all_of(self, nodes: Iterable[Node]) -> Node:
        """Every one of them."""
        return reduce(self.both, nodes, TRUE)

    def any_of(self, nodes: Iterable[Node]) -> Node:
        """At least one of them."""
        return reduce(self.either, nodes, FALSE)

    def merged(self, node: Node, levels: Iterable[int], join: Callable[[Node, Node], Node]) -> Node:
        """The function freed of some variables: for any value of them (`either`), or for every value (`both`)."""
        freed, done = frozenset(levels), {FALSE: FALSE, TRUE: TRUE}

        def walk(here: Node) -> Node:
            if here not in done:
                children = [walk(child) for child in self.children[here]]
                level = self.levels[here]
                done[here] = reduce(join, children) if level in freed else self.make(level, tuple(children))
            return done[here]

        return walk(node)

    def example(self, node: Node) -> dict[int, int]:
        """For each variable that matters the place of its value, on the first walk to `TRUE`."""
        found: dict[int, int] = {}
        while node > TRUE:
            value = next(value for value, child in enumerate(self.children[node]) if child != FALSE)
            found[self.levels[node]] = value
            node = self.children[node][value]
        return found

    def mentioned(self, *nodes: Node) -> set[int]:
        """The levels of the variables that these functions depend on."""
        seen: set[Node] = set()
        open_ = list(nodes)
        while open_:
            node = open_.pop()
            if node > TRUE and node not in seen:
                seen.add(node)
                open_.extend(self.children[node])
        return {self.levels[node] for node in seen}


@contextmanager
def deep_enough() -> Iterator[None]:
    """Recursion is as deep as there are variables; since Python 3.11 it costs no stack of the machine."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, MOST_LEVELS))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
