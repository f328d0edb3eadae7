"""What is promised, the fault that tries it, and how often: the fault suite reads its numbers here, and so does the README.

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
    "power cut": Promise(
        "An answer shown as saved survives a power cut",
        "the disk as it could be before each sync and after each answer: what was not synced kept or not, torn at 512 bytes",
        600,
        "disks",
        "tests/durability/test_power_loss.py",
    ),
}


def trials(name: str) -> int:
    """How often a fault is tried here and now."""
    promise = PROMISES[name]
    return promise.tried if ALL or not promise.quick else promise.quick
