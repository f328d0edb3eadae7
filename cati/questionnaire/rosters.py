"""What a roster is repeated for: options of a multi, the numbers up to a number, or names."""

from decimal import Decimal

from cati.questionnaire.conditions.closures import Value
from cati.questionnaire.model import (
    MOST_ITEMS,
    AnyItem,
    DerivedItem,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    Questionnaire,
    Text,
)
from cati.questionnaire.steps import Step, options_of, step_by_id


def most_items(source: AnyItem) -> int | None:
    """How often a roster over a number or over names can be repeated; None for anything else."""
    match source:
        case NamesQuestion():
            return source.max_names
        case NumberQuestion():
            return max(0, int(source.max))
        case DerivedItem(options=(), max=Decimal() as most):
            return max(0, int(most))
        case _:
            return None


def roster_options(questionnaire: Questionnaire, source: AnyItem) -> tuple[Option, ...]:
    """Everything a roster over this item can be repeated for, with its code and label.

    Numbers and names have their place as name and code; beyond the most that are allowed there are none.
    """
    most = most_items(source)
    if most is None:
        return options_of(questionnaire, source) if isinstance(source, MultiQuestion) else ()
    label = "[{}]" if isinstance(source, NamesQuestion) else "{}"
    return tuple(
        Option.model_construct(code=place, name=str(place), label=Text({"": label.format(place)}))
        for place in range(1, min(most, MOST_ITEMS) + 1)
    )


def roster_source(questionnaire: Questionnaire, step: Step) -> AnyItem | None:
    """The item that the roster of a step is over, if it stands in one whose source exists."""
    found = None if step.roster is None else step_by_id(questionnaire).get(step.roster.source)
    return None if found is None else found.item


def items_of(questionnaire: Questionnaire, step: Step) -> tuple[Option, ...]:
    """Everything the roster of a step can be repeated for; nothing outside a roster."""
    source = roster_source(questionnaire, step)
    return () if source is None else roster_options(questionnaire, source)


def items_now(value: Value, items: tuple[str, ...]) -> tuple[str, ...]:
    """What a roster is repeated for with this value at its source, in order; `items` are all there can be.

    Names are told by the items that their answers are kept under.
    """
    match value:
        case frozenset():
            return tuple(item for item in items if item in value)
        case tuple():
            return value
        case Decimal():
            return items[: max(0, int(value))]
        case _:
            return ()
