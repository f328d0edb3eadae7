"""What is put to somebody: one model a type of question."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag

from cati.questionnaire.answer import Frozen
from cati.questionnaire.model.names import MOST_ITEMS, DateScalar, ItemId, Line, Name, Number, TimeScalar, Wording
from cati.questionnaire.model.parts import Check, OnRequest, Option, Probe, Row
from cati.questionnaire.partial_dates import Precision
from cati.questionnaire.scalars import Flag, Whole


class Item(Frozen):
    """What every line of the instrument has."""

    id: ItemId
    ask_if: Line | None = None


class Question(Item):
    """What every question has."""

    number: Annotated[Whole, Field(ge=1)] | None = None
    part_of: Annotated[Whole, Field(ge=1)] | None = None
    intro: Wording | None = None
    text: Wording
    short_text: Wording | None = None
    instruction: Wording | None = None
    must_read: Flag = False
    on_request: tuple[OnRequest, ...] = ()
    probes: tuple[Probe, ...] = ()
    nonresponse: Literal["both", "dont_know", "refused", "none"] = "both"
    personal: Flag = False
    checks: tuple[Check, ...] = ()
    for_each: ItemId | None = None
    as_: Annotated[Name | None, Field(alias="as")] = None


def kind_of_order(value: object) -> str:
    """Either all options change places, or the ones that are named."""
    return "names" if isinstance(value, (list, tuple)) else "flag"


Shuffled = Annotated[
    Annotated[Flag, Tag("flag")] | Annotated[tuple[Name, ...], Tag("names")],
    Discriminator(kind_of_order),
]


class Closed(Question):
    """What questions with response options have."""

    options: tuple[Option, ...] = ()
    read_options: Literal["none", "all", "each"] = "none"
    randomise: Shuffled = False


class SingleQuestion(Closed):
    """One option; `search` has a long list found by typing."""

    type: Literal["single"]
    options_from: ItemId | None = None
    search: Flag = False


class MultiQuestion(Closed):
    """A set of options; `read_options: each` reads them one by one, a yes or no for each."""

    type: Literal["multi"]
    options_from: ItemId | None = None
    min_choices: Annotated[Whole, Field(ge=1)] = 1
    max_choices: Annotated[Whole, Field(ge=1)] | None = None


class NumberQuestion(Question):
    """A number within a range."""

    type: Literal["number"]
    min: Number
    max: Number
    decimals: Annotated[Whole, Field(ge=0, le=6)] = 0
    unit: Wording | None = None


class TextQuestion(Question):
    """Text, word for word."""

    type: Literal["text"]
    max_length: Annotated[Whole, Field(ge=1, le=100_000)] = 1000


class NamesQuestion(Question):
    """Names that the respondent gives, one by one: a roster can be repeated for each."""

    type: Literal["names"]
    min_names: Annotated[Whole, Field(ge=0)] = 1
    max_names: Annotated[Whole, Field(ge=1, le=MOST_ITEMS)]


class DateQuestion(Question):
    """A calendar day, or only its month or its year."""

    type: Literal["date"]
    precision: Precision = "day"
    min: DateScalar | None = None
    max: DateScalar | None = None


class TimeQuestion(Question):
    """A local time of day."""

    type: Literal["time"]
    min: TimeScalar | None = None
    max: TimeScalar | None = None


class EmailQuestion(Question):
    """An e-mail address, kept apart from the answers."""

    type: Literal["email"]
    personal: Flag = True


class PhoneQuestion(Question):
    """A phone number, kept apart from the answers."""

    type: Literal["phone"]
    personal: Flag = True


class GridQuestion(Closed):
    """One option for each row."""

    type: Literal["grid"]
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]


class Statement(Question):
    """A text read aloud."""

    type: Literal["statement"]
    nonresponse: Literal["none"] = "none"


class AppointmentQuestion(Question):
    """When to call back, whom, on which number."""

    type: Literal["appointment"]
    personal: Flag = True
    nonresponse: Literal["none"] = "none"


AnyQuestion = (
    SingleQuestion
    | MultiQuestion
    | NumberQuestion
    | TextQuestion
    | NamesQuestion
    | DateQuestion
    | TimeQuestion
    | EmailQuestion
    | PhoneQuestion
    | GridQuestion
    | Statement
    | AppointmentQuestion
)
