"""An answer made durable, against raw sqlite3 doing the same four statements with the same pragmas."""

import json
import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp

from benchmarks.contest import Figure, contest
from cati.interview.events import AnswerRecorded, InterviewStarted
from cati.questionnaire.answer import AnswerKey, Answers, Choice
from cati.storage.cases import NewCase, add_cases
from cati.storage.interviews import append, begin
from cati.storage.leases import claim_next
from cati.storage.recording import Hold
from cati.storage.sqlite_store import COMMITS_BETWEEN_CHECKPOINTS, WAL_BYTES
from cati.storage.store import Store, open_store
from cati.storage.versions import store_version

NOW = datetime(2026, 11, 25, 13, 0, tzinfo=UTC)
QUESTIONS = 24
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "recursive_triggers=ON", "secure_delete=ON",
           "wal_autocheckpoint=0", "cell_size_check=ON")  # fmt: skip


class Through:
    """Our own way: an event appended and the fold written, through `storage`."""

    def __init__(self, file: Path) -> None:
        self.store: Store = open_store(file, create=True)
        self.hold = begun(self.store)
        self.answers: Answers = {}

    def step(self, at: int) -> None:
        """One answer."""
        key = AnswerKey(f"Q{at % QUESTIONS}")
        answer = Choice(option=f"option_{at % 5}")
        self.answers = {**self.answers, key: answer}
        event = AnswerRecorded(at=NOW + timedelta(seconds=at), key=key, answer=answer, elapsed_ms=1000)
        self.hold = append(self.store, self.hold, self.hold.last_sequence + 1, event, self.answers, frozenset())


def begun(store: Store) -> Hold:
    """An interview begun on a case of its own."""
    add_cases(store, [NewCase("C1", {"company_name": "Voorbeeld NV"})])
    claim = claim_next(store, "an", NOW, practice=False, lease_seconds=1800)
    assert claim is not None
    version = store_version(store, "0" * 64, "{}", "", NOW, "an")
    event = InterviewStarted(at=NOW, version="0" * 12, language="nl", interviewer="an", seed="0" * 16)
    return begin(store, claim, event, version)


class Raw:
    """The limit: the statements as text, the rows ready, nothing between."""

    def __init__(self, file: Path, through: Through) -> None:
        through.store.checkpoint()
        source = sqlite3.connect(through.store.path or "")
        self.raw = sqlite3.connect(file, isolation_level=None)
        self.log = Path(f"{file}-wal")
        source.backup(self.raw)
        source.close()
        for pragma in PRAGMAS:
            self.raw.execute(f"PRAGMA {pragma}").fetchall()
        columns = [row[1] for row in self.raw.execute("PRAGMA table_info(interview_events)")]
        self.insert = f"INSERT INTO interview_events VALUES ({','.join('?' * len(columns))})"
        self.like = self.raw.execute("SELECT * FROM interview_events").fetchone()
        self.names = columns
        self.token = self.raw.execute("SELECT lease_token FROM cases").fetchone()[0]
        self.answers: dict[str, object] = {}

    def step(self, at: int) -> None:
        """One answer."""
        sequence = at + 2
        answer = {"kind": "choice", "option": f"option_{at % 5}", "other": None}
        self.answers[f"Q{at % QUESTIONS}"] = answer
        body = json.dumps({"answer": answer, "order": [], "unused_keys": 0}, separators=(",", ":"))
        row = dict(zip(self.names, self.like, strict=True))
        row |= {"sequence": sequence, "kind": "answer_recorded", "question_id": f"Q{at % QUESTIONS}", "body": body}
        document, digest = json.dumps(self.answers, separators=(",", ":")), os.urandom(16)
        row |= {"digest": digest}
        run = self.raw.execute
        run("BEGIN IMMEDIATE")
        run("UPDATE cases SET lease_until=? WHERE id=1 AND lease_token=?", (at, self.token))
        run(self.insert, tuple(row.values()))
        run("UPDATE interviews SET answers=?, last_sequence=?, last_digest=? WHERE id=1 AND last_sequence=?",
            (document, sequence, digest, sequence - 1))  # fmt: skip
        run("COMMIT")
        if sequence % COMMITS_BETWEEN_CHECKPOINTS == 0 and self.log.stat().st_size > WAL_BYTES:
            run("PRAGMA wal_checkpoint(PASSIVE)").fetchall()  # a log that only grows would make the limit slower


def run(rounds: int) -> list[Figure]:
    """Both in turns on the same disk."""
    folder = Path(mkdtemp(dir=Path.cwd(), prefix=".benchmark-"))
    try:
        through = Through(folder / "through.sqlite")
        raw = Raw(folder / "raw.sqlite", through)
        contenders = {"raw sqlite3 (limit)": raw.step, "cati, answer durable": through.step}
        rows = contest("answer -> durable", contenders, rounds, {"cati, answer durable": "<= 1.3"})
        through.store.close()
        raw.raw.close()
        return rows
    finally:
        shutil.rmtree(folder)
