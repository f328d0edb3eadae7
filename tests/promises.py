"""What is promised, the fault that tries it, and how often: the fault suite and the README read it here.

At home a quick look is enough; CI runs every trial (`CATI_TRIALS=all`).
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

ALL = os.environ.get("CATI_TRIALS") == "all"


@dataclass(frozen=True)
class Promise:
    """A row of the README's table: `tried` in CI, `quick` at home; `by` is a file, `test` what is tried once."""

    says: str
    fault: str
    tried: int
    of: str
    by: str
    test: str = ""
    quick: int | None = None


PROMISES = {
    name: Promise(**row)
    for name, row in tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")).items()
}


def trials(name: str) -> int:
    """How often a fault is tried here and now."""
    promise = PROMISES[name]
    return promise.tried if ALL else promise.quick or promise.tried
