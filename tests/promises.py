"""What is promised, the fault that tries it, and how often: the fault suite and the README read it here.

At home a quick look is enough; CI runs every trial (`CATI_TRIALS=all`).
"""

import os
from typing import NamedTuple

ALL = os.environ.get("CATI_TRIALS") == "all"


class Promise(NamedTuple):
    """A row of the README's table: `tried` is how often in CI, `quick` at home; `by` is the file of the test."""

    says: str
    fault: str
    tried: int
    of: str
    by: str
    quick: int = 0


PROMISES = {
    "kill": Promise(
        "An answer shown as saved survives `kill -9`",
        "the writer killed at random, 0 to 60 ms after its first answer",
        200,
        "kills",
        "tests/durability/test_kill.py",
        quick=40,
    ),
    "power cut": Promise(
        "… and a power cut",
        "the disk before each sync and after each answer: what was not synced is kept or not, torn at 512 bytes",
        600,
        "disks",
        "tests/durability/test_power_loss.py",
    ),
    "torn log": Promise(
        "… and a log that breaks off anywhere: no half answer is ever there",
        "the log cut at every 16th byte, and at each frame's edge and a byte to either side",
        4000,
        "cuts",
        "tests/durability/test_torn_wal.py",
        quick=1000,
    ),
    "ended": Promise(
        "A closed window or a request to end: all is saved, the case is free within 2 seconds",
        "SIGHUP or SIGTERM in mid-call, at a real terminal",
        10,
        "ends",
        "tests/calls/test_faults_in_a_call.py",
        quick=3,
    ),
    "resizes": Promise(
        "No key is lost and no answer given twice while the window changes its size",
        "a storm of resizes while somebody answers",
        200,
        "resizes",
        "tests/calls/test_faults_in_a_call.py",
        quick=80,
    ),
    "clock": Promise(
        "Order, answers, durations and leases do not depend on a clock that jumps",
        "the clock set back a day or an hour, or forward, between any two answers",
        30,
        "interviews",
        "tests/fieldwork/test_clock_jumps.py",
        quick=10,
    ),
    "any lines": Promise(
        "Whatever is typed, no crash, and what was said before is there",
        "any lines of text into the plain mode, twice",
        40,
        "conversations",
        "tests/cli/test_plain_any_lines.py",
        quick=15,
    ),
    "room": Promise(
        "A room that saves all at once loses no answer and sees no error, on a file and on a server",
        "real processes that answer as fast as it goes",
        16,
        "processes",
        "tests/benchmarks/test_benchmarks.py",
        quick=8,
    ),
    "upgrade killed": Promise(
        "An upgrade leaves the old schema or the new one, and a copy of the old file",
        "`kill -9` at moments from its beginning to its end",
        20,
        "kills",
        "tests/durability/test_killed_at_work.py",
        quick=5,
    ),
    "import killed": Promise(
        "An import adds all cases or none, and no case twice",
        "the same",
        20,
        "kills",
        "tests/durability/test_killed_at_work.py",
        quick=5,
    ),
    "flipped bit": Promise(
        "An answer or event that changed in the file is found by the check of the database",
        "one random bit of a closed file",
        500,
        "bits",
        "tests/durability/test_damaged_file.py",
        quick=100,
    ),
    "damaged page": Promise(
        "A damaged file is told in a sentence and not made worse",
        "one page of a study's database overwritten at random, then a day's calls",
        30,
        "pages",
        "tests/durability/test_damaged_file.py",
        quick=8,
    ),
}


def trials(name: str) -> int:
    """How often a fault is tried here and now."""
    promise = PROMISES[name]
    return promise.tried if ALL or not promise.quick else promise.quick
