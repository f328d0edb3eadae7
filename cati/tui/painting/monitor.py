"""The monitor as lines: a part of the room each, whole or a few lines of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Literal

from textual.content import Content

from cati.fieldwork.figures.people import Caller
from cati.fieldwork.monitor import RoomNow
from cati.fieldwork.report.numbers import percent, tenths
from cati.storage.ids import CaseId
from cati.tui.painting.columns import EMPTY, cell, cut, filled, wrapped
from cati.tui.painting.moments import moment_from
from cati.tui.painting.quotas import quota_details, quota_rows
from cati.tui.show import show
from cati.words import say

Part = Literal["standing", "people", "appointments", "alerts", "quotas"]
PARTS: tuple[Part, ...] = ("standing", "people", "appointments", "alerts", "quotas")
LABEL, BAR = 11, 28
BLOCKS = " ▁▂▃▄▅▆▇█"
SHOWN_RATES = ("RR1", "COOP1", "REF1", "CON1")
FEW, MANY = 4, 99
"""Lines of a list on the page that shows everything, and on its own."""
NOWHERE = -1


def page_of(now: RoomNow, language: str, width: int) -> list[Content]:
    """Everything in short."""
    lines: list[Content] = [*headline(now, language, width), *rates_line(now, language, width)]
    lines += [*(quota_lines(now, language, width, FEW) if now.cells else ()), EMPTY]
    for painter in (people_lines, appointment_lines, alert_lines):
        lines += [*painter(now, language, width, FEW), EMPTY]
    return lines


def part_of(now: RoomNow, part: Part, language: str, width: int, at: int) -> list[Content]:
    """One part whole, with `►` before the row `at` where rows lead to a case."""
    match part:
        case "standing":
            lines = standing_lines(now, language, width)
        case "people":
            lines = people_lines(now, language, width, MANY, at)
        case "appointments":
            lines = appointment_lines(now, language, width, MANY, at)
        case "alerts":
            lines = alert_lines(now, language, width, MANY, at)
        case "quotas":
            lines = quota_lines(now, language, width, MANY)
    return [EMPTY, *lines]


def cases_of(now: RoomNow, part: Part | None) -> list[CaseId | None]:
    """The case behind each row of a part, if there is one."""
    match part:
        case "people":
            return [None if case is None else case.case_id for _, case in now.on_calls[:MANY]]
        case "appointments":
            return [promise.case_id for promise in now.promises[:MANY]]
        case "alerts":
            return [alert.case_id for alert in now.alerts[:MANY]]
        case _:
            return []


def headline(now: RoomNow, language: str, width: int) -> Iterator[Content]:
    """Completes against the target, today by the hour; the sample by state."""
    done, target = now.standing.completes, now.target
    count = say(language, "monitor.of_target", done=done, target=target) if target else str(done)
    bar = f"{bar_of(done, target)}  " if target else ""
    today = say(language, "monitor.today", count=now.completes_today)
    yield labelled("monitor.completes", f"{bar}{count}   {today}  {spark(hours(now))}", language, width)
    states = now.standing.by_state
    parts = [
        say(language, f"monitor.state.{name}", count=states[name])
        for name in ("fresh", "callback", "soft", "firm", "resume", "closed", "parked")
        if states.get(name)
    ]
    yield labelled("monitor.standing", " · ".join(parts) or say(language, "monitor.no_sample"), language, width)


def rates_line(now: RoomNow, language: str, width: int) -> Iterator[Content]:
    """The four rates that are asked for most, and how many cases they are of."""
    shown = "  ".join(f"{name} {percent(now.standing.rate(name).value, language)}" for name in SHOWN_RATES)
    provisional = say(language, "monitor.provisional", count=now.standing.still_open)
    yield labelled("monitor.rates", f"{shown}  ({provisional})", language, width)


def standing_lines(now: RoomNow, language: str, width: int) -> Iterator[Content]:
    """The sample whole: states, every rate with what it is made of, the queue."""
    yield from headline(now, language, width)
    yield EMPTY
    for rate in now.standing.rates:
        made_of = "–" if rate.denominator is None else f"{rate.numerator} / {tenths(float(rate.denominator), language)}"
        text = f"   {rate.name:<7}{percent(rate.value, language):>9}   {made_of:<18}{rate.formula}"
        yield cut(text, width)
    queue = now.queue
    yield EMPTY
    words = say(language, "monitor.queue", due=queue.due, fresh=queue.fresh, soon=queue.firm_soon, missed=queue.missed)
    yield labelled("monitor.queue_label", words, language, width)


def quota_lines(now: RoomNow, language: str, width: int, most: int) -> Iterator[Content]:
    """A bar for each cell, and on a page of its own what is left of it."""
    rows = quota_rows(now.cells, language, width - LABEL - 1)
    first, *rest = rows[:most] or [say(language, "monitor.quota.none")]
    yield labelled("monitor.quota_label", first, language, width)
    yield from (indented(each, width) for each in rest)
    yield from more(len(rows) - most, language, width)
    if most > FEW:
        yield EMPTY
        yield from (cut(f"   {each}", width) for each in quota_details(now.cells, language))


def people_lines(now: RoomNow, language: str, width: int, most: int, here: int = NOWHERE) -> Iterator[Content]:
    """Who is on which case since when, and what each did today."""
    heads = ("name", "case", "since", "today", "completes", "length")
    titles = [say(language, f"monitor.people.{head}") for head in heads]
    yield labelled("monitor.people_label", row_of(titles), language, width)
    known = {each.code: each for each in now.people}
    if not now.on_calls:
        yield indented(say(language, "monitor.nobody"), width)
    for at, (code, case) in enumerate(now.on_calls[:most]):
        since = "" if case is None else elapsed((now.at - case.since).total_seconds())
        where = "" if case is None else f"{case.case_key} {case.question or ''}".strip()
        row = row_of([now.names.get(code, code), where, since, *done_by(known.get(code), language)])
        yield pointed(indented(row, width), is_here=at == here)
    yield from more(len(now.on_calls) - most, language, width)


def done_by(person: Caller | None, language: str) -> tuple[str, str, str]:
    """Calls, completes and usual length in minutes of one interviewer today."""
    if person is None:
        return "0", "0", "–"
    length = "–" if person.interview_seconds is None else tenths(person.interview_seconds / 60, language)
    return str(person.calls), str(person.completes), length


def appointment_lines(now: RoomNow, language: str, width: int, most: int, here: int = NOWHERE) -> Iterator[Content]:
    """Promises: the late ones first, marked."""
    rows = [appointment_row(now, at, language) for at in range(len(now.promises))]
    first, *rest = rows[:most] or [say(language, "monitor.no_appointments")]
    lines = [labelled("monitor.appointments", first, language, width), *(indented(each, width) for each in rest)]
    yield from (pointed(line, is_here=at == here) for at, line in enumerate(lines))
    yield from more(len(rows) - most, language, width)


def appointment_row(now: RoomNow, at: int, language: str) -> str:
    """One promise: when, which case, firm or soft, for whom."""
    promise = now.promises[at]
    local = promise.due_at.astimezone(now.at.tzinfo)
    kind = say(language, "monitor.firm" if promise.firm else "monitor.soft")
    whom = now.names.get(promise.for_interviewer or "", promise.for_interviewer or "")
    late = f"!! {say(language, 'monitor.late')}" if promise in now.late else ""
    words = (moment_from(local, now.at, language), promise.case_key, promise.company or "", kind, whom, late)
    return "  ".join(word for word in words if word)


def alert_lines(now: RoomNow, language: str, width: int, most: int, here: int = NOWHERE) -> Iterator[Content]:
    """What wants a supervisor."""
    found = now.alerts
    if not found:
        yield labelled("monitor.alerts", say(language, "monitor.no_alerts"), language, width)
        return
    title = label_of("monitor.alerts", language)
    for at, alert in enumerate(found[:most]):
        for line in wrapped(f"! {say(language, alert.word, **alert.places)}", width - LABEL):
            yield pointed(title + line.stylize("$alert"), is_here=at == here)
            title, here = show(" " * LABEL), NOWHERE if at == here else here
    yield from more(len(found) - most, language, width)


# Parts of lines


def labelled(word: str, text: str, language: str, width: int) -> Content:
    """A line with its label in the first column."""
    return label_of(word, language) + cut(text, width - LABEL - 1)


def label_of(word: str, language: str) -> Content:
    """The first column."""
    return cell(f" {say(language, word)}", LABEL).stylize("bold")


def pointed(line: Content, *, is_here: bool) -> Content:
    """The line, with the caret before its text if it is there."""
    return line[: LABEL - 2] + show("► ") + line[LABEL:].stylize("bold") if is_here else line


def indented(text: str, width: int) -> Content:
    """A line below a label."""
    return filled(EMPTY, LABEL) + cut(text, width - LABEL - 1)


def more(count: int, language: str, width: int) -> Iterator[Content]:
    """That there are more lines than are shown."""
    if count > 0:
        yield indented(say(language, "monitor.more", count=count), width)


def row_of(cells: Sequence[str]) -> str:
    """The columns of the table of people."""
    name, case, since, calls, completes, length = cells
    return "".join(
        (
            cell(name, 19).plain,
            cell(case, 16).plain,
            since.rjust(7)[:7],
            calls.rjust(9)[:9],
            completes.rjust(9)[:9],
            length.rjust(7)[:7],
        )
    )


def elapsed(seconds: float) -> str:
    """Minutes and seconds."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"


def bar_of(done: int, target: int) -> str:
    """A bar as long as what is done of what is wanted."""
    full = min(BAR, BAR * done // max(1, target))
    return "█" * full + "░" * (BAR - full)


def hours(now: RoomNow) -> list[int]:
    """Completes of each hour today, from the first that had any."""
    found = now.progress.of_day(now.at.date())
    return [found.get(hour, 0) for hour in range(min(found), now.at.hour + 1)] if found else []


def spark(counts: Sequence[int]) -> str:
    """Counts as blocks of eight heights."""
    most = max(counts, default=0)
    return "".join(BLOCKS[-(-8 * count // most)] for count in counts) if most else ""


def refreshed(at: datetime, seconds: float, language: str) -> str:
    """When the figures were taken."""
    return say(language, "monitor.refreshed", time=f"{at:%H:%M:%S}", seconds=f"{seconds:g}")
