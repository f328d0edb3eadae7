"""C202: names that come to a column which some export format could not write, or that two columns share."""

from collections.abc import Iterator

from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.variable_names import name_problems


def columns(inspected: Inspected) -> Iterator[Problem]:
    """Every column name that cannot be. Only certain in a file without errors."""
    nodes = inspected.nodes
    for found in name_problems(inspected.questionnaire):
        line = {} if found.other is None else {"line": nodes.line(found.other)}
        yield nodes.problem(found.word, found.place, **found.places, **line)
