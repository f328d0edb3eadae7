"""Limits that name a constant: its value is put in their place, as an option list is where it is used."""

import yaml

from cati.questionnaire.model import NAME
from cati.questionnaire.nearest import nearest
from cati.questionnaire.places import Nodes, problem_at

LIMITS = ("min", "max")


def put_in_place(nodes: Nodes) -> None:
    """Replace each `min` and `max` of an item that names a constant by its value.

    A file without constants is left alone: there a name can only be a mistake for a number.
    """
    constants, questions = nodes.find(("constants",)), nodes.find(("questions",))
    if isinstance(constants, yaml.MappingNode) and constants is not nodes.root and questions is not nodes.root:
        known = {key.value: value for key, value in constants.value if isinstance(key, yaml.ScalarNode)}
        of_items(nodes, known, questions)


def of_items(nodes: Nodes, known: dict[str, yaml.Node], items: yaml.Node) -> None:
    """The limits of a list of items, and of the sections in it."""
    for item in items.value if isinstance(items, yaml.SequenceNode) else ():
        if isinstance(item, yaml.MappingNode):
            item.value = [(key, of_key(nodes, known, key, value)) for key, value in item.value]


def of_key(nodes: Nodes, known: dict[str, yaml.Node], key: yaml.Node, value: yaml.Node) -> yaml.Node:
    """The value of one key of an item."""
    if key.value == "questions":
        of_items(nodes, known, value)
    if key.value not in LIMITS or not isinstance(value, yaml.ScalarNode) or not NAME.fullmatch(value.value):
        return value
    given = known.get(value.value)
    if isinstance(given, yaml.ScalarNode):
        nodes.used_constants.add(value.value)
        return yaml.ScalarNode(value.tag, given.value, value.start_mark, value.end_mark, value.style)
    near = nearest(value.value, known)
    if given is not None:
        nodes.problems.append(problem_at("C207.set_alone", value, name=value.value))
    elif near is not None:
        nodes.problems.append(problem_at("C205.constant_near", value, name=value.value, near=near))
    else:
        nodes.problems.append(problem_at("C205.constant", value, name=value.value))
    return value
