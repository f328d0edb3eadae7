"""A conversation on the screen: line 1, the keys, and moving between questions."""

from functools import partial

from rich.cells import cell_len

from cati.fieldwork.interview import Interview
from cati.tui.actions import BY_NAME, ActionName
from cati.tui.key_gate import Verdict
from cati.tui.painting.clock import lasted, short_case
from cati.tui.painting.lines import Notice
from cati.tui.press import Press
from cati.tui.screens.asking import AskingScreen
from cati.tui.widgets.header_line import HeaderLine
from cati.tui.widgets.key_line import KeyLine
from cati.tui.widgets.question_body import QuestionBody
from cati.words import say

NAMED: tuple[ActionName, ...] = ("back", "language", "note", "appointment", "stop", "other_case", "side_panel")
KEY_ONLY: tuple[ActionName, ...] = ("help", "answers", "palette")
"""Actions that stand on the key line with their name, and with their key only."""
NEVER_ENDS = frozenset({"ctrl+c", "ctrl+q", "ctrl+z"})
COMPANY = "company_name"


class ConductingScreen(AskingScreen):
    """Questions with a case, a clock and a way back."""

    def __init__(self, interview: Interview) -> None:
        super().__init__(interview)
        self.began_at = interview.room.clock()

    def on_mount(self) -> None:
        """The clock of the conversation."""
        self.set_interval(1, self.show_clock)

    def show_lines(self) -> None:
        """Line 1 and the keys."""
        self.show_clock()
        named = (self.hint(name) for name in NAMED if self.where in BY_NAME[name].where)
        commands = [*named, *(self.hint(name, "") for name in KEY_ONLY)]
        self.query_one(KeyLine).show_keys([*self.standing.hints(), *commands])

    def show_clock(self) -> None:
        """Line 1; no painting in the sense of the gate."""
        case = self.interview.case.case
        place = self.standing.place()
        clock = lasted(self.interview.room.clock() - self.began_at)
        practice = self.flag()
        title = f"{case.case_key} {case.sample.get(COMPANY) or ''}".strip()
        around = cell_len(place + practice + say(self.language, "screen.clock", case="", time=clock)) + 7
        right = say(self.language, "screen.clock", case=short_case(title, self.app.size.width - around), time=clock)
        self.query_one(HeaderLine).show_line(place, right, practice=practice)

    def flag(self) -> str:
        """A word in reverse video on line 1 where this is not for real."""
        return say(self.language, "screen.practice") if self.interview.case.case.practice else ""

    def refuse(self, press: Press, verdict: Verdict) -> None:
        """Nothing ends an interview by accident (rule 14)."""
        if press.key in NEVER_ENDS:
            self.tell(Notice("!", say(self.language, "screen.running")))
        else:
            super().refuse(press, verdict)

    def act(self, press: Press) -> None:
        """PgUp reads back; all else by its name."""
        if press.key == "pageup":
            self.act_read_on(down=False)
        else:
            super().act(press)

    def act_read_on(self, *, down: bool = True) -> None:
        """PgDn: the rest of a long question."""
        self.query_one(QuestionBody).read_on(down=down)

    def act_back(self) -> None:
        """F3: the question before this one."""
        self.move(self.interview.go_back)

    def act_first_open(self) -> None:
        """End: the first question without an answer."""
        self.move(self.interview.go_first_open)

    def act_language(self) -> None:
        """F5: the texts in the study's next language, nothing else."""
        languages = self.interview.session.questionnaire.study.languages
        at = languages.index(self.interview.session.state.language)
        self.move(partial(self.interview.change_language, languages[(at + 1) % len(languages)]), keep=True)
