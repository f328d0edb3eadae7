"""Making durable what was typed; while that cannot be, it is kept, and the interviewer is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import TypeVar

from cati.cli.plain.lines import EndOfInputError, Lines
from cati.errors import NotSavedError
from cati.fieldwork.interview import Interview
from cati.words import sentence_of

T = TypeVar("T")

BUSY_TRIES = 6
"""So often a busy database is tried again by itself; each try waits for it first."""


def nothing() -> None:
    """Nothing."""


@dataclass
class Saving:
    """Writes of an interview, tried again until they are done."""

    interview: Interview
    lines: Lines

    def do(self, act: Callable[[], object], settle: Callable[[], object]) -> None:
        """Do what commits. A retry stores the bare event, so `settle` then does what belongs to it.

        Raises `NotSavedError` if the input ends before it could be saved.
        """
        attempts: Iterator[Callable[[], object]] = chain([act], repeat(partial(self.retry, settle)))

        def attempt() -> object:
            return next(attempts)()

        until_saved(attempt, self.lines)

    def retry(self, settle: Callable[[], object]) -> None:
        """The unsaved event again, and what belongs to it."""
        self.interview.retry()
        settle()


def until_saved(write: Callable[[], T], lines: Lines) -> T:
    """Write, and again until it is saved. Raises `NotSavedError` if the input ends before."""
    tries = 0
    while True:
        try:
            return write()
        except NotSavedError as error:
            await_another_try(error, tries, lines)
            tries += 1


def await_another_try(error: NotSavedError, tries: int, lines: Lines) -> None:
    """Say what is wrong; a busy database is tried again by itself."""
    is_busy = error.word == "storage.busy"
    if tries == 0 or not is_busy:
        lines.put(sentence_of(error, lines.language))
    if is_busy and tries < BUSY_TRIES:
        return
    try:
        lines.ask(lines.say("plain.try_again"))
    except EndOfInputError:
        raise error from None
