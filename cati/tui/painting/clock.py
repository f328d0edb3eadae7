"""Line 1 of an interview: which case, and how long the conversation has lasted."""

from datetime import timedelta

from rich.cells import cell_len

from cati.tui.painting.wrap import cut


def lasted(time: timedelta) -> str:
    """`01:47`, or `1:01:47` after an hour."""
    minutes, seconds = divmod(max(0, int(time.total_seconds())), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


def short_case(case: str, room: int) -> str:
    """The case in at most `room` cells; the place and the clock matter more."""
    return case if cell_len(case) <= room else cut(case, max(room, 1)).rstrip()
