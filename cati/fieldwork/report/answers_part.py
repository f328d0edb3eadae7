"""The answers in words: a table for each thing that was asked, with margins, and a column for each class."""

from collections.abc import Iterator

from cati.export.cells import NoAnswer, missing_codes
from cati.export.entries import Asked, Entry, ValueLine
from cati.export.tally import Tally
from cati.fieldwork.figures.answers import Answers, Class
from cati.fieldwork.report.document import Bar, Section, Table, heads
from cati.fieldwork.report.numbers import decimal, percent, tenths, whole
from cati.questionnaire.variables import shown
from cati.sample.margins import METHOD
from cati.words import say

SHARE = ("report.answers.share", "report.answers.margin")
COUNTED = ("value", "row")
UNSAID = {missing_codes()[status].number: status for status in (NoAnswer.DONT_KNOW, NoAnswer.REFUSED)}
"""The codes of those who were asked and gave no answer."""


def answers_sections(found: Answers | None, language: str) -> Iterator[Section]:
    """What was answered, question by question; no section for a question nobody was asked yet."""
    title = say(language, "report.answers.title")
    if found is None:
        yield Section("answers", title, (say(language, "report.no_interviews"),))
        return
    partial = found.outcomes.get("partial", 0)
    complete = found.overall.interviews - partial
    said = say(language, "report.answers.said", complete=whole(complete, language), partial=whole(partial, language))
    population = whole(found.overall.population, language)
    method = say(language, "report.answers.method", method=METHOD, population=population)
    yield Section("answers", title, (said, method))
    for asked in found.asked:
        yield from question_sections(asked, found, language)


def question_sections(asked: Asked, found: Answers, language: str) -> Iterator[Section]:
    """One question: its options together, or a table for each of its parts."""
    wording = " ".join(shown(asked.text, {}, "").split()) or asked.expression
    options = [entry for entry in asked.entries if entry.column.role == "option" and entry.asked]
    if options:
        table = options_table(options, found, language)
        yield Section(asked.question, f"{asked.question} {wording}", table=table, is_below=True)
    for entry in asked.entries:
        if entry.column.role in COUNTED and entry.asked:
            title = f"{entry.column.name} {wording if entry.column.role == 'value' else entry.label}"
            notes, counts = tuple(notes_of(entry, language)), values_table(entry, found, language)
            yield Section(entry.column.name, title, notes, counts, is_below=True)


def values_table(entry: Entry, found: Answers, language: str) -> Table | None:
    """Each answer of one column with its count, share and margin; None for numbers and texts."""
    if not any(not line.is_missing for line in entry.values):
        return None
    lines = [line for line in entry.values if not line.is_missing or (line.count and line.code in UNSAID)]
    name = entry.column.name
    rows = [(line.label, line.count, [count_in(each.tallies[name], line) for each in found.classes]) for line in lines]
    return answers_table(rows, [name] * len(rows), found, language)


def options_table(options: list[Entry], found: Answers, language: str) -> Table:
    """Each option of a question of which several could be chosen: how many chose it."""
    rows = [
        (
            option_label(entry),
            next(line.count for line in entry.values if line.code == 1 and not line.is_missing),
            [each.tallies[entry.column.name].values[1] for each in found.classes],
        )
        for entry in options
    ]
    return answers_table(rows, [entry.column.name for entry in options], found, language)


def option_label(entry: Entry) -> str:
    """The label of an option, without the question that the column's own label ends in."""
    return entry.label.rpartition(" [")[0] or entry.label


def answers_table(rows: list[tuple[str, int, list[int]]], columns: list[str], found: Answers, language: str) -> Table:
    """Label, count, share and margin, for all and for each class; with bars for where there is room."""
    head = heads(language, "report.answers.answer", "report.answers.count", *SHARE)
    labels = tuple(f"{each.label} ({each.interviews})" for each in found.classes)
    told: list[tuple[str, ...]] = []
    bars: list[Bar | None] = []
    for (label, count, by_class), column in zip(rows, columns, strict=True):
        bar = bar_of(found.overall, column, count)
        parts = [bar_of(each, column, part) for each, part in zip(found.classes, by_class, strict=True)]
        shares = ("", "") if bar is None else (percent(bar.share, language), margin_of(bar, language))
        told.append((label, whole(count, language), *shares, *(share_of(part, language) for part in parts)))
        bars.append(bar)
    wide = frozenset(range(len(head), len(head) + len(labels)))
    return Table((*head, *labels), tuple(told), bars=tuple(bars), wide=wide)


def bar_of(found: Class, column: str, count: int) -> Bar | None:
    """The share of those of a class who were asked, and its margin; None if nobody was."""
    margin = found.margin(column, count)
    return None if margin is None else Bar(count / found.tallies[column].asked, margin.low, margin.high)


def share_of(bar: Bar | None, language: str) -> str:
    """`34.5% (26.1–44.0)`."""
    return "" if bar is None else f"{percent(bar.share, language)} ({margin_of(bar, language)})"


def margin_of(bar: Bar, language: str) -> str:
    """`21.4–29.8`, in per cent."""
    ends = (tenths(100 * end, language) for end in (bar.low, bar.high) if end is not None)
    return "–".join(ends)


def count_in(tally: Tally, line: ValueLine) -> int:
    """How often an answer was given in one class."""
    if not line.is_missing:
        return tally.values[line.code]
    return tally.missing[UNSAID[line.code]]


def notes_of(entry: Entry, language: str) -> Iterator[str]:
    """The range of numbers, or how many open answers there are."""
    if entry.least is not None and entry.most is not None:
        places = {name: decimal(getattr(entry, name), language, 2) for name in ("mean", "least", "most")}
        yield f"{say(language, 'report.answers.mean', **places)} ({whole(entry.answered, language)})"
    elif not entry.column.is_numeric:
        yield f"{say(language, 'report.answers.open')}: {whole(entry.answered, language)}"
