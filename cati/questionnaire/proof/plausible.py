"""An answer to a question: as an example wishes, else the first that is offered."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import ROUND_CEILING, Decimal

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
from cati.questionnaire.conditions.tree import Status
from cati.questionnaire.model import (
    AnyItem,
    AppointmentQuestion,
    DateQuestion,
    EmailQuestion,
    GridQuestion,
    MultiQuestion,
    NamesQuestion,
    NumberQuestion,
    PhoneQuestion,
    SingleQuestion,
    Statement,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.names_given import names_given
from cati.questionnaire.partial_dates import CalendarDate, Moment, PartialDate, at_precision, neighbour, ordinal
from cati.questionnaire.path import Stop
from cati.questionnaire.proof.ground import Value, Variable
from cati.questionnaire.validity import named, read_each

WORD = "…"
EMAIL = "name@example.org"
PHONE = "+3250000000"
MOMENT = datetime(2026, 11, 25, 13, 30, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)
STATUSES: dict[Status, DontKnow | Refused] = {Status.DONT_KNOW: DontKnow(), Status.REFUSED: Refused()}


@dataclass
class Wishes:
    """What an example decides: single values by cell (`V2`, `V6.a`), the options of a multi by answer key.

    `all_values` holds for each decided cell the values that conditions tell apart.
    """

    values: dict[str, Value] = field(default_factory=dict)
    chosen: dict[str, dict[str, bool]] = field(default_factory=dict)
    all_values: dict[str, tuple[Value, ...]] = field(default_factory=dict)

    def decide(self, variable: Variable, place: int) -> None:
        """Take over what a variable is in the example."""
        value = variable.values[place]
        if variable.option is not None:
            self.chosen.setdefault(variable.name, {})[variable.option] = value is True
        else:
            self.values[variable.name] = value
            self.all_values[variable.name] = variable.values

    def with_forced(self, forced: "Wishes") -> "Wishes":
        """The same, with some wishes that stand above the example."""
        chosen = {key: {**self.chosen.get(key, {}), **options} for key, options in forced.chosen.items()}
        return Wishes({**self.values, **forced.values}, {**self.chosen, **chosen}, self.all_values)

    def others(self, cell: str) -> tuple[Value, ...]:
        """The values that a cell must differ from where it is only said to be given."""
        return self.all_values.get(cell, ())


def answer_to(stop: Stop, wishes: Wishes) -> Answer | None:
    """The answer at a stop, or None if nothing can be answered there."""
    item, key = stop.route.item, stop.key
    wish = wishes.values.get(key)
    if isinstance(item, GridQuestion):
        rows = {row.name: choice(stop, wishes.values.get(f"{key}.{row.name}", wish)) for row in item.rows}
        return GridRows(rows={row: given for row, given in rows.items() if given is not None})
    if isinstance(wish, Status):
        return STATUSES[wish]
    match item:
        case SingleQuestion():
            return choice(stop, wish)
        case MultiQuestion():
            return choices(item, stop, wishes.chosen.get(key, {}))
        case NumberQuestion():
            return Quantity(value=wish if isinstance(wish, Decimal) else least_of(item))
        case NamesQuestion():
            return some_names(int(wish) if isinstance(wish, Decimal) else item.min_names)
        case DateQuestion() | TimeQuestion():
            return moment(item, wish, wishes.others(key))
        case _:
            return plain(item)


def plain(item: AnyItem) -> Answer | None:
    """An answer of which conditions see only that it was given."""
    match item:
        case TextQuestion():
            return Words(value=WORD)
        case EmailQuestion():
            return Words(value=EMAIL)
        case PhoneQuestion():
            return Words(value=PHONE)
        case Statement():
            return Read()
        case AppointmentQuestion():
            return Appointment(at=MOMENT, wall=MOMENT.replace(tzinfo=None), timezone="UTC", name=WORD, phone=PHONE)
        case _:
            return None


def moment(item: DateQuestion | TimeQuestion, wish: Value | None, others: tuple[Value, ...]) -> Day | Clock | None:
    """The wished day or time, or the first other one in range."""
    if isinstance(wish, (date, PartialDate, time)):
        return Clock(value=wish) if isinstance(wish, time) else Day(value=wish)
    found = next((moment for moment in moments(item) if moment not in others), None)
    if found is None:
        return None
    return Clock(value=found) if isinstance(found, time) else Day(value=found)


def choice(stop: Stop, wish: Value | None) -> Choice | DontKnow | Refused | None:
    """The wished option or status, else the first option that can be given, else a status."""
    if isinstance(wish, Status):
        return STATUSES[wish]
    option = named(stop.offered, wish) if isinstance(wish, str) else None
    option = option or next((option for option in stop.offered if not option.ask_again), None)
    if option is not None:
        return Choice(option=option.name, other=WORD if option.other else None)
    return next((STATUSES[status] for status in allowed(stop)), None)


def allowed(stop: Stop) -> Iterator[Status]:
    """The statuses a question takes."""
    question = stop.question
    for status in Status:
        if question is not None and question.nonresponse in ("both", status.value):
            yield status


def choices(item: MultiQuestion, stop: Stop, wished: dict[str, bool]) -> Answer | None:
    """The wished options, and as many more as are wanted."""
    offered = [option for option in stop.offered if not option.ask_again]
    taken = [option for option in offered if wished.get(option.name)]
    more = [option for option in offered if option not in taken and not option.exclusive]
    more.sort(key=lambda option: option.name in wished)
    if not any(option.exclusive for option in taken):
        taken += more[: max(0, item.min_choices - len(taken))]
        if len(taken) < item.min_choices:
            taken = [option for option in offered if option.exclusive][:1]
    if not taken:
        return next((STATUSES[status] for status in allowed(stop)), None)
    names = [option.name for option in offered if option in taken]
    declined = [option.name for option in read_each(stop.offered) if option not in taken]
    other = WORD if any(option.other for option in taken) else None
    declined = declined if item.read_options == "each" else []
    return Choices(options=tuple(names), declined=tuple(declined), other=other)


def least_of(item: NumberQuestion) -> Decimal:
    """The smallest number in range."""
    return item.min.quantize(Decimal(1).scaleb(-item.decimals), ROUND_CEILING)


def some_names(count: int) -> Names:
    """So many names."""
    return names_given((WORD * place for place in range(1, count + 1)), None)


def moments(item: DateQuestion | TimeQuestion) -> Iterator[Moment]:
    """The days or times in range."""
    return days(item) if isinstance(item, DateQuestion) else times(item)


def days(item: DateQuestion) -> Iterator[CalendarDate]:
    """The days, months or years in range, from the first, or from one of our own."""
    own = at_precision(FIRST_DAY, item.precision)
    day: Moment | None = item.min or min(own, item.max or own, key=ordinal)
    while day is not None and not isinstance(day, time) and (item.max is None or ordinal(day) <= ordinal(item.max)):
        yield day
        day = neighbour(day, 1)


def times(item: TimeQuestion) -> Iterator[time]:
    """The times in range, minute by minute."""
    for minute in range(24 * 60):
        clock = time(minute // 60, minute % 60)
        if (item.min or time.min) <= clock <= (item.max or time.max):
            yield clock
