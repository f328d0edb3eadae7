"""What an interviewer sees before a call: the day so far, what is due, and what was broken off."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from cati.fieldwork.asking import queues_at, within_hours
from cati.fieldwork.room import Room
from cati.sample.call_windows import next_call_start
from cati.storage.figures.calls import Span, tally_calls
from cati.storage.figures.cases import has_cases
from cati.storage.figures.queue import Queue, queue_now
from cati.storage.interviews import OpenInterview, open_interviews
from cati.storage.snapshot import snapshot

REFUSALS = frozenset({"soft_refusal", "hard_refusal", "break_off"})


@dataclass(frozen=True)
class Overview:
    """The interviewer's own day (counts, without practice), and the state of the sample."""

    completes: int
    appointments: int
    refusals: int
    attempts: int
    has_sample: bool
    has_practice: bool
    due_now: int
    next_due_at: datetime | None
    open_interviews: tuple[OpenInterview, ...]


def overview(room: Room) -> Overview:
    """Everything the start screen shows, counted by the database."""
    now = room.clock()
    with snapshot(room.store) as seen:
        queue = queue_now(seen.connection, room.store.second(now), queues=queues_at(room, now))
        today = tally_calls(seen.connection, Span(since=start_of_day(room)))
        has_sample, has_practice = (has_cases(seen.connection, practice=practice) for practice in (False, True))
    results: Counter[str | None] = Counter()
    for tally in today:
        if tally.interviewer == room.interviewer:
            results[tally.disposition] += tally.attempts
    return Overview(
        completes=results["complete"],
        appointments=results["appointment"],
        refusals=sum(results[name] for name in REFUSALS),
        attempts=results.total(),
        has_sample=has_sample,
        has_practice=has_practice,
        due_now=queue.due,
        next_due_at=queue.next_due_at if within_hours(room, now) else next_hours(room, now, queue),
        open_interviews=own_first(room, open_interviews(room.store, now)),
    )


def next_hours(room: Room, now: datetime, queue: Queue) -> datetime:
    """When calls can go on outside call hours: when they begin, or at what is due before."""
    local = now.astimezone(room.study.zone)
    begins = next_call_start(room.study.questionnaire.fieldwork, local).astimezone(UTC)
    return min(begins, queue.next_due_at or begins)


def start_of_day(room: Room) -> datetime:
    """The midnight before now, by the study's calendar, aware UTC."""
    return room.local_now().replace(hour=0, minute=0, second=0, microsecond=0, fold=0).astimezone(UTC)


def own_first(room: Room, found: list[OpenInterview]) -> tuple[OpenInterview, ...]:
    """Interviews to go on with: one's own first, practice last."""
    return tuple(sorted(found, key=lambda each: (each.last_interviewer != room.interviewer, each.practice)))
