"""Something to say about a file: at which row and field, how grave, in which words."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from cati.questionnaire.validity import Invalid
from cati.words import say

Level = Literal["error", "warning", "notice"]


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One remark about a row (1 is the heading); `ending` is a word that says what became of the cell."""

    row: int
    level: Level
    field: str
    word: str
    value: str = ""
    places: Mapping[str, object] = dataclasses.field(default_factory=dict)
    ending: str = ""
    used: str = ""

    @property
    def code(self) -> str:
        """What programs know it by: the last part of its word."""
        return self.word.rpartition(".")[2]

    def message(self, language: str) -> str:
        """What a person reads."""
        text = say(language, self.word, **self.places)
        return f"{text}; {say(language, self.ending, field=self.used)}" if self.ending else text


def finding_of(row: int, level: Level, name: str, value: str, fault: Invalid) -> Finding:
    """A finding about one cell that cannot be used; in a field that may stay empty it is left out."""
    ending = "sample_file.left_empty" if level == "warning" else ""
    return Finding(row, level, name, fault.word, value, fault.places, ending)
