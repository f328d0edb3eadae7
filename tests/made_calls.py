"""Calls as rows, without conversations: enough for counting them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cati.questionnaire.dispositions import dispositions
from cati.sample.current_code import current_code
from cati.sample.history import Call
from cati.storage.attempts import finish_attempt, start_attempt
from cati.storage.ids import CaseId
from cati.storage.leases import claim_case
from cati.storage.outcomes import NewAppointment, Outcome
from cati.storage.store import Store
from storage_fixtures import NOON


@dataclass
class MadeCalls:
    """Calls one after the other: `call` makes one, begun at a minute after noon; case 1 is the first."""

    store: Store
    results: dict[int, list[str]] = field(default_factory=dict)

    def call(self, case: int, result: str, minute: float = 0, *, who: str = "an", minutes: float = 2) -> datetime:
        """One call with its result; when it was over."""
        began = NOON + timedelta(minutes=minute)
        over = began + timedelta(minutes=minutes)
        results = self.results.setdefault(case, [])
        results.append(result)
        closes = dispositions()[result].ends_case
        is_promised = result == "appointment"
        outcome = Outcome(
            result, "closed" if closes else "firm" if is_promised else "callback", code_of(results),
            None if closes else 0 if is_promised else 3, int(over.timestamp()) + 3600,
            appointment=promise(over) if is_promised else None,
        )  # fmt: skip
        claim = claim_case(self.store, CaseId(case), who, began, lease_seconds=1800)
        finish_attempt(self.store, claim, start_attempt(self.store, claim, began), over, outcome)
        return over


def code_of(results: Sequence[str]) -> str:
    """The code of a case with these results, in order."""
    final = results[-1] if results and dispositions()[results[-1]].ends_case else None
    return current_code([Call(name, NOON, NOON) for name in results], final)


def promise(over: datetime) -> NewAppointment:
    """An hour later, firm."""
    later = over + timedelta(hours=1)
    return NewAppointment(int(later.timestamp()), f"{later:%Y-%m-%dT%H:%M}", "UTC", firm=True)
