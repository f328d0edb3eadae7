"""A softphone's own command, run with the number as one argument: never through a shell."""

import shlex
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from cati.errors import StudyError

PLACE = "{number}"
Dialler = Callable[[str], None]
"""What is given each number that is dialled, in E.164."""


@dataclass(frozen=True)
class DialCommand:
    """A program and its arguments; `{number}` in one of them stands for the number in E.164, else it comes last."""

    arguments: tuple[str, ...]

    @classmethod
    def read(cls, template: str) -> "DialCommand":
        """The command as it was written. Raises `StudyError` if it is none, or its program is not there."""
        try:
            words = tuple(shlex.split(template))
        except ValueError:
            words = ()
        if not words:
            raise StudyError("errors.dial_unreadable", command=template)
        if shutil.which(words[0]) is None:
            raise StudyError("errors.dial_missing", program=words[0])
        return cls(words)

    def for_number(self, e164: str) -> list[str]:
        """What is run for a number."""
        if any(PLACE in word for word in self.arguments):
            return [word.replace(PLACE, e164) for word in self.arguments]
        return [*self.arguments, e164]

    def run(self, e164: str) -> None:
        """Start it and let it go; what it prints goes nowhere. Raises `StudyError` if it cannot be started."""
        try:
            subprocess.Popen(  # noqa: S603 - the interviewer's own command, the number one argument of it
                self.for_number(e164),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as fault:
            raise StudyError("errors.dial_failed", program=self.arguments[0], reason=fault.strerror) from fault
