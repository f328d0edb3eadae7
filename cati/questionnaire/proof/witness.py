"""Examples: answers that make something true, and the fewest of them that do."""

from collections.abc import Iterable, Iterator

from cati.questionnaire.proof.diagram import Node
from cati.questionnaire.proof.ground import Ground, Value, Variable, opposite
from cati.questionnaire.proof.wording import Answers, Given

Choice = tuple[Variable, int]


def example(ground: Ground, node: Node) -> dict[str, Value]:
    """One value for each variable that matters, by name; the options of a multi as `option in NAME`."""
    found = ground.diagram.example(node)
    return {written(ground.at_level(level)): ground.at_level(level).values[at] for level, at in found.items()}


def written(variable: Variable) -> str:
    """The name of a variable, different for each."""
    return variable.name if variable.option is None else f"{variable.option} in {variable.name}"


def reason(ground: Ground, node: Node, context: Node) -> Answers:
    """The fewest answers of an example after which the function is true wherever the context is."""
    choices = [(ground.at_level(level), at) for level, at in sorted(ground.diagram.example(node).items(), reverse=True)]
    needed = fewest(ground, (context, opposite(node)), choices)
    return Answers(tuple(Given(variable, (variable.values[at],)) for variable, at in needed))


def fewest(ground: Ground, others: tuple[Node, ...], choices: list[Choice]) -> list[Choice]:
    """The choices, as few as possible, with which none of the others remains (QuickXplain)."""
    if not ground.is_possible(*others):
        return []
    if len(choices) <= 1:
        return choices
    first, second = choices[: len(choices) // 2], choices[len(choices) // 2 :]
    late = fewest(ground, (*others, *made(ground, first)), second)
    early = fewest(ground, (*others, *made(ground, late)), first)
    return [*early, *late]


def made(ground: Ground, choices: Iterable[Choice]) -> Iterator[Node]:
    """That these choices are made."""
    for variable, at in choices:
        yield ground.diagram.make(variable.level, tuple(int(at == place) for place in range(len(variable.values))))


def possible_values(ground: Ground, node: Node, variable: Variable) -> tuple[Value, ...]:
    """The values of a variable with which a function can be true."""
    tests = made(ground, ((variable, at) for at in range(len(variable.values))))
    return tuple(value for value, test in zip(variable.values, tests, strict=True) if ground.is_possible(node, test))
