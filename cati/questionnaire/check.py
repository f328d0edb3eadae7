"""What is wrong in a questionnaire that reads well as a file: names, conditions, texts."""

from cati.questionnaire.model import Questionnaire
from cati.questionnaire.places import Nodes
from cati.questionnaire.problems import Problem


def semantic_problems(questionnaire: Questionnaire, nodes: Nodes, broken: frozenset[str]) -> list[Problem]:
    """Every problem of meaning, held back where it only follows from something broken."""
    del questionnaire, nodes, broken
    return []
