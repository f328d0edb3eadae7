"""The program on the screen: themes, signals, and the one way by which keys reach a screen."""

import os
import signal
from asyncio import get_running_loop, to_thread, wait_for
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Timer
from traceback import format_exception
from typing import Any

from rich.segment import Segment, Segments
from textual.app import App
from textual.events import Event, Key, Paste
from textual.screen import Screen

from cati.tui.key_gate import PATIENT, GateTimes, KeyGate
from cati.tui.press import Press
from cati.tui.screens.gated import GatedScreen
from cati.tui.themes import THEMES
from cati.words import say

ENDING_SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
LET_GO_SECONDS = 1.5
END_SECONDS = 1.9


class CatiApp(App[int], inherit_bindings=False):
    """Shows the first screen; keys go through its gate and nowhere else.

    `clock` gives aware UTC times. `fault` holds the text of a crash, for the caller to keep;
    `last_words` is what a person must read when the screens are gone.
    """

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        first: Callable[[], Screen[Any]],
        *,
        language: str = "nl",
        keyboard: str = "us",
        is_light: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        gate_times: GateTimes = PATIENT,
    ) -> None:
        super().__init__()
        self.first = first
        self.language = language
        self.keyboard = keyboard
        self.asks_keyboard = keyboard == "us"
        self.clock = clock
        self.gate = KeyGate(gate_times)
        self.fault = ""
        self.last_words: list[str] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[1 if is_light else 0].name

    async def on_mount(self) -> None:
        """Listen for the end from outside, and show the first screen."""
        if not self.is_headless:
            loop = get_running_loop()
            for number in ENDING_SIGNALS:
                loop.add_signal_handler(number, self.end_by_signal, number)
        await self.push_screen(self.first())

    async def on_event(self, event: Event) -> None:
        """Hand keys and pastes to the screen first: only what it lets through reaches a field."""
        screen = self.screen if self.is_running and self.screen_stack else None
        if isinstance(screen, GatedScreen):
            match event:
                case Key(is_forwarded=False) if screen.arrived(Press.of(event)):
                    return
                case Paste(is_forwarded=False) if screen.pasted(event.text, event.time):
                    return
                case Paste(is_forwarded=False):
                    event.text = " ".join(event.text.splitlines())
                case _:
                    pass
        await super().on_event(event)

    def end_by_signal(self, number: int) -> None:
        """The window was closed or the program told to end: let go of the case, restore the terminal, end."""
        watch = Timer(END_SECONDS, os._exit, (128 + number,))
        watch.daemon = True
        watch.start()
        self.run_worker(self.let_go_and_end(number), exclusive=True, group="end")

    async def let_go_and_end(self, number: int) -> None:
        """Let every screen let go, and end with the code of the signal."""
        for screen in self.screen_stack:
            if isinstance(screen, GatedScreen):
                try:
                    await wait_for(to_thread(screen.hang_up), LET_GO_SECONDS)
                except Exception as error:  # noqa: BLE001 - whatever it is, the program must end
                    self.fault = "".join(format_exception(error))
        self.exit(return_code=128 + number)

    def _fatal_error(self) -> None:
        """A plain sentence in place of a traceback, which `fault` keeps."""
        error = self._exception
        self.fault = "" if error is None else "".join(format_exception(error))
        self._exit_renderables.append(Segments([Segment(say(self.language, "errors.crash")), Segment.line()]))
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:  # noqa: ANN401 - Textual's own signature
        """The same sentence where Textual would show the error itself."""
        del renderables
        self._fatal_error()
