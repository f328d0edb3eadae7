"""Names that some format would refuse: an editor's error before the first call, not an export's after the last."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cati.questionnaire.model import Questionnaire
from cati.questionnaire.steps import FilePlace
from cati.questionnaire.variables import SAMPLE_PREFIX, Variable, sample_variables, variables

LONGEST = 32
"""Stata's limit."""

SYSTEM = (
    "case_key", "interview_id", "outcome", "aapor", "is_complete", "over_quota", "edited", "questionnaire_version",
    "first_version", "language", "languages", "started_at", "ended_at", "utc_offset_minutes", "duration_seconds",
    "sessions", "interviewer",
)  # fmt: skip
"""The columns that every export of interviews has, in their order."""

SPSS = frozenset({"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"})
"""Words of SPSS, to which capitals are the same."""
STATA = frozenset(
    {"byte", "double", "float", "if", "in", "int", "long", "using", "with", "strL", "_all", "_b", "_coef", "_cons"}
    | {"_n", "_pi", "_pred", "_rc", "_skip"}
)
"""Words of Stata, to which `INT` is another name than `int`."""
FORM = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
FIXED_TEXT = re.compile(r"str[0-9]+")


@dataclass(frozen=True)
class NameProblem:
    """What is wrong with a column: a word of `problems.toml`, where its question stands, and what fills the word.

    `other` is the place of a second column of the same name; its line fills the place `line`.
    """

    word: str
    place: FilePlace
    places: Mapping[str, object] = field(default_factory=dict)
    other: FilePlace | None = None


def name_problems(questionnaire: Questionnaire) -> tuple[NameProblem, ...]:
    """Every column name that an export could not write, with both places where two columns share one."""
    found = [*sample_variables(questionnaire), *variables(questionnaire)]
    return (*unfit_names(found), *shared_names(found))


def unfit_names(found: list[Variable]) -> Iterator[NameProblem]:
    """Names that are unfit by themselves."""
    for variable in found:
        fault = name_fault(variable.name, is_sample=variable.role == "sample")
        if fault is not None:
            yield NameProblem(fault, variable.place, {"name": variable.name, "of": described(variable)})


def name_fault(name: str, *, is_sample: bool) -> str | None:
    """The word for what is wrong with a name, if anything is."""
    plain = name.casefold()
    if len(name) > LONGEST:
        return "C202.column_long"
    if not FORM.fullmatch(name) or name.endswith("_"):
        return "C202.column_form"
    if plain in SYSTEM or (plain.startswith(SAMPLE_PREFIX) and not is_sample):
        return "C202.column_kept"
    if plain in SPSS or name in STATA or FIXED_TEXT.fullmatch(name):
        return "C202.column_reserved"
    return None


def shared_names(found: list[Variable]) -> Iterator[NameProblem]:
    """Two columns whose names are equal, or equal but for case."""
    seen: dict[str, Variable] = {}
    for variable in found:
        first = seen.setdefault(variable.name.casefold(), variable)
        if first is not variable:
            places = {"name": variable.name, "of": described(variable), "first": described(first)}
            yield NameProblem("C202.column_twice", variable.place, places, first.place)


def described(variable: Variable) -> str:
    """Whose a column is, as conditions would name it: `V5`, `V5.trust`, `sample.size`."""
    if variable.role == "sample":
        return f"sample.{variable.question}"
    part = "" if variable.role == "order" else variable.part
    return ".".join(name for name in (variable.question, variable.item, part) if name)
