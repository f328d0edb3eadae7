"""What the power-loss test records: a database made, answers told to it, checkpoints, a close, more answers.

    python tests/durability/answering.py FOLDER [NORMAL]

`NORMAL` in place of `FULL` is the mistake that the test must find.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from disk import ACKNOWLEDGED

from cati.storage import sqlite_store
from cati.storage.store import open_store
from storage_fixtures import PERSONAL, Conversation, answered, begun, new_store_at, words

ROUNDS, ANSWERS = 4, 10
KEYS = ("V1", "EMAIL", "V2.suppliers", "V8")


def main(folder: Path, synchronous: str) -> None:
    """Answer, and acknowledge each answer once the program holds it for saved."""
    sqlite_store._PRAGMAS = (f"synchronous={synchronous}", *sqlite_store._PRAGMAS[1:])
    says = os.open(folder / ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY)
    place = folder / "db" / "cati.sqlite"
    with new_store_at(place) as store:
        talk = Conversation(store, begun(store), personal=PERSONAL)
    for round_ in range(ROUNDS):
        with open_store(place, create=False) as store:
            talk.store = store
            for number in range(ANSWERS):
                event = answered(KEYS[number % len(KEYS)], words(f"{round_}/{number} " * 40), round_)
                os.write(says, str(talk.say(event).last_sequence).encode())
                if number == ANSWERS // 2:
                    store.checkpoint()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "FULL")
