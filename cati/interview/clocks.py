"""A time of day as people type it, in Dutch, French or English."""

import re
from datetime import time

HOUR = r"[0-9]{1,2}"
HOURS = "(?:u|uur|h|heures?)"
CLOCK = rf"{HOUR}[:.][0-9]{{2}}(?: ?{HOURS}| ?[ap]\.?m\.?)?|{HOUR} ?{HOURS}(?: ?[0-9]{{2}})?|{HOUR} ?[ap]\.?m\.?"
"""Whatever is surely meant as a time: 14:30, 14.30, 14u30, 14 h 30, 14u, 2pm, 2:30 p.m. (not 14, not 1430)."""
ANY_CLOCK = re.compile(CLOCK)
BARE = re.compile(r"(?P<hour>[0-9]{1,2}?)(?P<minute>[0-9]{2})?")
PARTS = re.compile(rf"(?P<hour>{HOUR})[^0-9]*(?P<minute>[0-9]{{2}})?[^0-9]*")


def read_clock(text: str) -> time | None:
    """The time that a plain text names; None if it names none, or one that no clock shows."""
    parts = PARTS.fullmatch(text) if ANY_CLOCK.fullmatch(text) else None
    if parts is None:
        return None
    hour, minute = int(parts["hour"]), int(parts["minute"] or 0)
    if "m" in text:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if "p" in text else 0)
    return shown_by_a_clock(hour, minute)


def read_bare_clock(text: str) -> time | None:
    """The time where nothing but a time can be meant: also 9, 930, 1430."""
    bare = BARE.fullmatch(text)
    return read_clock(text) if bare is None else shown_by_a_clock(int(bare["hour"]), int(bare["minute"] or 0))


def shown_by_a_clock(hour: int, minute: int) -> time | None:
    """The time, if there is one."""
    return time(hour, minute) if hour < 24 and minute < 60 else None
