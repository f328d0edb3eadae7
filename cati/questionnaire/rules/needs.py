"""What a named fill leads to: the questions, fills and roster items in its conditions and texts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from cati.questionnaire.fills import fills_in
from cati.questionnaire.model import FillCase
from cati.questionnaire.rules.inspected import Inspected

ALWAYS_THERE = ("sample", "study", "interviewer")
QUESTION = re.compile(r"(?<![\w.\"'])[A-Z][A-Z0-9_]*")


@dataclass
class Needs:
    """Names in the order they were met; `at_hand` are questions named in a text without a part."""

    questions: dict[str, None] = field(default_factory=dict)
    at_hand: dict[str, None] = field(default_factory=dict)
    fills: dict[str, None] = field(default_factory=dict)
    aliases: dict[str, None] = field(default_factory=dict)

    def take(self, other: "Needs") -> None:
        """Add what another fill needs."""
        self.questions |= other.questions
        self.at_hand |= other.at_hand
        self.fills |= other.fills
        self.aliases |= other.aliases


def needs_of_fills(inspected: Inspected) -> dict[str, Needs]:
    """What each named fill needs, all the way down."""
    fills = inspected.questionnaire.fills
    direct = {name: direct_needs(cases, set(fills)) for name, cases in fills.items()}
    return {name: gathered(name, direct) for name in fills}


def direct_needs(cases: tuple[FillCase, ...], fills: set[str]) -> Needs:
    """What the conditions and texts of one fill name."""
    needs = Needs()
    for case in cases:
        needs.questions |= dict.fromkeys(QUESTION.findall(case.if_ or ""))
        for name in names_in(case):
            first = name.partition(".")[0]
            if first[0].isupper():
                needs.questions[first] = None
                needs.at_hand |= {name: None} if name == first else {}
            elif first in fills:
                needs.fills[first] = None
            elif first not in ALWAYS_THERE:
                needs.aliases[first] = None
    return needs


def names_in(case: FillCase) -> Iterator[str]:
    """Each fill in the text of a case, whatever the language."""
    for _, text in case.text.every():
        yield from (fill.name for fill in fills_in(text))


def gathered(name: str, direct: dict[str, Needs]) -> Needs:
    """What a fill needs itself, and through the fills in its texts."""
    needs, todo, seen = Needs(), [name], {name}
    while todo:
        found = direct[todo.pop()]
        needs.take(found)
        todo += [inner for inner in found.fills if inner not in seen]
        seen |= set(found.fills)
    return needs
