"""The parts of a question's body, in the order in which they stand."""

from dataclasses import dataclass
from typing import Literal

from textual.content import Content

NOTHING = Content("")


@dataclass(frozen=True)
class Field:
    """Where something is typed: a line with its label and what may be typed, or an area with a counter.

    `name` tells one field from another: a field that stays keeps what was typed.
    """

    name: str
    kind: Literal["line", "area"]
    text: str
    label: Content = NOTHING
    hint: Content = NOTHING
    limit: int = 0
    is_among_options: bool = False


@dataclass(frozen=True)
class Body:
    """What stands above the field, the field if there is one, and what stands below it."""

    top: Content
    field: Field | None = None
    bottom: Content = NOTHING
