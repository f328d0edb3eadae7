"""From the bytes of a file to a frozen `Questionnaire`, or all its problems at once."""

from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import ValidationError

from cati.questionnaire.check import semantic_problems
from cati.questionnaire.explain import explained_errors
from cati.questionnaire.limits import put_in_place
from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes, plain, prepared
from cati.questionnaire.problems import Problem, first_of, has_errors, in_order
from cati.questionnaire.repair import repaired
from cati.questionnaire.yaml_nodes import UnreadableYamlError, collector_at_rest, compose, text_of


@dataclass(frozen=True)
class Loaded:
    """What a file gave: its problems by place, and the questionnaire unless one of them is an error.

    `source` is the text as read, kept with the data so that every version used stays readable.
    """

    questionnaire: Questionnaire | None
    problems: tuple[Problem, ...]
    source: str = ""


def load_file(file: FilePath) -> Loaded:
    """Load a questionnaire from a file. Raises `OSError` if it cannot be read."""
    return load(file.read_bytes())


def load(data: bytes) -> Loaded:
    """Load a questionnaire from the bytes of its file; never raises for what stands in it."""
    with collector_at_rest():
        try:
            source = text_of(data)
            nodes = prepared(compose(source))
            put_in_place(nodes)
        except UnreadableYamlError as fault:
            return Loaded(None, in_order(fault.problems))
        raw = plain(nodes.root)
        questionnaire, problems, broken = validated(raw, nodes)
        if questionnaire is not None:
            problems += semantic_problems(questionnaire, nodes, broken)
        ordered = in_order([*nodes.problems, *not_within(nodes.problems, problems)])
    return Loaded(None if has_errors(ordered) else questionnaire, first_of(ordered), source)


def not_within(form: list[Problem], problems: list[Problem]) -> list[Problem]:
    """The problems of meaning, without those of what is not even written in the right form."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for problem in form:
        spans.setdefault(problem.line, []).append((problem.column, max(problem.end_column, problem.column + 1)))
    return [
        problem
        for problem in problems
        if not any(start <= problem.column < end for start, end in spans.get(problem.line, ()))
    ]


def validated(raw: object, nodes: Nodes) -> tuple[Questionnaire | None, list[Problem], frozenset[str]]:
    """The model, what pydantic found, and the names of what had to be left out to go on reading.

    An item with faults of its own becomes a placeholder of the same id, so that every other item is
    still read and no follow-on problem is made of the broken one.
    """
    try:
        return Questionnaire.model_validate(raw), [], frozenset()
    except ValidationError as fault:
        problems = explained_errors(fault, raw, nodes)
        broken = repaired(raw, fault.errors(include_url=False))
    try:
        return Questionnaire.model_validate(raw), problems, broken
    except ValidationError:
        return None, problems, broken
