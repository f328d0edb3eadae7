"""C209, C212: keys that contradict each other, and rosters, lists and sections that cannot work."""

from collections.abc import Iterator

from cati.questionnaire.model import (
    MOST_ITEMS,
    AnyItem,
    DerivedItem,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Question,
    SingleQuestion,
)
from cati.questionnaire.problems import Problem
from cati.questionnaire.rosters import most_items
from cati.questionnaire.rules.inspected import Inspected
from cati.questionnaire.rules.references import unknown_question
from cati.questionnaire.steps import FilePlace, Step, step_by_id

DEEPEST_SECTION = 1


def roster_keys_alone(inspected: Inspected) -> Iterator[Problem]:
    """`as` or `short_text` without a roster."""
    for step in inspected.steps:
        if getattr(step.item, "as_", None) is not None and getattr(step.item, "for_each", None) is None:
            yield inspected.nodes.problem_at_key("C209.as_alone", (*step.place, "as"))
        if step.question is not None and step.question.short_text is not None and step.roster is None:
            yield inspected.nodes.problem_at_key("C209.short_text", (*step.place, "short_text"))
    for heading in inspected.headings.values():
        if heading.section.as_ is not None and heading.section.for_each is None:
            yield inspected.nodes.problem_at_key("C209.as_alone", (*heading.place, "as"))


def numbers(inspected: Inspected) -> Iterator[Problem]:
    """A question that both counts and belongs to another, or belongs to a number that is not there."""
    questions = [(step, step.question) for step in inspected.steps if step.question is not None]
    known = {question.number for _, question in questions}
    for step, question in questions:
        place = (*step.place, "part_of")
        if question.part_of is not None and question.number is not None:
            yield inspected.nodes.problem_at_key("C209.number_and_part", place)
        elif question.part_of is not None and question.part_of not in known and not inspected.broken:
            yield inspected.nodes.problem("C209.part_of", place, number=question.part_of)


def derived_keys(inspected: Inspected) -> Iterator[Problem]:
    """A derived item takes options with cases or with a value, or a value with a range."""
    for step in inspected.steps:
        item = step.item
        if isinstance(item, DerivedItem):
            yield from derived_item(inspected, step.place, item)


def derived_item(inspected: Inspected, place: FilePlace, item: DerivedItem) -> Iterator[Problem]:
    """What does not go together in one derived item."""
    nodes = inspected.nodes
    if item.value is not None and item.cases:
        yield nodes.problem_at_key("C209.derived_both", (*place, "value"))
    elif item.value is not None and not item.options:
        if item.min is None or item.max is None:
            yield nodes.problem_at_key("C209.derived_range", (*place, "value"))
    elif item.cases or item.value is not None:
        if not item.options and not inspected.nodes.is_incomplete((*place, "options")):
            yield nodes.problem("C209.options_missing", (*place, "type"), type=item.type)
        for key in ("min", "max"):
            if getattr(item, key) is not None:
                yield nodes.problem_at_key("C209.derived_no_range", (*place, key), key=key)
    else:
        yield nodes.problem("C209.derived_neither", (*place, "type"))


def fill_cases(inspected: Inspected) -> Iterator[Problem]:
    """The last case of a fill, and only the last, is without a condition."""
    for name, cases in inspected.questionnaire.fills.items():
        for index, case in enumerate(cases):
            is_last = index == len(cases) - 1
            if case.if_ is None and not is_last:
                yield inspected.nodes.problem("C209.fill_case", ("fills", name, index), name=name)
            if case.if_ is not None and is_last:
                yield inspected.nodes.problem("C209.fill_no_last", ("fills", name, index), name=name)


def sources(inspected: Inspected) -> Iterator[Problem]:
    """`options_from` needs a multi question above, `for_each` something to count outside any roster."""
    for step in inspected.steps:
        item = step.item
        if isinstance(item, (SingleQuestion, MultiQuestion)) and item.options_from is not None:
            yield from source(inspected, item.options_from, (*step.place, "options_from"), step)
        if isinstance(item, (Question, DerivedItem)) and item.for_each is not None:
            yield from source(inspected, item.for_each, (*step.place, "for_each"), step)
    for heading in inspected.headings.values():
        if heading.section.for_each is not None:
            yield from source(inspected, heading.section.for_each, (*heading.place, "for_each"), heading.first)


def source(inspected: Inspected, name: str, place: FilePlace, user: Step) -> Iterator[Problem]:
    """What is wrong with the question that a roster or a list of options rests on."""
    if name in inspected.broken:
        return
    found = step_by_id(inspected.questionnaire).get(name)
    key = str(place[-1])
    if found is None:
        yield unknown_question(inspected, name, place)
    elif found.order >= user.order or not can_be_source(key, found.item):
        yield inspected.nodes.problem("C212.each" if key == "for_each" else "C212.source", place, key=key, name=name)
    elif found.roster is not None and (key == "for_each" or user.roster is None or user.roster != found.roster):
        yield inspected.nodes.problem("C212.source_rostered", place, key=key, name=name)


def can_be_source(key: str, item: AnyItem) -> bool:
    """Whether a roster can go over an item, or options can be taken from it."""
    return isinstance(item, MultiQuestion) or (key == "for_each" and most_items(item) is not None)


def too_many_times(inspected: Inspected) -> Iterator[Problem]:
    """A roster over a number that can be too high, is never 1, or has decimals."""
    rosters = {step.roster.place: step.roster for step in inspected.steps if step.roster is not None}
    for place, roster in rosters.items():
        found = step_by_id(inspected.questionnaire).get(roster.source)
        if found is None or roster.source in inspected.broken:
            continue
        where, most = (*place, "for_each"), most_items(found.item)
        if most is not None and most > MOST_ITEMS:
            yield inspected.nodes.problem("C212.too_often", where, name=roster.source, limit=MOST_ITEMS)
        elif most == 0:
            yield inspected.nodes.problem("C212.never", where, name=roster.source)
        elif isinstance(found.item, NumberQuestion) and found.item.decimals:
            yield inspected.nodes.problem("C212.decimals", where, name=roster.source)


def ranges_of_names(inspected: Inspected) -> Iterator[Problem]:
    """More names wanted than allowed."""
    for step in inspected.steps:
        item = step.item
        if isinstance(item, NamesQuestion) and item.min_names > item.max_names:
            places = {"min": item.min_names, "max": item.max_names}
            yield inspected.nodes.problem("C209.max_below_min_names", (*step.place, "max_names"), **places)


def rosters_in_rosters(inspected: Inspected) -> Iterator[Problem]:
    """A roster within a roster."""
    for step in inspected.steps:
        outer = any(section.for_each is not None for section in step.sections)
        if outer and getattr(step.item, "for_each", None) is not None:
            yield inspected.nodes.problem_at_key("C212.roster", (*step.place, "for_each"))
    for heading in inspected.headings.values():
        outer = any(section.for_each is not None for section in heading.first.sections[: heading.depth])
        if outer and heading.section.for_each is not None:
            yield inspected.nodes.problem_at_key("C212.roster", (*heading.place, "for_each"))


def sections_too_deep(inspected: Inspected) -> Iterator[Problem]:
    """Sections nest once."""
    for heading in inspected.headings.values():
        if heading.depth > DEEPEST_SECTION:
            yield inspected.nodes.problem_at_key("C212.nested", (*heading.place, "section"))
