"""F9: the answers so far, and going to one of them."""

from collections.abc import Sequence

from textual.content import Content

from cati.fieldwork.interview import Interview
from cati.interview.answers_so_far import AnswerLine, answers_so_far
from cati.questionnaire.answer import AnswerKey
from cati.tui.key_gate import Meaning
from cati.tui.painting.answers import answers_lines
from cati.tui.painting.lines import Hint, Notice
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.words import say

PAGE = {"pageup": -10, "pagedown": 10, "up": -1, "down": 1}


class AnswersScreen(Overlay[AnswerKey]):
    """Dismissed with the question to go to. Typing the beginning of an id moves the caret there."""

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.session = interview.session
        self.here = interview.reviewing or (None if self.session.at is None else self.session.at.key)
        self.answers: tuple[AnswerLine, ...] = ()
        self.at = 0
        self.typed = ""

    def on_mount(self) -> None:
        """The caret stands at the question at hand."""
        self.answers = answers_so_far(self.session, self.language)
        self.at = next((at for at, line in enumerate(self.answers) if line.key == self.here), len(self.answers) - 1)

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "answers_so_far.title")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The list around the caret."""
        return answers_lines(self.answers, max(0, self.at), self.language, width, height)

    def hints(self) -> Sequence[Hint]:
        """How to move and to go."""
        return [
            self.hint("go_on", say(self.language, "answers_so_far.go")),
            self.hint("row", say(self.language, "answers_so_far.row"), key="↑↓"),
            self.hint("answer", say(self.language, "answers_so_far.type_id"), key="V5"),
            self.hint("first_open", key="End"),
            self.hint("leave", say(self.language, "answers_so_far.back")),
        ]

    def meaning_of(self, press: Press) -> Meaning:
        """Everything here only moves; Enter goes."""
        if press.key in {*PAGE, "enter", "end", "f9", "backspace"} or self.sign_of(press):
            return Meaning.COMMAND
        return super().meaning_of(press)

    def sign_of(self, press: Press) -> str:
        """What a key adds to the id that is being typed."""
        return press.character if press.is_printable and press.character and press.character.strip() else ""

    def act(self, press: Press) -> None:
        """Move, go, or do what the base does."""
        match press.key:
            case "up" | "down" | "pageup" | "pagedown":
                self.move(self.at + PAGE[press.key])
            case "end":
                self.move(len(self.answers) - 1)
            case "enter" if self.answers:
                self.dismiss(self.answers[self.at].key)
            case "f9":
                self.dismiss(None)
            case "backspace":
                self.find(self.typed[:-1])
            case _ if self.sign_of(press):
                self.find(self.typed + self.sign_of(press))
            case _:
                super().act(press)

    def move(self, to: int) -> None:
        """Put the caret on another line."""
        self.typed = ""
        self.at = max(0, min(len(self.answers) - 1, to))
        self.paint()

    def find(self, typed: str) -> None:
        """The first question whose id begins with what was typed; what fits none is not taken."""
        wanted = typed.casefold()
        found = next((at for at, line in enumerate(self.answers) if line.key.casefold().startswith(wanted)), None)
        if found is None:
            self.tell(Notice("!", say(self.language, "answers_so_far.no_such", text=typed)))
            return
        self.move(found if typed else self.at)
        self.typed = typed
        self.tell(Notice("i", say(self.language, "answers_so_far.typed", text=typed)) if typed else None)
