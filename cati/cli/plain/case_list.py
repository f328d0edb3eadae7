"""Cases to choose from: one's own appointments, or what a search found."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from cati.cli.plain.lines import Lines
from cati.fieldwork.appointments import my_appointments
from cati.fieldwork.broken_off import COMPANY
from cati.fieldwork.room import Room
from cati.fieldwork.search_cases import search_cases
from cati.storage.appointments import OpenAppointment
from cati.storage.cases import Case
from cati.storage.ids import CaseId


def choose_appointment(room: Room, lines: Lines) -> CaseId | None:
    """The case of one of one's own appointments, the soonest first."""
    mine = my_appointments(room)
    if not mine:
        lines.put(lines.say("cases.no_appointments"))
        return None
    lines.put_all(f"  {at}  {appointment_line(each, room, lines)}" for at, each in enumerate(mine, 1))
    return choose_one([each.case_id for each in mine], lines)


def appointment_line(each: OpenAppointment, room: Room, lines: Lines) -> str:
    """`25/11 14:00 0042 Voorbeeld Weverij NV, vast, 20 min te laat`."""
    due = datetime.fromtimestamp(each.due_at, UTC).astimezone(room.study.zone)
    late = int((room.local_now() - due).total_seconds()) // 60
    kind = lines.say("monitor.firm" if each.firm else "monitor.soft")
    told = f", {lines.say('cases.late', minutes=late)}" if late > 0 else ""
    return f"{due:%d/%m %H:%M} {f'{each.case_key} {each.company}'.strip()}, {kind}{told}"


def choose_found(room: Room, lines: Lines) -> CaseId | None:
    """A case that is searched until one is chosen, or nothing is typed."""
    while text := lines.ask(lines.say("plain.search")).strip():
        found = search_cases(room, text)
        if found.is_too_short:
            lines.put(lines.say("cases.type"))
        elif not found.cases:
            lines.put(lines.say("cases.nothing", text=text))
        else:
            lines.put_all(found_lines(found.cases, lines))
            if found.has_more:
                lines.put(lines.say("cases.more"))
            return choose_one([case.case_id for case in found.cases], lines)
    return None


def found_lines(cases: Sequence[Case], lines: Lines) -> Iterator[str]:
    """`1  0042 Voorbeeld Weverij NV, Kortrijk, terugbellen`."""
    for at, case in enumerate(cases, 1):
        named = f"{case.case_key} {case.sample.get(COMPANY) or ''}".strip()
        told = (named, str(case.sample.get("municipality") or ""), lines.say(f"cases.state.{case.state}"))
        yield f"  {at}  {', '.join(filter(None, told))}"


def choose_one(cases: Sequence[CaseId], lines: Lines) -> CaseId | None:
    """The case whose number is typed; None to go back."""
    while line := lines.ask(lines.say("plain.which_case")).strip():
        if line.isdecimal() and 1 <= int(line) <= len(cases):
            return cases[int(line) - 1]
        lines.put(lines.say("plain.no_choice"))
    return None
