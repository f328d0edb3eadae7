"""Problems in a questionnaire: a code, a place, what is wrong and what to do.

The catalogue of codes and sentences is `cati/words/problems.toml`; here are only their severities.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from cati.words import say, subject
from cati.words.visible import visible

Severity = Literal["error", "warning", "note"]

WARNINGS = frozenset(
    {
        "C210.digits",
        "C304",
        "C306",
        "C310.never_fails",
        "C311",
        "C313",
        "C314",
        "C405",
        "C406",
        "C408",
        "C409",
        "C501",
        "C502",
    }
)
NOTES = frozenset({"C315", "C109.many"})
LONGEST_PLACE = 300
MOST_PROBLEMS = 1_000
"""Nobody mends more of them before checking again."""


class Told:
    """A place of a sentence that says itself in the language, such as the answers that lead somewhere."""

    def told(self, language: str) -> str:
        """What it says."""
        raise NotImplementedError


class Term(str):
    """A place of a sentence that is itself a word of the catalogue, such as `problems.terms.option.a`."""

    __slots__ = ()


@dataclass(frozen=True, order=True)
class Problem:
    """One fault: where (line and column from 1), and its word in the catalogue with its places."""

    line: int
    column: int
    word: str
    end_column: int = 0
    places: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def code(self) -> str:
        """The code, such as C205."""
        return self.word.partition(".")[0]

    @property
    def severity(self) -> Severity:
        """Whether it stops the interviewers (error), only warns, or informs."""
        if {self.code, self.word} & WARNINGS:
            return "warning"
        return "note" if {self.code, self.word} & NOTES else "error"

    def message(self, language: str) -> str:
        """What is wrong."""
        return say(language, f"problems.{self.word}.says", **self.filled(language))

    def remedy(self, language: str) -> str:
        """What to do."""
        return say(language, f"problems.{self.word}.remedy", **self.filled(language))

    def filled(self, language: str) -> dict[str, object]:
        """The places as they are said in the language."""
        return {name: spoken(language, value) for name, value in self.places.items()}

    def line_of_text(self, file_name: str, language: str) -> str:
        """The whole problem on one line, as an editor's text editor can jump to."""
        severity = say(language, f"check.{self.severity}")
        where = f"{file_name}:{self.line}:{self.column}"
        return f"{where}: {self.code} {severity}: {self.message(language)} → {self.remedy(language)}"


def spoken(language: str, value: object) -> object:
    """A place in the language: terms said, pieces joined, and text from the file fit for one line of a terminal."""
    if isinstance(value, Told):
        return visible(value.told(language))
    if isinstance(value, Term):
        return say(language, value)
    if isinstance(value, tuple):
        return "".join(str(spoken(language, piece)) for piece in value)
    if isinstance(value, str):
        plain = visible(" ".join(value.split()))
        return plain if len(plain) <= LONGEST_PLACE else f"{plain[:LONGEST_PLACE]}…"
    return value


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of them stops an interview."""
    return any(problem.severity == "error" for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by place; two of one word at one place differ in what fills their sentence."""
    kept: dict[tuple[Problem, str], Problem] = {}
    for problem in sorted(problems):
        kept.setdefault((problem, repr(sorted(problem.places.items()))), problem)
    return tuple(kept.values())


def first_of(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """The first problems, and a note if there are more of them."""
    if len(problems) <= MOST_PROBLEMS:
        return problems
    last = problems[MOST_PROBLEMS - 1]
    return (*problems[:MOST_PROBLEMS], Problem(last.line, last.column, "C109.many", places={"limit": MOST_PROBLEMS}))


def codes() -> tuple[str, ...]:
    """Every code of the catalogue, in order."""
    return tuple(sorted(name for name in subject("problems") if name.startswith("C")))
