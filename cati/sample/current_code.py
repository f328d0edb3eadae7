"""The one AAPOR code of a case at any time, from the results of its calls. Pure."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from cati.questionnaire.dispositions import dispositions
from cati.sample.history import Call

NEVER_CALLED = "3.11"
WHENEVER = datetime.min.replace(tzinfo=UTC)
"""A code does not hang on when a call was made."""
UNKNOWN = ("UH", "UO")
Test = Callable[[Call], bool]
RANKS: tuple[Test, ...] = (
    lambda call: call.group == "R",
    lambda call: call.result in ("suspended", "appointment") and call.group == "O",
    lambda call: call.result == "language_barrier",
    lambda call: call.group == "NC",
    lambda call: call.group in UNKNOWN,
)
"""What tells more about a case comes first: a busy tone after a soft refusal leaves it a refusal."""


def current_code(calls: Sequence[Call], final: str | None = None) -> str:
    """The code of a case with these calls, in order: that of its `final` result, else of the one that tells most.

    A final result that says nothing about the company (no number left, no attempt left) never hides what was learnt.
    """
    telling = next((call for rank in RANKS for call in reversed(calls) if rank(call)), None)
    was_learnt = telling is not None and telling.group not in UNKNOWN
    found = None if final is None else dispositions()[final]
    if found is None or found.group == "derived" or (found.group in UNKNOWN and was_learnt):
        return NEVER_CALLED if telling is None else telling.aapor
    return (calls[-1].by_other and found.aapor_if_other) or found.aapor


def interim_code(results: Sequence[str]) -> str:
    """The code of an open case with these results, in order, whoever gave them: the one that tells most."""
    return current_code([Call(name, WHENEVER, WHENEVER) for name in results])
