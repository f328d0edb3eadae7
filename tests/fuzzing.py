"""Fuzzing by coverage, by hand: `pip install atheris`, then in `tests/`: `python fuzzing.py TARGET`.

It stops at the first input that raises anything but what is said to a person, and keeps it in a file: that input
becomes a test. Targets: questionnaire, condition, typed, sample.
"""

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cati"]):
    from cati.errors import CatiError
    from cati.fieldwork.sample_file.table import open_table
    from cati.interview.cleaning import clean
    from cati.interview.clocks import read_clock
    from cati.interview.days import read_day
    from cati.interview.when import read_when
    from cati.questionnaire.conditions.parsing import UnreadableError, parse
    from cati.questionnaire.loader import load
    from cati.questionnaire.phone_number import read_phone

from spoken import PROJECT

NOON = datetime(2026, 11, 25, 11, tzinfo=UTC)
FOLDER = Path(tempfile.mkdtemp(prefix="cati-fuzz-"))


def questionnaire(data: bytes) -> None:
    """A file is a questionnaire, or has problems."""
    loaded = load(data)
    if loaded.questionnaire is None and not loaded.problems:
        raise AssertionError("refused without a word")


def condition(data: bytes) -> None:
    """A condition is read, or said to be unreadable."""
    with suppress(UnreadableError):
        parse(data.decode(errors="replace"))


def typed(data: bytes) -> None:
    """What is typed is read, or invalid."""
    text = data.decode(errors="surrogateescape")
    clean(text)
    read_clock(text)
    read_day(text, date(2026, 11, 25))
    read_phone(text, "BE")
    read_when(text, NOON, "nl")


def sample(data: bytes) -> None:
    """A sample file gives rows, or an error with a sentence."""
    file = FOLDER / "sample.csv"
    file.write_bytes(data)
    with suppress(CatiError):
        list(open_table(file, encoding="", sheet="", own=()).rows)


TARGETS: dict[str, tuple[Callable[[bytes], None], bytes]] = {
    "questionnaire": (questionnaire, PROJECT.read_bytes()[:8_000]),
    "condition": (condition, b"V1 == yes and (count(V2) > 1 or V3 in [1, 2]) and not asked(V4)"),
    "typed": (typed, b"do 14:30, 31 december 2026, +32 470 12 34 56"),
    "sample": (sample, (Path(__file__).parent / "data" / "messy_sample.csv").read_bytes()),
}
"""What is fuzzed, and a first input to begin from."""

if __name__ == "__main__":
    target, first = TARGETS[sys.argv[1]]
    (FOLDER / "corpus").mkdir()
    (FOLDER / "corpus" / "first").write_bytes(first)
    atheris.Setup([sys.argv[0], str(FOLDER / "corpus"), *sys.argv[2:]], target)
    atheris.Fuzz()
