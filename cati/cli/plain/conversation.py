"""One interview in the plain mode, on the same engine and the same entries as the screens.

A question is put once. What is then typed wrongly, or asked for besides, is answered below it; a screen reader
need not read the question again until `again` is typed.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import assert_never

from cati.cli.diagnostics import tell
from cati.cli.plain.answering import Meaning, Several, meaning_of
from cati.cli.plain.appointment import ask_appointment
from cati.cli.plain.commands import command_of
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.results import stop_talk
from cati.cli.plain.saving import Saving, nothing
from cati.cli.plain.show import check_lines, end_lines, option_line, prompt_lines, row_prompt
from cati.errors import LeaseLostError, StorageError, WrittenElsewhereError
from cati.fieldwork.appointments import booking_for
from cati.fieldwork.interview import Interview
from cati.fieldwork.unsaved import kept_or_said
from cati.interview.entry import (
    AskAgain,
    Entry,
    Give,
    Keep,
    Leave,
    OpenText,
    Outcome,
    RowsEntry,
    Tell,
    entry_for,
)
from cati.interview.path_change import path_change
from cati.interview.prompt import Prompt
from cati.interview.view import CheckView, EndView, NoEndView, OverView, QuestionView, View
from cati.questionnaire.answer import Answer, Appointment, DontKnow, Refused
from cati.questionnaire.model import AppointmentQuestion, NamesQuestion, TextQuestion
from cati.words import say

MOST_SHOWN = 20


class Conversation:
    """Asks, reads, records, until the interview has its result or the input ends."""

    def __init__(self, interview: Interview, lines: Lines, language: str) -> None:
        self.interview = interview
        self.lines = lines
        self.language = language
        self.prompt: Prompt | None = None
        self.entry: Entry | None = None
        self.lists_all = False
        self.saving = Saving(interview, lines)
        self._place: object = None
        self._before = interview.session
        self._since = lines.ticks()

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
            self._before, self._since = self.interview.session, self.lines.ticks()
            self.show(view)
        match view:
            case QuestionView() if self.prompt is not None and self.entry is not None:
                self.question(self.prompt, self.entry)
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
        self.prompt = self.entry = None
        match view:
            case QuestionView(prompt=prompt):
                self.prompt, self.entry = prompt, entry_for(prompt, self.interview.room.desk())
                mark = self.say("plain.practice_mark") if self.interview.case.case.practice else ""
                self.put_all(prompt_lines(prompt, self.entry, self.interview.session, self.language, mark))
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

    def record(self, prompt: Prompt, answer: Answer, *, stays: bool = False) -> None:
        """Record an answer, with the time since the question was put or its last row answered."""
        elapsed_ms = max(0, round((self.lines.ticks() - self._since) * 1000))
        write = partial(self.interview.answer, prompt, answer, elapsed_ms=elapsed_ms, stays=stays)
        self.saved(write, partial(self.interview.go_to, prompt.key) if stays else self.interview.go_on)
        self._since = self.lines.ticks()

    def tell_path_change(self) -> None:
        """Say if the path is another one than when this question was put."""
        changed = path_change(self._before, self.interview.session, self.language)
        if changed is not None:
            self.put(changed)

    # --- a question

    def question(self, prompt: Prompt, entry: Entry) -> None:
        """One line at a question: a command or an answer."""
        if isinstance(prompt.question, AppointmentQuestion):
            self.appointment(prompt, entry)
            return
        line = self.lines.ask(row_prompt(entry, self.language) if isinstance(entry, RowsEntry) else f"{prompt.key} >")
        if not self.is_command(line, prompt):
            parts = line.split() if isinstance(entry, RowsEntry) else [line.strip()]
            for part in parts or [""]:
                if not self.take(prompt, entry, partial(meaning_of, entry, part, self.text_of)):
                    return

    def is_command(self, line: str, prompt: Prompt | None = None) -> bool:
        """Whether the line was a command; in an open text a command begins with `/`, or else it is asked."""
        found = command_of(line)
        is_open_text = prompt is not None and isinstance(prompt.question, (TextQuestion, NamesQuestion))
        if found is None or (is_open_text and not self.is_meant_as_command(line.strip())):
            return False
        command, rest = found
        command(self, rest)
        return True

    def is_meant_as_command(self, line: str) -> bool:
        """Whether a line in an open text is a command: a bare word may be what the respondent said."""
        if line.startswith("/"):
            return len(line) > 1
        if not line.isalpha():
            return False
        return self.lines.ask(self.say("plain.command_or_answer", text=line)).strip() != "1"

    def take(self, prompt: Prompt, entry: Entry, means: Callable[[], Meaning]) -> bool:
        """Do what a line means; whether it was taken. Rows are left when the last open one has its answer, or
        after the last row."""
        rows = entry if isinstance(entry, RowsEntry) else None
        leaves = rows is not None and (bool(rows.open_rows()) or rows.caret == len(prompt.rows) - 1)
        given = self.carry_out(prompt, entry, means())
        if isinstance(given, Give) and given.stays and rows is not None and leaves:
            if rows.open_rows():
                move_to_open_row(rows)
            else:
                self.carry_out(prompt, entry, rows.enter())
        return given is not None

    def text_of(self, opened: OpenText) -> str | None:
        """The line that belongs to an option; an empty one keeps the text there was, or drops the choice."""
        kept = self.say("plain.kept", text=opened.text) if opened.text else ""
        while True:
            line = self.lines.ask(f"{opened.label}{kept} >")
            if not line.startswith("/") or command_of(line) is None:
                return line.strip() or opened.text or None
            self.put(self.say("plain.text_first"))

    def carry_out(self, prompt: Prompt, entry: Entry, meaning: Meaning) -> Outcome | None:
        """Do what a line came to; the outcome that was recorded or left with, None if nothing was taken."""
        match meaning:
            case Give(answer=answer, stays=stays):
                self.record(prompt, answer, stays=stays)
            case AskAgain(option=option):
                self.saved(partial(self.interview.ask_again, prompt, option))
            case Keep(draft=draft):
                self.saved(partial(self.interview.keep, prompt.key, draft))
            case Leave():
                self.interview.go_on()
            case OpenText():
                return self.carry_out(prompt, entry, with_text(entry, self.text_of(meaning)))
            case Tell() | Several() | None:
                self.refuse(entry, meaning)
                return None
            case _:
                assert_never(meaning)
        if not (isinstance(meaning, Give) and meaning.stays):
            self.tell_path_change()
        return meaning

    def refuse(self, entry: Entry, meaning: Tell | Several | None) -> None:
        """Say why a line was not taken."""
        match meaning:
            case Tell(reason=reason):
                self.put(self.say(reason.word, **reason.places))
                if isinstance(entry, RowsEntry) and entry.told_open:
                    move_to_open_row(entry)
            case Several(found=()):
                self.put(self.say("plain.nothing_found"))
            case Several(found=found):
                self.put(self.say("plain.several", count=len(found)))
                self.put_all(option_line(line) for line in found[:MOST_SHOWN])
            case None:
                self.put(self.say("plain.not_understood"))
            case _:
                assert_never(meaning)

    def status(self, status: DontKnow | Refused) -> None:
        """Don't know or refused at the question on hand."""
        prompt, entry = self.prompt, self.entry
        if prompt is None or entry is None:
            self.put(self.say("plain.not_here"))
        else:
            self.take(prompt, entry, partial(entry.status, status))

    def appointment(self, prompt: Prompt, entry: Entry) -> None:
        """Make the appointment that a question asks for; an empty line keeps the one there is."""
        commanded = partial(self.is_command, prompt=prompt)
        booking = booking_for(self.interview, prompt.key)

        def keep() -> None:
            self.saved(partial(self.interview.keep, prompt.key, booking.draft()))

        made = ask_appointment(self.lines, self.interview.room, booking, keep, commanded)
        if isinstance(made, Appointment):
            self.carry_out(prompt, entry, Give(made))
        elif made == "empty":
            self.carry_out(prompt, entry, entry.enter())

    # --- checks, ends, results

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


def with_text(entry: Entry, text: str | None) -> Outcome:
    """What an opened line comes to; without a text the choice is dropped, and it is said why."""
    outcome = entry.line(text or "")
    if isinstance(outcome, Tell):
        entry.close()
    return outcome


def move_to_open_row(rows: RowsEntry) -> None:
    """Go where an answer is missing: below the last one given, or else from the top."""
    missing = [at for at, row in enumerate(rows.prompt.rows) if not rows.has(row.name)]
    rows.caret = next((at for at in missing if at >= rows.caret), missing[0])


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
