"""What becomes of a case after a call: its state, its queue and when it is due again. Pure.

The rules are those of the dispositions table (`cool_off`, `ends_case`) and of the study's `fieldwork`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cati.questionnaire.dispositions import Disposition
from cati.questionnaire.fieldwork_rules import Fieldwork, duration
from cati.sample.call_windows import next_call_start

State = Literal["fresh", "callback", "soft", "firm", "resume", "parked", "closed"]
QUEUES: dict[State, int | None] = {
    "firm": 0, "soft": 1, "resume": 2, "callback": 3, "fresh": 4, "parked": None, "closed": None,
}  # fmt: skip
READY_BEFORE = timedelta(minutes=5)
"""A firm appointment is on somebody's screen this long before its time."""


@dataclass(frozen=True)
class Next:
    """The state of the case, its place in dispatch (None: not offered) and when it is due (aware)."""

    state: State
    queue: int | None
    due_at: datetime


def after_call(
    disposition: Disposition,
    now: datetime,
    rules: Fieldwork,
    *,
    promised: datetime | None = None,
    firm: bool = True,
    has_interview: bool = False,
) -> Next:
    """What becomes of the case; `promised` is the time of an appointment, aware, in the study's zone."""
    if disposition.ends_case:
        return Next("closed", QUEUES["closed"], now)
    if promised is not None:
        state: State = "firm" if firm else "soft"
        return Next(state, QUEUES[state], promised - READY_BEFORE if firm else promised)
    if disposition.cool_off == "parked":
        return Next("parked", QUEUES["parked"], now)
    state = "resume" if has_interview and disposition.name == "suspended" else "callback"
    return Next(state, QUEUES[state], due_after(disposition, now, rules))


def due_after(disposition: Disposition, now: datetime, rules: Fieldwork) -> datetime:
    """The first moment the case may be called again, within call hours."""
    match disposition.cool_off:
        case "next_number" | "":
            return now
        case "next_day_part" | "time":
            return next_call_start(rules, now + rules.min_gap)
        case "P7D":
            return next_call_start(rules, now + rules.soft_refusal.after)
        case written:
            return next_call_start(rules, now + duration(written))
