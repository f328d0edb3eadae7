"""Whether an answer that was given is concerned by a change."""

from typing import assert_never

from cati.questionnaire.answer import (
    Answer,
    Appointment,
    Choice,
    Choices,
    Clock,
    Day,
    DontKnow,
    GridRows,
    Names,
    Quantity,
    Read,
    Refused,
    Words,
)
from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.model import AnyItem, DerivedItem
from cati.questionnaire.path import Path, Stop
from cati.questionnaire.validity import why_invalid

BY_OPTION = frozenset({ChangeKind.OPTION_REMOVED, ChangeKind.CODE_CHANGED, ChangeKind.NAME_CHANGED})
BY_LIMIT = frozenset({ChangeKind.RANGE_NARROWED, ChangeKind.MAX_CHOICES_DOWN})
BY_END = frozenset({ChangeKind.END_REMOVED, ChangeKind.DISPOSITION_CHANGED})
LIMITS = ("min", "max", "decimals", "max_length", "min_choices", "max_choices", "min_names", "max_names")


def is_concerned(change: Change, new: AnyItem | None, found: Path) -> bool:
    """Whether an interview on this path gave something the change concerns; `new` is the item as it is now."""
    if change.kind in BY_END:
        return found.end is not None and found.end.id == change.question
    stops = (stop for stop in found.stops if stop.route.item.id == change.question)
    return any(stop.answer is not None and concerns(change, new, stop, stop.answer) for stop in stops)


def concerns(change: Change, new: AnyItem | None, stop: Stop, answer: Answer) -> bool:
    """Whether a change concerns the answer at a stop."""
    if change.kind in BY_OPTION:
        return change.part in chosen(answer)
    if change.kind in BY_LIMIT:
        return new is not None and is_outside(change, new, stop, answer)
    if change.kind is ChangeKind.NONRESPONSE_FORBIDDEN:
        return change.part in statuses(answer)
    if change.kind is ChangeKind.ROW_REMOVED:
        return change.part in answer.rows if isinstance(answer, GridRows) else True
    return True


def chosen(answer: Answer) -> tuple[str, ...]:
    """The options that an answer names as given."""
    match answer:
        case Choice(option=name):
            return (name,)
        case Choices(options=names):
            return names
        case GridRows(rows=rows):
            return tuple(name for row in rows.values() for name in chosen(row))
        case DontKnow() | Refused() | Quantity() | Words() | Names() | Day() | Clock() | Read() | Appointment():
            return ()
        case _:
            assert_never(answer)


def statuses(answer: Answer) -> tuple[str, ...]:
    """The ways of giving no answer that are in an answer."""
    given = answer.rows.values() if isinstance(answer, GridRows) else (answer,)
    return tuple(each.kind for each in given if isinstance(each, (DontKnow, Refused)))


def is_outside(change: Change, new: AnyItem, stop: Stop, answer: Answer) -> bool:
    """Whether an answer would not fit the limits of now; all else stays as it was when it was given."""
    if isinstance(new, DerivedItem) and isinstance(answer, Quantity):
        return (new.min is not None and answer.value < new.min) or (new.max is not None and answer.value > new.max)
    if stop.question is None or new.type != stop.route.item.type:
        return False
    named = {limit for limit in LIMITS if limit in change.field.split(", ")}
    limited = stop.question.model_copy(update={limit: getattr(new, limit) for limit in named})
    return why_invalid(limited, stop.offered, answer) is not None
