"""The room at one moment, as the monitor shows it: counted by the same functions as report and export."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from statistics import median

from cati.fieldwork.asking import queues_at
from cati.fieldwork.figures.calls import calls
from cati.fieldwork.figures.people import Caller, callers
from cati.fieldwork.figures.progress import Progress, progress, target_of
from cati.fieldwork.figures.quota import CellNow, cells_now
from cati.fieldwork.figures.standing import Standing, standing
from cati.fieldwork.room import Room
from cati.fieldwork.save_times import slowest_saves
from cati.fieldwork.start import start_of_day
from cati.storage.backup import BACKUPS
from cati.storage.condition import newest_backup
from cati.storage.figures.calls import Span
from cati.storage.figures.handover import Promise, count_waiting, list_promises
from cati.storage.figures.queue import Holding, Queue, hanging, holdings, queue_now
from cati.storage.ids import CaseId
from cati.storage.interviewers import interviewer_names
from cati.storage.snapshot import snapshot

SOON = timedelta(hours=24)
"""Appointments this far ahead are listed."""
LATE_AFTER = timedelta(minutes=10)
BACKUP_EVERY = timedelta(days=1)
LONG_TIMES, SHORT_PART = 3, 2
"""An interview open three times the median, or shorter than half of it, is told."""
FEWEST_TALKS = 5
"""Of fewer interviews a median says nothing."""
FEW_FRESH = Fraction(1, 10)
SLOW_MS = 250
"""A save that takes longer is one that an interviewer waits for."""


@dataclass(frozen=True)
class Alert:
    """Something that wants a supervisor; `word` names its sentence, which says what to do, about which case if one."""

    word: str
    places: dict[str, object]
    case_id: CaseId | None = None


@dataclass(frozen=True)
class RoomNow:
    """Everything the monitor shows, of one moment (aware, in the study's zone)."""

    at: datetime
    standing: Standing
    progress: Progress
    target: int | None
    queue: Queue
    held: tuple[Holding, ...]
    hanging: tuple[Holding, ...]
    people: tuple[Caller, ...]
    names: dict[str, str]
    promises: tuple[Promise, ...]
    waiting: dict[str, int]
    cells: tuple[CellNow, ...]
    attempts_today: int
    slowest_ms: float | None
    backup_at: datetime | None
    on_server: bool

    @property
    def completes_today(self) -> int:
        """Complete interviews since midnight."""
        return sum(self.progress.of_day(self.at.date()).values())

    @property
    def late(self) -> tuple[Promise, ...]:
        """Appointments whose time is more than ten minutes past."""
        return tuple(each for each in self.promises if each.firm and each.due_at < self.at - LATE_AFTER)

    @property
    def on_calls(self) -> tuple[tuple[str, Holding | None], ...]:
        """Everybody who is in a case or called today, by code, each with their case; who is in one first."""
        held = {each.interviewer: each for each in self.held}
        codes = sorted({*held, *(each.code for each in self.people)}, key=lambda code: (code not in held, code))
        return tuple((code, held.get(code)) for code in codes)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """What wants a supervisor, the most urgent first."""
        return tuple(alerts(self))


def room_now(room: Room) -> RoomNow:
    """Look at the room: one reading, which blocks no interviewer. Raises `StorageError`."""
    now, zone = room.local_now(), room.study.zone
    today = Span(since=start_of_day(room))
    with snapshot(room.store) as seen:
        at = seen.connection
        second = room.store.second(now)
        called = calls(seen, zone, today)
        return RoomNow(
            at=now,
            standing=standing(seen),
            progress=progress(seen, zone),
            target=target_of(room.study.questionnaire),
            queue=queue_now(at, second, queues=queues_at(room, now)),
            held=tuple(each for each in holdings(at, second) if not each.practice),
            hanging=tuple(each for each in hanging(at, second) if not each.practice),
            people=callers(seen, called, today),
            names=interviewer_names(at),
            promises=tuple(list_promises(at, now + SOON)),
            waiting=count_waiting(at),
            cells=cells_now(seen, room, now),
            attempts_today=called.total,
            slowest_ms=None if room.store.path is None else slowest_saves(room.study.folder / "db", now),
            backup_at=None if room.store.path is None else newest_backup(room.store.path),
            on_server=room.store.path is None,
        )


def alerts(now: RoomNow) -> Iterator[Alert]:
    """What wants a supervisor."""
    for promise in now.late:
        minutes = int((now.at - promise.due_at).total_seconds() // 60)
        yield Alert("monitor.alert.late", {"case_key": promise.case_key, "minutes": minutes}, promise.case_id)
    yield from of_people(now)
    if now.queue.due == 0 and now.held == () and now.standing.still_open and now.queue.next_due_at is not None:
        yield Alert("monitor.alert.nothing_due", {"moment": f"{now.queue.next_due_at.astimezone(now.at.tzinfo):%H:%M}"})
    for because, count in now.waiting.items():
        if not because.startswith("quota"):
            yield Alert("monitor.alert.waiting", {"count": count})
            break
    for cell in now.cells:
        if cell.falls_short:
            counts = {"done": cell.count.done, "target": cell.target, "left": cell.missing, "open": cell.count.open}
            yield Alert("monitor.alert.quota_short", {"quota": cell.quota, "cell": cell.label, **counts})
    if 0 < now.queue.fresh < FEW_FRESH * now.standing.released:
        yield Alert("monitor.alert.few_fresh", {"count": now.queue.fresh})
    if now.slowest_ms is not None and now.slowest_ms > SLOW_MS:
        yield Alert("monitor.alert.slow", {"ms": round(now.slowest_ms)})
    if not now.on_server and now.attempts_today and (now.backup_at is None or now.at - now.backup_at > BACKUP_EVERY):
        yield Alert("monitor.alert.backup", {"folder": BACKUPS})


def of_people(now: RoomNow) -> Iterator[Alert]:
    """Whose refusals or lengths stand out, and who is in a case for long."""
    lengths = [each.interview_seconds for each in now.people if each.interview_seconds is not None]
    usual = median(lengths) if sum(each.completes for each in now.people) >= FEWEST_TALKS and lengths else None
    contacts, refusals = (sum(getattr(each, name) for each in now.people) for name in ("contacts", "refusals"))
    for person in now.people:
        share = person.refusal_share
        if share is not None and not person.is_few and share > 2 * Fraction(refusals, contacts):
            places: dict[str, object] = {"name": person.name, "count": person.refusals, "contacts": person.contacts}
            yield Alert("monitor.alert.refusals", places)
        if usual and person.interview_seconds is not None and person.interview_seconds < usual / SHORT_PART:
            yield Alert("monitor.alert.short", {"name": person.name, "minutes": round(person.interview_seconds / 60)})
    for held in now.hanging:
        silent = round((now.at - held.until).total_seconds() / 60)
        places = {"name": now.names.get(held.interviewer, held.interviewer), "case_key": held.case_key}
        yield Alert("monitor.alert.hanging", {**places, "minutes": silent}, held.case_id)
    for held in now.held:
        spent = (now.at - held.since).total_seconds()
        if usual and held.question is not None and spent > LONG_TIMES * usual:
            places = {"name": now.names.get(held.interviewer, held.interviewer), "case_key": held.case_key}
            yield Alert("monitor.alert.long", {**places, "minutes": round(spent / 60)}, held.case_id)
