"""Whether an answer is valid at its question now: one rule for the path, the screens and the export."""

from typing import NamedTuple, assert_never

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
    SingleQuestion,
    Statement,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.names_given import LONGEST_NAME
from cati.questionnaire.partial_dates import precision_of


class Invalid(NamedTuple):
    """Why an answer cannot stand: a word of the catalogue and its places."""

    word: str
    places: dict[str, object]


def invalid(word: str, **places: object) -> Invalid:
    """The reason, by the last part of its word in `answers.toml`."""
    return Invalid(f"answers.{word}", places)


def why_invalid(question: Question, offered: tuple[Option, ...], answer: Answer) -> Invalid | None:
    """Why the answer is not valid for the question with these options offered; None if it is."""
    if isinstance(answer, (DontKnow, Refused)):
        return None if allows(question, answer) else invalid(f"no_{answer.kind}")
    match question, answer:
        case SingleQuestion(), Choice():
            return choice_fault(offered, answer)
        case MultiQuestion(), Choices():
            return choices_fault(question, offered, answer)
        case NumberQuestion(), Quantity():
            return quantity_fault(question, answer)
        case NamesQuestion(), Names():
            return names_fault(question, answer)
        case TextQuestion(), Words():
            return words_fault(question, answer)
        case DateQuestion() | TimeQuestion(), Day() | Clock():
            return moment_fault(question, answer)
        case GridQuestion(), GridRows():
            return grid_fault(question, offered, answer)
        case (
            (EmailQuestion() | PhoneQuestion(), Words())
            | (Statement(), Read())
            | (AppointmentQuestion(), Appointment())
        ):
            return None
        case _:
            return invalid("other_type")


def allows(question: Question, status: DontKnow | Refused) -> bool:
    """Whether the question takes don't know, or refused. A grid takes them row by row only."""
    return question.nonresponse in ("both", status.kind)


def choice_fault(offered: tuple[Option, ...], answer: Choice) -> Invalid | None:
    """One option: offered, and its text given if it wants one."""
    option = named(offered, answer.option)
    if option is None or option.ask_again:
        return invalid("not_offered", option=answer.option)
    return other_fault(wanted=option.other, text=answer.other)


def other_fault(*, wanted: bool, text: str | None) -> Invalid | None:
    """The compulsory text of an `other` option."""
    if wanted:
        return None if text is not None and text.strip() else invalid("other_missing")
    return None if text is None else invalid("other_unwanted")


def choices_fault(question: MultiQuestion, offered: tuple[Option, ...], answer: Choices) -> Invalid | None:
    """A set of options: each offered, exclusive ones alone, as many as wanted, all read if read one by one."""
    chosen = [named(offered, name) for name in answer.options]
    if None in chosen or len(set(answer.options)) != len(answer.options) or set(answer.options) & set(answer.declined):
        return invalid("not_offered", option=", ".join(answer.options))
    options = [option for option in chosen if option is not None]
    alone = next((option for option in options if option.exclusive), None)
    if alone is not None and len(options) > 1:
        return invalid("exclusive", option=alone.name)
    if question.read_options == "each":
        unread = [
            option.name for option in read_each(offered) if option.name not in {*answer.options, *answer.declined}
        ]
        if unread:
            return invalid("rows_open", count=len(unread), rows=", ".join(unread))
    if question.max_choices is not None and len(options) > question.max_choices:
        return invalid("too_many", max=question.max_choices)
    if len(options) < question.min_choices and alone is None:
        return invalid("too_few", min=question.min_choices)
    return other_fault(wanted=any(option.other for option in options), text=answer.other)


def read_each(offered: tuple[Option, ...]) -> tuple[Option, ...]:
    """The options that are read one by one."""
    return tuple(option for option in offered if option.read is not False)


def quantity_fault(question: NumberQuestion, answer: Quantity) -> Invalid | None:
    """A number in range, with no more decimals than asked."""
    exponent = answer.value.normalize().as_tuple().exponent
    if not isinstance(exponent, int) or -exponent > question.decimals:
        return invalid("decimals" if question.decimals else "range", min=question.min, max=question.max)
    if not question.min <= answer.value <= question.max:
        return invalid("decimals" if question.decimals else "range", min=question.min, max=question.max)
    return None


def words_fault(question: TextQuestion, answer: Words) -> Invalid | None:
    """Text that is not blank and not too long."""
    if not answer.value.strip():
        return invalid("blank")
    return invalid("too_long", max=question.max_length) if len(answer.value) > question.max_length else None


def names_fault(question: NamesQuestion, answer: Names) -> Invalid | None:
    """Enough names and not too many, none of them empty or given twice."""
    if any(not each.name.strip() for each in answer.given):
        return invalid("name_empty")
    if any(len(each.name) > LONGEST_NAME for each in answer.given):
        return invalid("name_too_long", max=LONGEST_NAME)
    items = [each.item for each in answer.given]
    twice = next((each.name for place, each in enumerate(answer.given) if each.item in items[:place]), None)
    if twice is not None:
        return invalid("name_twice", name=twice)
    if len(items) > question.max_names:
        return invalid("too_many_names", max=question.max_names)
    return invalid("too_few_names", min=question.min_names) if len(items) < question.min_names else None


def moment_fault(question: DateQuestion | TimeQuestion, answer: Day | Clock) -> Invalid | None:
    """A day or time in range."""
    if isinstance(question, DateQuestion) != isinstance(answer, Day):
        return invalid("other_type")
    if isinstance(question, DateQuestion) and not has_precision(question, answer):
        return invalid("other_type")
    least, most = str(question.min or ""), str(question.max or "~")
    within = least <= str(answer.value) <= most
    return None if within else invalid("moment_range", min=question.min or "…", max=question.max or "…")


def has_precision(question: DateQuestion, answer: Day | Clock) -> bool:
    """Whether a date says as much as is asked, and no more."""
    return isinstance(answer, Day) and precision_of(answer.value) == question.precision


def grid_fault(question: GridQuestion, offered: tuple[Option, ...], answer: GridRows) -> Invalid | None:
    """Every row answered with an offered option or an allowed status, and no other row."""
    for row, given in answer.rows.items():
        if row not in {known.name for known in question.rows}:
            return invalid("not_offered", option=row)
        fault = row_fault(question, offered, given)
        if fault is not None:
            return fault
    unread = [row.name for row in question.rows if row.name not in answer.rows]
    return invalid("rows_open", count=len(unread), rows=", ".join(unread)) if unread else None


def row_fault(
    question: GridQuestion, offered: tuple[Option, ...], given: Choice | DontKnow | Refused
) -> Invalid | None:
    """The answer at one row."""
    match given:
        case DontKnow() | Refused():
            return None if allows(question, given) else invalid(f"no_{given.kind}")
        case Choice():
            return choice_fault(offered, given)
        case _:
            assert_never(given)


def named(options: tuple[Option, ...], name: str) -> Option | None:
    """The option of this name."""
    return next((option for option in options if option.name == name), None)
