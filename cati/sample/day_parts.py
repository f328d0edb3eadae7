"""When to call again a case that was not reached: the day part and the weekday that were tried least. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import count, islice

from cati.questionnaire.fieldwork_rules import CallWindow, Fieldwork
from cati.sample.call_windows import is_calling_day, next_call_start

DAYS_AHEAD = 4
"""So many calling days are looked at, the first among them."""


def next_day_part(rules: Fieldwork, soonest: datetime, calls: Sequence[datetime]) -> datetime:
    """The start of the least tried of the call windows from `soonest` on; `calls` are all that were made, in order.

    All are aware, in the study's zone. The part used last is left for another day, and so is a day that has
    its calls already. Without windows, any hour will do.
    """
    last = calls[-1]
    used_last = window_at(rules, last)
    possible = [
        (tried(rules, calls, window), sum(call.weekday() == start.weekday() for call in calls), start)
        for window, start in coming(rules, soonest)
        if not (window == used_last and start.date() == last.date())
        and sum(call.date() == start.date() for call in calls) < rules.max_attempts_per_day
    ]
    return min(possible)[2] if possible else next_call_start(rules, soonest)


def coming(rules: Fieldwork, soonest: datetime) -> Iterator[tuple[CallWindow, datetime]]:
    """The windows of the next calling days, each with when it can be used from."""
    days = (soonest.date() + timedelta(days=away) for away in count())
    for day in islice((day for day in days if is_calling_day(rules, day)), DAYS_AHEAD):
        for window in rules.call_windows:
            if day.weekday() in window.days:
                start = max(datetime.combine(day, window.from_, soonest.tzinfo), soonest)
                if start.date() == day and window_at(rules, start) == window:
                    yield window, start


def window_at(rules: Fieldwork, moment: datetime) -> CallWindow | None:
    """The window that is open at a moment, if any."""
    return next(
        (
            window
            for window in rules.call_windows
            if moment.weekday() in window.days and window.from_ <= moment.time() < window.to
        ),
        None,
    )


def tried(rules: Fieldwork, calls: Sequence[datetime], window: CallWindow) -> int:
    """How many calls were made in this day part."""
    found = (window_at(rules, call) for call in calls)
    return sum(each is not None and each.name == window.name for each in found)
