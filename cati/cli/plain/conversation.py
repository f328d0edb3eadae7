"""One interview in the plain mode, on the same engine and the same entries as the screens.

A question is put once. What is then typed wrongly, or asked for besides, is answered below it; a screen reader
need not read the question again until `again` is typed.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import assert_never

from cati.cli.diagnostics import tell
from cati.cli.plain.asking import Asking
from cati.cli.plain.commands import command_of
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.results import stop_talk
from cati.cli.plain.saving import Saving, nothing
from cati.cli.plain.show import check_lines, end_lines, option_line, prompt_lines
from cati.errors import LeaseLostError, StorageError, WrittenElsewhereError
from cati.fieldwork.interview import Interview
from cati.fieldwork.unsaved import kept_or_said
from cati.interview.view import CheckView, EndView, NoEndView, OverView, QuestionView, View
from cati.words import say


class Conversation:
    """Asks, reads, records, until the interview has its result or the input ends."""

    def __init__(self, interview: Interview, lines: Lines, language: str) -> None:
        self.interview = interview
        self.lines = lines
        self.language = language
        self.asking: Asking | None = None
        self.lists_all = False
        self.saving = Saving(interview, lines)
        self._place: object = None

    def run(self) -> None:
        """Conduct the interview. Raises `EndOfInputError` after suspending it."""
        self.lines.holds_on = self.say("plain.interrupt")
        try:
            while not self.interview.is_over:
                self.step()
        except (EndOfInputError, BrokenPipeError):
            self.suspend_at_end_of_input()
            raise
        except BaseException as error:
            self.give_up(error)
            raise
        finally:
            self.lines.holds_on = ""

    def step(self) -> None:
        """Put what is before the interviewer, once, and take one line."""
        view = self.interview.view()
        if place_of(view) != self._place:
            self._place = place_of(view)
            self.show(view)
        match view:
            case QuestionView() if self.asking is not None:
                self.asking.take_line()
            case CheckView():
                self.check(view)
            case EndView():
                self.end(view)
            case NoEndView():
                stop_talk(self, "")
            case QuestionView() | OverView():
                return
            case _:
                assert_never(view)

    def show(self, view: View) -> None:
        """Put a view, whole."""
        self.asking = None
        match view:
            case QuestionView(prompt=prompt):
                self.asking = Asking(self, prompt)
                mark = self.say("plain.practice_mark") if self.interview.case.case.practice else ""
                self.put_all(prompt_lines(prompt, self.asking.entry, self.interview.session, self.language, mark))
                if self.lists_all:
                    self.put_all(option_line(line) for line in prompt.options if not line.key)
            case CheckView():
                self.put_all(check_lines(view, self.interview.session, self.language))
            case EndView():
                self.put_all(end_lines(view, self.language))
            case NoEndView():
                self.put(self.say("plain.no_end"))
            case OverView():
                return
            case _:
                assert_never(view)
        self.lists_all = False

    def show_again(self) -> None:
        """Put what is before the interviewer once more."""
        self._place = None

    def say(self, word: str, /, **places: object) -> str:
        """A sentence in the language of the screen."""
        return say(self.language, word, **places)

    def put(self, text: str) -> None:
        """One line."""
        self.lines.put(text)

    def ask(self, word: str) -> str:
        """What is typed after a sentence, without blanks around it."""
        return self.lines.ask(self.say(word)).strip()

    def put_all(self, lines: Iterable[str]) -> None:
        """Several lines."""
        self.lines.put_all(lines)

    # --- saving

    def saved(self, act: Callable[[], object], settle: Callable[[], object] = nothing) -> None:
        """Do what commits; while it cannot be saved it is kept and tried again, and then `settle` is done."""
        self.saving.do(act, settle)

    # --- checks, ends, results

    def is_command(self, line: str) -> bool:
        """Whether the line was a command; it is carried out."""
        found = command_of(line)
        if found is None:
            return False
        command, rest = found
        command(self, rest)
        return True

    def check(self, view: CheckView) -> None:
        """Accept a soft check, or go back to what must be corrected."""
        line = self.lines.ask().strip()
        if self.is_command(line):
            return
        target = view.correction(line)
        if target is not None:
            self.interview.go_to(target.key)
        elif line == "1" and view.may_confirm:
            self.saved(partial(self.interview.confirm, view.pending))
        else:
            self.put(self.say("plain.not_understood"))

    def end(self, view: EndView) -> None:
        """Give the interview its result."""
        line, choices = self.lines.ask().strip(), view.end.disposition
        if self.is_command(line):
            return
        keys = {str(at): name for at, name in enumerate(choices, 1)} if len(choices) > 1 else {"": choices[0]}
        if line in keys:
            self.saved(partial(self.interview.end, keys[line]))
        else:
            self.put(self.say("plain.not_understood"))

    # --- the end of the input

    def suspend_at_end_of_input(self) -> None:
        """The input ended: everything said is kept, and the interview can be gone on with."""
        at = self.interview.session.at
        if not self.interview.is_over:
            self.interview.suspend("suspended")
        where = {"case": self.interview.case.case.case_key, "question": "–" if at is None else at.key}
        with suppress(EndOfInputError, OSError):  # nobody may see it any more
            self.put(self.say("plain.suspended", **where))

    def give_up(self, error: BaseException) -> None:
        """Something else ended the conversation: free the case; an answer that is not saved is told to its end."""
        is_theirs = isinstance(error, LeaseLostError | WrittenElsewhereError)
        if not is_theirs and (sentence := kept_or_said(self.interview, self.language)):
            tell(sentence)
        with suppress(StorageError):
            self.interview.leave()


def place_of(view: View) -> object:
    """What makes a view another one than before, so that it is put anew."""
    match view:
        case QuestionView(prompt=prompt):
            return ("question", prompt.key, prompt.language, prompt.asked_before)
        case CheckView(pending=pending, text=text):
            return ("check", pending.check.id, pending.stop.key, text)
        case EndView(end=end, text=text):
            return ("end", end.id, text)
        case NoEndView() | OverView():
            return view
        case _:
            assert_never(view)
