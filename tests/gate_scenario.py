"""A small language for the key gate: a question is asked, keys are pressed or held."""

from dataclasses import dataclass, field

from cati.tui.key_gate import KeyGate, Meaning, Verdict

A_FRAME = 0.010
TAKEN = Verdict.TAKEN


@dataclass
class Interview:
    """A question on the screen, and someone at the keys."""

    gate: KeyGate = field(default_factory=KeyGate)
    asked_at: list[float] = field(default_factory=list)

    def ask(self, at: float) -> "Interview":
        self.gate.painted(at, self.gate.shut())
        self.asked_at.append(at)
        return self

    def press(self, key: str, at: float, meaning: Meaning = Meaning.ANSWER) -> Verdict:
        return self.gate.takes(key, at, meaning, printable=len(key) == 1)

    def answer(self, key: str, at: float) -> Verdict:
        """Presses, and asks the next question a frame after the answer."""
        verdict = self.press(key, at)
        if verdict is TAKEN:
            self.ask(at + A_FRAME)
        return verdict


def held(first_at: float, first_delay: float, rate: int, seconds: float) -> list[float]:
    """When a key that is held down arrives."""
    return [first_at, *(first_at + first_delay + n / rate for n in range(int(seconds * rate)))]


def taken(verdicts: list[Verdict]) -> int:
    return verdicts.count(TAKEN)
