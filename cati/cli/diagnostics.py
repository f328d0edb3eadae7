"""The only place that writes to standard error: what went wrong and what to do, never a traceback."""

import logging
import os
import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import typer

from cati import __version__
from cati.cli.logbook import last_lines
from cati.errors import CatiError, ExitCode
from cati.words import LANGUAGES, say, sentence_of
from cati.words.visible import sayable, visible

LIBRARIES = ("textual", "pydantic", "sqlmodel", "SQLAlchemy", "rich", "typer", "PyYAML")
"""What a report and the doctor name beside `cati` itself."""


def tell(text: str) -> None:
    """One line to the person at the terminal."""
    with suppress(BrokenPipeError):
        sys.stderr.write(sayable(visible(text), sys.stderr) + "\n")
        sys.stderr.flush()


def language_of_screen(wanted: str | None, fallback: str = "en") -> str:
    """The language people are spoken to: as asked for, else `CATI_LANGUAGE`, else the locale's, else a fallback."""
    names = (wanted, *(os.environ.get(name) for name in ("CATI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")))
    found = next((name[:2] for name in names if name and name[:2] in LANGUAGES), fallback)
    return found if found in LANGUAGES else "en"


@contextmanager
def spoken_plainly(language: str) -> Iterator[None]:
    """Turn what is raised on purpose into its sentence and exit code, and anything else into a report."""
    try:
        yield
    except CatiError as error:
        tell(sentence_of(error, language))
        raise typer.Exit(error.exit_code) from error
    except KeyboardInterrupt as interrupt:
        raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
    except BrokenPipeError as gone:
        # Python would complain once more when it flushes what nobody reads.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(ExitCode.OK) from gone


def report_crash(error: BaseException, language: str, folder: Path) -> None:
    """Say that everything saved is safe, and keep where it happened, without any value, for the developers."""
    lines = [type(error).__name__]
    lines += [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    tell(say(language, "errors.crash_report", report=keep_report(lines, folder)))


def places_in(fault: str) -> list[str]:
    """The places of a written traceback, and the kind of its error; not its message, which may hold an answer."""
    lines = fault.strip().splitlines()
    return [lines[-1].partition(":")[0], *(line.strip() for line in lines if line.lstrip().startswith("File "))]


def keep_report(lines: list[str], study: Path) -> Path:
    """A file in the study's `db/` that only its owner reads: where it happened, versions, the last lines of the log.

    Where none can be written the lines go to standard error.
    """
    now = datetime.now(UTC)
    folder = study / "db" if (study / "db").is_dir() else Path.cwd()
    file = folder / f"crash-{now:%Y%m%dT%H%M%S}.txt"
    whole = [now.isoformat(timespec="seconds"), *lines, "", *versions(), "", *last_lines(folder)]
    logging.getLogger("cati.cli").error("crash report=%s kind=%s", file.name, lines[0])
    try:
        file.write_text("\n".join(whole) + "\n", encoding="utf-8")
        file.chmod(0o600)
    except OSError:
        tell("\n".join(lines))
    return file


def versions() -> list[str]:
    """This program and what it stands on, a line each."""
    found = {name: version(name) for name in LIBRARIES}
    return [f"cati {__version__}", f"Python {platform.python_version()} on {platform.platform()}"] + [
        f"{name} {number}" for name, number in found.items()
    ]
