"""An interview on a terminal for tests: real keys, a real database, what stands on the screen as text."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from cati.fieldwork.interview import Interview
from cati.fieldwork.next_case import next_case
from cati.fieldwork.room import Room, open_database
from cati.fieldwork.study import open_study
from cati.tui.app import CatiApp
from cati.tui.key_gate import GateTimes
from cati.tui.screens.interview import InterviewScreen
from phone_room import add_companies, an_interview, seated, taken
from spoken import NOW


def text_of(app: CatiApp) -> str:
    """The rows of the screen, without the blanks at their ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips).rstrip()


def interview_of(folder: Path, questions: str, languages: str = "nl") -> Interview:
    """An interview with a questionnaire that is only these questions."""
    written = dedent(questions).strip("\n")
    if "type: end" not in written:
        written += "\n- {id: DONE, type: end, disposition: complete, text: Dank u.}"
    sample = "{company_name: {type: text}, municipality: {type: text}, size_class: {type: text}}"
    head = f"study: {{title: Proef, languages: [{languages}]}}\nsample: {sample}\nquestions:\n"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "questionnaire.yaml").write_text(head + indent(written, "  "), encoding="utf-8")
    study = open_study(folder)
    store = open_database(study, folder / "db" / "cati.sqlite")
    chance = iter(f"{number:016x}" for number in range(10_000)).__next__
    room = seated(Room(study, store, clock=lambda: NOW, chance=chance))
    add_companies(room, ["Voorbeeld Weverij NV"])
    return taken(next_case(room, practice=False))


@dataclass
class Conversation:
    """An interview under way: keys go in, the screen is read."""

    app: CatiApp
    pilot: Pilot[int]
    interview: Interview
    results: list[Any] = field(default_factory=list)

    @property
    def screen(self) -> InterviewScreen:
        """The interview screen, whatever is over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, InterviewScreen))

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return text_of(self.app)

    @property
    def rows(self) -> list[str]:
        """Its rows."""
        return self.text.split("\n")

    @property
    def status(self) -> str:
        """The status line."""
        return self.rows[-2].strip()

    @property
    def at(self) -> str:
        """The question at hand, as line 1 has it."""
        return self.rows[0].split()[0]

    async def press(self, *keys: str) -> "Conversation":
        """Press keys, one by one, each dealt with and durable before the next."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()
        return self

    async def type(self, text: str) -> "Conversation":
        """Type a text."""
        return await self.press(*("space" if sign == " " else sign for sign in text))

    async def settle(self) -> None:
        """Wait until everything is written and painted."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def answers(self) -> dict[str, Any]:
        """What is stored, as the session knows it."""
        return dict(self.interview.session.state.answers)


@asynccontextmanager
async def conversing(
    interview: Interview,
    *,
    size: tuple[int, int] = (80, 24),
    language: str = "nl",
    keyboard: str = "us",
    times: GateTimes = GateTimes.NONE,
) -> AsyncIterator[Conversation]:
    """The interview on a terminal of this size; its gate waits for the painting and, unless told, for no time."""
    results: list[Any] = []
    app = CatiApp(Screen, language=language, clock=lambda: NOW, gate_times=times, keyboard=keyboard)
    async with app.run_test(size=size) as pilot:
        screen = InterviewScreen(interview)
        screen.silence_seconds = 3600.0  # no draft by the clock: tests ask for it
        app.push_screen(screen, results.append)
        conversation = Conversation(app, pilot, interview, results)
        await conversation.settle()
        yield conversation


def the_interview(folder: Path) -> Interview:
    """The project's own script with an invented company."""
    return an_interview(folder)


async def until(talk: Conversation, holds: Callable[[], bool]) -> None:
    """Let the program run until something holds."""
    for _ in range(500):
        if holds():
            return
        await talk.pilot.pause(0.01)
    raise AssertionError(talk.text)
