"""F8: the result of the call."""

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.widget import Widget

from cati.fieldwork.interview import Interview
from cati.fieldwork.stop import OTHERS_KEY, Result, other_results, results
from cati.tui.actions import ActionName
from cati.tui.key_gate import Meaning
from cati.tui.overlays import CallResult
from cati.tui.painting.lines import Hint
from cati.tui.painting.result import chosen_lines, everyday_lines, other_lines
from cati.tui.press import Press
from cati.tui.screens.page import Overlay
from cati.tui.widgets.field import Field
from cati.words import say

LONGEST = 500


class ResultScreen(Overlay[CallResult]):
    """A menu; a result that closes the case, or wants a reason, is given only with the Enter after its line."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ResultScreen Field { display: none; }
    ResultScreen.-chosen Field { display: block; }
    """

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self.everyday = results(interview)
        self.others = other_results(interview)
        self.shows_others = False
        self.chosen: Result | None = None

    def compose_body(self) -> Iterable[Widget]:
        """The menu, and the line that is asked after some results."""
        yield from super().compose_body()
        yield Field("reason", say(self.language, "result.reason"), most=LONGEST)

    def heading(self) -> str:
        """What this is."""
        return say(self.language, "result.title")

    def lines(self, width: int, height: int) -> Sequence[Content]:
        """The menu, or the result that was chosen."""
        del height
        if self.chosen is not None:
            return chosen_lines(self.chosen, self.language, width)
        if self.shows_others:
            return other_lines(self.others, self.language, width)
        return everyday_lines(self.everyday, self.language, width)

    def hints(self) -> Sequence[Hint]:
        """The keys of the step at hand."""
        if self.chosen is not None:
            return [
                self.hint("go_on", say(self.language, "result.give")),
                self.hint("leave", say(self.language, "result.other")),
            ]
        keys = f"a-{self.others[-1].key}" if self.shows_others else f"1-{OTHERS_KEY}"
        leave = say(self.language, "result.menu" if self.shows_others else "result.back")
        return [
            self.hint("answer", say(self.language, "result.choose"), key=keys),
            self.hint("leave", leave),
            self.hint("help"),
        ]

    def result_of(self, press: Press) -> Result | None:
        """The result whose key this is now."""
        rows = self.others if self.shows_others else self.everyday
        return next((row for row in rows if row.key == press.letter), None)

    def is_for_others(self, press: Press) -> bool:
        """Whether this key opens the rarer results."""
        return press.letter == OTHERS_KEY and not self.shows_others

    def meaning_of(self, press: Press) -> Meaning:
        """A row's key answers; after a choice only Enter does."""
        if self.chosen is not None:
            return Meaning.ANSWER if press.key == "enter" else super().meaning_of(press)
        if self.result_of(press) is not None or self.is_for_others(press):
            return Meaning.ANSWER
        return Meaning.NOTHING if press.key == "enter" else super().meaning_of(press)

    def urgent(self, press: Press) -> ActionName | None:
        """The appointment; the call is being stopped already."""
        name = super().urgent(press)
        return None if name == "stop" else name

    def act_stop(self) -> None:
        """This is where F8 leads."""

    def act(self, press: Press) -> None:
        """Choose, or do what the base does."""
        row = self.result_of(press)
        if self.chosen is None and row is not None:
            self.choose(row)
        elif self.chosen is None and self.is_for_others(press):
            self.shows_others = True
            self.repaint()
        else:
            super().act(press)

    def choose(self, row: Result) -> None:
        """Give the result at once, or ask its line first."""
        if row.kind == "appointment" or not (row.asks_reason or row.disposition.ends_case):
            self.dismiss(CallResult(row))
            return
        self.chosen = row
        self.show_line()

    def show_line(self) -> None:
        """The line has the keys after a choice, and only then."""
        self.set_class(self.chosen is not None, "-chosen")
        self.set_focus(None if self.chosen is None else self.query_one(Field).line)
        self.repaint()

    def act_go_on(self) -> None:
        """Enter after the line: this is the result."""
        if self.chosen is not None:
            self.dismiss(CallResult(self.chosen, self.query_one(Field).value.strip()))

    def act_leave(self) -> None:
        """One step back; from the menu, back to the question."""
        if self.chosen is not None:
            self.chosen = None
            self.show_line()
        elif self.shows_others:
            self.shows_others = False
            self.repaint()
        else:
            super().act_leave()
