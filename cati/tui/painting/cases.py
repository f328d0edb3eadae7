"""Lists of cases: what a search found, and one's own appointments."""

from collections.abc import Sequence
from datetime import UTC, datetime

from textual.content import Content

from cati.fieldwork.appointments import is_missed
from cati.fieldwork.search_cases import Search
from cati.storage.appointments import OpenAppointment
from cati.storage.cases import Case
from cati.tui.painting.columns import EMPTY, cell, cut, window
from cati.tui.painting.moments import moment_from
from cati.tui.show import show
from cati.words import say

LATE_SECONDS = 600


def found_lines(found: Search, at: int, now: datetime, language: str, width: int, height: int) -> list[Content]:
    """The cases a search found, around the caret; and whether there are more."""
    if found.is_too_short:
        return [show(f"   {say(language, 'cases.type')}").stylize("$quiet")]
    if not found.cases:
        return []
    rows = [found_row(case, index == at, now, language, width) for index, case in enumerate(found.cases)]
    shown = list(window(rows, at, max(1, height - 1)).shown)
    return [*shown, show(f"   {say(language, 'cases.more')}").stylize("$alert")] if found.has_more else shown


def found_row(case: Case, is_here: bool, now: datetime, language: str, width: int) -> Content:  # noqa: FBT001
    """Id, name, town, state, and when it is due."""
    mark = show(" ► " if is_here else "   ")
    due = datetime.fromtimestamp(case.due_at, UTC).astimezone(now.tzinfo)
    is_waiting = case.queue is not None and case.state != "fresh"
    told = [
        cell(case.case_key, 9),
        cell(str(case.sample.get("company_name") or ""), max(16, width - 62)),
        cell(str(case.sample.get("municipality") or ""), 15),
        cell(say(language, f"cases.state.{case.state}"), 14),
        cut(moment_from(due, now, language) if is_waiting else "", 17),
    ]
    row = mark + show(" ").join(told)
    return row.stylize("bold") if is_here else row


def appointment_lines(
    found: Sequence[OpenAppointment], at: int, now: datetime, language: str, width: int, height: int
) -> list[Content]:
    """One's own appointments, the late ones marked."""
    if not found:
        return [EMPTY, show(f"   {say(language, 'cases.no_appointments')}")]
    rows = [appointment_row(each, index == at, now, language, width) for index, each in enumerate(found)]
    return [EMPTY, *window(rows, at, max(1, height - 2)).shown]


def appointment_row(each: OpenAppointment, is_here: bool, now: datetime, language: str, width: int) -> Content:  # noqa: FBT001
    """When, which case, firm or soft, how late."""
    due = datetime.fromtimestamp(each.due_at, UTC).astimezone(now.tzinfo)
    late = int((now - due).total_seconds())
    told = say(language, "cases.late", minutes=late // 60) if late > LATE_SECONDS else ""
    kind = say(language, "monitor.firm" if each.firm else "monitor.soft")
    start = show(" ► " if is_here else "   ") + cell(moment_from(due, now, language), 17) + " "
    row = start + cell(f"{each.case_key} {each.company}", max(20, width - 48)) + " " + cell(kind, 8)
    row = row + cut(told, width - row.cell_length)
    if is_missed(each, now) or told:
        row = row.stylize("reverse")
    return row.stylize("bold") if is_here else row


def appointments_detail(found: Sequence[OpenAppointment], now: datetime, language: str) -> str:
    """How many there are today, and when the next one is."""
    if not found:
        return say(language, "start.none")
    today = sum(datetime.fromtimestamp(each.due_at, UTC).astimezone(now.tzinfo).date() == now.date() for each in found)
    due = datetime.fromtimestamp(found[0].due_at, UTC).astimezone(now.tzinfo)
    next_one = say(language, "cases.next", moment=moment_from(due, now, language))
    return f"{next_one} · {say(language, 'cases.today', count=today)}"
