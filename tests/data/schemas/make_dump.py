"""Write a database of today's schema as SQL text: `python -m data.schemas.make_dump` in `tests/`, at each release.

A dump is never made again once its schema is released: it says what lies on people's disks.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from cati.storage.interviews import finish
from cati.storage.schema_version import SCHEMA
from storage_fixtures import COMPLETE, PERSONAL, Conversation, begun, ended, new_store, words


def dumped() -> str:
    """Three cases, one of them called and complete, with a personal answer."""
    with TemporaryDirectory() as name:
        with new_store(Path(name), cases=3) as store:
            talk = Conversation(store, begun(store), personal=PERSONAL)
            talk.answer(("V1", "yes"), ("EMAIL", words("an@example.be")))
            finish(store, talk.hold, 4, ended(60), talk.answers, PERSONAL, outcome=COMPLETE)
        with closing(sqlite3.connect(Path(name) / "db" / "cati.sqlite")) as raw:
            return "\n".join(raw.iterdump()) + "\n"


if __name__ == "__main__":
    target = Path(__file__).with_name(f"schema_{SCHEMA}.sql")
    if target.exists():
        raise SystemExit(f"{target} is there already")
    target.write_text(dumped(), encoding="utf-8")
