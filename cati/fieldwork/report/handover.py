"""One page for the next shift: promises, half-done interviews, and cases that wait for a decision."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from cati.fieldwork.asking import queues_at
from cati.fieldwork.broken_off import BrokenOff, broken_off
from cati.fieldwork.report.document import Page, Section, Table, heads
from cati.fieldwork.report.numbers import day, moment, nothing, whole
from cati.fieldwork.room import Room
from cati.sample.call_windows import starts
from cati.storage.figures.handover import Promise, Waiting, count_waiting, list_promises, list_waiting
from cati.storage.figures.queue import queue_now
from cati.storage.interviewers import interviewer_names
from cati.storage.interviews import open_interviews
from cati.storage.snapshot import snapshot
from cati.words import say

MOST = 25
"""How many cases of one kind a page holds; the rest is a number."""
PROMISES = (
    "report.handover.when", "report.handover.case", "report.handover.company", "report.handover.kind",
    "report.handover.made_by", "report.handover.whom",
)  # fmt: skip
HALF_DONE = (
    "report.handover.case", "report.handover.company", "report.times.question", "report.handover.last",
    "report.people.name", "report.handover.state",
)  # fmt: skip
WAITING = ("report.handover.case", "report.handover.company", "report.handover.because", "report.handover.note")


def handover(room: Room) -> Page:
    """What the next shift finds, until the end of its day."""
    now, language = room.local_now(), room.language
    until = end_of_next_shift(room, now)
    with snapshot(room.store) as seen:
        queue = queue_now(seen.connection, room.store.second(now), queues=queues_at(room, now))
        promises = list_promises(seen.connection, until)
        waiting, reasons = list_waiting(seen.connection, MOST), count_waiting(seen.connection)
        names = interviewer_names(seen.connection)
    half_done = open_interviews(room.store, room.clock(), practice=False)
    shown = broken_off(room, half_done, MOST)
    next_at = (
        nothing(language) if queue.next_due_at is None else moment(queue.next_due_at.astimezone(now.tzinfo), language)
    )
    counts = {"due": whole(queue.due, language), "fresh": whole(queue.fresh, language), "next": next_at}
    return Page(
        language,
        f"{say(language, 'report.handover.title')}: {room.study.title(language)}",
        (
            say(language, "report.made", moment=moment(now, language)),
            say(language, "report.handover.private"),
            say(language, "report.handover.queue", **counts),
        ),
        (
            promises_section(promises, names, now, until, language),
            half_done_section(shown, len(half_done), now, language),
            waiting_section(waiting, reasons, language),
        ),
    )


def end_of_next_shift(room: Room, now: datetime) -> datetime:
    """The midnight after the next day on which calls may be made; what is left of today comes before it."""
    rules = room.study.questionnaire.fieldwork
    start = next(start for start in starts(rules, now) if start.date() > now.date())
    return (start + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)


def promises_section(
    found: list[Promise], names: Mapping[str, str], now: datetime, until: datetime, language: str
) -> Section:
    """The appointments, those that are late first."""
    title = say(language, "report.handover.appointments", day=day(until.date() - timedelta(days=1), language))
    rows = tuple(promise_row(each, names, now, language) for each in found[:MOST])
    if not rows:
        return Section("appointments", title, (say(language, "report.handover.no_appointments"),))
    return Section("appointments", title, table=table_of(PROMISES, rows, language), after=more(len(found), language))


def promise_row(found: Promise, names: Mapping[str, str], now: datetime, language: str) -> tuple[str, ...]:
    """One appointment; its time is the wall time of the study."""
    kind = say(language, "report.handover.firm" if found.firm else "report.handover.soft")
    if found.due_at < now:
        kind += f", {say(language, 'report.handover.late')}"
    whom = say(language, "report.handover.anybody")
    if found.for_interviewer is not None:
        whom = names.get(found.for_interviewer, found.for_interviewer)
    when = moment(found.due_at.astimezone(now.tzinfo), language)
    return (when, found.case_key, found.company or "", kind, names.get(found.made_by, found.made_by), whom)


def half_done_section(found: tuple[BrokenOff, ...], count: int, now: datetime, language: str) -> Section:
    """The interviews that were begun and are not over."""
    title = say(language, "report.handover.half_done")
    if not found:
        return Section("half_done", title, (say(language, "report.handover.no_half_done"),))
    rows = tuple(
        (
            each.found.case_key,
            each.company,
            each.question,
            moment(each.found.last_at.astimezone(now.tzinfo), language),
            each.last_by,
            say(
                language,
                "report.handover.suspended" if each.found.state == "suspended" else "report.handover.interrupted",
            ),
        )
        for each in found
    )
    return Section("half_done", title, table=table_of(HALF_DONE, rows, language), after=more(count, language))


def waiting_section(found: list[Waiting], reasons: Mapping[str, int], language: str) -> Section:
    """The cases that are set aside, and how many are for each reason."""
    title = say(language, "report.handover.decisions")
    if not reasons:
        return Section("decisions", title, (say(language, "report.handover.no_decisions"),))
    notes = tuple(f"{reason_of(why, language)}: {whole(count, language)}" for why, count in reasons.items())
    rows = tuple(
        (each.case_key, each.company or "", reason_of(each.because, language), each.note or "") for each in found
    )
    table = table_of(WAITING, rows, language) if rows else None
    listed = sum(count for why, count in reasons.items() if not why.startswith("quota"))
    return Section("decisions", title, notes, table, after=more(listed, language))


def reason_of(why: str, language: str) -> str:
    """Why a case is set aside."""
    known = {"supervisor": "report.because.supervisor", "language": "report.because.language"}
    if why.startswith("quota"):
        return say(language, "report.because.quota")
    word = known.get(why)
    return say(language, "report.because.other", why=why) if word is None else say(language, word)


def table_of(words: tuple[str, ...], rows: tuple[tuple[str, ...], ...], language: str) -> Table:
    """A table that is all words."""
    return Table(heads(language, *words), rows, words=len(words))


def more(count: int, language: str) -> tuple[str, ...]:
    """How many are not on the page."""
    return (say(language, "report.handover.more", count=count - MOST),) if count > MOST else ()
