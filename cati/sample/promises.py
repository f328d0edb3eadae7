"""A time that was agreed on: whether it still stands, and what a call that met nobody makes of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cati.sample.history import Call

READY_BEFORE = timedelta(minutes=5)
"""A firm appointment is on somebody's screen this long before its time."""
TRY_AGAIN_AFTER = timedelta(minutes=15)
SOFT_TRIES = 2
"""A firm appointment that met nobody is tried again so often before it is a call-back like others."""


@dataclass(frozen=True)
class Promise:
    """A time that was agreed on, and how often it was called for since without meeting anybody."""

    at: datetime
    is_firm: bool
    unanswered: int = 0

    @property
    def due_at(self) -> datetime:
        """When the case is offered for it."""
        return self.at - READY_BEFORE if self.is_firm else self.at


def open_promise(calls: Sequence[Call]) -> Promise | None:
    """The promise that no call has settled yet: since it was made nobody was met, or nothing was dialled."""
    unanswered: list[Call] = []
    for call in reversed(calls):
        if call.promised is not None:
            promise = Promise(call.promised, call.is_firm)
            tries = [each for each in unanswered if each.ended_at >= promise.due_at]
            return Promise(call.promised, call.is_firm, len(tries))
        if not call.met_nobody and call.disposition.counts_attempt:
            return None
        if call.met_nobody:
            unanswered.append(call)
    return None


def still_ahead(promise: Promise | None, now: datetime) -> bool:
    """Whether the time has yet to come."""
    return promise is not None and now < promise.due_at


def tried_softly(promise: Promise | None) -> bool:
    """Whether a firm promise that met nobody is worth another try soon."""
    return promise is not None and promise.is_firm and 0 < promise.unanswered <= SOFT_TRIES
