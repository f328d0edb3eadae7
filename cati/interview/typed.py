"""From a typed line to an answer, or the reason why not: one reader a kind of question."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from cati.interview.cleaning import clean
from cati.interview.clocks import read_bare_clock
from cati.interview.days import NoSuchDay, plain, read_day, read_month, read_year
from cati.interview.numbers import grouped, read_number
from cati.questionnaire.answer import Answer, Clock, Day, Words
from cati.questionnaire.email_address import read_email
from cati.questionnaire.model import (
    DateQuestion,
    EmailQuestion,
    NumberQuestion,
    PhoneQuestion,
    Question,
    TextQuestion,
    TimeQuestion,
)
from cati.questionnaire.partial_dates import CalendarDate, PartialDate, at_precision
from cati.questionnaire.phone_number import read_phone
from cati.questionnaire.validity import Invalid, invalid, why_invalid


def read_typed(question: Question, text: str, *, phone_region: str, today: date, language: str) -> Answer | Invalid:
    """The answer that was typed, valid at the question, or why it cannot stand, its places in the language."""
    cleaned = clean(text, one_line=not isinstance(question, TextQuestion))
    if isinstance(cleaned, Invalid):
        return cleaned
    answer = as_answer(question, cleaned, phone_region, today, language)
    fault = answer if isinstance(answer, Invalid) else why_invalid(question, (), answer)
    return answer if fault is None else Invalid(fault.word, for_people(fault.places, language))


def as_answer(question: Question, text: str, phone_region: str, today: date, language: str) -> Answer | Invalid:
    """The text read by the type of the question."""
    match question:
        case NumberQuestion():
            return read_number(question, text, language)
        case TextQuestion():
            return Words(value=text)
        case DateQuestion():
            return read_date_asked(question, plain(text), today, language)
        case TimeQuestion():
            clock = read_bare_clock(plain(text))
            return invalid("not_a_time") if clock is None else Clock(value=clock)
        case EmailQuestion():
            return as_words(read_email(text))
        case PhoneQuestion():
            return as_words(read_phone(text, phone_region))
        case _:
            return invalid("other_type")


def read_date_asked(question: DateQuestion, text: str, today: date, language: str) -> Day | Invalid:
    """A date, or as much of it as is asked; what is typed beyond that is left out."""
    whole = as_day(read_day(text, today), language)
    match question.precision:
        case "day":
            return whole
        case "month":
            found, missing = read_month(text, today), invalid("not_a_month")
        case "year":
            found, missing = read_year(text) or read_month(text, today), invalid("not_a_year")
    known: CalendarDate | None = found if found is not None or isinstance(whole, Invalid) else whole.value
    return missing if known is None else Day(value=at_precision(known, question.precision))


def as_day(found: date | NoSuchDay | None, language: str) -> Day | Invalid:
    """A day that was read, as an answer."""
    match found:
        case None:
            return invalid("not_a_date")
        case NoSuchDay():
            return invalid("when_no_day", day=found.said(language))
        case _:
            return Day(value=found)


def as_words(found: str | Invalid) -> Words | Invalid:
    """An address or number that was read, as an answer."""
    return found if isinstance(found, Invalid) else Words(value=found)


def for_people(places: Mapping[str, object], language: str) -> dict[str, object]:
    """Numbers, days and times of a sentence as they are written for people."""
    return {name: shown(value, language) for name, value in places.items()}


def date_as_typed(value: CalendarDate) -> str:
    """`26/11/2026`, `11/2026` or `2026`."""
    if isinstance(value, date):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    return f"{value.year}" if value.month is None else f"{value.month:02}/{value.year}"


def shown(value: object, language: str) -> object:
    """A place of a sentence: `99 999`, `26/11/2026`, `14:30`."""
    match value:
        case Decimal():
            return grouped(value, language)
        case date() | PartialDate():
            return date_as_typed(value)
        case time():
            return f"{value:%H:%M}"
        case _:
            return value
