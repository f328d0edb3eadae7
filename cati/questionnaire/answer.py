"""What a respondent can have said: closed, tagged, never None.

An answer is one of these values; that a question was not asked or not reached is no answer, and is
never stored (law 4).
"""

from datetime import datetime, time
from decimal import Decimal
from typing import Annotated, Literal, NewType

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, TypeAdapter

from cati.questionnaire.partial_dates import CalendarDate, as_date

QuestionId = NewType("QuestionId", str)
AnswerKey = NewType("AnswerKey", str)
"""`V2`, or `V3A_EACH.suppliers` for one item of a roster."""


def answer_key(question: str, item: str | None = None) -> AnswerKey:
    """The key under which the answer to a question (of one roster item) is kept."""
    return AnswerKey(question if item is None else f"{question}.{item}")


def question_of(key: AnswerKey) -> QuestionId:
    """The question an answer key belongs to."""
    return QuestionId(key.partition(".")[0])


def item_of(key: AnswerKey) -> str | None:
    """The roster item of an answer key, or None outside a roster."""
    return key.partition(".")[2] or None


class Frozen(BaseModel):
    """A value that never changes and takes no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class DontKnow(Frozen):
    """The respondent does not know."""

    kind: Literal["dont_know"] = "dont_know"


class Refused(Frozen):
    """The respondent does not want to say."""

    kind: Literal["refused"] = "refused"


class Choice(Frozen):
    """One response option, by name; `other` is the compulsory text of an `other` option."""

    kind: Literal["choice"] = "choice"
    option: str
    other: str | None = None


class Choices(Frozen):
    """A set of response options, by name, in list order.

    `declined` holds the options that were read one by one and got a no; it is empty when the
    options were not read one by one.
    """

    kind: Literal["choices"] = "choices"
    options: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    other: str | None = None


class Quantity(Frozen):
    """A number, exact."""

    kind: Literal["number"] = "number"
    value: Decimal


class Words(Frozen):
    """Text as it was typed: an open answer, an e-mail address or an E.164 phone number."""

    kind: Literal["text"] = "text"
    value: str


class Named(Frozen):
    """One name, with the item under which the answers of its roster are kept: a whole number from 1."""

    item: str
    name: str


class Names(Frozen):
    """Names in the order in which they were first given.

    `gone` were taken back: their items are never another name's, and if the name returns, so do its answers.
    """

    kind: Literal["names"] = "names"
    given: tuple[Named, ...] = ()
    gone: tuple[Named, ...] = ()


class Day(Frozen):
    """A calendar day, or the month or year if no more is asked."""

    kind: Literal["date"] = "date"
    value: Annotated[CalendarDate, PlainValidator(as_date), PlainSerializer(str, when_used="json")]


class Clock(Frozen):
    """A local time of day."""

    kind: Literal["time"] = "time"
    value: time


RowAnswer = Annotated[Choice | DontKnow | Refused, Field(discriminator="kind")]


class GridRows(Frozen):
    """One answer per row of a grid, by row name; rows not yet asked are absent."""

    kind: Literal["grid"] = "grid"
    rows: dict[str, RowAnswer] = Field(default_factory=dict)


class Read(Frozen):
    """A statement that was read aloud."""

    kind: Literal["read"] = "read"


class Appointment(Frozen):
    """When and how to call back: an instant (aware UTC) and the wall time as it was spoken."""

    kind: Literal["appointment"] = "appointment"
    at: AwareDatetime
    wall: datetime
    timezone: str
    firm: bool = True
    name: str = ""
    position: str = ""
    phone: str = ""
    note: str = ""


Answer = Annotated[
    DontKnow | Refused | Choice | Choices | Quantity | Words | Names | Day | Clock | GridRows | Read | Appointment,
    Field(discriminator="kind"),
]
ANSWER: TypeAdapter[Answer] = TypeAdapter(Answer)
"""Reads an answer from JSON or plain data; built once, since building costs 300 times one use."""

Answers = dict[AnswerKey, Answer]
NONRESPONSE = (DontKnow, Refused)


class Draft(Frozen):
    """What has been typed or marked at a question but not yet given as its answer."""

    text: str = ""
    options: tuple[str, ...] = ()
    fields: dict[str, str] = Field(default_factory=dict)

    def is_empty(self) -> bool:
        """Whether there is nothing to keep."""
        return self == type(self)()
