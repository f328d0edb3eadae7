"""The results that a call can be given from the case card, one key each, and what each asks in turn."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Literal

from cati.questionnaire.dispositions import Disposition, dispositions
from cati.sample.said import BY, REASONS
from cati.words import say

Ask = Literal["time", "by_whom", "reason", "language", "note", "new_number"]
EVERYDAY = (
    "no_answer", "busy", "machine_company", "machine_unknown", "not_available", "soft_refusal", "wrong_number",
    "disconnected",
)  # fmt: skip
"""What a call without an interview mostly comes to; keys 1 to 8."""
OTHERS_KEY = "9"
NOT_HERE = frozenset({"appointment", "suspended"})
"""An appointment has a key of its own on the card; only an interview can be suspended."""
ENGINE_TOO = frozenset({"not_eligible", "ceased"})
"""What the interview finds out by itself can also be heard before it begins."""
ASKED: dict[str, Ask] = {
    "by_whom": "by_whom", "reason": "reason", "language": "language", "note": "note", "note?": "note",
    "new_number?": "new_number",
}  # fmt: skip
"""What the table asks, by what is asked here; a best time is an appointment, and F7 makes it."""


@dataclass(frozen=True)
class CardResult:
    """A row of the menu."""

    key: str
    disposition: Disposition

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is asked before it is given, in order."""
        return tuple(ASKED[name] for name in self.disposition.asks if name in ASKED)

    def may_stay_empty(self, ask: Ask) -> bool:
        """Whether an answer can be left out."""
        return f"{ask}?" in self.disposition.asks


def everyday_results() -> tuple[CardResult, ...]:
    """Keys 1 to 8."""
    return tuple(CardResult(str(at), dispositions()[name]) for at, name in enumerate(EVERYDAY, 1))


def other_card_results() -> tuple[CardResult, ...]:
    """All other results an interviewer may give, behind key 9: a, b, c …"""
    names = [
        name
        for name, found in dispositions().items()
        if name not in EVERYDAY and name not in NOT_HERE and (found.set_by == "interviewer" or name in ENGINE_TOO)
    ]
    return tuple(CardResult(key, dispositions()[name]) for key, name in zip(ascii_lowercase, names, strict=False))


def choices(ask: Ask, languages: Sequence[str], language: str) -> list[tuple[str, str, str]]:
    """What can be chosen at a question of the result: key, value, label."""
    match ask:
        case "by_whom":
            return [(str(at), name, say(language, f"card.by.{name}")) for at, name in enumerate(BY, 1)]
        case "reason":
            return [(str(at), name, say(language, f"card.reason.{name}")) for at, name in enumerate(REASONS, 1)]
        case "language":
            other = [(str(len(languages) + 1), "other", say(language, "card.other_language"))]
            return [(str(at), name, name) for at, name in enumerate(languages, 1)] + other
        case _:
            return []
