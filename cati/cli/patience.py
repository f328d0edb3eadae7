"""A person at a terminal is told that the program works, if it takes long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

from cati.cli.diagnostics import tell
from cati.words import say

PATIENT_SECONDS = 1.5


@contextmanager
def patience(file: Path, language: str) -> Iterator[None]:
    """Say what is being worked at if it is not done soon."""
    says = Timer(PATIENT_SECONDS, tell, (say(language, "check.busy", file=file),))
    says.daemon = True
    if sys.stderr.isatty():
        says.start()
    try:
        yield
    finally:
        says.cancel()
