"""What items are made of: options, rows, checks, and the texts an interviewer may read."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from cati.questionnaire.answer import Frozen
from cati.questionnaire.model.names import Code, ItemId, Line, Name, Wording
from cati.questionnaire.scalars import Flag


class Option(Frozen):
    """A response option: the code is exported, the name is for conditions, the label for people."""

    code: Code
    name: Name
    label: Wording
    exclusive: Flag = False
    other: Flag = False
    read: Flag | None = None
    ask_again: Flag = False
    show_if: Line | None = None


class Row(Frozen):
    """A row of a grid."""

    name: Name
    label: Wording


class SampleField(Frozen):
    """A sample variable that fills and conditions may use."""

    type: Literal["text", "integer", "choice", "date", "phone", "email"]
    required: Flag = False
    personal: Flag = False
    export: Flag = False
    options: tuple[Option, ...] = ()


def kind_of_constant(value: object) -> str:
    """A constant is one value, or a set of them."""
    return "set" if isinstance(value, (list, tuple)) else "value"


ConstantValue = Annotated[
    Annotated[Line, Tag("value")] | Annotated[tuple[Line, ...], Field(min_length=1), Tag("set")],
    Discriminator(kind_of_constant),
]
"""What is written there: where the name of the constant stands, it is read as if it stood there itself."""


class FillCase(Frozen):
    """One case of a named fill; the last one has no condition."""

    if_: Annotated[Line | None, Field(alias="if")] = None
    text: Wording


class Probe(Frozen):
    """A neutral probe the interviewer may read."""

    say: Wording


class Objection(Frozen):
    """What is said, what to answer, and the disposition it may lead to."""

    said: Wording
    say: Wording
    leads_to: Name | None = None


class OnRequest(Frozen):
    """A text read only when the respondent asks for it."""

    said: Wording
    say: Wording


class Check(Frozen):
    """A soft check may be confirmed; a hard check does not let the answer pass."""

    id: ItemId
    level: Literal["soft", "hard"]
    fails_if: Line
    text: Wording
    correct: tuple[ItemId, ...] = ()
