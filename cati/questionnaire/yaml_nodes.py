"""YAML text to nodes with places, or why it cannot be read: only scalars, lists and mappings pass.

Aliases are refused in the event stream, before anything is built: a bomb of them composes in no
time and explodes when it is walked.
"""

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import yaml

from cati.questionnaire.problems import MOST_PROBLEMS, Problem

MOST_BYTES = 5_000_000
MOST_LEVELS = 20
MOST_PARTS = 600_000
"""Keys, values and brackets: a file of 5 MB with questions has fewer, and each takes a kilobyte of memory."""
MOST_CHARACTERS = 120_000
"""Of one text: more than any condition, and more than anybody reads aloud."""
SAFE = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

WORDS_OF_YAML = (
    ("maximum nesting depth", "C109.deep"),
    ("mapping values are not allowed", "C101.colon"),
    ("cannot start any token", "C101.character"),
    ("expected ',' or", "C101.bracket"),
    ("unexpected end of stream", "C101.quote"),
    ("escape character", "C101.escape"),
    ("Unicode character escape", "C101.escape"),
    ("could not find expected ':'", "C101.no_colon"),
    ("did not find expected '-' indicator", "C101.indent"),
    ("did not find expected key", "C101.indent"),
    ("block sequence entries are not allowed", "C101.indent"),
)
CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""Controls, and the signs that break a line for YAML but not for a text editor: places would not agree."""
STARTS_WITH_FILL = re.compile(r"^(\s*(?:- )?[\w]+:\s+)\{[\w.]+\}\s*\S")


class Untyped(SAFE):  # type: ignore[misc, valid-type]  # one of two classes, by how PyYAML was built
    """Nodes whose kind of value is not looked into: no key of this language asks what YAML takes a scalar for."""

    def resolve(self, kind: type[yaml.Node], value: str, implicit: object) -> str:
        """The same tag for every node, in half the time of composing."""
        del kind, value, implicit
        return ""


class UnreadableYamlError(Exception):
    """The text is not YAML of the kind this language uses; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems


def text_of(data: bytes) -> str:
    """The bytes of a file as text. Raises `UnreadableYamlError` (C103, C109)."""
    if len(data) > MOST_BYTES:
        raise UnreadableYamlError(Problem(1, 1, "C109.size", places={"limit": MOST_BYTES // 1_000_000}))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = fault.start - (before.rfind(b"\n") + 1) + 1
        raise UnreadableYamlError(Problem(line, column, "C103.utf8")) from fault
    for number, line_text in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        control = CONTROL.search(line_text)
        if control is not None:
            places = {"found": f"U+{ord(control.group()):04X}"}
            raise UnreadableYamlError(Problem(number, control.start() + 1, "C103.control", places=places))
        tab = re.match(r" *\t", line_text)
        if tab is not None and line_text.strip():
            raise UnreadableYamlError(Problem(number, tab.end(), "C103.tab"))
    return text


def compose(text: str) -> yaml.MappingNode:
    """The root mapping. Raises `UnreadableYamlError` (C101-C103, C108, C109)."""
    try:
        problems = list(islice(refused_events(text), MOST_PROBLEMS))
        if problems:
            raise UnreadableYamlError(*problems)
        root = yaml.compose(text, Loader=Untyped)
    except yaml.MarkedYAMLError as fault:
        raise UnreadableYamlError(explained(text, fault)) from fault
    except (yaml.YAMLError, RecursionError) as fault:
        raise UnreadableYamlError(Problem(1, 1, "C101.other")) from fault
    if root is None:
        raise UnreadableYamlError(Problem(1, 1, "C103.empty"))
    if not isinstance(root, yaml.MappingNode):
        raise UnreadableYamlError(Problem(root.start_mark.line + 1, root.start_mark.column + 1, "C103.no_mapping"))
    return root


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Garbage collection grows faster than the file while its nodes are built (measured: x16 per x10)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def refused_events(text: str) -> Iterator[Problem]:
    """Anchors, aliases, tags, a second document, and more of anything than any questionnaire has."""
    depth = documents = 0
    for parts, event in enumerate(yaml.parse(text, Loader=SAFE)):
        if isinstance(event, yaml.NodeEvent):
            yield from refused_nodes(event)
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_LEVELS:
                yield refused(event, "C109.deep", limit=MOST_LEVELS)
                return
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield refused(event, "C103.second_document")
                return
        if parts > MOST_PARTS:
            yield refused(event, "C109.parts", limit=MOST_PARTS)
            return


def refused_nodes(event: yaml.NodeEvent) -> Iterator[Problem]:
    """A node that is not part of the language, or longer than any text."""
    if event.anchor is not None:
        yield refused(event, "C108.anchor")
    elif getattr(event, "tag", None) is not None:
        yield refused(event, "C108.tag", tag=getattr(event, "tag", ""))
    if isinstance(event, yaml.ScalarEvent) and len(event.value) > MOST_CHARACTERS:
        yield refused(event, "C109.long", limit=MOST_CHARACTERS)


def refused(event: yaml.Event, word: str, **places: object) -> Problem:
    """What is not part of the language, at its place."""
    mark = event.start_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    return Problem(line, column, word, places=places)


def explained(text: str, fault: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint in words an editor knows, at the place where the mistake is."""
    mark = fault.problem_mark or fault.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    said = f"{fault.problem or ''} {fault.context or ''}"
    lines = text.splitlines()
    for number in (line - 1, line - 2):
        start = STARTS_WITH_FILL.match(lines[number]) if 0 <= number < len(lines) else None
        if start is not None:
            return Problem(number + 1, start.end(1) + 1, "C102.fill")
    word = next((word for part, word in WORDS_OF_YAML if part in said), "C101.other")
    if word == "C101.quote" and fault.context_mark is not None:
        line, column = fault.context_mark.line + 1, fault.context_mark.column + 1
    return Problem(line, column, word, places={"limit": MOST_LEVELS})
