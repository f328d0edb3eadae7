"""One screen over another, as an interviewer sees it: text in rows, keys as they are pressed."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from math import inf
from typing import Any, ClassVar

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from cati.tui.actions import Where
from cati.tui.app import CatiApp
from cati.tui.key_gate import PATIENT, GateTimes
from cati.tui.screens.gated import GatedScreen
from cati.tui.widgets.header_line import HeaderLine
from spoken import NOW

MOST_PAUSES = 5
"""A busy machine paints late; a window that is too small never opens the gate."""
Input.cursor_blink = False  # type: ignore[assignment]  # the caret stands still in tests


class Below(GatedScreen[None]):
    """A stand-in for the interview screen: it has a line 1, and does stop and appointment."""

    where: ClassVar[Where] = "interview"

    def __init__(self, practice: str = "") -> None:
        super().__init__()
        self.practice = practice
        self.done: list[str] = []

    def on_mount(self) -> None:
        """Say where the interview is."""
        right = "0042 Voorbeeld Weverij NV · 01:47"
        self.query_one(HeaderLine).show_line("V5 · vraag 5 van 8 · nl", right, practice=self.practice)

    def act_stop(self) -> None:
        """Remember it."""
        self.done.append("stop")

    def act_appointment(self) -> None:
        """Remember it."""
        self.done.append("appointment")

    def act_help(self) -> None:
        """Remember it."""
        self.done.append("help")


class Shown:
    """A screen on a terminal of 80×24, and what it was dismissed with."""

    def __init__(self, app: CatiApp, pilot: Pilot[int], results: list[Any]) -> None:
        self.app, self.pilot, self.results = app, pilot, results

    @property
    def text(self) -> str:
        """All rows, without blanks at their ends."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips).rstrip()

    @property
    def screen(self) -> Screen[Any]:
        """What is on top."""
        return self.app.screen

    async def press(self, *keys: str) -> None:
        """Press keys, one by one, and wait until they are dealt with."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text."""
        names = {" ": "space", "/": "slash", "+": "plus", ":": "colon", ".": "full_stop"}
        await self.press(*(names.get(sign, sign) for sign in text))

    async def settle(self) -> None:
        """Wait for what the workers do, and for what their messages start."""
        await self.pilot.pause()
        while self.app.workers:
            await self.app.workers.wait_for_complete()
            await self.pilot.pause()
        for _ in range(MOST_PAUSES):
            if self.app.gate._painted_at < inf:
                break
            await self.pilot.pause()


@asynccontextmanager
async def showing(
    make: Callable[[], Screen[Any]],
    *,
    language: str = "nl",
    size: tuple[int, int] = (80, 24),
    below: Callable[[], Screen[Any]] | None = Below,
    times: GateTimes = GateTimes.NONE,
    settles: bool = True,
) -> AsyncIterator[Shown]:
    """A screen over the interview, or alone if `below` is None."""
    app = CatiApp(make if below is None else below, language=language, clock=lambda: NOW, gate_times=times)
    results: list[Any] = []
    async with app.run_test(size=size) as pilot:
        shown = Shown(app, pilot, results)
        if below is not None:
            app.push_screen(make(), results.append)
        if settles:
            await shown.settle()
        yield shown


__all__ = ["PATIENT", "Below", "Shown", "showing"]
