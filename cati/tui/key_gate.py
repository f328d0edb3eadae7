"""The key gate: a key counts only for a question that was painted before it.

Pure: it knows no screen and no clock. Times are seconds on the monotonic clock that stamps keys as
they are read, so a key that waited in a queue is judged by when it was pressed, not by when it is handled.
"""

from dataclasses import dataclass
from enum import Enum, auto
from math import inf
from typing import ClassVar, NewType, assert_never

Painting = NewType("Painting", int)


class Meaning(Enum):
    """What a key would do on the question that stands on the screen."""

    ANSWER = auto()
    """Answers the question or ends it: an option, don't know, the Enter after typing."""
    ROW = auto()
    """Answers one row of a grid or toggles one option of a multiple choice."""
    TYPING = auto()
    """Edits a text field: rule 7, not gated once the field is painted."""
    COMMAND = auto()
    """Acts on the painted question without answering it: back, language, note, caret up."""
    ALWAYS = auto()
    """Works in every state, gate or no gate: stop and appointment."""
    NOTHING = auto()
    """Means nothing here."""


class Verdict(Enum):
    """What became of a key."""

    TAKEN = auto()
    NOT_YET_PAINTED = auto()
    """Read before the question could be seen and thought about (rule 1)."""
    HELD = auto()
    """The repeat of a key that is held down (rules 2 and 3)."""
    STRAY = auto()
    """A printable key or Escape without meaning, or any key too soon after one (rule 4)."""
    WITHOUT_MEANING = auto()
    """Some other key that does nothing here."""


@dataclass(frozen=True)
class GateTimes:
    """How long the gate waits, in seconds."""

    look: float = 0.150
    """Nobody reads a question and decides in this time (rule 1)."""
    release: float = 0.700
    """A held key repeats within this time, its first repeat too (rule 2)."""
    repeat: float = 0.080
    """Within one list a held key repeats within this time (rule 3)."""
    calm: float = 0.300
    """Torn escape sequences and replies of the terminal are over after this silence (rule 4)."""

    NONE: ClassVar["GateTimes"]


GateTimes.NONE = GateTimes(look=0, release=0, repeat=0, calm=0)
PATIENT = GateTimes()


class KeyGate:
    """Decides for each key whether it counts; shut until a question has been painted."""

    def __init__(self, times: GateTimes = PATIENT) -> None:
        self.times = times
        self.unused_keys = 0
        self._painting = Painting(0)
        self._painted_at = inf
        self._calm_at = -inf
        self._arrived_at: dict[str, float] = {}
        self._last_key: str | None = None
        self._answered_by: str | None = None
        self._answered_in: Painting | None = None

    @classmethod
    def open_at_once(cls) -> "KeyGate":
        """A gate that waits for the painting and for nothing else."""
        return cls(GateTimes.NONE)

    def shut(self) -> Painting:
        """Take no answer until this painting is on the screen; call it before each change of the question."""
        self._painting = Painting(self._painting + 1)
        self._painted_at = inf
        return self._painting

    def painted(self, at: float, painting: Painting) -> None:
        """Open for the question painted now; a painting that was overtaken by another opens nothing."""
        if painting == self._painting:
            self._painted_at = at

    def collect_unused(self) -> int:
        """How many keys went unused since this was last asked, for the paradata of the answer."""
        count, self.unused_keys = self.unused_keys, 0
        return count

    def takes(self, key: str, read_at: float, meaning: Meaning, *, printable: bool) -> Verdict:
        """What becomes of a key; an `ANSWER` that is taken shuts the gate until the next painting.

        `key` is Textual's name of it, `read_at` its `event.time`, `printable` its `event.is_printable`.
        """
        key = _same_key(key)
        verdict = self._judge(key, read_at, meaning, printable=printable)
        self._disturb(key, read_at, meaning, printable=printable)
        self._arrived_at[key] = read_at
        self._last_key = key
        if verdict is not Verdict.TAKEN:
            self.unused_keys += 1
        elif meaning in {Meaning.ANSWER, Meaning.ROW}:
            self._answered_by, self._answered_in = key, self._painting
            if meaning is Meaning.ANSWER:
                self.shut()
        return verdict

    def _judge(self, key: str, read_at: float, meaning: Meaning, *, printable: bool) -> Verdict:
        match meaning:
            case Meaning.ALWAYS:
                return Verdict.TAKEN
            case Meaning.TYPING | Meaning.COMMAND:
                return Verdict.TAKEN if read_at >= self._painted_at else Verdict.NOT_YET_PAINTED
            case Meaning.ANSWER | Meaning.ROW:
                return self._judge_answer(key, read_at, meaning)
            case Meaning.NOTHING:
                return Verdict.STRAY if _can_be_stray(key, printable=printable) else Verdict.WITHOUT_MEANING
            case _:
                assert_never(meaning)

    def _judge_answer(self, key: str, read_at: float, meaning: Meaning) -> Verdict:
        if read_at < self._painted_at + self.times.look:
            return Verdict.NOT_YET_PAINTED
        if read_at < self._calm_at:
            return Verdict.STRAY
        silence = read_at - self._arrived_at.get(key, -inf)
        answered_before = key == self._answered_by and self._answered_in != self._painting
        if answered_before and silence < self.times.release:
            return Verdict.HELD
        # A key that repeats by being held is not interrupted by another key.
        if meaning is Meaning.ROW and key == self._last_key and silence < self.times.repeat:
            return Verdict.HELD
        return Verdict.TAKEN

    def _disturb(self, key: str, read_at: float, meaning: Meaning, *, printable: bool) -> None:
        # Typing does not prolong the calm: else a fast typist's Enter would be refused.
        prolongs = read_at < self._calm_at and meaning not in {Meaning.TYPING, Meaning.ALWAYS}
        starts = meaning is Meaning.NOTHING and _can_be_stray(key, printable=printable)
        if starts or prolongs:
            self._calm_at = read_at + self.times.calm


def _same_key(key: str) -> str:
    """One name for one key: letters without Shift, and the Enter of a numeric keypad under tmux."""
    return "enter" if key == "ctrl+j" else key.lower()


def _can_be_stray(key: str, *, printable: bool) -> bool:
    return printable or key == "escape"
