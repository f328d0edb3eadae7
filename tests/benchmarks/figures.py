"""The figures of a room in mid-field, ten attempts a case, against the same aggregates as bare SQL on the file."""

import sqlite3
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.contest import Figure, contest
from big_field import DAYS, SECONDS_A_DAY, big_field, in_call_hours
from cati.fieldwork.figures.calls import calls
from cati.fieldwork.figures.people import people
from cati.fieldwork.figures.progress import progress
from cati.fieldwork.figures.question_times import question_times
from cati.fieldwork.figures.standing import standing
from cati.fieldwork.monitor import room_now
from cati.fieldwork.report.whole import Wanted, report
from cati.fieldwork.room import Room
from cati.storage.column_types import utc_text
from cati.storage.snapshot import snapshot
from phone_room import the_study

SIZES = (1_000, 10_000, 100_000)
NOW = in_call_hours(DAYS * SECONDS_A_DAY - 1)
DAY = NOW - timedelta(days=1)
REAL = "case_id NOT IN (SELECT id FROM cases WHERE practice)"
COUNTS = "SELECT current_code, state, count(*) FROM cases WHERE NOT practice GROUP BY 1, 2"
ARRIVALS = (
    "SELECT substr(at, 1, 13), count(*) FROM (SELECT min(h.at) AS at FROM case_history h JOIN cases c "
    "ON c.id = h.case_id AND c.current_code = h.code WHERE h.code = '1.1' GROUP BY h.case_id) GROUP BY 1"
)
REPORT = (
    COUNTS,
    ARRIVALS,
    f"SELECT disposition, count(*) FROM call_attempts WHERE {REAL} GROUP BY 1",
    f"SELECT substr(started_at, 1, 13), count(*) FROM call_attempts WHERE {REAL} GROUP BY 1",
    f"SELECT interviewer || '', disposition, count(*) FROM call_attempts WHERE {REAL} GROUP BY 1, 2",
    (
        "SELECT a.interviewer || '', count(*) FROM call_attempts a WHERE disposition = 'complete' AND EXISTS (SELECT 1 "
        "FROM call_attempts b WHERE b.case_id = a.case_id AND b.number < a.number AND b.interviewer <> a.interviewer "
        "AND b.disposition IN ('soft_refusal', 'break_off')) GROUP BY 1"
    ),
    (
        "SELECT interviewer, pause, count(*) FROM (SELECT interviewer, strftime('%s', started_at) - strftime('%s', "
        "lag(ended_at) OVER (PARTITION BY interviewer ORDER BY started_at)) AS pause FROM call_attempts) "
        "WHERE pause BETWEEN 0 AND 1800 GROUP BY 1, 2"
    ),
    (
        "SELECT a.interviewer, i.started_at, i.ended_at FROM interviews i JOIN interview_events e ON "
        "e.interview_id = i.id AND e.sequence = i.last_sequence JOIN call_attempts a ON a.id = e.attempt_id "
        "WHERE i.state = 'ended' AND i.disposition = 'complete'"
    ),
    (
        "SELECT a.interviewer || '', count(*) FROM call_attempts a JOIN interview_events e ON e.attempt_id = a.id "
        "WHERE e.kind = 'check_confirmed' GROUP BY 1"
    ),
    (
        "SELECT question_id, elapsed_ms / 100, count(*) FROM interview_events WHERE kind = 'answer_recorded' "
        "GROUP BY 1, 2"
    ),
)
MONITOR = (
    COUNTS,
    ARRIVALS,
    (
        "SELECT interviewer, disposition, substr(started_at, 1, 13), count(*) FROM call_attempts "
        f"WHERE ended_at >= '{utc_text(DAY)}' GROUP BY 1, 2, 3"
    ),
    (
        "SELECT queue, count(*) FROM cases WHERE NOT practice AND queue >= 0 "
        f"AND due_at <= {int(NOW.timestamp())} GROUP BY 1"
    ),
    (
        "SELECT a.interviewer, i.started_at, i.ended_at FROM interviews i "
        "JOIN interview_events e ON e.interview_id = i.id AND e.sequence = i.last_sequence "
        "JOIN call_attempts a ON a.id = e.attempt_id "
        f"WHERE i.disposition = 'complete' AND i.ended_at >= '{utc_text(DAY)}'"
    ),
    (
        "SELECT c.case_key, a.due_at, a.wall FROM appointments a JOIN cases c ON c.id = a.case_id "
        f"WHERE a.kept_at IS NULL AND a.cancelled_at IS NULL AND a.due_at < {int(NOW.timestamp()) + 86400}"
    ),
    "SELECT parked_because, count(*) FROM cases WHERE state = 'parked' GROUP BY 1",
)


def run(rounds: int) -> list[Figure]:
    """A report's figures and a look of the monitor at each size, as multiples of bare SQL; then the report in words."""
    with TemporaryDirectory() as folder:
        return list(chain.from_iterable(of_size(size, Path(folder), rounds) for size in SIZES))


def of_size(size: int, folder: Path, rounds: int) -> Iterable[Figure]:
    """One size."""
    file, study = folder / f"{size}.sqlite", the_study()
    with big_field(file, study, size) as store:
        room = Room(study, store, clock=lambda: NOW)
        raw = sqlite3.connect(file)
        yield from contest(
            f"report of {size} cases",
            {
                "bare SQL": lambda _: bare(raw, REPORT),
                "the same figures": figures_of(room),
                "in words, with answers": lambda _: report(room, Wanted()),
            },
            rounds,
            {"the same figures": "2"},
        )
        as_of = NOW - timedelta(days=20)
        yield from contest(
            f"monitor of {size} cases",
            {
                "bare SQL": lambda _: bare(raw, MONITOR),
                "a look": lambda _: room_now(room),
                "rates as of a past day": lambda _: rates_then(room, as_of),
            },
            rounds,
            {"a look": "2"},
        )
        raw.close()


def bare(raw: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    """Each aggregate, its rows fetched."""
    for statement in statements:
        raw.execute(statement).fetchall()


def figures_of(room: Room) -> Callable[[int], None]:
    """What a report counts, but for the answers."""

    def count(_: int) -> None:
        with snapshot(room.store) as now:
            standing(now)
            progress(now, room.study.zone)
            people(now, calls(now, room.study.zone))
            question_times(now, room.study.questionnaire)

    return count


def rates_then(room: Room, as_of: datetime) -> None:
    """The rates of a past day."""
    with snapshot(room.store) as now:
        standing(now, as_of=as_of)
