"""An answer as it is written in a scenario, read by the type of its question."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

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
from cati.questionnaire.model import (
    AppointmentQuestion,
    DateQuestion,
    EmailQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    Option,
    PhoneQuestion,
    Question,
    Questionnaire,
    SingleQuestion,
    Statement,
    TimeQuestion,
)
from cati.questionnaire.names_given import names_given
from cati.questionnaire.partial_dates import precision_of, read_date
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.problems import Term
from cati.questionnaire.routing import routing
from cati.questionnaire.steps import FilePlace
from cati.questionnaire.validity import Invalid

STATUSES: Mapping[str, DontKnow | Refused] = {"dont_know": DontKnow(), "refused": Refused()}
APPOINTED = ("date", "time", "firm", "name", "position", "phone", "note")
READ = "read"
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
"""Good enough for a made-up address: the validator of the interview takes 50 ms to import, at each start."""

Moment = TypeVar("Moment", date, time)


class Misgiven(NamedTuple):
    """Why a written answer is none: a word of the catalogue, where it stands below its key, and its places."""

    word: str
    within: FilePlace
    places: dict[str, object]


class Chosen(NamedTuple):
    """An option, and the text typed with it."""

    option: Option
    text: str | None


class AskedAnew(NamedTuple):
    """Every option chosen so far only had the question asked again: there is no answer yet."""


@dataclass(frozen=True)
class Given:
    """Reads what stands at one question; `before` is its answer before this one."""

    questionnaire: Questionnaire
    question: Question
    before: Answer | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """The options of the question."""
        return routing(self.questionnaire).routes[self.question.id].options

    def misgiven(self, found: object, *within: str | int, wanted: str = "") -> Misgiven:
        """That this cannot be an answer, with what can."""
        said = found if isinstance(found, str) else "[…]" if isinstance(found, list) else "{…}"
        kind = wanted or getattr(self.question, "type", "")
        if isinstance(self.question, DateQuestion) and self.question.precision != "day":
            kind = self.question.precision
        places: dict[str, object] = {
            "name": self.question.id,
            "found": said,
            "wanted": Term(f"problems.terms.wanted.{kind}"),
        }
        return Misgiven("C603.form", within, places)

    def read(self, raw: object) -> Answer | AskedAnew | Misgiven:
        """The answer that is written, not yet held against its question."""
        if isinstance(raw, str) and raw in STATUSES:
            return self.status(STATUSES[raw])
        match self.question:
            case SingleQuestion():
                return self.askings(raw) if isinstance(raw, list) else self.choice(raw)
            case MultiQuestion():
                return self.choices(self.question, raw)
            case GridQuestion():
                return self.grid(self.question, raw)
            case AppointmentQuestion():
                return self.appointment(raw)
            case NamesQuestion():
                return self.names(raw)
            case _:
                return self.typed(raw) if isinstance(raw, str) else self.misgiven(raw)

    def status(self, status: DontKnow | Refused) -> Answer:
        """Don't know or refused; at a grid in every row."""
        if isinstance(self.question, GridQuestion):
            return GridRows(rows={row.name: status for row in self.question.rows})
        return status

    def chosen(self, raw: object, *within: str | int) -> Chosen | Misgiven:
        """An option by name or code; `{other: text}` where it wants a text."""
        text: str | None = None
        if isinstance(raw, dict) and len(raw) == 1:
            raw, text = next(iter(raw.items()))
        if not isinstance(raw, str) or not (text is None or isinstance(text, str)):
            return self.misgiven(raw, *within)
        option = next((option for option in self.options if raw in (option.name, str(option.code))), None)
        if option is not None:
            return Chosen(option, text)
        known = ", ".join(f"{option.code} {option.name}" for option in self.options)
        return Misgiven("C603.option", within, {"name": self.question.id, "found": raw, "options": known})

    def choice(self, raw: object, *within: str | int) -> Choice | AskedAnew | Misgiven:
        """One option; one that is marked `ask_again` is never the answer."""
        found = self.chosen(raw, *within)
        if isinstance(found, Misgiven):
            return found
        return AskedAnew() if found.option.ask_again else Choice(option=found.option.name, other=found.text)

    def askings(self, raw: list[object]) -> Choice | AskedAnew | Misgiven:
        """One option for each time the question is asked."""
        found: Choice | AskedAnew | Misgiven = AskedAnew()
        for number, each in enumerate(raw):
            if isinstance(found, Choice):
                return self.misgiven(raw[number - 1], number - 1, wanted="askings")
            found = self.choice(each, number)
            if isinstance(found, Misgiven):
                return found
        return found

    def choices(self, question: MultiQuestion, raw: object) -> Choices | Misgiven:
        """A set of options; where they are read one by one, all others got a no."""
        found = [self.chosen(each, number) for number, each in enumerate(raw)] if isinstance(raw, list) else []
        if not isinstance(raw, list):
            return self.misgiven(raw)
        wrong = next((each for each in found if isinstance(each, Misgiven)), None)
        if wrong is not None:
            return wrong
        texts = {each.option.name: each.text for each in found if isinstance(each, Chosen)}
        declined: tuple[str, ...] = ()
        if question.read_options == "each":
            read = (option for option in self.options if option.read is not False)
            declined = tuple(option.name for option in read if option.name not in texts)
        names = tuple(option.name for option in self.options if option.name in texts)
        return Choices(options=names, declined=declined, other=next(filter(None, texts.values()), None))

    def grid(self, question: GridQuestion, raw: object) -> GridRows | Misgiven:
        """An option or a status for each row."""
        if not isinstance(raw, dict):
            return self.misgiven(raw)
        rows: dict[str, Choice | DontKnow | Refused] = {}
        for row, each in raw.items():
            found = STATUSES[each] if isinstance(each, str) and each in STATUSES else self.choice(each, row)
            if isinstance(found, (Misgiven, AskedAnew)):
                return found if isinstance(found, Misgiven) else self.misgiven(each, row)
            rows[row] = found
        unknown = next((row for row in rows if row not in {known.name for known in question.rows}), None)
        if unknown is None:
            return GridRows(rows=rows)
        known = ", ".join(row.name for row in question.rows)
        return Misgiven("C603.row", (unknown,), {"name": question.id, "found": unknown, "rows": known})

    def names(self, raw: object) -> Names | Misgiven:
        """Names in a list."""
        if not isinstance(raw, list) or not all(isinstance(each, str) for each in raw):
            return self.misgiven(raw)
        return names_given(raw, self.before if isinstance(self.before, Names) else None)

    def appointment(self, raw: object) -> Appointment | Misgiven:
        """A day and a time in the study's zone, and what more was agreed."""
        if not isinstance(raw, dict) or not set(raw) <= set(APPOINTED) or not {"date", "time"} <= set(raw):
            return self.misgiven(raw)
        values = {key: str(value) for key, value in raw.items()}
        day, clock = moment(date, values["date"]), moment(time, values["time"])
        if day is None or clock is None or values.get("firm", "true") not in ("true", "false"):
            return self.misgiven(raw)
        zone = self.questionnaire.study.timezone
        wall = datetime.combine(day, clock)
        return Appointment(
            at=wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC),
            wall=wall,
            timezone=zone,
            firm=values.get("firm") != "false",
            **{name: values[name] for name in APPOINTED[3:] if name in values},
        )

    def typed(self, raw: str) -> Answer | Misgiven:
        """What is typed as one line."""
        found = self.as_typed(raw)
        return self.misgiven(raw) if found is None else found

    def as_typed(self, raw: str) -> Answer | None:
        """The value of a typed line, or None if it is none of its type."""
        match self.question:
            case Statement():
                return Read() if raw == READ else None
            case NumberQuestion():
                number = decimal(raw)
                return None if number is None else Quantity(value=number)
            case DateQuestion():
                return day_of(self.question, raw)
            case TimeQuestion():
                clock = moment(time, raw)
                return None if clock is None else Clock(value=clock)
            case EmailQuestion():
                return Words(value=raw) if EMAIL.fullmatch(raw) else None
            case PhoneQuestion():
                number_called = read_phone(raw, self.questionnaire.study.phone_region)
                return None if isinstance(number_called, Invalid) else Words(value=number_called)
            case _:
                return Words(value=raw)


def decimal(text: str) -> Decimal | None:
    """The number that is written, or None."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def day_of(question: DateQuestion, text: str) -> Day | None:
    """The date that is written, with as much of it as the question asks; or None."""
    try:
        found = read_date(text)
    except ValueError:
        return None
    return Day(value=found) if precision_of(found) == question.precision else None


def moment(kind: type[Moment], text: str) -> Moment | None:
    """The day or time that is written as YYYY-MM-DD or HH:MM, or None."""
    try:
        return kind.fromisoformat(text)
    except ValueError:
        return None
