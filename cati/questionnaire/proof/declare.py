"""The variables of a question that is named somewhere, and what is lawful for them."""

from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal

from cati.questionnaire.conditions.tree import Status
from cati.questionnaire.model import (
    DateQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    Question,
    SampleField,
    SingleQuestion,
    TimeQuestion,
)
from cati.questionnaire.partial_dates import Moment, Precision, first_and_last, neighbour, ordinal
from cati.questionnaire.proof.amounts import classes
from cati.questionnaire.proof.clauses import Item
from cati.questionnaire.proof.diagram import FALSE, TRUE, Node
from cati.questionnaire.proof.ground import LAWFUL, Mark, Value, Variable
from cati.questionnaire.proof.mentions import Mentions
from cati.questionnaire.proof.truth import Truth

STATUSES: Mapping[str, tuple[Status, ...]] = {
    "both": (Status.DONT_KNOW, Status.REFUSED),
    "dont_know": (Status.DONT_KNOW,),
    "refused": (Status.REFUSED,),
    "none": (),
}


def declare_sample(truth: Truth, mentions: Mentions, name: str, sample_field: SampleField) -> None:
    """The values of a sample field, if it is named."""
    key = f"sample.{name}"
    if not mentions.has(key):
        return
    match sample_field.type:
        case "choice":
            values: tuple[Value, ...] = tuple(option.name for option in sample_field.options)
        case "integer":
            values = classes(mentions.cuts.get(key, set()), None, None, 0)
        case "date":
            values = told_apart(mentions.constants.get(key, set()), None, None, "day")
        case _:
            values = (*sorted(mentions.constants.get(key, ()), key=str), Mark.GIVEN)
    if not sample_field.required:
        values = (*values, Mark.EMPTY)
    truth.values[key] = truth.ground.variable(key, values or (Mark.EMPTY,))


def declare(truth: Truth, mentions: Mentions, item: Item, key: str, offered: Mapping[str, Node]) -> None:
    """The variables of a question (of one roster item), if it is named; `offered` says when each option is."""
    question = item.step.item
    if isinstance(question, GridQuestion):
        for row in question.rows:
            if mentions.has(question.id, row.name):
                declare_choice(truth, question, key, f"{key}.{row.name}", offered)
    elif not isinstance(question, Question) or not mentions.has(question.id, key.partition(".")[2]):
        return
    elif isinstance(question, MultiQuestion):
        declare_multi(truth, question, item.options, key, offered)
    elif isinstance(question, SingleQuestion):
        declare_choice(truth, question, key, key, offered)
    else:
        values = (*plain_values(mentions, question), *STATUSES[question.nonresponse])
        truth.values[key] = truth.ground.variable(key, values)


def plain_values(mentions: Mentions, question: Question) -> tuple[Value, ...]:
    """The classes of a number; how many names; a day, a time or a text is given, or one that a condition names."""
    if isinstance(question, NumberQuestion):
        if question.min > question.max:
            return (Mark.GIVEN,)
        return classes(mentions.cuts.get(question.id, set()), question.min, question.max, question.decimals)
    if isinstance(question, NamesQuestion):
        return tuple(map(Decimal, range(min(question.min_names, question.max_names), question.max_names + 1)))
    named = mentions.constants.get(question.id, set())
    if isinstance(question, (DateQuestion, TimeQuestion)):
        precision = question.precision if isinstance(question, DateQuestion) else "day"
        return told_apart(named, question.min, question.max, precision)
    return (*sorted(named, key=str), Mark.GIVEN)


def told_apart(
    named: Iterable[str | Moment], least: Moment | None, most: Moment | None, precision: Precision
) -> tuple[Value, ...]:
    """Dates or times that stand for all others: the limits, and each that is named with its neighbours."""
    moments = [moment for moment in named if not isinstance(moment, str)]
    if not moments:
        return (Mark.GIVEN,)
    ends = [end for one in moments for end in ((one, one) if isinstance(one, time) else first_and_last(one, precision))]
    near = {neighbour(end, step) for end in ends for step in (-1, 0, 1)}
    found = {moment for moment in (*near, least, most) if moment is not None}
    kept = [one for one in found if str(least or "") <= str(one) <= str(most or "~")]
    return tuple(sorted(kept, key=ordinal)) or (Mark.GIVEN,)


def declare_choice(truth: Truth, question: Question, key: str, cell: str, offered: Mapping[str, Node]) -> None:
    """One option or status, at a single question or a row of a grid."""
    is_open = any(node != TRUE for node in offered.values())
    values: tuple[Value, ...] = (*offered, *STATUSES[question.nonresponse])
    variable = truth.ground.variable(cell, values or (Mark.GIVEN,), mark=LAWFUL if is_open else 0)
    truth.values[cell] = variable
    if is_open:
        diagram = truth.diagram
        lawful = [diagram.both(has_value(truth, variable, option), node) for option, node in offered.items()]
        lawful += [has_value(truth, variable, status) for status in STATUSES[question.nonresponse]]
        truth.ground.enact([variable], diagram.ite(truth.on_path(key), diagram.any_of(lawful), TRUE))


def has_value(truth: Truth, variable: Variable, wanted: Value) -> Node:
    """That a variable has this value."""
    return truth.ground.test(variable, lambda value: value is wanted or value == wanted)


def declare_multi(
    truth: Truth, question: MultiQuestion, options: tuple[Option, ...], key: str, offered: Mapping[str, Node]
) -> None:
    """A status or a set of options: a bit for each."""
    values: tuple[Value, ...] = (Mark.GIVEN, *STATUSES[question.nonresponse])
    given = truth.ground.variable(key, values, mark=LAWFUL)
    bits = {option: truth.ground.variable(key, (False, True), option, LAWFUL) for option in offered}
    truth.values[key], truth.bits[key] = given, bits
    diagram = truth.diagram
    chosen = {option: truth.is_chosen(bit) for option, bit in bits.items()}
    sets = lawful_sets(truth, question, options, chosen)
    if sets == FALSE:
        return
    none = truth.between(list(chosen.values()), 0, 0)
    lawful = diagram.ite(has_value(truth, given, Mark.GIVEN), sets, none)
    if any(node != TRUE for node in offered.values()):
        hidden = diagram.any_of(diagram.without(chosen[option], node) for option, node in offered.items())
        lawful = diagram.ite(truth.on_path(key), diagram.without(lawful, hidden), TRUE)
    truth.ground.enact([given, *bits.values()], lawful)


def lawful_sets(truth: Truth, question: MultiQuestion, options: tuple[Option, ...], chosen: Mapping[str, Node]) -> Node:
    """Enough options and not too many, or an exclusive one alone."""
    nodes, exclusive = list(chosen.values()), exclusive_of(options, chosen)
    most = len(nodes) if question.max_choices is None else question.max_choices
    ordinary = truth.diagram.both(
        truth.between(nodes, min(question.min_choices, len(nodes)), most), truth.between(exclusive, 0, 0)
    )
    alone = truth.diagram.both(truth.between(nodes, 1, 1), truth.between(exclusive, 1, 1))
    return truth.diagram.either(ordinary, alone)


def exclusive_of(options: tuple[Option, ...], nodes: Mapping[str, Node]) -> list[Node]:
    """The nodes of the options that go with no other."""
    return [nodes[option.name] for option in options if option.exclusive and option.name in nodes]


def nothing_left(truth: Truth, question: Question, options: tuple[Option, ...], offered: Mapping[str, Node]) -> Node:
    """When the options that are offered do not suffice for any answer."""
    least = question.min_choices if isinstance(question, MultiQuestion) else 1
    ordinary = [offered[option.name] for option in options if not option.exclusive and option.name in offered]
    enough = truth.between(ordinary, least, len(ordinary)) if least <= len(ordinary) else FALSE
    return truth.diagram.negation(truth.diagram.any_of([enough, *exclusive_of(options, offered)]))
