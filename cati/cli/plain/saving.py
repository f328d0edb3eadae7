"""Making durable what was typed; while that cannot be, it is kept, and the interviewer is told."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import count

from cati.cli.plain.lines import EndOfInputError, Lines
from cati.errors import NotSavedError
from cati.fieldwork.interview import Interview
from cati.words import say, sentence_of

BUSY_TRIES = 6
"""So often a busy database is tried again by itself; each try waits for it first."""


def nothing() -> None:
    """Nothing."""


@dataclass
class Saving:
    """Writes, and tries again."""

    interview: Interview
    lines: Lines
    language: str

    def do(self, act: Callable[[], object], settle: Callable[[], object]) -> None:
        """Do what commits. A retry stores the bare event, so `settle` then does what belongs to it.

        Raises `NotSavedError` if the input ends before it could be saved.
        """
        attempt = act
        for tries in count():
            try:
                attempt()
            except NotSavedError as error:
                self.await_another_try(error, tries)
                attempt = partial(self.retry, settle)
            else:
                return

    def retry(self, settle: Callable[[], object]) -> None:
        """The unsaved event again, and what belongs to it."""
        self.interview.retry()
        settle()

    def await_another_try(self, error: NotSavedError, tries: int) -> None:
        """Say what is wrong; a busy database is tried again by itself."""
        is_busy = error.word == "storage.busy"
        if tries == 0 or not is_busy:
            self.lines.put(sentence_of(error, self.language))
        if is_busy and tries < BUSY_TRIES:
            return
        try:
            self.lines.ask(say(self.language, "plain.try_again"))
        except EndOfInputError:
            raise error from None
