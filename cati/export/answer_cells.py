"""The cells of one interview's answers, by its path: only what is on the path is ever a value (law 1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import assert_never

from cati.errors import CannotBeSaidError
from cati.export.cells import NOT_ASKED, NOT_REACHED, Cell, NoAnswer, Value, code_numbers
from cati.export.interview import Interviewed
from cati.questionnaire.answer import (
    Answer,
    AnswerKey,
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
    answer_key,
    item_of,
)
from cati.questionnaire.model import DerivedItem, GridQuestion, MultiQuestion, Questionnaire
from cati.questionnaire.partial_dates import CalendarDate
from cati.questionnaire.path import Path, Stop, path
from cati.questionnaire.rosters import items_now, items_of
from cati.questionnaire.sample_values import read_sample
from cati.questionnaire.steps import Step, options_of, step_by_id
from cati.questionnaire.validity import named, row_fault
from cati.questionnaire.variables import Variable, sample_variables, variables


@dataclass(frozen=True)
class Group:
    """The columns of one question at one place, the codes of its options by name, and all items of its roster."""

    key: AnswerKey
    step: Step
    item: str | None
    columns: tuple[Variable, ...]
    codes: Mapping[str, int]
    items: tuple[str, ...]


@lru_cache(maxsize=64)
def groups(questionnaire: Questionnaire) -> tuple[Group, ...]:
    """The columns of a questionnaire, question by question."""
    found = []
    for (question, item), columns in groupby(variables(questionnaire), key=lambda each: (each.question, each.item)):
        step = step_by_id(questionnaire)[question]
        codes = {option.name: option.code for option in options_of(questionnaire, step.item)}
        items = tuple(option.name for option in items_of(questionnaire, step))
        found.append(Group(answer_key(question, item), step, item, tuple(columns), codes, items))
    return tuple(found)


def answer_cells(interview: Interviewed) -> list[Cell]:
    """One cell per column of `variables`, in their order."""
    questionnaire = interview.version.questionnaire
    sample = read_sample(questionnaire, interview.sample)
    found = path(questionnaire, sample, interview.answers)
    stops = {place_of(stop, found): stop for stop in found.stops}
    cells: list[Cell] = []
    for group in groups(questionnaire):
        stop = stops.get(group.key)
        if stop is None:
            cells.extend([status_off_path(group, found, stops)] * len(group.columns))
        elif stop.answer is not None:
            cells.extend(cells_at(group, stop, stop.answer, interview))
        elif isinstance(stop.route.item, DerivedItem):
            cells.extend([NOT_ASKED] * len(group.columns))
        else:
            cells.extend(cells_where_it_broke(group, stop, interview))
    return cells


def place_of(stop: Stop, found: Path) -> AnswerKey:
    """The key of the columns a stop fills: a name's are told by its place, whatever item its answers are kept under."""
    roster = stop.route.step.roster
    names = None if roster is None else found.reading.values.get(AnswerKey(roster.source))
    if not isinstance(names, tuple) or stop.item not in names:
        return stop.key
    return answer_key(stop.route.item.id, str(names.index(stop.item) + 1))


def sample_cells(interview: Interviewed) -> list[Cell]:
    """One cell per column of `sample_variables`; a blank or unreadable value was not asked."""
    questionnaire = interview.version.questionnaire
    sample = read_sample(questionnaire, interview.sample)
    return [
        sample_cell(questionnaire, column, sample.get(column.question)) for column in sample_variables(questionnaire)
    ]


def sample_cell(questionnaire: Questionnaire, column: Variable, value: Value | None) -> Cell:
    """One sample value: a choice by its code."""
    if value is None:
        return NOT_ASKED
    if column.kind == "code":
        option = named(questionnaire.sample[column.question].options, str(value))
        return NOT_ASKED if option is None else option.code
    return number_cell(value, column) if isinstance(value, Decimal) else value


def status_off_path(group: Group, found: Path, stops: Mapping[AnswerKey, Stop]) -> NoAnswer:
    """Below the first question without an answer nothing was reached; all else that has no stop was not asked."""
    if found.next is None:
        return NOT_ASKED
    roster, broke = group.step.roster, found.next
    if roster is None or group.item is None:
        return NOT_REACHED if group.step.order > broke.route.step.order else NOT_ASKED
    source = stops.get(AnswerKey(roster.source))
    if source is not None and source.answer is not None:
        chosen = items_now(found.reading.values.get(AnswerKey(roster.source)), group.items)
        if isinstance(source.answer, Names):
            chosen = group.items[: len(chosen)]
        if group.item not in chosen:
            return NOT_ASKED
        at = item_of(place_of(broke, found))
        if roster == broke.route.step.roster and at in chosen:
            here, there = chosen.index(group.item), chosen.index(at)
            return NOT_REACHED if (here, group.step.order) > (there, broke.route.step.order) else NOT_ASKED
    return NOT_REACHED if group.step.order > broke.route.step.order else NOT_ASKED


def cells_at(group: Group, stop: Stop, answer: Answer, interview: Interviewed) -> list[Cell]:
    """The cells of a question that is answered."""
    return [cell_at(column, group, stop, answer, interview) for column in group.columns]


def cell_at(column: Variable, group: Group, stop: Stop, answer: Answer, interview: Interviewed) -> Cell:
    """One cell of a question that is answered."""
    match column.role:
        case "value":
            return value_cell(column, group, answer)
        case "option":
            return option_cell(column.part, stop, answer)
        case "row":
            return row_cell(column.part, group, answer)
        case "name":
            return name_cell(int(column.part), answer)
        case "other":
            return other_cell(column.part, answer)
        case "status":
            return no_answer(answer) or 0
        case "order":
            return order_cell(column, group, stop, interview)
        case "sample" | "system":
            raise AssertionError(column.name)
        case _:
            assert_never(column.role)


def no_answer(answer: Answer) -> NoAnswer | None:
    """Don't know and refused as cells."""
    if isinstance(answer, DontKnow):
        return NoAnswer.DONT_KNOW
    return NoAnswer.REFUSED if isinstance(answer, Refused) else None


def value_cell(column: Variable, group: Group, answer: Answer) -> Cell:
    """The cell of a question with one value."""
    match answer:
        case DontKnow() | Refused():
            return no_answer(answer) or NOT_ASKED
        case Choice():
            return group.codes[answer.option]
        case Quantity():
            return number_cell(answer.value, column)
        case Words() | Clock():
            return answer.value
        case Day():
            return date_cell(answer.value)
        case Choices() | GridRows() | Names() | Read() | Appointment():
            raise AssertionError(column.name)
        case _:
            assert_never(answer)


def date_cell(value: CalendarDate) -> Cell:
    """A day as it is, a month as ISO 8601 writes it, a year as a number."""
    if isinstance(value, date):
        return value
    return value.year if value.month is None else value.isoformat()


def number_cell(value: Decimal, column: Variable) -> int | Decimal:
    """A number as declared: whole, or with its decimals; never minus nought.

    Raises `CannotBeSaidError` for a number that would read as a missing answer.
    """
    if value in code_numbers():
        raise CannotBeSaidError("export.is_a_code", column=column.name, value=value)
    if column.kind == "integer" or (not column.decimals and value == value.to_integral_value()):
        return int(value)
    return value.quantize(Decimal(1).scaleb(-column.decimals)) + 0 if column.decimals else value.normalize()


def option_cell(option: str, stop: Stop, answer: Answer) -> Cell:
    """Whether an option was chosen; one that was not offered was not asked."""
    if named(stop.offered, option) is None:
        return NOT_ASKED
    return int(option in answer.options) if isinstance(answer, Choices) else no_answer(answer) or NOT_ASKED


def row_cell(row: str, group: Group, answer: Answer) -> Cell:
    """The cell of a grid's row; a status for the whole grid is that of each row."""
    given = answer.rows.get(row) if isinstance(answer, GridRows) else answer
    if given is None:
        return NOT_REACHED
    return group.codes[given.option] if isinstance(given, Choice) else no_answer(given) or NOT_ASKED


def other_cell(row: str, answer: Answer | None) -> Cell:
    """What was typed at an `other` option, of a row if one is named."""
    if row:
        answer = answer.rows.get(row) if isinstance(answer, GridRows) else None
    text = answer.other if isinstance(answer, Choice | Choices) else None
    return NOT_ASKED if text is None else text


def name_cell(place: int, answer: Answer) -> Cell:
    """The name at a place, from 1; beyond the last there is none."""
    if not isinstance(answer, Names):
        return no_answer(answer) or NOT_ASKED
    return answer.given[place - 1].name if place <= len(answer.given) else NOT_ASKED


def order_cell(column: Variable, group: Group, stop: Stop, interview: Interviewed) -> Cell:
    """The order shown: codes of options, names of rows."""
    order = interview.orders.get(stop.key)
    if not order:
        return NOT_ASKED
    if column.part == "rows":
        return " ".join(order)
    return " ".join(str(group.codes[name]) for name in order if name in group.codes)


def cells_where_it_broke(group: Group, stop: Stop, interview: Interviewed) -> Sequence[Cell]:
    """The first question without an answer: what was given of it one by one counts, the rest was not reached."""
    kept = interview.answers.get(stop.key)
    item = stop.route.item
    if isinstance(item, GridQuestion) and isinstance(kept, GridRows):
        rows = {row: given for row, given in kept.rows.items() if row_fault(item, stop.offered, given) is None}
        return cells_of_part(group, stop, GridRows(rows=rows), interview)
    if isinstance(item, MultiQuestion) and item.read_options == "each" and isinstance(kept, Choices):
        return cells_of_part(group, stop, kept, interview)
    return [NOT_REACHED] * len(group.columns)


def cells_of_part(group: Group, stop: Stop, kept: GridRows | Choices, interview: Interviewed) -> list[Cell]:
    """The cells of a question whose rows or options were given in part."""
    return [
        cell if has_been_given(column, stop, kept) else NOT_REACHED
        for column, cell in zip(group.columns, cells_at(group, stop, kept, interview), strict=True)
    ]


def has_been_given(column: Variable, stop: Stop, kept: GridRows | Choices) -> bool:
    """Whether a row or option had its turn, or never was to have one."""
    match column.role, kept:
        case "order", _:
            return True
        case _, GridRows():
            return column.part in kept.rows
        case "option", Choices():
            was_offered = named(stop.offered, column.part) is not None
            return column.part in {*kept.options, *kept.declined} or not was_offered
        case _:
            others = {option.name for option in stop.offered if option.other}
            return kept.other is not None or others <= set(kept.declined)
