"""What an interviewer sees before a call: the day so far, what is due, and what was broken off."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime

from cati.fieldwork.room import Room
from cati.storage.cases import Attempt, Case, list_attempts, list_cases
from cati.storage.interviews import OpenInterview, open_interviews

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
    """Everything the start screen shows, read from one moment of the database each."""
    now = room.clock()
    cases = list(list_cases(room.store))
    practice = {case.case_id for case in cases if case.practice}
    results = Counter(
        attempt.disposition
        for attempt in list_attempts(room.store)
        if attempt.case_id not in practice and is_own_today(room, attempt)
    )
    live = [case for case in cases if not case.practice and case.queue is not None]
    free = [case for case in live if case.lease_until <= now.timestamp()]
    later = [case.due_at for case in live if case.due_at > now.timestamp()]
    closed = {case.case_id for case in cases if case.state == "closed"}
    broken = sorted(
        (found for found in open_interviews(room.store, now) if found.case_id not in closed),
        key=lambda found: (found.last_interviewer != room.interviewer, found.practice),
    )
    return Overview(
        completes=results["complete"],
        appointments=results["appointment"],
        refusals=sum(results[name] for name in REFUSALS),
        attempts=results.total(),
        has_sample=any(not case.practice for case in cases),
        has_practice=any(case.practice for case in cases),
        due_now=sum(is_due(case, now) for case in free),
        next_due_at=datetime.fromtimestamp(min(later), UTC) if later else None,
        open_interviews=tuple(broken),
    )


def is_due(case: Case, now: datetime) -> bool:
    """Whether dispatch could offer the case now."""
    return case.due_at <= now.timestamp()


def is_own_today(room: Room, attempt: Attempt) -> bool:
    """Whether this interviewer ended the attempt today, by the study's calendar."""
    if attempt.interviewer != room.interviewer or attempt.ended_at is None:
        return False
    return attempt.ended_at.astimezone(room.study.zone).date() == room.local_now().date()
