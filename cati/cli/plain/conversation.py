"""One interview in the plain mode, on the same engine and the same entries as the screens.

A question is put once. What is then typed wrongly, or asked for besides, is answered below it; a screen reader
need not read the question again until `again` is typed.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from itertools import count
from typing import Any, assert_never

from cati.cli.diagnostics import tell
from cati.cli.plain.answering import Meaning, Several, meaning_of
from cati.cli.plain.appointment import ask_appointment
from cati.cli.plain.commands import command_of
from cati.cli.plain.lines import EndOfInputError, Lines
from cati.cli.plain.show import check_lines, end_lines, option_line, prompt_lines, row_prompt
from cati.errors import DatabaseMovedError, NotSavedError, StorageError
from cati.fieldwork.interview import Interview
from cati.fieldwork.stop import OTHERS_KEY, Result, other_results, results
from cati.interview.cleaning import clean
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
from cati.questionnaire.model import AppointmentQuestion, TextQuestion
from cati.questionnaire.validity import Invalid
from cati.words import say, sentence_of

MOST_SHOWN = 20
BUSY_TRIES = 6
"""So often a busy database is tried again by itself; each try waits for it first."""


class Conversation:
    """Asks, reads, records, until the interview has its result or the input ends."""

    def __init__(self, interview: Interview, lines: Lines, language: str) -> None:
        self.interview = interview
        self.lines = lines
        self.language = language
        self.prompt: Prompt | None = None
        self.entry: Entry | None = None
        self.lists_all = False
        self._place: object = None
        self._before = interview.session
        self._since = lines.ticks()

    def run(self) -> None:
        """Conduct the interview. Raises `EndOfInputError` after suspending it."""
        self.lines.holds_on = self.say("plain.interrupt")
        try:
            while not self.interview.is_over:
                self.step()
        except EndOfInputError:
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
                self.stop("")
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

    def put_all(self, lines: Iterable[str]) -> None:
        """Several lines."""
        self.lines.put_all(lines)

    # --- saving

    def saved(
        self,
        act: Callable[..., object],
        *arguments: Any,  # noqa: ANN401 - whatever the act takes
        settle: Callable[[], object] | None = None,
        **more: Any,  # noqa: ANN401
    ) -> None:
        """Do what commits; while it cannot be saved it is kept and tried again, and then `settle` is done."""
        attempt: Callable[[], object] = partial(act, *arguments, **more)
        for tries in count():
            try:
                attempt()
            except NotSavedError as error:
                self.await_another_try(error, tries)
                attempt = partial(self.retried, settle)
            else:
                return

    def retried(self, settle: Callable[[], object] | None) -> None:
        """The unsaved event again, and what belongs to it."""
        self.interview.retry()
        if settle is not None:
            settle()

    def await_another_try(self, error: NotSavedError, tries: int) -> None:
        """Say what is wrong; a busy database is tried again by itself. Raises the error if the input ends."""
        if tries == 0 or error.word != "storage.busy":
            self.put(sentence_of(error, self.language))
        if error.word == "storage.busy" and tries < BUSY_TRIES:
            return
        try:
            self.lines.ask(self.say("plain.try_again"))
        except EndOfInputError:
            raise error from None

    def record(self, prompt: Prompt, answer: Answer, *, stays: bool = False) -> None:
        """Record an answer, with the time since the question was put or its last row answered."""
        elapsed_ms = max(0, round((self.lines.ticks() - self._since) * 1000))
        settle = partial(self.interview.go_to, prompt.key) if stays else self.interview.go_on
        self.saved(self.interview.answer, prompt, answer, elapsed_ms=elapsed_ms, stays=stays, settle=settle)
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
        is_open_text = prompt is not None and isinstance(prompt.question, TextQuestion)
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
        if isinstance(given, Give) and given.stays and rows is not None and leaves and not rows.open_rows():
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
                self.saved(self.interview.ask_again, prompt, option)
            case Keep(draft=draft):
                self.saved(self.interview.keep, prompt.key, draft)
            case Leave():
                self.interview.go_on()
            case OpenText():
                return self.carry_out(prompt, entry, with_text(entry, self.text_of(meaning)))
            case Tell(reason=reason):
                self.put(self.say(reason.word, **reason.places))
                move_to_open_row(entry)
                return None
            case Several(found=found):
                self.put(self.say("plain.several", count=len(found)) if found else self.say("plain.nothing_found"))
                self.put_all(option_line(line) for line in found[:MOST_SHOWN])
                return None
            case None:
                self.put(self.say("plain.not_understood"))
                return None
            case _:
                assert_never(meaning)
        if not (isinstance(meaning, Give) and meaning.stays):
            self.tell_path_change()
        return meaning

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
        made = ask_appointment(self.interview, self.lines, self.language, prompt.key, commanded)
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
            self.saved(self.interview.confirm, view.pending)
        else:
            self.put(self.say("plain.not_understood"))

    def end(self, view: EndView) -> None:
        """Give the interview its result."""
        line, choices = self.lines.ask().strip(), view.end.disposition
        if self.is_command(line):
            return
        keys = {str(at): name for at, name in enumerate(choices, 1)} if len(choices) > 1 else {"": choices[0]}
        if line in keys:
            self.saved(self.interview.end, keys[line])
        else:
            self.put(self.say("plain.not_understood"))

    def stop(self, key: str) -> None:
        """Stop the conversation with a result: that of a key or name, or one of the menu."""
        usual, others = results(self.interview), other_results(self.interview)
        if not key:
            self.put_all(f"  {row.key}  {row.shown.label(self.language)}" for row in usual)
            self.put(f"  {OTHERS_KEY}  {self.say('plain.other_result')}")
            key = self.lines.ask(self.say("plain.which_result")).strip().casefold()
        if key == OTHERS_KEY:
            self.put_all(f"  {row.key}  {row.shown.label(self.language)}" for row in others)
            key = self.lines.ask(self.say("plain.which_result")).strip().casefold()
        row = next((row for row in (*usual, *others) if key in (row.key, row.shown.name)), None)
        if row is not None:
            self.stop_with(row)
        elif key:
            self.put(self.say("plain.not_understood"))

    def stop_with(self, row: Result) -> None:
        """Carry out a result."""
        reason = self.reason() if row.asks_reason else ""
        if row.kind == "end":
            self.saved(self.interview.end, row.disposition.name, reason=reason)
            return
        made: Appointment | None = None
        if row.kind == "appointment":
            given = ask_appointment(self.interview, self.lines, self.language, None, None)
            if not isinstance(given, Appointment):
                self.show_again()
                return
            made = given
        self.saved(self.interview.suspend, row.disposition.name, reason=reason, appointment=made)

    def reason(self) -> str:
        """One line, which may stay empty."""
        while True:
            cleaned = clean(self.lines.ask(self.say("plain.reason")), one_line=True)
            if not isinstance(cleaned, Invalid):
                return cleaned
            self.put(self.say(cleaned.word, **cleaned.places))

    # --- the end of the input

    def suspend_at_end_of_input(self) -> None:
        """The input ended: everything said is kept, and the interview can be gone on with."""
        at = self.interview.session.at
        if not self.interview.is_over:
            self.interview.suspend("suspended")
        where = {"case": self.interview.case.case.case_key, "question": "–" if at is None else at.key}
        with suppress(OSError):  # the terminal may be gone
            self.put(self.say("plain.suspended", **where))

    def give_up(self, error: BaseException) -> None:
        """Something else ended the conversation: free the case; an answer that is not saved is told to its end."""
        unsaved = self.interview.unsaved
        if unsaved is not None and isinstance(error, NotSavedError | DatabaseMovedError):
            tell(self.say("plain.unsaved", case=self.interview.case.case.case_key, event=unsaved.model_dump_json()))
        with suppress(StorageError):
            self.interview.leave()


def with_text(entry: Entry, text: str | None) -> Outcome:
    """What an opened line comes to; without a text the choice is dropped, and it is said why."""
    outcome = entry.line(text or "")
    if isinstance(outcome, Tell):
        entry.close()
    return outcome


def move_to_open_row(entry: Entry) -> None:
    """Go where an answer is missing, once that was told."""
    if isinstance(entry, RowsEntry):
        open_rows = [at for at, row in enumerate(entry.prompt.rows) if not entry.has(row.name)]
        entry.caret = open_rows[0] if open_rows and entry.told_open else entry.caret


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
