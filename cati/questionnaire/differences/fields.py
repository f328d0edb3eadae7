"""Changes of one item, key by key: which comparison goes with which key of the file stands in one table."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from cati.questionnaire.differences.change import Change, ChangeKind
from cati.questionnaire.differences.checks import check_changes
from cati.questionnaire.differences.conditions import condition_changes, derived_changes, roster_changes
from cati.questionnaire.differences.options import option_changes, row_changes
from cati.questionnaire.differences.sides import At, Sides, written
from cati.questionnaire.differences.texts import list_changes, text_changes
from cati.questionnaire.steps import Step

Comparison = Callable[[Sides, At, str, Step, Step], Iterator[Change]]
STATUSES = {"both": ("dont_know", "refused"), "dont_know": ("dont_know",), "refused": ("refused",), "none": ()}


def item_changes(sides: Sides, at: At, old: Step, new: Step) -> Iterator[Change]:
    """Every change of an item that has kept its id; where its type changed, most else only follows from that."""
    yield from at.changed(ChangeKind.TYPE_CHANGED, "type", old.item.type, new.item.type)
    yield from condition_changes(sides, at, old, new)
    yield from roster_changes(sides, at, old, new)
    fields = type(old.item).model_fields
    for name in fields:
        field = fields[name].alias or name
        if old.item.type == new.item.type or (field in OF_ANY_TYPE and hasattr(new.item, name)):
            yield from FIELDS[field](sides, at, name, old, new)


def values(name: str, old: Step, new: Step) -> tuple[Any, Any]:
    """The two values of a key."""
    return getattr(old.item, name), getattr(new.item, name)


def elsewhere(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """Nothing: the key is compared with others that it belongs to."""
    del at, name, old, new
    yield from ()


def changed_to(kind: ChangeKind, _: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """A value that is another one."""
    yield from at.changed(kind, name, *values(name, old, new))


def texts(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """A wording."""
    yield from text_changes(sides, at, name, *values(name, old, new))


def unit(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """What a number counts: other words may be another thing."""
    yield from text_changes(sides, at, name, *values(name, old, new), kind=ChangeKind.PROPERTY_CHANGED)


def lists(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """Probes, or texts on request."""
    yield from list_changes(sides, at, name, *values(name, old, new))


def options(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """Response options."""
    yield from option_changes(sides, at, name, *values(name, old, new))


def rows(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """The rows of a grid."""
    yield from row_changes(sides, at, name, *values(name, old, new))


def checks(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """Checks."""
    del name
    yield from check_changes(sides, at, old, new)


def cases(sides: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """How a derived item is worked out."""
    del name
    yield from derived_changes(sides, at, old, new)


def nonresponse(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """Which ways of giving no answer are allowed."""
    before, after = (STATUSES[value] for value in values(name, old, new))
    for status in (status for status in after if status not in before):
        yield at.change(ChangeKind.NONRESPONSE_ALLOWED, field=name, part=status)
    for status in (status for status in before if status not in after):
        yield at.change(ChangeKind.NONRESPONSE_FORBIDDEN, field=name, part=status)


def limits(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """The range of a number, date or time; no limit is the widest."""
    del name
    (old_min, new_min), (old_max, new_max) = values("min", old, new), values("max", old, new)
    if (old_min, old_max) == (new_min, new_max):
        return
    is_narrower = is_tighter(old_min, new_min) or is_tighter(new_max, old_max, is_upper=True)
    kind = ChangeKind.RANGE_NARROWED if is_narrower else ChangeKind.RANGE_WIDENED
    yield from at.changed(kind, "min, max", span(old_min, old_max), span(new_min, new_max))


def is_tighter(least: Any, most: Any, *, is_upper: bool = False) -> bool:  # noqa: ANN401  # numbers, dates or times
    """Whether a lower limit went up from `least` to `most`, or an upper one down from `most` to `least`."""
    before, after = (most, least) if is_upper else (least, most)
    if before == after or after is None:
        return False
    return before is None or type(least) is not type(most) or bool(least < most)


def span(least: object, most: object) -> str:
    """A range in one word."""
    return f"{written(least)}…{written(most)}"


def at_most(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """A key of which a higher value lets more answers through."""
    before, after = values(name, old, new)
    kind = ChangeKind.RANGE_NARROWED if after < before else ChangeKind.RANGE_WIDENED
    yield from at.changed(kind, name, before, after)


def at_least(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """A key of which a higher value lets fewer answers through."""
    before, after = values(name, old, new)
    kind = ChangeKind.RANGE_NARROWED if after > before else ChangeKind.RANGE_WIDENED
    yield from at.changed(kind, name, before, after)


def max_choices(_: Sides, at: At, name: str, old: Step, new: Step) -> Iterator[Change]:
    """How many options may be chosen; no limit is the most."""
    before, after = values(name, old, new)
    is_less = after is not None and (before is None or after < before)
    yield from at.changed(ChangeKind.MAX_CHOICES_DOWN if is_less else ChangeKind.MAX_CHOICES_UP, name, before, after)


FIELDS: Mapping[str, Comparison] = {
    "id": elsewhere,
    "type": elsewhere,
    "ask_if": elsewhere,
    "for_each": elsewhere,
    "as": elsewhere,
    "number": partial(changed_to, ChangeKind.NUMBER_CHANGED),
    "part_of": partial(changed_to, ChangeKind.PROPERTY_CHANGED),
    "intro": texts,
    "text": texts,
    "short_text": texts,
    "instruction": texts,
    "unit": unit,
    "must_read": partial(changed_to, ChangeKind.PROPERTY_CHANGED),
    "on_request": lists,
    "probes": lists,
    "nonresponse": nonresponse,
    "personal": partial(changed_to, ChangeKind.PERSONAL_CHANGED),
    "checks": checks,
    "options": options,
    "read_options": partial(changed_to, ChangeKind.READ_OPTIONS_CHANGED),
    "randomise": partial(changed_to, ChangeKind.RANDOMISE_CHANGED),
    "options_from": partial(changed_to, ChangeKind.CONDITION_CHANGED),
    "search": partial(changed_to, ChangeKind.PROPERTY_CHANGED),
    "min_choices": at_least,
    "max_choices": max_choices,
    "precision": partial(changed_to, ChangeKind.TYPE_CHANGED),
    "min": limits,
    "max": elsewhere,
    "decimals": at_most,
    "max_length": at_most,
    "min_names": at_least,
    "max_names": at_most,
    "rows": rows,
    "cases": cases,
    "value": elsewhere,
    "disposition": partial(changed_to, ChangeKind.DISPOSITION_CHANGED),
}
"""Every key that an item can have. A key without a comparison would be a change that nobody sees."""

OF_ANY_TYPE = frozenset({"number", "part_of", "intro", "text", "short_text", "instruction"})
