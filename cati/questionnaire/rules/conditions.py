"""C203-C208, C301: every condition and expression of the file, read where it stands."""

from collections.abc import Iterator

from cati.questionnaire.conditions.parsing import Fault
from cati.questionnaire.conditions.scope import Here
from cati.questionnaire.conditions.typing_rules import read_condition
from cati.questionnaire.model import Closed, DerivedItem
from cati.questionnaire.problems import Problem
from cati.questionnaire.routing import ANYWHERE, here_of, read_value
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.steps import FilePlace, Step, roster_of_section

Condition = tuple[str, FilePlace, Here]
HELD_BACK = "held_back"


def conditions(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong in each condition."""
    for text, place, here in every_condition(inspected):
        _, faults = read_condition(text, inspected.scope, here)
        yield from placed(inspected, place, faults)


def expressions(inspected: Inspected) -> Iterator[Problem]:
    """What is wrong in each expression of a derived item that has no cases as well."""
    for step in inspected.steps:
        if isinstance(step.item, DerivedItem) and step.item.value is not None and not step.item.cases:
            _, faults = read_value(step.item, inspected.scope, here_of(step))
            yield from placed(inspected, (*step.place, "value"), faults)


def placed(inspected: Inspected, place: FilePlace, faults: list[Fault]) -> Iterator[Problem]:
    """Faults as problems of the file, without those that only follow from something broken."""
    for fault in faults:
        if fault.word != HELD_BACK:
            yield inspected.nodes.within(fault.word, place, fault.start, fault.end, **fault.places)


def every_condition(inspected: Inspected) -> Iterator[Condition]:
    """Every condition with its place and from where it is read."""
    for heading in inspected.headings.values():
        if heading.section.ask_if is not None:
            here = Here(heading.first.order, roster_of_section(heading.first, heading.depth))
            yield heading.section.ask_if, (*heading.place, "ask_if"), here
    for step in inspected.steps:
        yield from conditions_of_step(step)
    for name, cases in inspected.questionnaire.fills.items():
        for index, case in enumerate(cases):
            if case.if_ is not None:
                yield case.if_, ("fills", name, index, "if"), Here(ANYWHERE)


def conditions_of_step(step: Step) -> Iterator[Condition]:
    """The conditions of one item."""
    item, here = step.item, here_of(step)
    if item.ask_if is not None:
        yield item.ask_if, (*step.place, "ask_if"), here
    if isinstance(item, Closed):
        for index, option in enumerate(item.options):
            if option.show_if is not None:
                yield option.show_if, (*step.place, "options", index, "show_if"), here
    if isinstance(item, DerivedItem):
        for index, case in enumerate(item.cases):
            yield case.if_, (*step.place, "cases", index, "if"), here
    for index, check in enumerate(getattr(item, "checks", ())):
        yield check.fails_if, (*step.place, "checks", index, "fails_if"), here_of(step, own=True)
