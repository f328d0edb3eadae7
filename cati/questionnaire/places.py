"""Where things stand in the file, and option lists put in their place.

A place is the way from the root to a value, as keys and indexes: `("questions", 3, "ask_if")`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from cati.questionnaire.nearest import nearest
from cati.questionnaire.problems import Problem
from cati.questionnaire.steps import FilePlace

MERGE = "<<"
MOST_OPTIONS = 100_000
"""Lists within lists can grow without end in a few lines of text."""


@dataclass
class Nodes:
    """The file as nodes; what is wrong with their form is in `problems`."""

    root: yaml.MappingNode
    problems: list[Problem] = field(default_factory=list)
    used_lists: set[str] = field(default_factory=set)
    used_constants: set[str] = field(default_factory=set)
    incomplete: set[int] = field(default_factory=set)

    def is_incomplete(self, place: FilePlace) -> bool:
        """Whether options are missing here because their list cannot be used."""
        return id(self.find(place)) in self.incomplete

    def find(self, place: FilePlace, *, on_key: bool = False) -> yaml.Node:
        """The node at a place (or its key), or the nearest one above it that exists."""
        node: yaml.Node = self.root
        for depth, part in enumerate(place):
            if isinstance(node, yaml.MappingNode):
                pair = next(((k, v) for k, v in node.value if k.value == str(part)), None)
                if pair is None:
                    return node
                node = pair[0] if on_key and depth == len(place) - 1 else pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
                node = node.value[part]
            else:
                return node
        return node

    def problem(self, word: str, place: FilePlace, /, **places: object) -> Problem:
        """A problem at a place of the file."""
        return problem_at(word, self.find(place), **places)

    def problem_at_key(self, word: str, place: FilePlace, /, **places: object) -> Problem:
        """A problem at the key of a place of the file."""
        return problem_at(word, self.find(place, on_key=True), **places)

    def within(self, word: str, place: FilePlace, start: int, end: int, /, **places: object) -> Problem:
        """A problem within a text: characters `start` to `end` of the scalar at a place.

        Folded and escaped texts shift what is in them, so there the start of the scalar is given.
        """
        node = self.find(place)
        mark = node.start_mark
        quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
        whole = isinstance(node, yaml.ScalarNode) and mark.line == node.end_mark.line and node.style not in (">", "|")
        if not whole or node.end_mark.column - mark.column != len(node.value) + 2 * quoted:
            return problem_at(word, node, **places)
        column = mark.column + 1 + quoted
        return Problem(mark.line + 1, column + start, word, column + max(end, start + 1), places)

    def line(self, place: FilePlace) -> int:
        """The line of a place, from 1."""
        return int(self.find(place).start_mark.line) + 1


def problem_at(word: str, node: yaml.Node, /, **places: object) -> Problem:
    """A problem at a node."""
    mark, end = node.start_mark, node.end_mark
    end_column = end.column + 1 if end.line == mark.line else 0
    return Problem(mark.line + 1, mark.column + 1, word, end_column, places)


def prepared(root: yaml.MappingNode) -> Nodes:
    """The nodes with duplicate keys and stray fills reported, and each `{use: NAME}` replaced by its list."""
    nodes = Nodes(root)
    nodes.problems.extend(misformed(root))
    lists = nodes.find(("option_lists",))
    known = {k.value: v for k, v in lists.value} if lists is not root and isinstance(lists, yaml.MappingNode) else {}
    Lists(nodes, known).put_in_place(root)
    return nodes


def misformed(node: yaml.Node) -> Iterator[Problem]:
    """Keys given twice, keys that are no scalars, and mappings that were meant as a text with a fill."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from misformed(child)
    elif isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield problem_at("C102.fill", node)
                return
            if key.value == MERGE:
                yield problem_at("C108.merge", key)
            if key.value in seen:
                yield problem_at("C104.twice", key, key=key.value, line=seen[key.value])
            seen.setdefault(key.value, key.start_mark.line + 1)
            if is_stray_fill(node, value):
                yield problem_at("C102.fill", node)
            yield from misformed(value)


def is_stray_fill(node: yaml.MappingNode, value: yaml.Node) -> bool:
    """`text: {partner}` is a mapping with one empty value to YAML."""
    empty = isinstance(value, yaml.ScalarNode) and value.value == "" and value.style not in ("'", '"')
    return bool(node.flow_style) and len(node.value) == 1 and empty


@dataclass
class Lists:
    """The option lists of a file while they are put in place."""

    nodes: Nodes
    known: Mapping[str, yaml.Node]
    done: set[str] = field(default_factory=set)
    placed: int = 0

    def put_in_place(self, node: yaml.Node, open_: tuple[str, ...] = ()) -> None:
        """Replace each `{use: NAME}` below a node by the options of that list."""
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if isinstance(key, yaml.ScalarNode) and key.value != "scenarios":
                    self.put_in_place(value, open_)
        elif isinstance(node, yaml.SequenceNode):
            replaced: list[yaml.Node] = []
            for child in node.value:
                name = used_name(child)
                if name is None:
                    self.put_in_place(child, open_)
                    replaced.append(child)
                else:
                    replaced.extend(self.options_of(name, node, open_))
            node.value = replaced

    def options_of(self, name: yaml.ScalarNode, user: yaml.Node, open_: tuple[str, ...]) -> list[yaml.Node]:
        """The options of a named list; none, with a problem, if it cannot be used here."""
        source = self.known.get(name.value)
        problem = self.problem_of(name, source, open_)
        if problem is None and isinstance(source, yaml.SequenceNode):
            self.nodes.used_lists.add(name.value)
            if name.value not in self.done:
                self.put_in_place(source, (*open_, name.value))
                self.done.add(name.value)
            self.placed += len(source.value)
            if id(source) in self.nodes.incomplete:
                self.nodes.incomplete.add(id(user))
            if self.placed <= MOST_OPTIONS:
                return list(source.value)
            problem = problem_at("C109.options", name, limit=MOST_OPTIONS)
        self.nodes.incomplete.add(id(user))
        if problem is not None:
            self.nodes.problems.append(problem)
        return []

    def problem_of(self, name: yaml.ScalarNode, source: yaml.Node | None, open_: tuple[str, ...]) -> Problem | None:
        """Why a list cannot be used: it does not exist, or it uses itself. One that is no list is reported there."""
        if name.value in open_:
            return problem_at("C205.list_in_itself", name, name=name.value)
        if source is not None:
            return None
        near = nearest(name.value, self.known)
        if near is not None:
            return problem_at("C205.list_near", name, name=name.value, near=near)
        return problem_at("C205.list", name, name=name.value)


def used_name(node: yaml.Node) -> yaml.ScalarNode | None:
    """The list named by a `{use: NAME}` entry."""
    if isinstance(node, yaml.MappingNode) and len(node.value) == 1:
        key, value = node.value[0]
        if getattr(key, "value", None) == "use" and isinstance(value, yaml.ScalarNode):
            return value
    return None


def plain(node: yaml.Node) -> object:
    """A node as dicts, lists and texts: every scalar stays the text that stands in the file."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(child) for child in node.value]
    return str(node.value)


def child_of(raw: object, part: str | int) -> object:
    """What stands one part further in dicts and lists, or None."""
    if isinstance(raw, dict):
        return raw.get(part)
    if isinstance(raw, list) and isinstance(part, int) and part < len(raw):
        return raw[part]
    return None
