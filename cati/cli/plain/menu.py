"""The menu of the plain mode: the day so far, and what can be begun."""

from collections.abc import Iterator
from dataclasses import dataclass

from cati.fieldwork.appointments import my_appointments, reminder, reminder_text
from cati.fieldwork.broken_off import BrokenOff, broken_off
from cati.fieldwork.room import Room
from cati.fieldwork.start import Overview, overview
from cati.words import say

MOST_OPEN = 9


@dataclass(frozen=True)
class Menu:
    """What there is to do now."""

    seen: Overview
    broken: tuple[BrokenOff, ...]


def menu_now(room: Room) -> Menu:
    """The menu as it is now."""
    seen = overview(room)
    return Menu(seen, broken_off(room, seen.open_interviews, MOST_OPEN))


def menu_lines(menu: Menu, room: Room) -> Iterator[str]:
    """The day so far, an appointment that is near, and what can be begun."""
    language, seen, mine, near = room.language, menu.seen, my_appointments(room), reminder(room)
    yield ""
    if seen.attempts:
        yield today_line(seen, language)
    if near is not None:
        yield reminder_text(near, room.local_now(), language)
    yield (
        f"  n  {say(language, 'start.next')} ({due(seen, room)})"
        if seen.has_sample
        else say(language, "plain.no_sample")
    )
    for at, each in enumerate(menu.broken, 1):
        yield f"  {at}  {say(language, 'start.broken_off')} {open_in_words(each, language)}"
    if mine:
        yield f"  a  {say(language, 'cases.appointments')} ({len(mine)})"
    if seen.has_sample:
        yield f"  s  {say(language, 'cases.search')} ({say(language, 'cases.search_detail')})"
    yield f"  p  {say(language, 'start.practice')} ({say(language, 'start.practice_detail')})"
    yield f"  q  {say(language, 'plain.menu_leave')}"


def today_line(seen: Overview, language: str) -> str:
    """`Vandaag: 6 volledig, 2 afspraken, 1 weigering, 31 pogingen`."""
    counts = (
        say(language, "start.completes", count=seen.completes),
        say(language, "start.appointments", count=seen.appointments),
        say(language, "start.refusals", count=seen.refusals),
        say(language, "start.attempts", count=seen.attempts),
    )
    return say(language, "start.today", counts=", ".join(counts))


def due(seen: Overview, room: Room) -> str:
    """How many cases can be called now, or when the next one can."""
    if seen.due_now:
        return say(room.language, "start.due_now", count=seen.due_now)
    if seen.next_due_at is None:
        return say(room.language, "start.none_due")
    return say(room.language, "start.next_due", moment=f"{seen.next_due_at.astimezone(room.study.zone):%d/%m %H:%M}")


def open_in_words(broken: BrokenOff, language: str) -> str:
    """An interview that was broken off: case, company, question, whose it was or is."""
    named = f"{broken.found.case_key} {broken.company}".strip()
    where = say(language, "start.at_question", case=named, question=broken.question) if broken.question else named
    return f"{where}, {say(language, 'start.held_by', name=broken.holder) if broken.holder else broken.last_by}"
