"""The instrument as frozen data: the YAML file, every option list put in place, nothing else changed.

Every scalar of the file arrives as the text that stands there; the key decides its type, so `no`,
`0401234567` and `12:30` never change meaning. Conditions stay text here: `routing` compiles them.
"""

import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, RootModel, StringConstraints, Tag

from cati.questionnaire.answer import Frozen
from cati.questionnaire.fieldwork_rules import Fieldwork
from cati.questionnaire.scalars import Flag, Whole, read_as

QUESTION_ID = re.compile(r"[A-Z][A-Z0-9_]{0,23}")
NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")

ItemId = Annotated[str, StringConstraints(pattern=rf"^{QUESTION_ID.pattern}$")]
Name = Annotated[str, StringConstraints(pattern=rf"^{NAME.pattern}$")]
Line = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[Whole, Field(ge=0, le=9999)]
Number = Annotated[Decimal, BeforeValidator(read_as(Decimal, r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", "number"))]
DayScalar = Annotated[date, BeforeValidator(read_as(date.fromisoformat, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date"))]
TimeScalar = Annotated[time, BeforeValidator(read_as(time.fromisoformat, r"[0-9]{2}:[0-9]{2}(:00)?", "time"))]
"""With seconds as well, since the stored document of a version has them."""


class Text(RootModel[dict[str, str]]):
    """A text in the study's languages; one plain string means the same in all of them (key `""`)."""

    model_config = ConfigDict(frozen=True)

    def within(self, language: str) -> str:
        """The text in a language, or the one string for all, or nothing where a translation is missing."""
        return self.root.get(language, self.root.get("", ""))

    def every(self) -> tuple[tuple[str, str], ...]:
        """Each (language, text); the language is `""` where one string serves all."""
        return tuple(self.root.items())


def lifted(value: object) -> object:
    """A plain string as the text of all languages."""
    return {"": value} if isinstance(value, str) else value


Wording = Annotated[Text, BeforeValidator(lifted)]


class Privacy(Frozen):
    """Where a respondent turns to about their data."""

    url: Line
    email: Line


class Study(Frozen):
    """What the study is called, by whom and in which languages it is conducted."""

    title: Wording = Text({"": ""})
    agency: str = ""
    languages: Annotated[tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")], ...], Field(min_length=1)]
    timezone: str = "Europe/Brussels"
    phone_region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = "BE"
    privacy: Privacy | None = None


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
    """One option."""

    type: Literal["single"]
    options_from: ItemId | None = None


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


class DateQuestion(Question):
    """A calendar day."""

    type: Literal["date"]
    min: DayScalar | None = None
    max: DayScalar | None = None


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


AnyQuestion = (
    SingleQuestion
    | MultiQuestion
    | NumberQuestion
    | TextQuestion
    | DateQuestion
    | TimeQuestion
    | EmailQuestion
    | PhoneQuestion
    | GridQuestion
    | Statement
    | AppointmentQuestion
)
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


class Scenario(Frozen):
    """The editor's own test: answers, and the path they must take."""

    name: Line
    sample: dict[str, str] = Field(default_factory=dict)
    language: str | None = None
    answers: dict[str, object] = Field(default_factory=dict)
    then: dict[str, object] = Field(default_factory=dict)
    confirm: tuple[str, ...] = ()
    path: tuple[str, ...] = ()
    at: str | None = None
    ends: str | None = None


class Questionnaire(Frozen):
    """A whole instrument."""

    study: Study
    sample: dict[Name, SampleField] = Field(default_factory=dict)
    constants: dict[Name, ConstantValue] = Field(default_factory=dict)
    option_lists: dict[Name, tuple[Option, ...]] = Field(default_factory=dict)
    fills: dict[Name, Annotated[tuple[FillCase, ...], Field(min_length=1)]] = Field(default_factory=dict)
    questions: Annotated[tuple[Entry, ...], Field(min_length=1)]
    probes: tuple[Probe, ...] = ()
    objections: tuple[Objection, ...] = ()
    fieldwork: Fieldwork = Fieldwork()
    scenarios: tuple[Scenario, ...] = ()

    __hash__ = object.__hash__
