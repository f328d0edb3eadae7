"""`cati simulate --room`: a whole field period in a minute, and what came of it."""

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path

from cati.cli.diagnostics import language_of_screen
from cati.cli.opening import Desk, opened_study
from cati.cli.output import put_lines
from cati.cli.progress import stoppable_bar
from cati.cli.report import printed
from cati.errors import StudyError
from cati.export.whole_file import whole_file
from cati.fieldwork.figures.quota import cells_now
from cati.fieldwork.report.numbers import decimal, percent, whole
from cati.fieldwork.report.whole import Wanted, report
from cati.fieldwork.simulated.company import Model
from cati.fieldwork.simulated.period import Period, Plan, simulate_room
from cati.sample.day_parts import window_at
from cati.storage.cases import list_attempts
from cati.storage.snapshot import snapshot
from cati.storage.store import open_store
from cati.words import say

PARTS = ("progress", "cases", "rates", "quotas", "calls")
WIDTH = 100
COLUMNS = ("case", "attempt", "number", "position", "dialled_at", "ended_at", "result")
LATE_SECONDS = 600


def simulated_room(desk: Desk, file: Path | None, plan: Plan, target: Path | None) -> None:
    """Simulate, print what came of it, and write every dial as CSV if asked. Raises `StudyError`, `ExportError`."""
    if file is not None:
        raise StudyError("simulate_room.not_of_a_file")
    study = opened_study(desk)
    language = language_of_screen(desk.language, study.questionnaire.study.languages[0])
    with ExitStack() as stack:
        part = None if target is None else stack.enter_context(whole_file(target, replace=True))
        store = stack.enter_context(open_store(":memory:", create=True))
        with stoppable_bar(say(language, "simulate_room.bar")) as progress:
            period = simulate_room(study, store, plan, language, progress)
        if part is not None:
            write_dials(period, part)
        put_lines(lines(period, language))


def lines(period: Period, language: str) -> Iterator[str]:
    """The assumptions, what no report says, and the report of the simulated room."""
    plan = period.plan
    yield say(
        language,
        "simulate_room.plan",
        cases=whole(plan.cases, language),
        interviewers=plan.interviewers,
        days=plan.days,
        seed=plan.seed,
    )
    yield say(language, "simulate_room.assumptions")
    yield from (f"  {line}" for line in assumptions(plan.model, language))
    yield ""
    yield from outcome(period, language)
    yield ""
    yield from printed(report(period.room, Wanted(PARTS)), WIDTH)


def assumptions(model: Model, language: str) -> Iterator[str]:
    """Every number of the response model, in words."""
    for each in fields(model):
        value = getattr(model, each.name)
        told = percent(value, language) if isinstance(value, float) else f"{value} s"
        yield f"{say(language, f'simulate_room.model.{each.name}')}: {told}"


def outcome(period: Period, language: str) -> Iterator[str]:
    """What desks waited for, how late promises were, how often a complete took, and when it was called."""
    attempts = list(list_attempts(period.room.store))
    completes = sum(attempt.disposition == "complete" for attempt in attempts)
    each = decimal(len(attempts) / completes, language) if completes else "–"
    yield say(language, "simulate_room.attempts", attempts=whole(len(attempts), language), each=each)
    hours = decimal(period.tally.waited.total_seconds() / 3600, language)
    yield say(language, "simulate_room.waited", hours=hours)
    late = period.tally.late
    yield say(
        language,
        "simulate_room.late",
        count=len(late),
        late=sum(seconds > LATE_SECONDS for seconds in late),
        worst=max([0, *late]) // 60,
    )
    rules, zone = period.room.study.questionnaire.fieldwork, period.room.study.zone
    windows = (window_at(rules, attempt.started_at.astimezone(zone)) for attempt in attempts)
    parts = Counter(window.name for window in windows if window is not None)
    named = ", ".join(f"{name} {whole(parts[name], language)}" for name in parts)
    yield say(language, "simulate_room.parts", parts=named or "–")
    yield from cells(period, language)


def cells(period: Period, language: str) -> Iterator[str]:
    """The cells that did not get what they want, and how many interviews came beyond what others want."""
    with snapshot(period.room.store) as now:
        found = cells_now(now, period.room, period.room.clock())
    for cell in found:
        if cell.target is not None and cell.count.done < cell.target:
            places = {"done": cell.count.done, "target": cell.target, "open": cell.count.open}
            yield say(language, "simulate_room.starves", quota=cell.quota, cell=cell.label, **places)
    over = sum(max(0, cell.count.done - cell.target) for cell in found if cell.target is not None)
    if found:
        yield say(language, "simulate_room.over", count=over)


def write_dials(period: Period, target: Path) -> None:
    """Every dial, in the order they were made."""
    with snapshot(period.room.store) as now, target.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for dial in sorted(now.dials(practice=False), key=lambda each: (each.dialled_at, each.case_key)):
            ended = "" if dial.ended_at is None else dial.ended_at.isoformat()
            row = (dial.case_key, dial.attempt, dial.number, dial.position, dial.dialled_at.isoformat(), ended)
            out.writerow((*row, dial.result or ""))
