"""C213, C314: the cells of a quota are all that can be, and known before the interview is over."""

from collections.abc import Iterator
from itertools import islice, product
from math import prod

from cati.questionnaire.fieldwork_rules import Quota
from cati.questionnaire.model import DerivedItem, SingleQuestion
from cati.questionnaire.nearest import MOST_COMPARED, nearest
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import options_of, step_by_id

CROSSED = " x "
"""Between the two options of a crossed cell."""
NAMED = 3
"""Cells without a target that are named; of more there is an ellipsis."""


def cells(inspected: Inspected) -> Iterator[Problem]:
    """Targets of cells that cannot be, and cells without a target."""
    for number, quota in enumerate(inspected.questionnaire.fieldwork.quotas):
        choices = [names_of(inspected, name) for name in quota.by]
        if not all(choices):
            continue
        place = ("fieldwork", "quotas", number, "targets")
        for target in quota.targets:
            if not is_cell(target, choices):
                known = [CROSSED.join(parts) for parts in islice(product(*choices), MOST_COMPARED)]
                near = nearest(target, known)
                word, more = (
                    ("C213.cell", {"example": known[0]}) if near is None else ("C213.cell_near", {"near": near})
                )
                yield inspected.nodes.problem_at_key(word, (*place, target), quota=quota.name, name=target, **more)
        yield from missing(inspected, number, quota, choices)


def missing(inspected: Inspected, number: int, quota: Quota, choices: list[list[str]]) -> Iterator[Problem]:
    """The cells without a target: an interview there would count nowhere."""
    count = prod(map(len, choices)) - sum(is_cell(target, choices) for target in quota.targets)
    if not count:
        return
    every = (CROSSED.join(parts) for parts in product(*choices))
    named = list(islice((cell for cell in every if cell not in quota.targets), NAMED))
    told = ", ".join(named) + (", …" if count > NAMED else "")
    place = ("fieldwork", "quotas", number, "targets")
    yield inspected.nodes.problem_at_key("C213.missing", place, quota=quota.name, cells=told, cell=named[0])


def is_cell(target: str, choices: list[list[str]]) -> bool:
    """Whether a target names an option of each thing that is counted by."""
    parts = target.split(CROSSED)
    return len(parts) == len(choices) and all(part in names for part, names in zip(parts, choices, strict=True))


def names_of(inspected: Inspected, name: str) -> list[str]:
    """The options of a sample field or a closed question; none of what is broken or has no options."""
    file = inspected.questionnaire
    if {name, f"sample.{name}"} & inspected.broken:
        return []
    if name in file.sample:
        return [option.name for option in file.sample[name].options]
    step = step_by_id(file).get(name)
    if step is None or step.roster is not None or not isinstance(step.item, (SingleQuestion, DerivedItem)):
        return []
    return [option.name for option in options_of(file, step.item)]


def late(inspected: Inspected) -> Iterator[Problem]:
    """Quotas that are known only once most of the interview is over: in a full cell that was for nothing."""
    file = inspected.questionnaire
    asked = [step for step in inspected.steps if step.question is not None]
    for number, quota in enumerate(file.fieldwork.quotas):
        decides = [step_by_id(file)[name] for name in quota.by if name not in file.sample]
        last = max(decides, key=lambda step: step.order, default=None)
        before = 0 if last is None else sum(step.order < last.order for step in asked)
        if last is not None and 2 * before > len(asked):
            places = {"quota": quota.name, "name": last.item.id, "before": before, "all": len(asked)}
            yield inspected.nodes.problem_at_key("C314.late", ("fieldwork", "quotas", number, "by"), **places)
