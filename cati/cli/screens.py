"""The interviewer's screens, started; what a crash leaves is reported here."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cati.tui  # noqa: F401 - sets what Textual reads when it is imported
from cati.cli.diagnostics import keep_report, language_of_screen, places_in, tell
from cati.cli.opening import opened_room
from cati.fieldwork.dial_command import Dialler
from cati.tui.app import CatiApp
from cati.tui.screens.start import StartScreen
from cati.words import say

if TYPE_CHECKING:
    from cati.cli.opening import Desk
    from cati.fieldwork.interview import Interview
    from cati.fieldwork.room import Room
    from cati.fieldwork.study import Study
    from cati.tui.screens.gated import GatedScreen


def run_screens(study: "Study", desk: "Desk", name: str | None, keyboard: str, dialler: "Dialler | None") -> int:
    """Run the app until the interviewer leaves; its exit code."""
    rooms: list[Room] = []

    def open_room() -> "Room":
        rooms.append(opened_room(desk, study))
        return rooms[-1]

    language = language_of_screen(desk.language, study.questionnaire.study.languages[0])
    clock = desk.wiring.clock or (lambda: datetime.now(UTC))

    def first() -> StartScreen:
        return StartScreen(open_room, interview_screen, name=name, dialler=dialler)

    app = CatiApp(first, language=language, keyboard=keyboard, clock=clock)
    try:
        app.run(mouse=False)
    finally:
        for room in rooms:
            room.store.close()
    for sentence in app.last_words:
        tell(sentence)
    if app.fault:
        tell(say(language, "errors.report_kept", report=keep_report(places_in(app.fault), desk.study)))
    return app.return_code or 0


def interview_screen(interview: "Interview") -> "GatedScreen[str]":
    """The screen that conducts an interview; it needs storage, which the first painting does not wait for."""
    from cati.tui.screens.interview import InterviewScreen  # noqa: PLC0415

    return InterviewScreen(interview)
