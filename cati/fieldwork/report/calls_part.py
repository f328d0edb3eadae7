"""Calls by result and by hour, and the time each question takes, in words."""

from collections.abc import Sequence

from cati.fieldwork.figures.calls import Calls
from cati.fieldwork.figures.question_times import QuestionTime
from cati.fieldwork.report.document import Bar, Bars, Grid, Section, Table, heads
from cati.fieldwork.report.numbers import decimal, percent, whole
from cati.questionnaire.dispositions import dispositions
from cati.words import say

WORKDAYS = range(5)


def calls_section(found: Calls, language: str) -> Section:
    """How often each result was had."""
    note = say(language, "report.calls.said", count=found.total, calls=whole(found.total, language))
    if not found.total:
        return Section("calls", say(language, "report.calls.title"), (say(language, "report.no_calls"),))
    head = heads(language, "report.calls.result", "report.calls.calls", "report.cases.share")
    by_result = found.by_result
    rows = tuple(
        (result_label(name, language), whole(count, language), percent(count / found.total, language))
        for name, count in by_result.items()
    )
    bars = tuple(Bar(count / found.total) for count in by_result.values())
    return Section("calls", say(language, "report.calls.title"), (note,), Table(head, rows, bars=bars))


def result_label(name: str, language: str) -> str:
    """What a result is called."""
    return dispositions()[name].label(language) if name in dispositions() else say(language, "report.calls.broken")


def hours_section(found: Calls, language: str) -> Section | None:
    """Calls by weekday and hour, and in how many somebody was reached; None without calls."""
    by_hour, reached = found.by_hour, found.contacts.by_hour
    if not by_hour:
        return None
    days = sorted({*WORKDAYS, *(weekday for weekday, _ in by_hour)})
    hours = range(min(hour for _, hour in by_hour), max(hour for _, hour in by_hour) + 1)
    names = say(language, "calendar.weekdays").split()
    grid = Grid(
        say(language, "report.hours.title"),
        tuple(names[weekday] for weekday in days),
        tuple(f"{hour:02}" for hour in hours),
        tuple(tuple(by_hour[weekday, hour] for hour in hours) for weekday in days),
        tuple(tuple(reached[weekday, hour] for hour in hours) for weekday in days),
    )
    return Section(
        "hours", grid.title, (say(language, "report.hours.said"),), grid_table(grid, language), grid, is_below=True
    )


def grid_table(grid: Grid, language: str) -> Table:
    """The hours as rows, so that they fit beside each other on a narrow terminal."""
    by_day = list(zip(grid.values, grid.parts, strict=True))
    rows = tuple(
        (hour, *(in_cell(values[at], parts[at], language) for values, parts in by_day))
        for at, hour in enumerate(grid.columns)
    )
    return Table(("", *grid.rows), rows)


def in_cell(value: int, part: int, language: str) -> str:
    """`412 (18%)`."""
    return f"{whole(value, language)} ({round(100 * part / value)}%)" if value else ""


def times_section(found: Sequence[QuestionTime], language: str) -> Section | None:
    """How long each question takes; None before the first answer."""
    if not found:
        return None
    head = heads(language, "report.times.question", "report.times.answers", "report.times.median", "report.times.most")
    rows = tuple(
        (
            each.question,
            whole(each.answers, language),
            decimal(each.median_seconds, language),
            decimal(each.most_seconds, language),
        )
        for each in found
    )
    plot = Bars(
        say(language, "report.times.plot"),
        tuple(each.question for each in found),
        tuple(each.median_seconds for each in found),
        tuple(decimal(each.median_seconds, language) for each in found),
    )
    return Section("times", say(language, "report.times.title"), table=Table(head, rows), plot=plot)
