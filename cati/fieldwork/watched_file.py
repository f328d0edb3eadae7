"""A questionnaire that is read again at each save: its time and size are looked at, no library watches it."""

from dataclasses import dataclass
from pathlib import Path

from cati.errors import StudyError
from cati.fieldwork.study import read_questionnaire
from cati.questionnaire.loader import Loaded

SECONDS_BETWEEN_LOOKS = 0.5
State = tuple[int, int] | None


@dataclass
class WatchedFile:
    """A file and what of it was seen last."""

    file: Path
    seen: State = None
    is_first: bool = True

    def look(self) -> Loaded | StudyError | None:
        """What the file gives, or why it cannot be read, if that was not seen yet; None if it was."""
        state = state_of(self.file)
        if not self.is_first and state == self.seen:
            return None
        self.seen, self.is_first = state, False
        try:
            return read_questionnaire(self.file)
        except StudyError as fault:
            return fault


def state_of(file: Path) -> State:
    """When a file was written (nanoseconds) and how long it is (bytes); None if it is not there now."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
