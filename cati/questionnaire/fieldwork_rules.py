"""The `fieldwork` part of the file: call windows, call rules, quotas, retention."""

import re
from datetime import date, time, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from cati.questionnaire.answer import Frozen
from cati.questionnaire.scalars import Flag, Whole, read_as

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:(\d{1,5})S)?)?")


def duration(text: str) -> timedelta:
    """An ISO 8601 duration of days, hours, minutes and seconds (`PT30M`, `P7D`)."""
    match = DURATION.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(text)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)


def days_of_week(value: object) -> object:
    """`mon-fri` or `mon, wed` as day numbers, Monday 0."""
    if isinstance(value, tuple):
        return value
    if not isinstance(value, str):
        raise PydanticCustomError("scalar", "not a {kind}", {"kind": "days", "value": "…"})
    found: list[int] = []
    for part in value.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first not in DAYS or (last and last not in DAYS):
            raise PydanticCustomError("scalar", "not a {kind}", {"kind": "days", "value": value})
        start, end = DAYS.index(first), DAYS.index(last or first)
        found.extend(day % 7 for day in range(start, (end if end >= start else end + 7) + 1))
    return tuple(sorted(set(found)))


Duration = Annotated[timedelta, BeforeValidator(read_as(duration, r"P[0-9DTHMS]+", "duration"))]
WallTime = Annotated[time, BeforeValidator(read_as(time.fromisoformat, r"[0-9]{2}:[0-9]{2}", "time"))]
WallDay = Annotated[date, BeforeValidator(read_as(date.fromisoformat, r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "date"))]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,31}$")]
Reference = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9_]{0,23}$")]


class CallWindow(Frozen):
    """A day part in which calls may be made, in the study's time zone."""

    name: Key
    days: Annotated[tuple[int, ...], BeforeValidator(days_of_week)]
    from_: Annotated[WallTime, Field(alias="from")]
    to: WallTime


class SoftRefusal(Frozen):
    """Whether and when a soft refusal is called again."""

    retry: Flag = True
    after: Duration = timedelta(days=7)


class Quota(Frozen):
    """Targets for the cells of one or two crossed fields or closed questions."""

    name: Key
    by: tuple[str, ...]
    hard: Flag = False
    targets: dict[str, Annotated[Whole, Field(ge=0)]]


class Retention(Frozen):
    """Until when contact data may be kept."""

    contact_data_until: WallDay | None = None


class Fieldwork(Frozen):
    """When to call, how often, and when an interview counts."""

    call_windows: tuple[CallWindow, ...] = ()
    holidays: Annotated[str, StringConstraints(pattern=r"^([A-Z]{2}|none)$")] = "BE"
    closed_days: tuple[WallDay, ...] = ()
    max_attempts: Annotated[Whole, Field(ge=1)] = 8
    max_attempts_per_day: Annotated[Whole, Field(ge=1)] = 2
    min_gap: Duration = timedelta(hours=2)
    soft_refusal: SoftRefusal = SoftRefusal()
    partial_from: Reference | None = None
    complete_from: Reference | None = None
    lease: Duration = timedelta(minutes=30)
    quotas: tuple[Quota, ...] = ()
    retention: Retention = Retention()
