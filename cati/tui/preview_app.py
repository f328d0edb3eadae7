"""The program of a preview: the screens on a file that is looked at twice a second."""

from asyncio import to_thread
from collections.abc import Callable
from datetime import datetime

from cati.errors import StudyError
from cati.fieldwork.preview import Preview, Start
from cati.fieldwork.watched_file import SECONDS_BETWEEN_LOOKS
from cati.tui.app import CatiApp
from cati.tui.key_gate import PATIENT, GateTimes
from cati.tui.screens.preview import PreviewScreen
from cati.tui.screens.problems import ProblemsScreen, WaitingScreen
from cati.words import say, sentence_of


class PreviewApp(CatiApp):
    """Shows the interview, or the problems until there is a version without errors; `at` is where it begins."""

    def __init__(
        self,
        preview: Preview,
        at: str = "",
        *,
        language: str,
        clock: Callable[[], datetime],
        keyboard: str = "us",
        gate_times: GateTimes = PATIENT,
        seconds_between_looks: float = SECONDS_BETWEEN_LOOKS,
    ) -> None:
        super().__init__(self.first_screen, language=language, keyboard=keyboard, clock=clock, gate_times=gate_times)
        self.preview = preview
        self.at = at
        self.seconds_between_looks = seconds_between_looks
        self.is_looking = False

    async def on_mount(self) -> None:
        """Look at the file from time to time."""
        self.set_interval(self.seconds_between_looks, self.look)

    def first_screen(self) -> PreviewScreen | WaitingScreen:
        """The interview, if the file has a version that can be conducted."""
        if self.preview.good is None:
            return WaitingScreen(self.preview)
        start, told = self.start()
        return PreviewScreen(self.preview, self.preview.begun(start), told)

    def start(self) -> tuple[Start, str]:
        """Where it begins, and why not where it was asked to."""
        beginning = Start(self.preview.case())
        try:
            start = self.preview.start_at(self.at) if self.at else beginning
        except StudyError as wrong:
            return beginning, sentence_of(wrong, self.language)
        return start, "" if start.is_there else say(self.language, "preview.not_led", item=self.at)

    def look(self) -> None:
        """See whether the file was saved, in a thread; one look at a time."""
        if not self.is_looking:
            self.is_looking = True
            self.run_worker(self.looked(), group="looking")

    async def looked(self) -> None:
        """Tell the screens of a file that was read anew."""
        try:
            if await to_thread(self.preview.look):
                await self.file_read()
        finally:
            self.is_looking = False

    async def file_read(self) -> None:
        """The interview begins with the first version without errors; after that, each screen is told."""
        if self.preview.good is not None and isinstance(self.screen, WaitingScreen):
            await self.switch_screen(self.first_screen())
            return
        for screen in self.screen_stack:
            if isinstance(screen, (PreviewScreen, ProblemsScreen)):
                screen.file_read()
