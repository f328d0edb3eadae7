"""The interviewer's screens, started; what a crash leaves is reported here."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import cati.tui  # noqa: F401 - sets what Textual reads when it is imported
from cati.cli.diagnostics import language_of_screen
from cati.tui.app import CatiApp
from cati.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from cati.cli.commands import Desk
    from cati.fieldwork.interview import Interview
    from cati.fieldwork.room import Room
    from cati.tui.screens.gated import GatedScreen


def run_screens(open_room: "Callable[[], Room]", desk: "Desk", name: str | None, keyboard: str) -> int:
    """Run the app until the interviewer leaves; its exit code."""
    app = CatiApp(
        lambda: StartScreen(open_room, interview_screen, name=name),
        language=language_of_screen(desk.language, "nl"),
        keyboard=keyboard,
        clock=desk.wiring.clock or (lambda: datetime.now(UTC)),
    )
    app.run(mouse=False)
    return app.return_code or 0


def interview_screen(interview: "Interview") -> "GatedScreen[str]":
    """The screen that conducts an interview; it needs storage, which the first painting does not wait for."""
    from cati.tui.screens.interview import InterviewScreen  # noqa: PLC0415

    return InterviewScreen(interview)
