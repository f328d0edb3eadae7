"""`cati monitor`: the room on the screen every two seconds, or once as text."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cati.tui  # noqa: F401 - sets what Textual reads when it is imported
from cati.cli.diagnostics import keep_report, places_in, tell
from cati.cli.opening import opened_room, supervisor_code
from cati.cli.output import put_line
from cati.fieldwork.monitor import room_now
from cati.tui.app import CatiApp
from cati.tui.painting.monitor import page_of, standing_lines
from cati.tui.screens.monitor import MonitorScreen
from cati.words import say

if TYPE_CHECKING:
    from cati.cli.opening import Desk
    from cati.fieldwork.room import Room
    from cati.fieldwork.study import Study

WIDTH = 100
"""Columns of the figures as text."""


def run_monitor(study: "Study", desk: "Desk", language: str, by: str) -> int:
    """Show the room until the supervisor (a code) leaves; the exit code."""
    rooms: list[Room] = []
    clock = desk.wiring.clock or (lambda: datetime.now(UTC))

    def open_room() -> "Room":
        code = supervisor_code(by)
        rooms.append(replace(opened_room(desk, study), interviewer=code, interviewer_name=code, language=language))
        return rooms[-1]

    app = CatiApp(lambda: MonitorScreen(study.title(language), open_room), language=language, clock=clock)
    try:
        app.run(mouse=True)
    finally:
        for room in rooms:
            room.store.close()
    if app.fault:
        tell(say(language, "errors.report_kept", report=keep_report(places_in(app.fault), desk.study)))
    return app.return_code or 0


def put_once(study: "Study", desk: "Desk", language: str) -> None:
    """The figures as text, once."""
    room = opened_room(desk, study)
    try:
        now = room_now(room)
    finally:
        room.store.close()
    put_line(say(language, "monitor.title", study=study.title(language)))
    for line in (*page_of(now, language, WIDTH), *list(standing_lines(now, language, WIDTH))[2:]):
        put_line(line.plain.rstrip())
