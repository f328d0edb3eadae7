"""The interviewer's screens, started; what a crash leaves is reported here."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import cati.tui  # noqa: F401 - sets what Textual reads when it is imported
from cati.cli.diagnostics import language_of_screen
from cati.fieldwork.room import wall_clock
from cati.tui.app import CatiApp
from cati.tui.screens.interview import InterviewScreen
from cati.tui.screens.start import StartScreen

if TYPE_CHECKING:
    from cati.cli.commands import Desk
    from cati.fieldwork.room import Room


def run_screens(open_room: "Callable[[], Room]", desk: "Desk", name: str | None, keyboard: str) -> int:
    """Run the app until the interviewer leaves; its exit code."""
    first = lambda: StartScreen(open_room, InterviewScreen, name=name)  # noqa: E731 - made when the app is there
    app = CatiApp(
        first,
        language=language_of_screen(desk.language, "nl"),
        keyboard=keyboard,
        clock=desk.wiring.clock or wall_clock,
    )
    app.run(mouse=False)
    return app.return_code or 0
