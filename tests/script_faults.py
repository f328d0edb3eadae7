"""The script of the study with one fault put in at a time, as an editor would make it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LANGUAGES = ("nl", "fr", "en")
CONDITION = re.compile(r"(?:ask_if|fails_if|\bif): (?P<condition>[^,}\n#]*(?:\{[^}]*\})?[^,}\n#]*)")
TURNED = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", "and": "or", "or": "and"}
SIBLINGS = {
    "yes": "formerly",
    "moved": "reached",
    "wrong_number": "moved",
    "ceased": "moved",
    "self": "refuses",
    "later": "yes",
    "refuses": "self",
    "no": "yes",
    "unavailable": "self",
    "dont_know": "refused",
    "very": "not_at_all",
    "rather_not": "rather",
    "formerly": "yes",
    "nothing_new": "both",
    "nda": "trust",
    "micro": "small",
    "small": "medium",
    "medium": "large",
    "large": "micro",
}
TYPOS = {
    "INT": "INTT",
    "WHO": "WO",
    "CONSENT": "CONSENTS",
    "V1": "V11",
    "V2": "V22",
    "V3A": "V3C",
    "V5": "V55",
    "V7A": "V7",
    "V8": "V88",
    "EMP": "EMPL",
    "EMP_CLASS": "EMPCLASS",
    "SIZE": "SIZES",
    "PAPER": "PAPERS",
    "APPT": "APT",
}
NEXT = "one more"


@dataclass(frozen=True)
class Fault:
    """One change: its kind, where (line from 1), what was changed, and the whole text with it."""

    kind: str
    line: int
    what: str
    text: str

    @property
    def name(self) -> str:
        """A name that stays the same while the lines around it move."""
        return f"{self.kind}: {self.what}"


@dataclass(frozen=True)
class Script:
    """The text as lines, and as the items of its list of questions."""

    lines: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Script":
        """The script of a text."""
        return cls(tuple(text.split("\n")))

    def body(self) -> range:
        """The lines of the list of questions."""
        return range(self.lines.index("questions:"), self.lines.index("fieldwork:"))

    def with_lines(self, kind: str, what: str, start: int, stop: int, *new: str) -> Fault:
        """The text with some lines replaced."""
        lines = [*self.lines[:start], *new, *self.lines[stop:]]
        return Fault(kind, start + 1, what, "\n".join(lines))

    def with_part(self, kind: str, at: int, start: int, stop: int, new: str) -> Fault:
        """The text with a part of one line replaced."""
        old = self.lines[at]
        owner = self.owner(at)
        what = f"{owner}: {' '.join(old.split())} -> {old[start:stop]!r} becomes {new!r}"
        return self.with_lines(kind, what, at, at + 1, old[:start] + new + old[stop:])

    def owner(self, at: int) -> str:
        """The item, list or key that a line stands in."""
        for line in reversed(self.lines[: at + 1]):
            found = re.match(r"  - (?:id|said|say|name): ?(\S*)|  (\w+):|(\w+):", line)
            if found is not None:
                return next(part for part in found.groups() if part is not None)
        return "study"

    def items(self) -> list[range]:
        """The lines of each item of the list."""
        starts = [at for at in self.body() if self.lines[at].startswith("  - id: ")]
        return [range(one, other) for one, other in zip(starts, [*starts[1:], self.body().stop], strict=True)]

    def id_of(self, item: range) -> str:
        """The id of an item."""
        return self.lines[item.start].removeprefix("  - id: ")

    def conditions(self) -> Iterator[tuple[int, int, str]]:
        """Each condition: its line, where in the line it starts, and its text."""
        for at in range(self.lines.index("fieldwork:")):
            for found in CONDITION.finditer(self.lines[at]):
                yield at, found.start("condition"), found["condition"]

    def block(self, at: int) -> range:
        """The lines of the list entry that starts at a line."""
        indent = len(self.lines[at]) - len(self.lines[at].lstrip())
        stop = at + 1
        while self.lines[stop].strip() and len(self.lines[stop]) - len(self.lines[stop].lstrip()) > indent:
            stop += 1
        return range(at, stop)


def signs_turned(script: Script) -> Iterator[Fault]:
    """A comparison turned round, `and` for `or`."""
    for at, start, text in script.conditions():
        for found in re.finditer(r"==|!=|>=|<(?!=)|\band\b|\bor\b", text):
            yield script.with_part("turned", at, start + found.start(), start + found.end(), TURNED[found.group()])


def constants_changed(script: Script) -> Iterator[Fault]:
    """Another option of the same question, and one that does not exist."""
    for at, start, text in script.conditions():
        for found in re.finditer(r"(?<![\w.])[a-z_]+\b", text):
            if found.group() in SIBLINGS:
                where = start + found.start(), start + found.end()
                yield script.with_part("other option", at, *where, SIBLINGS[found.group()])
                yield script.with_part("no option", at, *where, f"{found.group()}x")


def numbers_in_conditions_changed(script: Script) -> Iterator[Fault]:
    """Another number to compare with."""
    for at, start, text in script.conditions():
        for found in re.finditer(r"\b\d+\b", text):
            where = start + found.start(), start + found.end()
            yield script.with_part("other number", at, *where, str(int(found.group()) * 1000))
            yield script.with_part("number is text", at, *where, f'"{found.group()}"')


def names_misspelt(script: Script) -> Iterator[Fault]:
    """A question in a condition or a fill that does not exist."""
    for at, start, text in script.conditions():
        for found in re.finditer(r"(?<![\w.])[A-Z][A-Z0-9_]*\b", text):
            yield script.with_part("misspelt", at, start + found.start(), start + found.end(), TYPOS[found.group()])


def fills_changed(script: Script) -> Iterator[Fault]:
    """A fill misspelt, left open, or left out in one language."""
    for at, line in enumerate(script.lines):
        for found in re.finditer(r"(?<!\{)\{([a-zA-Z][\w.]*)\}", line):
            yield script.with_part("fill misspelt", at, found.start(1), found.end(1), f"{found[1]}x")
            yield script.with_part("brace lost", at, found.end() - 1, found.end(), "")
            yield script.with_part("fill lost", at, *found.span(), "")


def ask_if_lost(script: Script) -> Iterator[Fault]:
    """An item without its condition."""
    for item in script.items():
        for at in (at for at in item if script.lines[at].startswith("    ask_if: ")):
            yield script.with_lines("ask_if lost", script.id_of(item), at, at + 1)


def items_lost(script: Script) -> Iterator[Fault]:
    """An item left out."""
    for item in script.items():
        yield script.with_lines("item lost", script.id_of(item), item.start, item.stop)


def items_moved(script: Script) -> Iterator[Fault]:
    """Two neighbours in the other order."""
    items = script.items()
    for one, other in pairwise(items):
        lines = [script.lines[at] for at in (*other, *one)]
        what = f"{script.id_of(other)} before {script.id_of(one)}"
        yield script.with_lines("moved", what, one.start, other.stop, *lines)


def options_lost(script: Script) -> Iterator[Fault]:
    """A response option left out."""
    for at, line in enumerate(script.lines):
        if re.match(r"\s+- (?:code:|\{code:)", line):
            entry = script.block(at)
            name = re.search(r"name: (\w+)", " ".join(script.lines[each] for each in entry))
            assert name is not None
            yield script.with_lines("option lost", f"{script.owner(at)}: {name[1]}", at, entry.stop)


def translations_lost(script: Script) -> Iterator[Fault]:
    """A text without one of its languages."""
    for at, line in enumerate(script.lines):
        found = re.match(r"\s+(nl|fr|en):(?: |$)", line)
        if found is not None:
            what = f"{script.owner(at)}: {found[1]} at line {at + 1}"
            yield script.with_lines("translation lost", what, at, script.block(at).stop)


def values_changed(script: Script) -> Iterator[Fault]:
    """A number, a limit or another key with a wrong value."""
    changes = {
        r"^    number: (\d+)": NEXT,
        r"^    part_of: (\d+)": NEXT,
        r"^    max_choices: (\d+)": "0",
        r"^    max: (\d+)": "0",
        r"^    min: (\d+)": "1x",
        r"^    type: (\w+)": "{}s",
        r"^    disposition: (\w+)": "{}d",
        r"^    nonresponse: (\w+)": "both",
        r"^    for_each: (\w+)": "V2",
        r"^    options_from: (\w+)": "V2",
        r"^    as: (\w+)": "partners",
        r"^    must_read: (\w+)": "yes",
        r"^ +(?:- )?code: (\d+)": "0{}",
        r"^ +exclusive: (\w+)": "True",
        r"^        level: (\w+)": "strong",
        r"^        correct: \[(\w+)": "V99",
        r"use: (\w+)": "{}s",
    }
    for at, line in enumerate(script.lines):
        for pattern, change in changes.items():
            found = re.search(pattern, line)
            if found is not None:
                new = str(int(found[1]) + 1) if change == NEXT else change.format(found[1])
                yield script.with_part("value changed", at, found.start(1), found.end(1), new)


def keys_misspelt(script: Script) -> Iterator[Fault]:
    """A key of an item that does not exist, a colon lost."""
    for at in script.body():
        found = re.match(r"    (\w+):", script.lines[at])
        if found is not None:
            yield script.with_part("key misspelt", at, found.start(1), found.end(1), f"{found[1]}s")
            yield script.with_part("colon lost", at, found.end() - 1, found.end(), "")


KINDS = (
    signs_turned,
    constants_changed,
    numbers_in_conditions_changed,
    names_misspelt,
    fills_changed,
    ask_if_lost,
    items_lost,
    items_moved,
    options_lost,
    translations_lost,
    values_changed,
    keys_misspelt,
)
