"""Answers and values as a sentence names them: `V2 = refused, trust in V5`, in the language of the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time
from decimal import Decimal

from cati.questionnaire.conditions.tree import Status
from cati.questionnaire.problems import Problem, Told
from cati.questionnaire.proof.ground import Mark, Value, Variable
from cati.words import say


@dataclass(frozen=True)
class Given(Told):
    """A variable and the values it has: `A = no or refused`."""

    variable: Variable
    values: tuple[Value, ...]

    def told(self, language: str) -> str:
        """The assignment."""
        name, option = self.variable.name, self.variable.option
        if option is not None:
            return f"{option} in {name}" if self.values[0] is True else f"{option} not in {name}"
        if isinstance(self.values[0], Mark) and self.values[0] not in (Mark.GIVEN, Mark.EMPTY):
            return name.format(self.values[0].value)
        return f"{name} = {Among(self.values, self.variable.values).told(language)}"


@dataclass(frozen=True)
class Among(Told):
    """Some of all values: options and statuses one by one, numbers that follow each other as a range."""

    values: tuple[Value, ...]
    all_values: tuple[Value, ...] = ()
    last: str = "or"

    def told(self, language: str) -> str:
        """The values, with `or` (or `and`) before the last."""
        words: list[str] = []
        for value in self.values:
            place = self.all_values.index(value) if value in self.all_values else 0
            before = self.all_values[place - 1] if place else None
            if words and isinstance(value, Decimal) and before in self.values:
                words[-1] = f"{words[-1].partition('–')[0]}–{said(value, language)}"
            else:
                words.append(said(value, language))
        return Listed(tuple(words), self.last).told(language)


@dataclass(frozen=True)
class Listed(Told):
    """`a, b and c`, or `a, b or c`."""

    words: tuple[str | Told, ...]
    last: str

    def told(self, language: str) -> str:
        """The list."""
        words = [word.told(language) if isinstance(word, Told) else word for word in self.words]
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} {say(language, f'problems.terms.{self.last}')} {words[-1]}"


@dataclass(frozen=True)
class Answers(Told):
    """Answers that lead somewhere: `V2 = refused, EMP = don't know`."""

    given: tuple[Given, ...]

    def told(self, language: str) -> str:
        """The answers, one after the other."""
        return ", ".join(one.told(language) for one in self.given)


@dataclass(frozen=True)
class Whole(Told):
    """What another problem says, within a sentence."""

    problem: Problem

    def told(self, language: str) -> str:
        """The sentence."""
        return self.problem.message(language)


def said(value: Value, language: str) -> str:
    """One value: an option by its name, a status in the language."""
    if isinstance(value, (Status, Mark)):
        return say(language, f"problems.terms.{value.value}")
    if isinstance(value, Decimal):
        return format(value, "f")
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def listed(words: Sequence[str | Told], last: str = "and") -> Listed:
    """The words as a list."""
    return Listed(tuple(words), last)
