"""Ways to make answers durable: ours, and the bare calls to the same engine that are its limit."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.durable import NOW, PRAGMAS
from cati.interview.events import AnswerRecorded, InterviewStarted
from cati.questionnaire.answer import AnswerKey, Answers, Choice
from cati.storage.cases import NewCase, add_cases
from cati.storage.interviews import append, begin
from cati.storage.leases import claim_next
from cati.storage.store import Store, open_store
from cati.storage.tables import EVENTS
from cati.storage.versions import store_version
from postgresql_server import Server, a_server, missing

QUESTIONS = 24
Answer = Callable[[int], None]
"""Make the answer of this number durable."""
_numbers = count(1)
"""Every case of a run has a number of its own."""


@dataclass(frozen=True)
class Contender:
    """A way to write: `open` gives each process its own connection and a case of its own (by number).

    `stored` counts the answers that are in the database.
    """

    name: str
    open: Callable[[int], Answer]
    prepare: Callable[[int], None]
    stored: Callable[[], int]


class Ours:
    """Our own way: a case claimed, an interview begun, its answers appended."""

    def __init__(self, place: Path | str) -> None:
        self.place = place

    def prepare(self, size: int) -> None:
        """Cases enough, and the questionnaire."""
        with open_store(self.place, create=True) as store:
            keys = [f"{next(_numbers)}" for _ in range(size)]
            add_cases(store, [NewCase(key, {"company_name": "Voorbeeld NV"}) for key in keys])
            store_version(store, "0" * 64, "{}", "", NOW, "an")

    def open(self, number: int) -> Answer:
        """A desk."""
        store = open_store(self.place, create=False, busy_seconds=30)
        return Desk(store, f"i{number}").answer

    def stored(self) -> int:
        """Answers in the database."""
        wanted = select(func.count()).select_from(EVENTS).where(EVENTS.c.kind == "answer_recorded")
        with open_store(self.place, create=False) as store, store.reading() as connection:
            return connection.execute(wanted).scalar_one()


class Desk:
    """One interviewer with an interview."""

    def __init__(self, store: Store, name: str) -> None:
        claim = claim_next(store, name, NOW, practice=False, lease_seconds=1800)
        assert claim is not None
        version = store_version(store, "0" * 64, "{}", "", NOW, "an")
        event = InterviewStarted(at=NOW, version="0" * 12, language="nl", interviewer=name, seed="0" * 16)
        self.store, self.hold = store, begin(store, claim, event, version)
        self.answers: Answers = {}

    def answer(self, at: int) -> None:
        """One answer."""
        key, answer = AnswerKey(f"Q{at % QUESTIONS}"), Choice(option=f"option_{at % 5}")
        self.answers = {**self.answers, key: answer}
        event = AnswerRecorded(at=NOW, key=key, answer=answer, elapsed_ms=1000)
        self.hold = append(self.store, self.hold, self.hold.last_sequence + 1, event, self.answers, frozenset())


class Bare:
    """The limit: the same four statements as text on the driver's own connection, nothing between."""

    def __init__(self, connect: Callable[[], Any], place: str, begin: str) -> None:
        self.connect, self.place, self.begin = connect, place, begin
        self.cases: list[int] = []

    def prepare(self, size: int) -> None:
        """Three tables like ours, a case and an interview for each."""
        raw = self.connect()
        raw.execute("BEGIN")
        for table in _TABLES:
            raw.execute(table)
        self.cases = [next(_numbers) for _ in range(size)]
        for case in self.cases:
            raw.execute(f"INSERT INTO cases VALUES ({case}, 0, 't')")
            raw.execute(f"INSERT INTO interviews VALUES ({case}, '{{}}', 1, '0')")
        raw.execute("COMMIT")
        raw.close()

    def open(self, number: int) -> Answer:
        """A connection."""
        raw, case, answers = self.connect(), self.cases[number], dict[str, object]()
        renew, append_, fold = (statement.replace("?", self.place) for statement in _STATEMENTS)

        def answer(at: int) -> None:
            value = {"kind": "choice", "option": f"option_{at % 5}", "other": None}
            answers[f"Q{at % QUESTIONS}"] = value
            body = json.dumps({"answer": value, "order": [], "unused_keys": 0}, separators=(",", ":"))
            raw.execute(self.begin)
            raw.execute(renew, (at, case, "t"))
            raw.execute(append_, (case, at + 2, body, "0" * 32))
            raw.execute(fold, (json.dumps(answers, separators=(",", ":")), at + 2, "0" * 32, case, at + 1))
            raw.execute("COMMIT")

        return answer

    def stored(self) -> int:
        """Answers in the database."""
        raw = self.connect()
        (found,) = raw.execute("SELECT count(*) FROM interview_events").fetchone()
        raw.close()
        return int(found)


_TABLES = (
    "CREATE TABLE IF NOT EXISTS cases (id bigint PRIMARY KEY, lease_until bigint, lease_token text)",
    "CREATE TABLE IF NOT EXISTS interviews (id bigint PRIMARY KEY, answers text, last_sequence bigint, digest text)",
    (
        "CREATE TABLE IF NOT EXISTS interview_events (interview_id bigint, sequence bigint, body text, digest text, "
        "PRIMARY KEY (interview_id, sequence))"
    ),
)
_STATEMENTS = (
    "UPDATE cases SET lease_until = ? WHERE id = ? AND lease_token = ?",
    "INSERT INTO interview_events VALUES (?, ?, ?, ?)",
    "UPDATE interviews SET answers = ?, last_sequence = ?, digest = ? WHERE id = ? AND last_sequence = ?",
)


def bare_file(file: Path) -> Contender:
    """sqlite3 with the same pragmas."""

    def connect() -> sqlite3.Connection:
        raw = sqlite3.connect(file, isolation_level=None, timeout=30)
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}").fetchall()
        return raw

    bare = Bare(connect, "?", "BEGIN IMMEDIATE")
    return Contender("sqlite3, bare", bare.open, bare.prepare, bare.stored)


def bare_server(server: Server) -> Contender:
    """psycopg with the same durability."""

    def connect() -> Any:  # noqa: ANN401
        import psycopg  # noqa: PLC0415  # an extra

        return psycopg.connect(host=str(server.folder), user="owner", dbname="bare", autocommit=True)

    server.make("bare")
    bare = Bare(connect, "%s", "BEGIN")
    return Contender("psycopg, bare", bare.open, bare.prepare, bare.stored)


@contextmanager
def contenders(folder: Path) -> Iterator[list[list[Contender]]]:
    """Each engine's limit and ours; PostgreSQL only where it can be had."""
    file = Ours(folder / "room.sqlite")
    pairs = [[bare_file(folder / "bare.sqlite"), Contender("cati, SQLite", file.open, file.prepare, file.stored)]]
    with ExitStack() as stack:
        if missing() is None:
            server = stack.enter_context(a_server())
            ours = Ours(server.make("room"))
            pairs.append([bare_server(server), Contender("cati, PostgreSQL", ours.open, ours.prepare, ours.stored)])
        yield pairs
