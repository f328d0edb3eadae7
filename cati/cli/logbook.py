"""The log of a study: `db/cati.log`, a line a deed, with ids and milliseconds and nothing that anybody said.

Every room writes to the logger `cati`; only here is it given a file. Where none can be written there is no log, and
nothing else is the worse for it.
"""

import logging
from collections import deque
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from time import gmtime

from cati.fieldwork.save_times import LOG

BYTES, OLD_ONES = 1_000_000, 3
LINES_IN_A_REPORT = 50
FORMAT = "%(asctime)s.%(msecs)03dZ %(process)d %(levelname)s %(name)s: %(message)s"


class UtcFormatter(logging.Formatter):
    """Times as UTC, whatever zone the machine is in."""

    converter = staticmethod(gmtime)


class QuietHandler(RotatingFileHandler):
    """A full disk must not stop a conversation, or write into its screen."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  # logging's own name
        """Say nothing: the next line may find room again."""


def keep_log(folder: Path) -> None:
    """Write the log into a folder that is there; the file is its owner's alone (0600, by the umask set at start)."""
    logger = logging.getLogger("cati")
    if not folder.is_dir() or any(isinstance(handler, QuietHandler) for handler in logger.handlers):
        return
    with suppress(OSError):
        handler = QuietHandler(folder / LOG, maxBytes=BYTES, backupCount=OLD_ONES, encoding="utf-8", delay=False)
        handler.setFormatter(UtcFormatter(FORMAT, "%Y-%m-%dT%H:%M:%S"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False


def close_log() -> None:
    """Let go of the file."""
    logger = logging.getLogger("cati")
    for handler in [each for each in logger.handlers if isinstance(each, QuietHandler)]:
        logger.removeHandler(handler)
        handler.close()


def last_lines(folder: Path) -> list[str]:
    """What was done last, for a report; nothing if there is no log."""
    with suppress(OSError), (folder / LOG).open(encoding="utf-8", errors="replace") as file:
        return [line.rstrip("\n") for line in deque(file, LINES_IN_A_REPORT)]
    return []
