"""F1: what to say when asked or contradicted, and the keys."""

from collections.abc import Sequence

from textual.content import Content

from cati.interview.help_texts import HelpTexts, help_texts
from cati.interview.prompt import Prompt
from cati.interview.session import Session
from cati.tui.actions import Where
from cati.tui.key_gate import Meaning
from cati.tui.painting.columns import EMPTY
from cati.tui.painting.help import TOPICS, Topic, topic_line, topic_lines
from cati.tui.painting.lines import Hint
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.show import show
from cati.words import say

PAGE = {"pageup": -10, "pagedown": 10, "up": -1, "down": 1}
LINES_AROUND = 3
"""The topics, a blank, and that there is more."""


class HelpScreen(Overlay[None]):
    """Four topics by digit during an interview; without a session only the keys."""

    def __init__(self, shown_where: Where, session: Session | None, prompt: Prompt | None) -> None:
        super().__init__()
        self.shown_where = shown_where
        self.has_texts = session is not None
        self.texts = HelpTexts() if session is None else help_texts(session, prompt)
        self.topic: Topic = "objections" if self.texts.objections else "keys"
        self.first = 0

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "help.title")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The topic, from the line that was scrolled to."""
        lines = topic_lines(self.topic, self.texts, self.shown_where, self.language, width)
        room = height - LINES_AROUND
        self.first = max(0, min(self.first, len(lines) - room))
        rest = max(0, len(lines) - room - self.first)
        more = show(f"   {say(self.language, 'help.more', count=rest)}").stylize("$quiet") if rest else EMPTY
        head = topic_line(self.topic, self.language) if self.has_texts else EMPTY
        return [head, EMPTY, *lines[self.first : self.first + room], more]

    def hints(self) -> Sequence[Hint]:
        """The topics and the way out."""
        topics = [self.hint("answer", say(self.language, "help.topic"), key="1-4")] if self.has_texts else []
        return [
            *topics,
            self.hint("read_on", key="↑↓"),
            self.hint("leave", say(self.language, "help.back")),
        ]

    def topic_of(self, press: Press) -> Topic | None:
        """The topic whose digit this is."""
        if not self.has_texts or not press.letter.isdecimal():
            return None
        return TOPICS[int(press.letter) - 1] if 1 <= int(press.letter) <= len(TOPICS) else None

    def meaning_of(self, press: Press) -> Meaning:
        """Digits change the topic, arrows scroll; F1 closes what F1 opened."""
        if press.key in PAGE or self.topic_of(press) is not None:
            return Meaning.COMMAND
        return super().meaning_of(press)

    def act(self, press: Press) -> None:
        """Another topic, another part of it, or what the base does."""
        topic = self.topic_of(press)
        if topic is not None:
            self.topic, self.first = topic, 0
            self.repaint()
        elif press.key in PAGE:
            self.first += PAGE[press.key]
            self.paint()
        else:
            super().act(press)

    def act_help(self) -> None:
        """F1 again closes the help."""
        self.act_leave()
