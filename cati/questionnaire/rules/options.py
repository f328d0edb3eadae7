"""C206, C209, C211: options that are missing, contradict each other, or stand where none can be chosen."""

from collections.abc import Iterator

from cati.questionnaire.model import Closed, DerivedItem, GridQuestion, MultiQuestion, Option, SingleQuestion
from cati.questionnaire.nearest import nearest
from cati.questionnaire.problems import Problem
from cati.questionnaire.rules.inspected import Group, Inspected
from cati.questionnaire.steps import FilePlace, Step, taken_options

EXCLUSIVE_IN = frozenset({"multi", "list"})
OTHER_IN = frozenset({"single", "multi", "list"})
ASK_AGAIN_IN = frozenset({"single", "list"})
SHOWN_IN = frozenset({"single", "multi", "grid", "list"})


def options_missing(inspected: Inspected) -> Iterator[Problem]:
    """A closed question or a choice of the sample without options."""
    for step in inspected.steps:
        item = step.item
        has_source = isinstance(item, (SingleQuestion, MultiQuestion)) and item.options_from is not None
        if isinstance(item, Closed) and not item.options and not has_source and is_whole(inspected, step):
            yield inspected.nodes.problem("C209.options_missing", (*step.place, "type"), type=item.type)
    for name, field in inspected.questionnaire.sample.items():
        place = ("sample", name, "options")
        if field.type == "choice" and not field.options and not inspected.nodes.is_incomplete(place):
            yield inspected.nodes.problem("C209.options_missing", ("sample", name, "type"), type=field.type)
        if field.type != "choice" and field.options:
            yield inspected.nodes.problem_at_key("C209.options_unwanted", place, type=field.type)


def is_whole(inspected: Inspected, step: Step) -> bool:
    """Whether the options of an item are all that were meant."""
    return not inspected.nodes.is_incomplete((*step.place, "options"))


def options_taken_already(inspected: Inspected) -> Iterator[Problem]:
    """An option of its own with the name or the code of one that `options_from` gives."""
    for step in inspected.steps:
        taken = taken_options(inspected.questionnaire, step.item)
        named, coded = {option.name for option in taken}, {option.code: option.name for option in taken}
        for index, option in enumerate(getattr(step.item, "options", ()) if taken else ()):
            place, source = (*step.place, "options", index), getattr(step.item, "options_from", None)
            if option.name in named:
                yield inspected.nodes.problem("C202.name_taken", (*place, "name"), name=option.name, source=source)
            elif option.code in coded:
                places = {"code": option.code, "name": coded[option.code], "source": source}
                yield inspected.nodes.problem("C202.code_taken", (*place, "code"), **places)


def choices_out_of_reach(inspected: Inspected) -> Iterator[Problem]:
    """More choices wanted than allowed, or than there are options."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, MultiQuestion):
            continue
        if item.max_choices is not None and item.max_choices < item.min_choices:
            places = {"max": item.max_choices, "min": item.min_choices}
            yield inspected.nodes.problem("C209.max_below_min", (*step.place, "max_choices"), **places)
        if item.options_from is None and item.min_choices > len(item.options) > 0 and is_whole(inspected, step):
            places = {"min": item.min_choices, "count": len(item.options)}
            yield inspected.nodes.problem("C209.min_above_options", (*step.place, "min_choices"), **places)


def read_one_by_one(inspected: Inspected) -> Iterator[Problem]:
    """`read_options: each` outside a multi."""
    for step in inspected.steps:
        item = step.item
        if isinstance(item, (SingleQuestion, GridQuestion)) and item.read_options == "each":
            yield inspected.nodes.problem("C209.each", (*step.place, "read_options"), type=item.type)


def searched(inspected: Inspected) -> Iterator[Problem]:
    """A list that is found by typing is neither read aloud nor shown in an order of its own."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, SingleQuestion) or not item.search:
            continue
        if item.read_options == "all":
            yield inspected.nodes.problem("C209.search_read", (*step.place, "read_options"))
        if item.randomise and item.options_from is None:
            yield inspected.nodes.problem_at_key("C209.search_randomise", (*step.place, "randomise"))


def shuffled(inspected: Inspected) -> Iterator[Problem]:
    """`randomise` of names that are not there, or of an order that another question gives."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, Closed) or not item.randomise:
            continue
        if isinstance(item, (SingleQuestion, MultiQuestion)) and item.options_from is not None:
            yield inspected.nodes.problem_at_key("C209.randomise_from", (*step.place, "randomise"))
        elif isinstance(item.randomise, tuple) and is_whole(inspected, step):
            yield from unknown_shuffled(inspected, step, item, item.randomise)


def unknown_shuffled(inspected: Inspected, step: Step, item: Closed, wanted: tuple[str, ...]) -> Iterator[Problem]:
    """The names under `randomise` that are neither options nor, in a grid, rows."""
    known = [part.name for part in (item.rows if isinstance(item, GridQuestion) else item.options)]
    for index, name in enumerate(wanted):
        place = (*step.place, "randomise", index)
        near = nearest(name, known)
        if name in known:
            continue
        if near is not None:
            yield inspected.nodes.problem("C209.randomise_near", place, name=name, near=near)
        else:
            yield inspected.nodes.problem("C209.randomise", place, name=name, known=", ".join(known))


def flags_out_of_place(inspected: Inspected) -> Iterator[Problem]:
    """Flags of options that mean nothing in this kind of question.

    `exclusive` in a list that is used in a multi, too, does no harm elsewhere.
    """
    shared = {
        id(inspected.nodes.find((*group.place, index)))
        for group in inspected.groups
        if group.owner == "list"
        for index in range(len(group.options))
    }
    for group in inspected.groups:
        for index, option in enumerate(group.options):
            place = (*group.place, index)
            is_shared = id(inspected.nodes.find(place)) in shared
            if option.exclusive and group.owner not in EXCLUSIVE_IN and not is_shared:
                yield inspected.nodes.problem("C209.exclusive", (*place, "exclusive"))
            yield from flags_elsewhere(inspected, group, option, place)


def flags_elsewhere(inspected: Inspected, group: Group, option: Option, place: FilePlace) -> Iterator[Problem]:
    """`other`, `ask_again` and `show_if` where nothing comes of them."""
    if option.other and group.owner not in OTHER_IN:
        yield inspected.nodes.problem("C209.other", (*place, "other"))
    if option.ask_again and group.owner not in ASK_AGAIN_IN:
        yield inspected.nodes.problem("C209.ask_again", (*place, "ask_again"))
    if option.show_if is not None and group.owner not in SHOWN_IN:
        yield inspected.nodes.problem("C209.show_if", (*place, "show_if"))


def other_twice(inspected: Inspected) -> Iterator[Problem]:
    """Two options that open a text: the answer has room for one."""
    for group in inspected.groups:
        others = [(index, option) for index, option in enumerate(group.options) if option.other]
        for index, _ in others[1:]:
            line = inspected.nodes.line((*group.place, others[0][0]))
            place = (*group.place, index, "other")
            yield inspected.nodes.problem("C209.other_twice", place, name=others[0][1].name, line=line)


def exclusive_among_many(inspected: Inspected) -> Iterator[Problem]:
    """An option that excludes all others where at least two must be chosen."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, MultiQuestion) or item.min_choices < 2:
            continue
        for index, option in enumerate(item.options):
            if option.exclusive:
                place = (*step.place, "options", index, "exclusive")
                yield inspected.nodes.problem("C211.exclusive", place, name=option.name, count=item.min_choices)


def derived_values(inspected: Inspected) -> Iterator[Problem]:
    """The value of a derived case that is not one of the options."""
    for step in inspected.steps:
        item = step.item
        if not isinstance(item, DerivedItem) or not item.options or not is_whole(inspected, step):
            continue
        known = {spelling for option in item.options for spelling in (option.name, str(option.code))}
        listed = ", ".join(f"{option.code} {option.name}" for option in item.options)
        for index, case in enumerate(item.cases):
            if case.value not in known:
                place = (*step.place, "cases", index, "value")
                found = {"name": item.id, "found": case.value, "options": listed}
                yield inspected.nodes.problem("C206.option", place, **found)
