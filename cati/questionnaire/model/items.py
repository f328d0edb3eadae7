"""Every line of the list: questions, what is computed, ends, and the sections around them."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Discriminator, Field, Tag

from cati.questionnaire.answer import Frozen
from cati.questionnaire.model.names import ItemId, Line, Name, Number, Wording
from cati.questionnaire.model.parts import Check, Option
from cati.questionnaire.model.questions import (
    AnyQuestion,
    AppointmentQuestion,
    DateQuestion,
    EmailQuestion,
    GridQuestion,
    Item,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    PhoneQuestion,
    SingleQuestion,
    Statement,
    TextQuestion,
    TimeQuestion,
)


class DerivedCase(Frozen):
    """One case of a derived item: the first true one gives the value."""

    if_: Annotated[Line, Field(alias="if")]
    value: Line


class DerivedItem(Item):
    """A value computed from the answers; it has no screen."""

    type: Literal["derived"]
    options: tuple[Option, ...] = ()
    cases: tuple[DerivedCase, ...] = ()
    value: Line | None = None
    min: Number | None = None
    max: Number | None = None
    checks: tuple[Check, ...] = ()
    for_each: ItemId | None = None
    as_: Annotated[Name | None, Field(alias="as")] = None


def one_or_more(value: object) -> object:
    """A single name where a list may stand."""
    return (value,) if isinstance(value, str) else value


class EndItem(Item):
    """The interview ends here, with a disposition or one the interviewer chooses from a list."""

    type: Literal["end"]
    disposition: Annotated[tuple[Name, ...], BeforeValidator(one_or_more), Field(min_length=1)]
    text: Wording


AnyItem = AnyQuestion | DerivedItem | EndItem
ITEM_TYPES = tuple(kind.model_fields["type"].annotation.__args__[0] for kind in get_args(AnyItem))


class Section(Frozen):
    """A heading, and a condition or roster shared by its items."""

    section: Name
    title: Wording
    ask_if: Line | None = None
    for_each: ItemId | None = None
    as_: Annotated[Name | None, Field(alias="as")] = None
    questions: "Annotated[tuple[Entry, ...], Field(min_length=1)]"


def kind_of_entry(value: object) -> str:
    """Sections are told from items by their key, items from each other by their type."""
    if isinstance(value, dict):
        return "section" if "section" in value else str(value.get("type", ""))
    return "section" if isinstance(value, Section) else str(getattr(value, "type", ""))


Entry = Annotated[
    Annotated[Section, Tag("section")]
    | Annotated[SingleQuestion, Tag("single")]
    | Annotated[MultiQuestion, Tag("multi")]
    | Annotated[NumberQuestion, Tag("number")]
    | Annotated[TextQuestion, Tag("text")]
    | Annotated[NamesQuestion, Tag("names")]
    | Annotated[DateQuestion, Tag("date")]
    | Annotated[TimeQuestion, Tag("time")]
    | Annotated[EmailQuestion, Tag("email")]
    | Annotated[PhoneQuestion, Tag("phone")]
    | Annotated[GridQuestion, Tag("grid")]
    | Annotated[Statement, Tag("statement")]
    | Annotated[AppointmentQuestion, Tag("appointment")]
    | Annotated[DerivedItem, Tag("derived")]
    | Annotated[EndItem, Tag("end")],
    Discriminator(kind_of_entry),
]
Section.model_rebuild()
