"""A study in mid-field, as large as wanted: cases with ten attempts each, their history and conversations, as rows.

The conversations are a few that robots had, copied; what is personal in them is left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from cati.fieldwork.interview import personal_questions
from cati.fieldwork.study import Study
from cati.interview.events import Event
from cati.interview.robot import Robot
from cati.questionnaire.dispositions import dispositions
from cati.storage.canonical import NO_DIGEST
from cati.storage.column_types import utc_text
from cati.storage.event_rows import StoredEvent, answers_text
from cati.storage.store import Store, open_store
from cati.storage.versions import store_version
from made_calls import code_of

ATTEMPTS = 10
BEGAN = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
DAYS, SECONDS_A_DAY = 60, 8 * 3600
INTERVIEWERS = 8
CONVERSATIONS = 20
SIZES = ("micro", "small", "medium", "large")
EVERY_DAY = (
    "no_answer", "no_answer", "no_answer", "busy", "machine_unknown", "machine_company", "not_available",
    "not_available", "appointment", "soft_refusal",
)  # fmt: skip
LAST = ("complete", "hard_refusal", "ceased", "partial", "no_answer", "not_available", "appointment", "busy")

_CASE = (
    "INSERT INTO cases (id, case_key, practice, sample, state, current_code, queue, due_at, shuffle, attempt_count, "
    "lease_at, lease_until) VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, 0, 0)"
)
_ROWS = {
    "attempts": "INSERT INTO call_attempts VALUES (?, ?, ?, ?, ?, ?, ?)",
    "history": "INSERT INTO case_history (case_id, at, state, code, because) VALUES (?, ?, ?, ?, ?)",
    "interviews": (
        "INSERT INTO interviews (id, case_id, version_id, language, state, disposition, answers, last_sequence, "
        "last_digest, started_at, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "events": "INSERT INTO interview_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
}


@dataclass(frozen=True)
class Conversation:
    """What a robot said: its events as rows without times, and its answers."""

    language: str
    answers: str
    events: tuple[StoredEvent, ...]


def conversations(study: Study, chance: Random) -> list[Conversation]:
    """A few that came to a complete interview."""
    found: list[Conversation] = []
    personal = personal_questions(study.questionnaire)
    while len(found) < CONVERSATIONS:
        robot = Told(study.questionnaire, chance, {"company_name": "Voorbeeld NV", "municipality": "Kortrijk"})
        state = robot.converse().state
        if state.ended is not None and state.ended.disposition == "complete":
            events = (StoredEvent.of(each, personal, 0, number, 0) for number, each in enumerate(robot.events, 1))
            found.append(Conversation(state.language, answers_text(state.answers, personal, {}), tuple(events)))
    return found


@dataclass
class Told(Robot):
    """A robot that keeps what happened."""

    events: list[Event] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Something happened."""
        self.events.append(event)
        super().take(event)


def big_field(file: Path, study: Study, cases: int) -> Store:
    """A database of that many cases; the same number gives the same rows."""
    store = open_store(file, create=True)
    version = store_version(store, study.content_hash, study.questionnaire.model_dump_json(), study.source, BEGAN, "an")
    chance = Random(cases)  # noqa: S311 - made-up rows
    talks = conversations(study, chance)
    with store.transaction() as connection:
        raw: Any = connection.connection.driver_connection
        for at in range(INTERVIEWERS):
            raw.execute(
                "INSERT INTO interviewers (code, name, added_at) VALUES (?, ?, 'x')", (f"i{at}", f"Voorbeeld {at}")
            )
        for case in range(1, cases + 1):
            made = MadeCase(case, chance, talks, int(version))
            raw.execute(_CASE, made.row())
            for name, statement in _ROWS.items():
                raw.executemany(statement, getattr(made, name)())
    return store


def in_call_hours(second: int) -> datetime:
    """A second of calling as a moment: eight hours a day, five days a week."""
    day, of_day = divmod(second, SECONDS_A_DAY)
    return BEGAN + timedelta(days=day // 5 * 7 + day % 5, seconds=of_day)


class MadeCase:
    """One case with all its rows."""

    def __init__(self, case: int, chance: Random, talks: list[Conversation], version: int) -> None:
        self.case, self.chance, self.version = case, chance, version
        self.results = [*chance.choices(EVERY_DAY, k=ATTEMPTS - 1), chance.choice(LAST)]
        seconds = sorted(chance.randrange(DAYS * SECONDS_A_DAY) for _ in self.results)
        self.begun = [in_call_hours(at) for at in seconds]
        self.over = [at + timedelta(seconds=chance.randrange(20, 600)) for at in self.begun]
        self.codes = [code_of(self.results[:number]) for number in range(1, ATTEMPTS + 1)]
        self.states = ["closed" if dispositions()[name].ends_case else "callback" for name in self.results]
        self.talk = chance.choice(talks) if self.results[-1] in ("complete", "partial") else None

    def row(self) -> tuple[object, ...]:
        """The case."""
        sample = f'{{"company_name":"Voorbeeld {self.case} NV","size_class":"{self.chance.choice(SIZES)}"}}'
        queue = None if self.states[-1] == "closed" else 3
        due_at = int(BEGAN.timestamp()) + self.chance.randrange(90 * 86400)
        state, code = self.states[-1], self.codes[-1]
        return (self.case, f"c{self.case:06}", sample, state, code, queue, due_at, self.case, ATTEMPTS)

    def attempts(self) -> Iterator[tuple[object, ...]]:
        """Its call attempts."""
        for number in range(ATTEMPTS):
            who = f"i{self.chance.randrange(INTERVIEWERS)}"
            times = utc_text(self.begun[number]), utc_text(self.over[number])
            yield (self.case * ATTEMPTS + number, self.case, number + 1, who, *times, self.results[number])

    def history(self) -> Iterator[tuple[object, ...]]:
        """What it came to."""
        for over, state, code, result in zip(self.over, self.states, self.codes, self.results, strict=True):
            yield (self.case, utc_text(over), state, code, result)

    def interviews(self) -> Iterator[tuple[object, ...]]:
        """Its interview, if it came to one."""
        if self.talk is not None:
            times = utc_text(self.begun[-1]), utc_text(self.over[-1])
            head = (self.case, self.case, self.version, self.talk.language, "ended", self.results[-1])
            yield (*head, self.talk.answers, len(self.talk.events), NO_DIGEST, *times)

    def events(self) -> Iterator[tuple[object, ...]]:
        """The events of its interview, some seconds after each other."""
        if self.talk is None:
            return
        last = len(self.talk.events)
        spent = accumulate(self.chance.randrange(1, 12) for _ in self.talk.events)
        for event, seconds in zip(self.talk.events, spent, strict=True):
            is_last = event.sequence == last
            at = self.over[-1] if is_last else min(self.begun[-1] + timedelta(seconds=seconds), self.over[-1])
            attempt = self.case * ATTEMPTS + ATTEMPTS - 1
            elapsed = self.chance.randrange(500, 20_000)
            what = (event.kind, event.question_id, event.iteration, event.body)
            yield (self.case, event.sequence, attempt, *what, utc_text(at), elapsed, NO_DIGEST)
