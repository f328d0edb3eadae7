"""What becomes of a case after a call: its state, its queue and when it is due again. Pure.

The rules are those of the dispositions table (`cool_off`, `ends_case`) and of the study's `fieldwork`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from cati.questionnaire.fieldwork_rules import Fieldwork, duration
from cati.sample.call_windows import next_call_start
from cati.sample.current_code import NEVER_CALLED, current_code
from cati.sample.day_parts import next_day_part
from cati.sample.history import Call, counted
from cati.sample.promises import TRY_AGAIN_AFTER, Promise, open_promise, still_ahead, tried_softly

State = Literal["fresh", "callback", "soft", "firm", "resume", "parked", "closed"]
QUEUES: dict[State, int | None] = {
    "firm": 0, "soft": 1, "resume": 2, "callback": 3, "fresh": 4, "parked": None, "closed": None,
}  # fmt: skip
REFUSALS = frozenset({"soft_refusal", "break_off"})
HARD_WORDS = REFUSALS | {"hard_refusal"}
BUSY_IN_A_ROW = 3
BUSY_A_DAY = 2
"""A busy tone may be tried again on a day that has this many times its calls."""
MORE_FOR_PROMISES = 2
"""Calls beyond the most that a promise or a suspended interview is worth."""


@dataclass(frozen=True)
class Earlier:
    """What was before this call: its calls in order and the case's state until now.

    `numbers` is how many numbers can still be called once this call is over.
    """

    calls: tuple[Call, ...] = ()
    state: State = "fresh"
    numbers: int = 1


@dataclass(frozen=True)
class Next:
    """What becomes of the case: state, place in dispatch (None: not offered), when it is due (aware), AAPOR code.

    `not_by` should not be given it again while others are here; `closed_by` is the result that closed it.
    A promise that `stands` is neither kept nor broken by this call.
    """

    state: State
    queue: int | None
    due_at: datetime
    code: str
    not_by: str | None = None
    parked_because: str | None = None
    closed_by: str | None = None
    stands: bool = False


def after_call(call: Call, rules: Fieldwork, *, earlier: Earlier) -> Next:
    """What becomes of a case after one more call."""
    calls, now = (*earlier.calls, call), call.ended_at
    final = closing_result(calls, rules, earlier.numbers)
    if final is not None:
        return Next("closed", None, now, current_code(calls, final), closed_by=final)
    code = current_code(calls)
    because = parked_because(call)
    if because is not None:
        return Next("parked", None, now, code, parked_because=because)
    promise = None if call.promised is not None else open_promise(calls)
    state, due_at = open_state(calls, rules, earlier, promise)
    return Next(
        state,
        QUEUES[state],
        due_at,
        code,
        not_by=refused_to(calls) if state == "callback" else None,
        stands=still_ahead(promise, now) or not call.disposition.counts_attempt,
    )


def state_of(calls: Sequence[Call], rules: Fieldwork, *, numbers: int, fresh_from: datetime) -> Next:
    """The state that a whole history gives, call by call; a case without calls is fresh from `fresh_from` on.

    `numbers` is how many numbers can be called now: before each later call there was at least one.
    """
    found = Next("fresh", QUEUES["fresh"], fresh_from, NEVER_CALLED)
    for at, call in enumerate(calls, 1):
        left = numbers if at == len(calls) else 1
        found = after_call(call, rules, earlier=Earlier(tuple(calls[: at - 1]), found.state, left))
    return found


def closing_result(calls: Sequence[Call], rules: Fieldwork, numbers: int) -> str | None:
    """The result that closes the case after the last of these calls, or None if it stays open."""
    call, disposition = calls[-1], calls[-1].disposition
    if disposition.ends_case:
        return call.result
    said_before = HARD_WORDS.intersection(each.result for each in calls[:-1])
    if call.result in REFUSALS and (said_before or not rules.soft_refusal.retry):
        return "hard_refusal"
    if disposition.cool_off == "next_number" and not numbers:
        return "no_working_number"
    if call.speech == "outside":
        return call.result
    if disposition.cool_off == "parked" or not disposition.counts_attempt:
        return None
    is_worth_more = call.promised is not None or disposition.cool_off == "time"
    most = rules.max_attempts + (MORE_FOR_PROMISES if is_worth_more else 0)
    return "exhausted" if counted(calls) >= most else None


def parked_because(call: Call) -> str | None:
    """Why the case waits for somebody to decide, if it does."""
    if call.disposition.cool_off == "parked":
        return "supervisor"
    return "language" if call.speech == "nobody" else None


def refused_to(calls: Sequence[Call]) -> str | None:
    """The interviewer to whom the last refusal was given, if there was one."""
    return next((call.interviewer for call in reversed(calls) if call.result in REFUSALS and call.interviewer), None)


def open_state(
    calls: Sequence[Call], rules: Fieldwork, earlier: Earlier, promise: Promise | None
) -> tuple[State, datetime]:
    """The state of a case that stays open, and when it is due; `promise` is one that was made before this call."""
    call, now = calls[-1], calls[-1].ended_at
    if call.promised is not None:
        made = Promise(call.promised, call.is_firm)
        return ("firm" if made.is_firm else "soft"), made.due_at
    if promise is not None and still_ahead(promise, now):
        return ("firm" if promise.is_firm else "soft"), promise.due_at
    if not call.disposition.counts_attempt:
        return earlier.state, due_after(calls, rules)
    if call.met_nobody and tried_softly(promise):
        return "soft", now + TRY_AGAIN_AFTER
    return "resume" if call.result == "suspended" else "callback", due_after(calls, rules)


def due_after(calls: Sequence[Call], rules: Fieldwork) -> datetime:
    """The first moment the case may be called again, within call hours."""
    now, disposition = calls[-1].ended_at, calls[-1].disposition
    times = [call.began_at for call in calls if call.disposition.counts_attempt]
    if is_busy_too_often(calls, rules):
        return next_day_part(rules, now + rules.min_gap, times)
    match disposition.cool_off:
        case "next_number" | "":
            return now
        case "next_day_part" | "time":
            return next_day_part(rules, now + rules.min_gap, times)
        case "P7D":
            return next_day_part(rules, now + rules.soft_refusal.after, times)
        case "P1D":
            return next_call_start(rules, start_of_next_day(now))
        case written:
            return next_call_start(rules, now + duration(written))


def is_busy_too_often(calls: Sequence[Call], rules: Fieldwork) -> bool:
    """Whether a busy tone is no longer worth a quick retry: the third in a row, or on a day that has its calls."""
    if calls[-1].result != "busy":
        return False
    today = calls[-1].ended_at.date()
    made = counted([call for call in calls if call.began_at.date() == today])
    in_a_row = [call.result for call in calls[-BUSY_IN_A_ROW:]] == ["busy"] * BUSY_IN_A_ROW
    return in_a_row or made >= BUSY_A_DAY * rules.max_attempts_per_day


def start_of_next_day(now: datetime) -> datetime:
    """Midnight, by the wall clock."""
    return datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), now.tzinfo)
