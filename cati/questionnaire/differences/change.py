"""One change between two versions of an instrument: what kind, where, and what it means for interviews and data.

What a kind means stands in one table, `MEANINGS`. A kind that nobody has thought through is never safe: an interview
in progress then simply goes on under the version it began with.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Effect(Enum):
    """What may be done with a change in mid-field.

    `refused` changes would mix meanings: no interview starts while there is data under the old one.
    """

    SAFE = "safe"
    OWN_VERSION = "own_version"
    REFUSED = "refused"


class InProgress(Enum):
    """What becomes of an interview in progress."""

    GOES_ON = "goes_on"
    BELOW = "below"
    NEXT = "next"
    OWN_VERSION = "own_version"
    REFUSED = "refused"


class Collected(Enum):
    """What becomes of data collected before."""

    UNTOUCHED = "untouched"
    COMPARABLE = "comparable"
    BOTH_WORDINGS = "both_wordings"
    NEW = "new"
    EMPTY_BEFORE = "empty_before"
    KEPT = "kept"
    ROUTES_DIFFER = "routes_differ"
    OUTSIDE = "outside"
    ASKED_OTHERWISE = "asked_otherwise"
    MIXES = "mixes"


class ChangeKind(Enum):
    """Every kind of change that is told apart."""

    WORDING = "wording"
    TRANSLATION_ADDED = "translation_added"
    LANGUAGE_ADDED = "language_added"
    LANGUAGE_REMOVED = "language_removed"
    LANGUAGE_ORDER = "language_order"
    OPTION_ADDED = "option_added"
    OPTION_REMOVED = "option_removed"
    ROW_ADDED = "row_added"
    ROW_REMOVED = "row_removed"
    QUESTION_ADDED = "question_added"
    QUESTION_REMOVED = "question_removed"
    END_ADDED = "end_added"
    END_REMOVED = "end_removed"
    CONDITION_REWRITTEN = "condition_rewritten"
    CONDITION_CHANGED = "condition_changed"
    RANGE_WIDENED = "range_widened"
    RANGE_NARROWED = "range_narrowed"
    MAX_CHOICES_UP = "max_choices_up"
    MAX_CHOICES_DOWN = "max_choices_down"
    NONRESPONSE_ALLOWED = "nonresponse_allowed"
    NONRESPONSE_FORBIDDEN = "nonresponse_forbidden"
    CODE_CHANGED = "code_changed"
    NAME_CHANGED = "name_changed"
    TYPE_CHANGED = "type_changed"
    NUMBER_CHANGED = "number_changed"
    ID_REUSED = "id_reused"
    ORDER_CHANGED = "order_changed"
    PARTS_REORDERED = "parts_reordered"
    CHECK_ADDED = "check_added"
    CHECK_REMOVED = "check_removed"
    CHECK_CHANGED = "check_changed"
    RANDOMISE_CHANGED = "randomise_changed"
    READ_OPTIONS_CHANGED = "read_options_changed"
    PERSONAL_CHANGED = "personal_changed"
    DISPOSITION_CHANGED = "disposition_changed"
    PROPERTY_CHANGED = "property_changed"
    SAMPLE_FIELD_ADDED = "sample_field_added"
    SAMPLE_FIELD_REMOVED = "sample_field_removed"
    SAMPLE_FIELD_REQUIRED = "sample_field_required"
    SAMPLE_FIELD_CHANGED = "sample_field_changed"
    FILL_CHANGED = "fill_changed"


class Meaning(NamedTuple):
    """What a kind of change means; the effect follows from what becomes of interviews in progress."""

    in_progress: InProgress
    collected: Collected

    @property
    def effect(self) -> Effect:
        """Whether it is safe."""
        match self.in_progress:
            case InProgress.OWN_VERSION:
                return Effect.OWN_VERSION
            case InProgress.REFUSED:
                return Effect.REFUSED
            case _:
                return Effect.SAFE


_GOES_ON, _BELOW, _NEXT = InProgress.GOES_ON, InProgress.BELOW, InProgress.NEXT
_OWN, _REFUSED = InProgress.OWN_VERSION, InProgress.REFUSED

MEANINGS: Mapping[ChangeKind, Meaning] = {
    ChangeKind.WORDING: Meaning(_GOES_ON, Collected.BOTH_WORDINGS),
    ChangeKind.TRANSLATION_ADDED: Meaning(_GOES_ON, Collected.BOTH_WORDINGS),
    ChangeKind.LANGUAGE_ADDED: Meaning(_GOES_ON, Collected.COMPARABLE),
    ChangeKind.LANGUAGE_REMOVED: Meaning(_OWN, Collected.COMPARABLE),
    ChangeKind.LANGUAGE_ORDER: Meaning(_GOES_ON, Collected.UNTOUCHED),
    ChangeKind.OPTION_ADDED: Meaning(_BELOW, Collected.NEW),
    ChangeKind.OPTION_REMOVED: Meaning(_OWN, Collected.KEPT),
    ChangeKind.ROW_ADDED: Meaning(_BELOW, Collected.NEW),
    ChangeKind.ROW_REMOVED: Meaning(_OWN, Collected.KEPT),
    ChangeKind.QUESTION_ADDED: Meaning(_NEXT, Collected.EMPTY_BEFORE),
    ChangeKind.QUESTION_REMOVED: Meaning(_OWN, Collected.KEPT),
    ChangeKind.END_ADDED: Meaning(_BELOW, Collected.ROUTES_DIFFER),
    ChangeKind.END_REMOVED: Meaning(_OWN, Collected.ROUTES_DIFFER),
    ChangeKind.CONDITION_REWRITTEN: Meaning(_GOES_ON, Collected.UNTOUCHED),
    ChangeKind.CONDITION_CHANGED: Meaning(_OWN, Collected.ROUTES_DIFFER),
    ChangeKind.RANGE_WIDENED: Meaning(_GOES_ON, Collected.COMPARABLE),
    ChangeKind.RANGE_NARROWED: Meaning(_OWN, Collected.OUTSIDE),
    ChangeKind.MAX_CHOICES_UP: Meaning(_GOES_ON, Collected.COMPARABLE),
    ChangeKind.MAX_CHOICES_DOWN: Meaning(_OWN, Collected.OUTSIDE),
    ChangeKind.NONRESPONSE_ALLOWED: Meaning(_GOES_ON, Collected.COMPARABLE),
    ChangeKind.NONRESPONSE_FORBIDDEN: Meaning(_OWN, Collected.OUTSIDE),
    ChangeKind.CODE_CHANGED: Meaning(_REFUSED, Collected.MIXES),
    ChangeKind.NAME_CHANGED: Meaning(_REFUSED, Collected.MIXES),
    ChangeKind.TYPE_CHANGED: Meaning(_REFUSED, Collected.MIXES),
    ChangeKind.NUMBER_CHANGED: Meaning(_REFUSED, Collected.MIXES),
    ChangeKind.ID_REUSED: Meaning(_REFUSED, Collected.MIXES),
    ChangeKind.ORDER_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.PARTS_REORDERED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.CHECK_ADDED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.CHECK_REMOVED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.CHECK_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.RANDOMISE_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.READ_OPTIONS_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.PERSONAL_CHANGED: Meaning(_OWN, Collected.KEPT),
    ChangeKind.DISPOSITION_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.PROPERTY_CHANGED: Meaning(_OWN, Collected.ASKED_OTHERWISE),
    ChangeKind.SAMPLE_FIELD_ADDED: Meaning(_GOES_ON, Collected.EMPTY_BEFORE),
    ChangeKind.SAMPLE_FIELD_REMOVED: Meaning(_OWN, Collected.KEPT),
    ChangeKind.SAMPLE_FIELD_REQUIRED: Meaning(_OWN, Collected.COMPARABLE),
    ChangeKind.SAMPLE_FIELD_CHANGED: Meaning(_GOES_ON, Collected.COMPARABLE),
    ChangeKind.FILL_CHANGED: Meaning(_GOES_ON, Collected.BOTH_WORDINGS),
}
"""The table of versions. What it does not name as safe is not safe."""


@dataclass(frozen=True)
class Change:
    """One change. `question` is an item's id, `sample.NAME`, `{fill}`, or empty for the study as a whole.

    `field` is the key in the file, `part` the option, row, check or status concerned. `order` is the item's place
    in the old list; what is added stands before the old item at that place, and -1 is above all items.
    """

    kind: ChangeKind
    question: str
    order: int
    field: str = ""
    part: str = ""
    code: int | None = None
    language: str = ""
    old: str = ""
    new: str = ""

    @property
    def meaning(self) -> Meaning:
        """What it means for interviews in progress and for collected data."""
        return MEANINGS[self.kind]

    @property
    def effect(self) -> Effect:
        """What may be done with it in mid-field."""
        return self.meaning.effect


@dataclass(frozen=True)
class Point:
    """How far an interview has come in the old version: the place of the item it has reached.

    `given` are the questions with an answer of any kind: on or off the path, whole or in part.
    """

    order: int
    given: AbstractSet[str] = field(default_factory=frozenset)


def safe_for(found: Iterable[Change], point: Point) -> bool:
    """Whether an interview at this point can move on to the new version with all its answers."""
    return all(is_safe_at(change, point) for change in found)


def is_safe_at(change: Change, point: Point) -> bool:
    """Whether one change is safe for an interview at this point."""
    if change.meaning.in_progress is not InProgress.BELOW:
        return change.effect is Effect.SAFE
    if change.kind is ChangeKind.END_ADDED:
        return change.order > point.order
    return change.order >= point.order and change.question not in point.given
