"""Progress, the sample, and AAPOR's rates, in words."""

from datetime import date

from cati.fieldwork.figures.progress import Progress
from cati.fieldwork.figures.standing import Standing
from cati.fieldwork.report.document import Curve, Flow, Kind, Section, Stage, Table, heads
from cati.fieldwork.report.numbers import day, decimal, nothing, percent, short_day, whole
from cati.questionnaire.dispositions import Group
from cati.sample.rates import EDITION, GROUPS, KNOWN, UNKNOWN, Counts, Eligibility, Rate
from cati.words import say


def progress_section(found: Progress, today: date, target: int | None, language: str) -> Section:
    """Complete interviews day by day; `target` is how many are to come, if that is known."""
    done = {"completes": whole(found.completes, language), "today": whole(sum(found.of_day(today).values()), language)}
    if target:
        share = percent(found.completes / target, language)
        note = say(language, "report.progress.of_target", target=whole(target, language), share=share, **done)
    else:
        note = say(language, "report.progress.said", **done)
    title = say(language, "report.progress.title")
    curve, by_day = found.curve, found.by_day
    if not curve:
        return Section("progress", title, (note,))
    head = heads(language, "report.progress.day", "report.progress.completes", "report.progress.sum")
    rows = tuple((day(each, language), whole(by_day[each], language), whole(curve[each], language)) for each in curve)
    label = "" if not target else say(language, "report.progress.target", target=whole(target, language))
    plot = Curve(
        say(language, "report.progress.plot"),
        tuple(short_day(each, language) for each in curve),
        tuple(curve.values()),
        target,
        label,
    )
    return Section("progress", title, (note,), Table(head, rows), plot)


def cases_section(found: Standing, language: str) -> Section:
    """The cases of each group, and how they came from all that were released."""
    head = heads(language, "report.cases.group", "report.cases.meaning", "report.cases.cases", "report.cases.share")
    rows = [
        (
            group,
            say(language, f"report.group.{group}"),
            whole(found.counts.of((group,)), language),
            percent(found.counts.of((group,)) / found.released if found.released else None, language),
        )
        for group in GROUPS
    ]
    total = ("", say(language, "report.cases.all"), whole(found.released, language), "")
    table = Table(head, (*rows, total), words=2)
    plot = Flow(say(language, "report.cases.plot"), flow_of(found, language)) if found.released else None
    return Section("cases", say(language, "report.cases.title"), table=table, plot=plot)


def flow_of(found: Standing, language: str) -> Stage:
    """All that were released, by eligibility, by group."""
    counts = found.counts
    stages = (
        stage_of(counts, "good", say(language, "report.cases.eligible"), KNOWN, language),
        stage_of(counts, "open", say(language, "report.cases.unknown"), UNKNOWN, language),
        stage_of(counts, "out", say(language, "report.cases.not_eligible"), ("NE",), language),
    )
    streams = tuple(stage for stage in stages if stage.value)
    return Stage(say(language, "report.cases.released"), found.released, streams)


def stage_of(counts: Counts, kind: Kind, label: str, groups: tuple[Group, ...], language: str) -> Stage:
    """Some groups together, and each of them that has any case."""
    streams = (
        Stage(f"{group} {say(language, f'report.group.{group}')}", counts.of((group,)), kind=kind) for group in groups
    )
    return Stage(label, counts.of(groups), tuple(stream for stream in streams if stream.value), kind)


def rates_section(found: Standing, language: str) -> Section:
    """Every rate with its counts and formula, and how e was got."""
    head = heads(language, "report.rates.rate", "report.rates.formula", "report.rates.value", "report.rates.counts")
    rows = tuple(
        (rate.name, str(rate.formula), percent(rate.value, language), counts_of(rate, language)) for rate in found.rates
    )
    counts = " · ".join(f"{group} {whole(found.counts.of((group,)), language)}" for group in GROUPS)
    notes = (counts, say_e(found.e, found, language), say(language, "report.rates.edition", edition=EDITION))
    table = Table(head, rows, words=2, wide=frozenset({1}))
    return Section("rates", say(language, "report.rates.title"), table=table, after=notes)


def counts_of(rate: Rate, language: str) -> str:
    """`201 of 755.4`."""
    total = nothing(language) if rate.denominator is None else decimal(rate.denominator, language)
    return say(language, "report.rates.of", count=whole(rate.numerator, language), total=total)


def say_e(e: Eligibility, found: Standing, language: str) -> str:
    """What e is, and how it was got."""
    value = nothing(language) if e.value is None else decimal(e.value, language, 3)
    if e.method == "given":
        return say(language, "report.rates.e_given", value=value)
    known = found.counts.of(KNOWN)
    total = known + found.counts.of(("NE",))
    counts = {"count": whole(known, language), "total": whole(total, language)}
    return say(language, "report.rates.e_proportional", value=value, **counts)
