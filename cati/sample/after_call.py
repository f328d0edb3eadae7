"""What becomes of a case after a call: its state, its queue and when it is due again. Pure.

The rules are those of the dispositions table (`cool_off`, `ends_case`) and of the study's `fieldwork`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cati.questionnaire.dispositions import Disposition, dispositions
from cati.questionnaire.fieldwork_rules import Fieldwork, duration
from cati.sample.call_windows import next_call_start
from cati.sample.current_code import current_code
from cati.sample.day_parts import next_day_part

State = Literal["fresh", "callback", "soft", "firm", "resume", "parked", "closed"]
QUEUES: dict[State, int | None] = {
    "firm": 0, "soft": 1, "resume": 2, "callback": 3, "fresh": 4, "parked": None, "closed": None,
}  # fmt: skip
READY_BEFORE = timedelta(minutes=5)
"""A firm appointment is on somebody's screen this long before its time."""
REFUSALS = frozenset({"soft_refusal", "break_off"})
BUSY_IN_A_ROW = 3
MORE_FOR_PROMISES = 2
"""Calls beyond the most that a promise or a suspended interview is worth."""


@dataclass(frozen=True)
class Earlier:
    """What was tried before this call: results and times (aware, in the study's zone) of its attempts, in order.

    `state` is the case's until now; `numbers` is how many of its numbers could still be called.
    """

    results: tuple[str, ...] = ()
    calls: tuple[datetime, ...] = ()
    state: State = "fresh"
    numbers: int = 1


@dataclass(frozen=True)
class Next:
    """The state of the case, its place in dispatch (None: not offered), when it is due (aware), and its AAPOR code."""

    state: State
    queue: int | None
    due_at: datetime
    code: str


def after_call(
    disposition: Disposition,
    now: datetime,
    rules: Fieldwork,
    *,
    earlier: Earlier,
    promised: datetime | None = None,
    firm: bool = True,
) -> Next:
    """What becomes of the case; `promised` is the time of an appointment, aware, in the study's zone."""
    results = (*earlier.results, disposition.name)
    final = closing_result(disposition, results, rules, earlier, is_promised=promised is not None)
    if final is not None:
        return Next("closed", QUEUES["closed"], now, current_code((*results, final)))
    state, due_at = open_state(disposition, now, rules, earlier, promised, is_firm=firm)
    return Next(state, QUEUES[state], due_at, current_code(results))


def closing_result(
    disposition: Disposition, results: Sequence[str], rules: Fieldwork, earlier: Earlier, *, is_promised: bool
) -> str | None:
    """The result that closes the case, or None if it stays open."""
    if disposition.ends_case:
        return disposition.name
    if disposition.name in REFUSALS and not (rules.soft_refusal.retry and REFUSALS.isdisjoint(earlier.results)):
        return "hard_refusal"
    dead = sum(dispositions()[name].cool_off == "next_number" for name in results)
    if disposition.cool_off == "next_number" and dead >= earlier.numbers:
        return "no_working_number"
    if disposition.cool_off == "parked" or not disposition.counts_attempt:
        return None
    counted = sum(dispositions()[name].counts_attempt for name in results)
    is_worth_more = is_promised or disposition.cool_off == "time"
    most = rules.max_attempts + (MORE_FOR_PROMISES if is_worth_more else 0)
    return "exhausted" if counted >= most else None


def open_state(
    disposition: Disposition,
    now: datetime,
    rules: Fieldwork,
    earlier: Earlier,
    promised: datetime | None,
    *,
    is_firm: bool,
) -> tuple[State, datetime]:
    """The state of a case that stays open, and when it is due."""
    if promised is not None:
        return ("firm", promised - READY_BEFORE) if is_firm else ("soft", promised)
    if disposition.cool_off == "parked":
        return "parked", now
    due_at = due_after(disposition, now, rules, earlier)
    if not disposition.counts_attempt:
        return earlier.state, due_at
    return "resume" if disposition.name == "suspended" else "callback", due_at


def due_after(disposition: Disposition, now: datetime, rules: Fieldwork, earlier: Earlier) -> datetime:
    """The first moment the case may be called again, within call hours."""
    calls, last = (*earlier.calls, now), (*earlier.results, disposition.name)[-BUSY_IN_A_ROW:]
    if last == ("busy",) * BUSY_IN_A_ROW:
        return next_day_part(rules, now + rules.min_gap, calls)
    match disposition.cool_off:
        case "next_number" | "":
            return now
        case "next_day_part" | "time":
            return next_day_part(rules, now + rules.min_gap, calls)
        case "P7D":
            return next_day_part(rules, now + rules.soft_refusal.after, calls)
        case "P1D":
            return next_call_start(rules, start_of_next_day(now))
        case written:
            return next_call_start(rules, now + duration(written))


def start_of_next_day(now: datetime) -> datetime:
    """Midnight, by the wall clock."""
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
